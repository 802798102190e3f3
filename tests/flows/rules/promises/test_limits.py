"""How often one person may ask, and what was agreed with those who need more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.promises.limits import (
    CALLS_PER_DAY,
    CarePlan,
    Past,
    Slot,
    Verdict,
    may_ask,
)
from flows.rules.times.moments import day_starts, next_midnight

NEW_YORK = "America/New_York"
# Clocks that skip midnight (Santiago, Beirut, Havana), read it twice (Azores, Havana), or change by half an hour.
ZONES = [
    NEW_YORK,
    "America/Santiago",
    "Asia/Beirut",
    "America/Havana",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Nuuk",
    "Europe/Madrid",
    "UTC",
]
MOMENTS = st.integers(0, 3 * 365 * 24 * 60).map(
    lambda m: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=m)
)
SLOTS = st.builds(
    Slot,
    weekday=st.integers(0, 6),
    at=st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59])),
    minutes=st.sampled_from([0, 5, 15, 90, 60 * 30]),
)
PLANS = st.none() | st.builds(
    CarePlan,
    calls_per_day=st.none() | st.integers(0, 6),
    slots=st.lists(SLOTS, max_size=3).map(tuple),
    zone=st.sampled_from(ZONES),
)


def local(*when: int, zone: str = NEW_YORK) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc,arg-type]


EVENING = local(2026, 3, 4, 18, 0)
"""A Wednesday."""


def calls(*hours_ago: float, before: datetime = EVENING, counts: bool = True) -> list[Past]:
    return [Past(before - timedelta(hours=h), counts) for h in hours_ago]


def ask(
    past: Sequence[Past],
    now: datetime = EVENING,
    *,
    limit: int | None = CALLS_PER_DAY,
    zone: str = NEW_YORK,
    plan: CarePlan | None = None,
    crisis: bool = False,
) -> Verdict:
    return may_ask(now, past, limit=limit, zone=zone, plan=plan, crisis=crisis)


def test_three_a_day_and_the_fourth_is_told_when() -> None:
    assert ask([]).allowed and ask(calls(1, 2)).allowed
    refused = ask(calls(1, 2, 3))
    assert not refused.allowed
    assert refused.again_at == local(2026, 3, 5, 0, 0)
    assert refused.why == "3 of 3 asked for today, by the line: again from midnight"


def test_at_midnight_of_the_organisation_the_day_begins_anew() -> None:
    past = calls(1, 2, 3)
    midnight = local(2026, 3, 5)
    assert not ask(past, midnight - timedelta(seconds=1)).allowed
    assert ask(past, midnight).allowed
    on_the_stroke = [Past(local(2026, 3, 4), True)] * 3
    assert not ask(on_the_stroke).allowed
    assert ask([replace(each, at=each.at - timedelta(seconds=1)) for each in on_the_stroke]).allowed


def test_it_is_the_organisations_midnight_and_not_that_of_the_clock_we_run_on() -> None:
    """It is 01:30 of Thursday in London and 20:30 of Wednesday in New York."""
    now = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
    past = calls(2, 3, 4, before=now)
    assert not ask(past, now).allowed
    assert ask(past, now, zone="Europe/London").allowed


def test_a_dropped_call_and_its_reconnect_count_once() -> None:
    assert ask(calls(1, 2) + calls(0.9, 1.9, 0.5, counts=False)).allowed


def test_in_crisis_no_limit_counts() -> None:
    assert ask(calls(*range(1, 15)), crisis=True).allowed
    assert ask(calls(1), limit=1, plan=CarePlan(1, (), NEW_YORK), crisis=True).allowed


def test_an_organisation_may_set_another_limit_or_none() -> None:
    assert ask(calls(1, 2, 3), limit=4).allowed
    assert not ask(calls(1), limit=1).allowed
    assert ask(calls(*range(1, 15)), limit=None).allowed
    assert ask(calls(*range(1, 15)), limit=0).allowed


def test_a_care_plan_stands_in_place_of_the_lines_limit_higher_or_lower() -> None:
    assert ask(calls(1, 2, 3, 4), plan=CarePlan(6, (), NEW_YORK)).allowed
    lower = ask(calls(1), plan=CarePlan(1, (), NEW_YORK))
    assert not lower.allowed and "by their care plan" in lower.why
    assert not ask(calls(1), limit=None, plan=CarePlan(1, (), NEW_YORK)).allowed
    assert ask(calls(1, 2, 3, 4), plan=CarePlan(0, (), NEW_YORK)).allowed
    assert not ask(calls(1, 2, 3), plan=CarePlan(None, (), NEW_YORK)).allowed


def test_around_an_agreed_time_they_may_always_ask() -> None:
    plan = CarePlan(1, (Slot(2, time(18, 0), 15),), NEW_YORK)
    for minutes, allowed in ((-16, False), (-15, True), (0, True), (15, True), (16, False)):
        assert ask(calls(5), EVENING + timedelta(minutes=minutes), plan=plan).allowed is allowed
    thursday = EVENING + timedelta(days=1)
    assert not ask(calls(5, before=thursday), thursday, plan=plan).allowed


def test_a_refusal_names_the_agreed_time_when_that_is_sooner_than_midnight() -> None:
    plan = CarePlan(1, (Slot(2, time(21, 0), 10), Slot(3, time(9, 0), 10)), NEW_YORK)
    tonight = ask(calls(5), plan=plan)
    assert tonight.again_at == local(2026, 3, 4, 20, 50)
    assert tonight.why.endswith("again around the next time agreed in their care plan")
    later = ask(calls(5), EVENING + timedelta(hours=4), plan=plan)
    assert later.again_at == local(2026, 3, 5)


def test_an_agreed_time_is_read_in_the_zone_of_the_plan_also_across_midnight() -> None:
    plan = CarePlan(1, (Slot(3, time(0, 10), 15),), "Europe/Madrid")
    now = local(2026, 3, 4, 23, 56, zone="Europe/Madrid")
    past = calls(2, before=now)
    assert ask(past, now, plan=plan).allowed
    assert not ask(past, now - timedelta(minutes=2), plan=plan).allowed
    late = CarePlan(1, (Slot(2, time(23, 50), 15),), NEW_YORK)
    for minutes, allowed in ((5, True), (6, False)):
        now = local(2026, 3, 5, 0, minutes)
        assert ask([Past(local(2026, 3, 5), True)], now, plan=late).allowed is allowed


def test_an_agreed_time_stays_the_same_by_the_clock_when_the_clocks_change() -> None:
    plan = CarePlan(1, (Slot(6, time(18, 0), 0),), NEW_YORK)
    for day in (date(2026, 3, 1), date(2026, 3, 8), date(2026, 10, 25), date(2026, 11, 1)):
        six = local(day.year, day.month, day.day, 18)
        past = calls(2, before=six)
        assert ask(past, six, plan=plan).allowed
        assert ask(past, six - timedelta(hours=1), plan=plan).again_at == six


def test_an_agreed_time_that_the_clock_skips_or_shows_twice_is_never_lost() -> None:
    plan = CarePlan(1, (Slot(6, time(2, 30), 0), Slot(6, time(1, 30), 0)), NEW_YORK)

    def allowed(day: datetime) -> list[int]:
        """Minutes after midnight at which they may ask, having asked at midnight."""
        return [
            m
            for m in range(0, 240, 30)
            if ask([Past(day, True)], day + timedelta(minutes=m), plan=plan).allowed
        ]

    assert allowed(local(2026, 3, 15)) == [90, 150]
    assert allowed(local(2026, 3, 8)) == [90, 150]  # 1:30, and 3:30 for want of a half past two
    assert allowed(local(2026, 11, 1)) == [90, 150, 210]  # 1:30 twice, 2:30


@pytest.mark.parametrize(
    ("zone", "day", "hours", "first_hour"),
    [
        (NEW_YORK, date(2026, 3, 8), 23, 0),
        (NEW_YORK, date(2026, 11, 1), 25, 0),
        ("America/Santiago", date(2026, 9, 6), 23, 1),
        ("America/Santiago", date(2026, 4, 4), 25, 0),
        ("Asia/Beirut", date(2026, 3, 29), 23, 1),
        ("Asia/Beirut", date(2026, 10, 24), 25, 0),
        ("America/Havana", date(2026, 3, 8), 23, 1),
        ("America/Havana", date(2026, 11, 1), 25, 0),
        ("Atlantic/Azores", date(2026, 10, 25), 25, 0),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5, 0),
        (NEW_YORK, date(2026, 6, 1), 24, 0),
    ],
)
def test_a_day_has_as_many_hours_as_it_has_there(zone: str, day: date, hours: float, first_hour: int) -> None:
    starts, ends = day_starts(day, zone), day_starts(day + timedelta(days=1), zone)
    assert (ends - starts) / timedelta(hours=1) == hours
    assert starts.astimezone(ZoneInfo(zone)).hour == first_hour
    assert next_midnight(starts, zone) == ends
    past = [Past(starts, True)] * 3
    last = ends - timedelta(seconds=1)
    assert ask(past, last, zone=zone) == replace(ask(past, starts, zone=zone), again_at=ends)
    assert ask(past, ends, zone=zone).allowed


@given(st.sampled_from(ZONES), MOMENTS)
def test_the_next_midnight_is_the_first_moment_of_the_next_date(zone: str, now: datetime) -> None:
    midnight = next_midnight(now, zone)
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    assert now < midnight <= now + timedelta(hours=25)
    assert midnight.astimezone(here).date() == today + timedelta(days=1)
    assert (midnight - timedelta(microseconds=1)).astimezone(here).date() == today
    assert day_starts(today, zone) <= now


@given(
    MOMENTS,
    st.lists(st.tuples(st.floats(0, 40), st.booleans()), max_size=8),
    st.none() | st.integers(0, 4),
    st.sampled_from(ZONES),
    PLANS,
)
def test_a_participant_who_is_refused_may_ask_at_the_time_named_and_not_before(
    now: datetime,
    earlier: list[tuple[float, bool]],
    limit: int | None,
    zone: str,
    plan: CarePlan | None,
) -> None:
    past = [Past(now - timedelta(hours=h), counts) for h, counts in earlier]
    verdict = ask(past, now, limit=limit, zone=zone, plan=plan)
    assert verdict.why
    if verdict.allowed:
        assert verdict.again_at is None
        return
    again = verdict.again_at
    assert again is not None and now < again <= now + timedelta(hours=25)
    assert ask(past, again, limit=limit, zone=zone, plan=plan).allowed
    for part in (0.25, 0.5, 0.99, 0.999999):
        assert not ask(past, now + (again - now) * part, limit=limit, zone=zone, plan=plan).allowed
    assert ask(past, now, limit=limit, zone=zone, plan=plan, crisis=True).allowed


@given(MOMENTS, st.integers(1, 6), st.sampled_from(ZONES))
def test_in_a_week_of_asking_all_the_time_each_day_gives_exactly_what_it_may(
    start: datetime, limit: int, zone: str
) -> None:
    """Somebody who asks every half hour, and again at each time that a refusal names."""
    now, past = start, list[Past]()
    given_at: dict[date, int] = {}
    while now < start + timedelta(days=7):
        verdict = ask(past, now, limit=limit, zone=zone)
        if verdict.allowed:
            past.append(Past(now, True))
            day = now.astimezone(ZoneInfo(zone)).date()
            given_at[day] = given_at.get(day, 0) + 1
        now = verdict.again_at or now + timedelta(minutes=30)
    days = sorted(given_at)
    assert all(b - a == timedelta(days=1) for a, b in pairwise(days))
    assert all(given_at[day] == limit for day in days[1:-1])


def test_a_zone_that_does_not_exist_is_said_to() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        ask([], zone="America/Nowhere")
