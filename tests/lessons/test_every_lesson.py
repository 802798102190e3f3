"""The table of docs/lessons.md and the tests say the same."""

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "docs" / "lessons.md"


def lessons_tested() -> list[str]:
    files = [path for path in HERE.glob("test_*.py") if path != Path(__file__)]
    parts = [each for path in files for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    return sorted(
        each.name for each in parts if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    )


def test_each_of_the_seventeen_lessons_has_a_test_named_after_what_it_prevents() -> None:
    names = lessons_tested()
    assert {name[5:7] for name in names} == {f"{number:02}" for number in range(1, 18)}
    rows = {
        row[1]: row[0]
        for row in re.finditer(r"^\| (\d+) \|.*$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    }
    said = {int(number): re.findall(r"`(test_\w+)`", row) for number, row in rows.items()}
    assert sorted(name for row in said.values() for name in row) == names
    assert all(int(name[5:7]) == number for number, row in said.items() for name in row)
