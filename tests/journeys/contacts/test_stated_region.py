"""Whose emergency number and crisis line somebody is given: those of where they say they are."""

import pytest

from store.models import Contact
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import TestLine

CRISIS = "i want to kill myself"
FROM_BRITAIN = "+447700900123"


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    return quick_line


def test_a_phone_of_another_country_reads_both_until_they_say_where_they_are(line: TestLine) -> None:
    both = line.text(FROM_BRITAIN, CRISIS)
    assert "988" in both and "If you're in the United Kingdom: 999, or call 116 123." in both
    assert "116 123" not in line.text(PARTICIPANT, CRISIS)
    line.text(FROM_BRITAIN, "im in new york")
    assert "116 123" not in line.text(FROM_BRITAIN, CRISIS)
    assert "988" not in line.text(FROM_BRITAIN, "im in england. " + CRISIS)
    assert [row.region for row in line.rows(Contact) if row.region] == ["GB"]


def test_by_voice_the_numbers_are_theirs_and_no_short_number_is_dialled_from_here(line: TestLine) -> None:
    sid, heard = line.call(PARTICIPANT)
    assert "9 8 8" in heard.words
    said = line.turn(heard.path("Gather"), sid, PARTICIPANT, SpeechResult="i moved to ireland and " + CRISIS)
    assert "1 1 6, 1 2 3" in said.words and "9 8 8" not in said.words
    key = line.press(said, "8", sid, PARTICIPANT)
    assert "1 1 6, 1 2 3" in key.words and "<Dial" not in key.document
    sid, heard = line.call(PARTICIPANT)
    assert "1 1 6, 1 2 3" in heard.words, "the next call too"


def test_a_bare_name_changes_it_where_they_were_asked(line: TestLine) -> None:
    line.text(PARTICIPANT, "im in ireland and " + CRISIS)
    assert "024" in line.text(PARTICIPANT, "Spain")
    line.text(PARTICIPANT, "wrong number, this is a new phone, you have the wrong person")
    line.text("+12025550187", "hi")
    assert "024" not in line.text("+12025550187", "spain")
