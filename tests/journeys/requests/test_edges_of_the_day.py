"""Times said around midnight, twice, and in the middle of another question about when."""

from datetime import UTC, datetime

import pytest

from store.models import Callback
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import TestLine

LATE = datetime(2026, 3, 5, 4, 50, tzinfo=UTC)
"""23:50 on a Wednesday in New York."""


def test_tomorrow_asked_before_midnight_and_answered_after_it_is_the_same_day(quick_line: TestLine) -> None:
    quick_line.clock.at = LATE
    assert "At what time that day?" in quick_line.text(PARTICIPANT, "CALL tomorrow")
    quick_line.pass_time(minutes=12)
    assert "between 9:00 and 9:30 AM EST. " in quick_line.text(PARTICIPANT, "9")


def test_tonight_said_late_is_as_soon_as_somebody_can(quick_line: TestLine) -> None:
    quick_line.clock.at = LATE
    assert "has gone by" not in quick_line.text(PARTICIPANT, "CALL tonight")
    assert [cb.not_before for cb in quick_line.rows(Callback)] == [None]


def test_a_time_or_an_end_answers_an_open_question_about_when(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "ZONE Eastern")
    line.text(PARTICIPANT, "CALL")
    assert "When would be better?" in line.text(PARTICIPANT, "LATER 25:00")
    moved = line.text(PARTICIPANT, "LATER 7pm")
    assert "Moved" in moved and "When would be better?" not in moved
    assert "When would be better?" in line.text(PARTICIPANT, "LATER yesterday")
    ended = line.text(PARTICIPANT, "NEVERMIND")
    assert "it's off" in ended and "When would be better?" not in ended


def test_of_two_days_the_first_is_taken_and_read_back(quick_line: TestLine) -> None:
    assert "At what time that day?" in quick_line.text(PARTICIPANT, "CALL friday or saturday")
    assert "between Fri 5:00 and 5:30 PM EST" in quick_line.text(PARTICIPANT, "5")


def test_an_hour_that_no_clock_shows_is_asked_for_again_in_whatever_words(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "CALL 7pm")  # and the zone is asked for
    for said in ("LATER a las 25", "LATER at 25", "later las 25"):
        assert "couldn't read that time" in quick_line.text(PARTICIPANT, said)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("CALL 7.30", "between 7:30 and 8:00 AM EST tomorrow"),
        ("CALL 1930", "between 7:30 and 8:00 PM EST"),
        ("CALL at the weekend", "When should a volunteer call?"),
        ("call me later", "When should a volunteer call?"),
        ("CALL soon", "No volunteer is on right now"),
        ("LLAMAR cuando puedan", "no hay nadie de turno"),
    ],
)
def test_what_follows_call_is_a_time_or_asked_for_again_and_never_dropped(
    quick_line: TestLine, said: str, answer: str
) -> None:
    quick_line.clock.at = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)  # eight in the evening
    assert answer in quick_line.text(PARTICIPANT, said)


def test_call_now_brings_forward_what_was_booked_for_later_and_a_plain_call_does_not(
    quick_line: TestLine,
) -> None:
    quick_line.text(PARTICIPANT, "CALL 8pm")
    assert "by 8:30 PM" in quick_line.text(PARTICIPANT, "call me please")
    quick_line.text(PARTICIPANT, "call me now please")
    assert [cb.not_before for cb in quick_line.rows(Callback)] == [None]


def test_a_number_that_a_question_does_not_offer_is_answered_with_the_question(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    assert "Anything they should know first?" in quick_line.text(PARTICIPANT, "CALL")
    assert "Anything they should know first?" in quick_line.text(PARTICIPANT, "7")
