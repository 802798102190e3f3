"""docs/keywords.md says what the code does: every keyword with its words in each language, every key of the menus."""

import re
from pathlib import Path

import pytest

from flows.catalogue import BY_KEYWORD
from flows.rules.words.replies import CARRIER_STOP
from flows.wording import KEYWORDS, LANGUAGES, words
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import TestLine

PAGE = (Path(__file__).parents[2] / "docs" / "keywords.md").read_text(encoding="utf-8")
FOR_ALL, FOR_VOLUNTEERS = "Anybody", "Volunteers"
INVITED = {"JOIN", "ME"}
"""Anybody may text them; they mean something to who was invited."""


def section(heading: str) -> str:
    """What stands below a heading, up to the next one."""
    [found] = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def listed(heading: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Keyword → its words in each language, as the page has them; in the table of four columns below a heading."""
    rows = (line.strip("| ").split(" | ") for line in section(heading).splitlines() if line.startswith("| "))
    found = [row for row in rows if len(row) == 4 and row[0] != "keyword"]
    assert all(row[3].strip() for row in found), "each says what it does"
    assert len({row[0] for row in found}) == len(found)
    return {row[0]: tuple(tuple(cell.split(", ")) for cell in row[1:3]) for row in found}


def test_every_keyword_stands_there_with_its_words_in_each_language() -> None:
    both = {**listed(FOR_ALL), **listed(FOR_VOLUNTEERS)}
    assert both == {name: (KEYWORDS["en"][name], KEYWORDS["es"][name]) for name in KEYWORDS["en"]}


def test_words_of_volunteers_alone_stand_among_theirs() -> None:
    theirs = {name for name, flow in BY_KEYWORD.items() if flow.volunteers_only}
    assert theirs
    assert set(listed(FOR_VOLUNTEERS)) == theirs | INVITED


def test_the_coordinators_words_stand_there_in_each_language() -> None:
    known = [words("coordinator.help", language).replies for language in LANGUAGES]
    for name, in_each in listed("Coordinators").items():
        there = {word for language in in_each for word in language}
        assert all(there == set(replies[name.lower()]) for replies in known), name
    assert {name.lower() for name in listed("Coordinators")} == set(known[0])


def test_the_carriers_words_for_stop_stand_there() -> None:
    [row] = [line for line in section(FOR_ALL).splitlines() if line.startswith("| STOP")]
    assert set(CARRIER_STOP) <= set(re.findall(r"\w+", row))


@pytest.mark.parametrize(
    ("heading", "caller", "besides"),
    [("Somebody calls the line", PARTICIPANT, {"4"}), ("A volunteer calls the line", VOLUNTEER, set[str]())],
)
def test_the_keys_of_a_menu_are_those_that_are_said(
    quick_line: TestLine, heading: str, caller: str, besides: set[str]
) -> None:
    quick_line.volunteer(VOLUNTEER)
    _, heard = quick_line.call(caller)
    spoken = set(re.findall(r"(?:press|oprime|marca|,) (\d)\b", heard.words))
    there = set(re.findall(r"^\| (\d) \|", section(heading), re.MULTILINE))
    assert spoken and there - besides == spoken
