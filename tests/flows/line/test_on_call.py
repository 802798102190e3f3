"""Who of the ladder is on now, and which hours are nobody's."""

from datetime import UTC, datetime, time

import pytest

from flows.line.on_call import OnCall, on_now, uncovered

ZONE = "America/New_York"
DAY = OnCall("+12025550171", (time(9), time(17)))
NIGHT = OnCall("+12025550172", (time(22), time(6)))
ALWAYS = OnCall("+12025550173")


def at(hour: int, minute: int = 0) -> datetime:
    """That hour of the line's winter day."""
    return datetime(2026, 3, 4, (hour + 5) % 24, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        (at(8, 59), [ALWAYS]),
        (at(9), [DAY, ALWAYS]),
        (at(16, 59), [DAY, ALWAYS]),
        (at(17), [ALWAYS]),
        (at(23), [NIGHT, ALWAYS]),
        (at(5, 59), [NIGHT, ALWAYS]),
        (at(6), [ALWAYS]),
    ],
)
def test_hours_are_read_on_the_lines_clock_and_may_pass_midnight(moment: datetime, on: list[OnCall]) -> None:
    assert on_now((DAY, NIGHT, ALWAYS), moment, ZONE) == tuple(each.number for each in on)


def test_where_it_is_nobodys_hour_everybody_is_asked() -> None:
    assert on_now((DAY, NIGHT), at(20), ZONE) == (DAY.number, NIGHT.number)


def test_somebody_with_two_stretches_of_the_day_is_one_person() -> None:
    again = OnCall(DAY.number, (time(16), time(23)))
    assert on_now((DAY, again), at(16, 30), ZONE) == (DAY.number,)
    assert on_now((DAY, again, ALWAYS), at(20), ZONE) == (DAY.number, ALWAYS.number)


def test_the_hours_of_nobody_are_named_once_each() -> None:
    assert uncovered((DAY, NIGHT)) == ((time(6), time(9)), (time(17), time(22)))
    assert uncovered((DAY,)) == ((time(17), time(9)),)
    assert uncovered((DAY, ALWAYS)) == uncovered(()) == ()
