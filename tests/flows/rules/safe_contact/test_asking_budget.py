"""Nobody is worn out by what the line asks by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.rules.safe_contact.asking_budget import Asked, counts, why_not

NOW = datetime(2026, 3, 4, 17, tzinfo=UTC)


def asked(*hours_ago: float, answered: bool = True) -> list[Asked]:
    return [Asked(NOW - timedelta(hours=each), answered) for each in hours_ago]


@pytest.mark.parametrize(
    ("hours_ago", "may"),
    [
        ((), True),
        ((23.9,), False),
        ((24,), True),
        ((48, 167), False),
        ((48, 168), True),
        ((30, 60, 90), False),
    ],
)
def test_one_question_a_day_and_two_a_week(hours_ago: tuple[float, ...], may: bool) -> None:
    assert (why_not(asked(*hours_ago), NOW, danger=False) is None) is may


def test_nothing_is_asked_after_words_of_danger() -> None:
    assert why_not([], NOW, danger=True) == "words of danger"


def test_who_let_three_pass_in_a_row_is_asked_nothing_more() -> None:
    passed = asked(500, 1000, 1500, answered=False)
    assert why_not(passed, NOW, danger=False) == "let three pass"
    assert why_not(passed[:2], NOW, danger=False) is None
    assert why_not([*passed[:2], *asked(1500)], NOW, danger=False) is None


def test_a_question_that_nobody_has_sorted_counts() -> None:
    assert counts("a_new.question") and counts("after.rating")
    assert not counts("ready.now")
