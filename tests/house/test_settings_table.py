"""docs/operators.md describes every setting, and the defaults in it are those that hold."""

import re
from pathlib import Path

import pytest

from store.config.settings import DECLARED

PAGE = Path(__file__).parents[2] / "docs" / "operators.md"


def _described() -> dict[str, str]:
    """Each variable of the table, and its default as written there. A row may describe several, in one order."""
    table = PAGE.read_text("utf-8").partition("\n## Settings\n")[2].partition("\n## ")[0]
    found: dict[str, str] = {}
    for line in re.findall(r"^\|(.+)\|$", table, re.MULTILINE)[2:]:
        cells = [cell.strip() for cell in line.split("|")]
        names = re.findall(r"`([A-Z_]+)`", cells[0])
        defaults = cells[-1].split(", ") if len(names) > 1 else [cells[-1]]
        found |= dict(
            zip(names, defaults if len(defaults) == len(names) else defaults * len(names), strict=True)
        )
    return found


def test_every_setting_is_described_and_nothing_else() -> None:
    assert sorted(_described()) == sorted(DECLARED.names)


@pytest.mark.parametrize("name", [name for name, default in DECLARED.defaults.items() if default])
def test_the_default_in_the_table_is_the_one_that_holds(name: str) -> None:
    assert _described()[name].strip("`") == DECLARED.defaults[name]


@pytest.mark.parametrize("name", [*DECLARED.required, *DECLARED.servers])
def test_what_may_not_be_left_out_is_said_to_keep_the_line_from_starting(name: str) -> None:
    assert "does not start" in _described()[name]
