"""Who is on against who is needed: hours, the fewest in each, and gaps one can ask somebody for."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.promises.coverage import LONGEST_ASKED, Gap, Hour, Stretch, gaps, hours
from flows.rules.promises.demand import A_NEW_LINE, HOURS, Demand, hour_of_week, learn
from tests.kits.line import LINE

NOW = datetime(2026, 11, 23, 17, 20, tzinfo=UTC)  # a Monday, 12:20 in New York
BUSY = Demand((1.0,) * HOURS, 8, 1344)
QUIET = Demand((0.01,) * HOURS, 8, 10)
HOUR = timedelta(hours=1)


def the(at: int, until: int, *, sure: bool = False) -> Stretch:
    """Somebody on between two hours of that Monday, UTC."""
    day = NOW.replace(hour=0, minute=0)
    return Stretch(day + at * HOUR, day + until * HOUR, sure)


def row(demand: Demand, *on: Stretch, line: object = LINE, ahead: int = 6) -> list[Hour]:
    return list(hours(NOW, line, demand, on, call_minutes=25, until=NOW + ahead * HOUR))  # type: ignore[arg-type]


def test_hours_begin_with_the_present_one_and_count_who_is_there_to_its_end() -> None:
    found = row(BUSY, the(17, 19), the(18, 20, sure=True), ahead=3)
    assert [hour.at for hour in found] == [NOW.replace(hour=hour, minute=0) for hour in (17, 18, 19, 20)]
    assert [(hour.on, hour.sure) for hour in found] == [(1, 0), (2, 1), (1, 1), (0, 0)]
    assert {hour.expected for hour in found} == {1.0}
    assert {hour.needed for hour in found} == {1}


def test_a_volunteer_who_leaves_at_half_past_leaves_a_gap_and_one_who_came_late_is_counted() -> None:
    came_now = Stretch(NOW - timedelta(minutes=5), NOW + timedelta(hours=2, minutes=10))
    found = row(BUSY, came_now, ahead=3)
    assert [hour.on for hour in found] == [1, 1, 0, 0]


def test_a_volunteer_who_takes_over_to_the_minute_leaves_no_gap() -> None:
    handing_over = NOW.replace(hour=18, minute=30)
    found = row(BUSY, Stretch(NOW, handing_over), Stretch(handing_over, NOW + 3 * HOUR), ahead=2)
    assert [hour.on for hour in found][:2] == [1, 1]


def test_a_line_with_hours_needs_somebody_in_all_of_them_and_nobody_outside() -> None:
    line = replace(LINE, timezone="America/New_York", cover_hours=(time(13), time(15)))
    assert [hour.needed for hour in row(QUIET, line=line, ahead=4)] == [0, 1, 1, 0, 0]


def test_a_line_without_hours_needs_nobody_where_hardly_anybody_ever_asked() -> None:
    assert {hour.needed for hour in row(QUIET)} == {0}


def test_hours_are_those_of_the_lines_clock_where_it_is_half_an_hour_off() -> None:
    line = replace(LINE, timezone="Asia/Kolkata")
    assert row(BUSY, line=line)[0].at == NOW.replace(hour=16, minute=30)


def test_hours_in_a_row_are_one_gap_in_parts_that_one_may_ask_for() -> None:
    found = gaps(row(BUSY, the(17, 19), ahead=10))
    assert [(gap.starts_at.hour, gap.ends_at.hour) for gap in found] == [(19, 23), (23, 3), (3, 4)]
    assert found[0] == Gap(NOW.replace(hour=19, minute=0), NOW.replace(hour=23, minute=0), 1, 0, 4.0)


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=60),
    st.lists(st.integers(0, 3), min_size=60, max_size=60),
)
def test_gaps_are_just_the_hours_in_which_somebody_is_missing(needed: list[int], on: list[int]) -> None:
    start = NOW.replace(minute=0)
    made = [Hour(start + n * HOUR, 1.0, want, on[n], 0) for n, want in enumerate(needed)]
    inside = {
        gap.starts_at + n * HOUR: gap.missing
        for gap in gaps(made)
        for n in range((gap.ends_at - gap.starts_at) // HOUR)
    }
    assert inside == {hour.at: hour.needed - hour.on for hour in made if hour.on < hour.needed}
    assert all(gap.ends_at - gap.starts_at <= LONGEST_ASKED for gap in gaps(made))


def test_a_new_line_is_taken_to_have_a_request_in_four_hours() -> None:
    assert learn([], "America/New_York", weeks=0).per_hour == pytest.approx((A_NEW_LINE,) * HOURS)


def test_weeks_of_mondays_at_seven_say_so_and_lend_a_little_to_every_other_seven() -> None:
    mondays = [
        datetime(2026, 9, 7, 23, 10, tzinfo=UTC) + timedelta(weeks=n) for n in range(8) for _ in (1, 2)
    ]
    demand = learn(mondays, "America/New_York", weeks=8)
    assert hour_of_week(mondays[0], "America/New_York") == 19
    assert 1.5 < demand.per_hour[19] < 2.0
    assert demand.per_hour[24 + 19] > demand.per_hour[24 + 12]
    assert demand.requests == 16


def test_the_hour_is_that_of_the_clock_also_after_it_was_put_back() -> None:
    summer, winter = datetime(2026, 10, 26, 23, tzinfo=UTC), datetime(2026, 11, 3, 0, tzinfo=UTC)
    assert hour_of_week(summer, "America/New_York") == hour_of_week(winter, "America/New_York") == 19
