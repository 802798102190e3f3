"""ON without an end is over with the shift, the cover or the evening, and never sooner than it is worth it."""

from datetime import UTC, datetime, time, timedelta

import pytest

from flows.rules.times.duty_ending import ends_at

NEW_YORK = "America/New_York"
COVER = (time(17), time(21))
HOUR = timedelta(hours=1)


def at(hour: int, minute: int = 0) -> datetime:
    """This hour of a winter day in New York."""
    return datetime(2026, 1, 14, tzinfo=UTC) + timedelta(hours=hour + 5, minutes=minute)


@pytest.mark.parametrize(
    ("now", "cover", "ends"),
    [
        (at(18), COVER, at(21)),
        (at(20, 45), COVER, at(22, 45)),  # a quarter of an hour is not what they mean
        (at(12), COVER, at(22)),  # outside the cover the evening counts
        (at(12), None, at(22)),
        (at(21, 31), None, at(23, 31)),
        (at(23), None, at(25)),
        (at(3), None, at(5)),
        (at(23), (time(20), time(2)), at(26)),  # a cover through midnight
    ],
)
def test_on_ends_with_the_cover_else_at_ten_else_two_hours_later(
    now: datetime, cover: tuple[time, time] | None, ends: datetime
) -> None:
    assert ends_at(now, NEW_YORK, cover=cover, line_zone=NEW_YORK) == ends


def test_ten_is_ten_where_the_volunteer_lives_and_the_cover_is_on_the_lines_clock() -> None:
    assert ends_at(at(15), "America/Los_Angeles", cover=None, line_zone=NEW_YORK) == at(25)
    assert ends_at(at(18), "America/Los_Angeles", cover=COVER, line_zone=NEW_YORK) == at(21)


def test_a_shift_that_runs_says_when_and_beyond_its_last_minutes_two_hours() -> None:
    ends = at(20)
    assert ends_at(at(18), NEW_YORK, cover=COVER, line_zone=NEW_YORK, shift_ends=ends) == ends
    late = at(19, 50)
    assert ends_at(late, NEW_YORK, cover=None, line_zone=NEW_YORK, shift_ends=ends) == late + 2 * HOUR
