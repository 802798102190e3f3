"""A talk has one mark after the other: the length they agreed, ten minutes before the limit, the limit, the end."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.rules.promises import time_limit
from flows.rules.promises.time_limit import Mark

START = datetime(2026, 1, 14, 17, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def marks(minutes: int | None) -> list[tuple[float, Mark]]:
    """After how many minutes a talk has which mark, with nothing extended."""
    begun = time_limit.begins(START, minutes)
    found: list[tuple[float, Mark]] = []
    at: datetime | None = begun["tone_at"]
    while at is not None:
        found.append(((at - START) / MINUTE, time_limit.what(at, begun["talk_until"])))
        at = time_limit.after(at, begun["talk_until"])
    return found


ENDS = [(50, Mark.LIMIT), (60, Mark.SAY_OVER), (60 + 25 / 60, Mark.END)]


@pytest.mark.parametrize(
    ("minutes", "first"),
    [(None, []), (5, []), (15, [(10, Mark.AGREED)]), (30, [(25, Mark.AGREED)]), (240, [])],
)
def test_a_talk_is_marked_before_the_agreed_length_and_before_the_hour(
    minutes: int | None, first: list[tuple[float, Mark]]
) -> None:
    assert marks(minutes) == first + ENDS


def test_a_talk_of_an_older_process_has_no_limit_and_so_no_end() -> None:
    assert time_limit.what(START, None) is Mark.AGREED
    assert time_limit.after(START, None) is None


def test_each_time_it_is_half_an_hour_more_up_to_two_hours_in_all() -> None:
    until = START + time_limit.LONGEST
    for longer in (90, 120):
        extended = time_limit.extended(until, START, START + 50 * MINUTE)
        assert extended == START + longer * MINUTE
        until = extended
    assert time_limit.extended(until, START, START + 110 * MINUTE) is None
