"""A test that fails, or runs into its time, leaves no program behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kits.programs import first_line, running
from tests.kits.waiting import eventually, runs

TESTS = Path(__file__).parents[1]
PARENT = """
import signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def test_a_block_that_fails_ends_its_program_and_what_that_had_started() -> None:
    with (
        pytest.raises(KeyError),
        running([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent,
    ):
        child = int(first_line(parent))
        assert runs(parent.pid) and runs(child)
        raise KeyError
    assert not runs(parent.pid)
    assert eventually(lambda: not runs(child))


def test_every_program_that_a_test_starts_is_ended_by_the_kit() -> None:
    """`subprocess.run` ends what it started, by itself."""
    kits = {TESTS / "kits" / "programs.py", TESTS / "kits" / "servers.py", Path(__file__)}
    own = [path for path in TESTS.rglob("*.py") if path not in kits and "subprocess.Popen(" in _code(path)]
    assert own == []


def _code(path: Path) -> str:
    """A file without what stands between three quotes: programs that are only to be run."""
    return "".join(path.read_text().split('"""')[::2])
