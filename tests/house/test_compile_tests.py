"""What of the tests is compiled before the suite: what is new or changed, and nothing else."""

import os
from pathlib import Path

from tests.kits.compile_tests import compile_all, stale


def test_only_a_file_that_is_new_or_changed_is_compiled(tmp_path: Path) -> None:
    new, kept, changed = (tmp_path / f"test_{name}.py" for name in ("new", "kept", "changed"))
    compiled = tmp_path / "__pycache__"
    compiled.mkdir()
    for each in (new, kept, changed):
        each.touch()
    for each in (kept, changed):
        (compiled / f"{each.stem}.cpython-311-pytest-9.0.0.pyc").touch()
    os.utime(changed, (2**31, 2**31))
    assert stale(tmp_path) == [changed, new]


def test_a_file_that_cannot_be_collected_is_left_for_the_suite_to_tell_of(tmp_path: Path) -> None:
    broken = tmp_path / "test_broken.py"
    broken.write_text("import nothing_of_that_name\n")
    compile_all([broken], processes=2)
