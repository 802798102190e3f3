"""A number with a request in the same breath: what stands behind it counts as well."""

from datetime import timedelta

import pytest

from store.models import Callback, Checkin
from tests.journeys.reading.test_sentences import asked, wishes
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import TestLine


@pytest.fixture
def offered(quick_line: TestLine) -> TestLine:
    """A line on which a call or writing was just offered."""
    quick_line.volunteer(VOLUNTEER, languages=("en", "es"))
    quick_line.text(PARTICIPANT, "HELLO")
    assert "1 call me" in quick_line.text(PARTICIPANT, "3")
    return quick_line


def hours_until(line: TestLine) -> float:
    """How long it is until the only callback may ring; 0 for one that may at once."""
    (row,) = line.rows(Callback)
    return max(timedelta(), (row.not_before or line.clock.at) - line.clock.at) / timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("1 please before i fall asleep", 0),
        ("1 but in 2 hours", 2),
        ("1 pero en una hora", 1),
        ("1 i guess", 0),
    ],
)
def test_a_choice_with_an_hour_behind_it_is_a_call_at_that_hour(
    offered: TestLine, said: str, hours: float
) -> None:
    offered.text(PARTICIPANT, said)
    assert [kind for _, kind in asked(offered)] == ["call"]
    assert hours_until(offered) == hours


def test_whom_they_want_stands_behind_a_choice_as_well(offered: TestLine) -> None:
    offered.text(PARTICIPANT, "1 but a woman please")
    assert wishes(offered)["gender"] == "woman"


def test_a_choice_of_a_call_that_says_only_text_is_writing(offered: TestLine) -> None:
    offered.text(PARTICIPANT, "1 but please just text me")
    assert [kind for _, kind in asked(offered)] == ["text"]


@pytest.mark.parametrize(
    "said",
    [
        "1 of my friends died",
        "1 in 4 of us",
        "1 en mil me entiende",
        "1 sec",
        "1 wait no",
        "1 for what?",
        "1 - no, id freeze",
        "1 or 2",
    ],
)
def test_a_number_that_counts_waits_or_is_taken_back_books_nothing(offered: TestLine, said: str) -> None:
    offered.text(PARTICIPANT, said)
    assert offered.rows(Callback) == []


def test_a_no_to_now_that_names_an_hour_is_a_call_at_that_hour(offered: TestLine) -> None:
    offered.text(PARTICIPANT, "not now, in 3 hours yes, call me then")
    assert [kind for _, kind in asked(offered)] == ["call"]
    assert hours_until(offered) == 3


@pytest.mark.parametrize("said", ["not now", "not today, maybe tomorrow", "no, and dont call me at 8 either"])
def test_a_no_that_names_no_hour_for_a_call_books_none(offered: TestLine, said: str) -> None:
    offered.text(PARTICIPANT, said)
    assert asked(offered) == []


@pytest.mark.parametrize(
    "said", ["4, i slept until 7", "5, my sister called me yesterday", "2 and a bit tired"]
)
def test_a_rating_with_no_request_beside_it_books_nothing(quick_line: TestLine, said: str) -> None:
    quick_line.text(PARTICIPANT, "HELLO")
    quick_line.text(PARTICIPANT, said)
    assert quick_line.rows(Callback) == []


def test_a_rating_and_a_request_in_one_breath_are_both_kept(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "HELLO")
    quick_line.text(PARTICIPANT, "2, can somebody please give me a call")
    assert [row.mood for row in quick_line.rows(Checkin)] == [2]
    assert [kind for _, kind in asked(quick_line)] == ["call"]


def test_a_call_whose_hour_nobody_can_read_is_booked_and_rings_nobody_before_a_yes(offered: TestLine) -> None:
    answer = offered.text(PARTICIPANT, "yes but only after coronation street")
    assert "won't ring before you say yes" in answer
    assert "When should a volunteer call?" in answer
    offered.work()
    (row,) = offered.rows(Callback)
    offered.text(VOLUNTEER, f"TAKE {row.code}")
    offered.work()
    assert offered.carrier.rings == []
    offered.text(PARTICIPANT, "no")
    assert [row.silenced_at is not None for row in offered.rows(Callback)] == [True]


def test_a_day_without_an_hour_is_booked_for_that_day_and_the_hour_is_asked(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    answer = quick_line.text(
        PARTICIPANT, "could somebody call me tomorrow please, tomorrow is the anniversary"
    )
    assert "At what time that day?" in answer
    first = hours_until(quick_line)
    assert first > 0
    assert "4:00" in quick_line.text(PARTICIPANT, "4pm")
    assert 0 < hours_until(quick_line) - first < 12
