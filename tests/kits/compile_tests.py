"""Compiles new and changed tests once, a part on each processor, before the suite's workers each compile all of them.

pytest rewrites every assertion of a test file and keeps what came of it. Workers that start together in a fresh
clone find nothing kept, and each does the whole quarter of a minute. `make test` runs this first.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from tests.kits import programs

TESTS = Path(__file__).resolve().parents[1]


def stale(folder: Path) -> list[Path]:
    """The test files of which nothing compiled is kept, or something older than they are."""
    return [
        each
        for each in sorted(folder.rglob("test_*.py"))
        if not any(
            kept.stat().st_mtime >= each.stat().st_mtime
            for kept in (each.parent / "__pycache__").glob(f"{each.stem}.*-pytest-*.pyc")
        )
    ]


def compile_all(files: list[Path], processes: int) -> None:
    """Let this many processes collect these files; what is wrong with one is for the suite to say."""
    parts = [part for start in range(processes) if (part := files[start::processes])]
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-n", "0", "-p", "no:cacheprovider"]
    with contextlib.ExitStack() as running:
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        started = [
            running.enter_context(programs.running([*collect, *map(str, part)], **silent)) for part in parts
        ]
        for each in started:
            each.wait()


if __name__ == "__main__":
    compile_all(stale(TESTS), os.cpu_count() or 1)
