"""What may honestly be promised, and when a promise is in danger."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.rules.promises import promise
from tests.kits.line import LINE, NOON

NEW_YORK = ZoneInfo("America/New_York")
NIGHTS = replace(LINE, cover_hours=(time(20, 0), time(2, 0)))
DAYS = replace(LINE, cover_hours=(time(9, 0), time(17, 0)))
MOMENTS = st.integers(0, 3 * 365 * 24 * 3600).map(
    lambda s: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)


def local(*when: int) -> datetime:
    return datetime(*when, tzinfo=NEW_YORK).astimezone(UTC)  # type: ignore[misc,arg-type]


def test_with_somebody_on_it_is_the_lines_own_promise() -> None:
    assert promise.make(NOON, LINE, anyone_on=True) == promise.Promise(NOON + timedelta(hours=2), True)


def test_with_nobody_on_and_no_hours_it_says_so() -> None:
    made = promise.make(NOON, LINE, anyone_on=False)
    assert (made.anyone_on, made.cover_from, made.by) == (False, None, NOON + timedelta(hours=2))


def test_with_nobody_on_it_counts_from_when_cover_starts() -> None:
    made = promise.make(local(2026, 3, 4, 5, 30), DAYS, anyone_on=False)
    assert made.cover_from == local(2026, 3, 4, 9, 0)
    assert made.by == local(2026, 3, 4, 11, 0)


@pytest.mark.parametrize(
    ("at", "line", "starts"),
    [
        (local(2026, 3, 4, 8, 59), DAYS, local(2026, 3, 4, 9)),
        (local(2026, 3, 4, 9, 0), DAYS, None),
        (local(2026, 3, 4, 16, 59), DAYS, None),
        (local(2026, 3, 4, 17, 0), DAYS, local(2026, 3, 5, 9)),
        (local(2026, 3, 4, 12, 0), NIGHTS, local(2026, 3, 4, 20)),
        (local(2026, 3, 4, 23, 0), NIGHTS, None),
        (local(2026, 3, 5, 1, 59), NIGHTS, None),
        (local(2026, 3, 5, 2, 0), NIGHTS, local(2026, 3, 5, 20)),
        # The clocks go forward on 8 March and back on 1 November: nine o'clock stays nine o'clock.
        (local(2026, 3, 7, 18, 0), DAYS, local(2026, 3, 8, 9)),
        (local(2026, 10, 31, 18, 0), DAYS, local(2026, 11, 1, 9)),
    ],
)
def test_cover_starts_by_the_clock_on_the_lines_own_wall(
    at: datetime, line: object, starts: datetime | None
) -> None:
    assert promise.next_cover(at, line) == starts  # type: ignore[arg-type]


@given(MOMENTS, st.sampled_from([DAYS, NIGHTS]))
def test_cover_that_starts_starts_within_a_day_at_its_hour_and_is_then_running(
    at: datetime, line: object
) -> None:
    start = promise.next_cover(at, line)  # type: ignore[arg-type]
    if start is None:
        return
    assert at < start <= at + timedelta(hours=25)
    assert start.astimezone(NEW_YORK).time() == line.cover_hours[0]  # type: ignore[attr-defined]
    assert promise.next_cover(start, line) is None  # type: ignore[arg-type]


def test_it_is_in_danger_a_quarter_of_the_wait_before_its_end_or_two_offers_time() -> None:
    assert promise.at_risk_from(NOON, NOON + timedelta(hours=2), LINE) == NOON + timedelta(minutes=90)
    assert promise.at_risk_from(NOON, NOON + timedelta(minutes=40), LINE) == NOON + timedelta(minutes=20)
    assert promise.at_risk_from(NOON, NOON + timedelta(minutes=5), LINE) == NOON


@given(MOMENTS, st.floats(0.1, 60 * 48))
def test_the_danger_begins_after_it_was_asked_for_and_before_it_is_broken(
    start: datetime, wait: float
) -> None:
    by = start + timedelta(minutes=wait)
    assert start <= promise.at_risk_from(start, by, LINE) <= by


@pytest.mark.parametrize(
    ("hours", "at", "starts"),
    [
        # On 8 March two o'clock is followed by three: what opens at half past two opens at three.
        ((time(2, 30), time(10)), datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ((time(2, 0), time(10)), datetime(2026, 3, 8, 5, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)),
        # On 1 November it is half past one twice: the first is meant, and the second where the first is over.
        (
            (time(1, 30), time(10)),
            datetime(2026, 11, 1, 4, tzinfo=UTC),
            datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        ),
        (
            (time(1, 30), time(10)),
            datetime(2026, 11, 1, 6, tzinfo=UTC),
            datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
        ),
    ],
)
def test_cover_that_opens_in_the_hour_the_clocks_leave_out_or_repeat_is_told_to_the_minute(
    hours: tuple[time, time], at: datetime, starts: datetime
) -> None:
    assert promise.next_cover(at, replace(LINE, cover_hours=hours)) == starts


@example(12 * 60, time(2, 30))
@given(st.integers(0, 20 * 60), st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_there_is_no_cover_before_it_is_said_to_start_and_there_is_from_then_on(
    before: int, opens: time
) -> None:
    line = replace(LINE, cover_hours=(opens, opens.replace(hour=(opens.hour + 8) % 24)))
    now = datetime(2026, 3, 8, 18, tzinfo=UTC) - timedelta(minutes=before)
    start = promise.next_cover(now, line)
    if start is not None:
        assert promise.next_cover(start, line) is None
        assert promise.next_cover(start - timedelta(minutes=1), line) == start
