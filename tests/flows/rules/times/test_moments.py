"""Which moment a time on a wall clock is: hours that come twice, hours that are skipped, and skipped midnights."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.times.moments import (
    day_starts,
    last_midnight,
    moment,
    moment_or_later,
    next_midnight,
    readings,
    shown,
)

NEW_YORK, LORD_HOWE, BEIRUT, APIA = "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "Pacific/Apia"
ZONES = (NEW_YORK, LORD_HOWE, BEIRUT, APIA, "Europe/London", "Asia/Kathmandu", "America/Santiago", "UTC")
WALLS = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - a wall clock has no zone


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def on(wall: str) -> datetime:
    return datetime.fromisoformat(wall)


@pytest.mark.parametrize(
    ("wall", "zone", "first", "later"),
    [
        ("2026-03-08T01:59", NEW_YORK, "2026-03-08T06:59", "2026-03-08T06:59"),
        ("2026-03-08T02:30", NEW_YORK, "2026-03-08T07:00", "2026-03-08T07:30"),  # skipped: 2:00 to 3:00
        ("2026-03-08T03:00", NEW_YORK, "2026-03-08T07:00", "2026-03-08T07:00"),
        ("2026-10-04T02:10", LORD_HOWE, "2026-10-03T15:30", "2026-10-03T15:40"),  # half an hour is skipped
        ("2026-03-29T00:00", BEIRUT, "2026-03-28T22:00", "2026-03-28T22:00"),  # midnight is skipped
        ("2011-12-30T09:00", APIA, "2011-12-30T10:00", "2011-12-30T19:00"),  # a whole day is
        ("2026-11-01T01:30", NEW_YORK, "2026-11-01T05:30", "2026-11-01T05:30"),  # twice
    ],
)
def test_a_skipped_time_is_the_end_of_the_gap_or_as_much_later_as_clocks_are_put_forward(
    wall: str, zone: str, first: str, later: str
) -> None:
    assert moment(on(wall), zone) == moment(on(wall), ZoneInfo(zone)) == at(first)
    assert moment_or_later(on(wall), zone) == at(later)


@pytest.mark.parametrize(
    ("wall", "moments"),
    [
        ("2026-11-01T01:30", ["2026-11-01T05:30", "2026-11-01T06:30"]),
        ("2026-11-01T02:00", ["2026-11-01T07:00"]),
        ("2026-03-08T02:30", []),
    ],
)
def test_a_clock_shows_a_time_twice_in_autumn_and_a_skipped_one_never(wall: str, moments: list[str]) -> None:
    assert list(shown(on(wall), NEW_YORK)) == [at(each) for each in moments]


def test_a_day_begins_when_clocks_skip_its_midnight() -> None:
    assert day_starts(date(2026, 3, 29), BEIRUT) == at("2026-03-28T22:00")
    assert last_midnight(at("2026-03-29T10:00"), BEIRUT) == at("2026-03-28T22:00")
    assert next_midnight(at("2026-03-28T10:00"), BEIRUT) == at("2026-03-28T22:00")
    assert day_starts(date(2011, 12, 30), APIA) == at("2011-12-30T10:00"), "a day that never was"


@given(WALLS, st.sampled_from(ZONES))
def test_what_a_clock_shows_at_the_moment_of_a_time_is_that_time_unless_it_is_skipped(
    wall: datetime, zone: str
) -> None:
    moments = shown(wall, zone)
    assert [each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for each in moments] == [wall] * len(moments)
    if moments:
        assert moment(wall, zone) == moment_or_later(wall, zone) == moments[0]
    else:
        before, after = readings(wall, zone)[::-1]
        assert before < moment(wall, zone) <= after
        just_before = moment(wall, zone) - timedelta(seconds=1)
        assert just_before.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wall


@given(WALLS.map(lambda wall: wall.replace(tzinfo=UTC)), st.sampled_from(ZONES))
def test_every_moment_lies_between_the_midnights_around_it(now: datetime, zone: str) -> None:
    begun, over = last_midnight(now, zone), next_midnight(now, zone)
    assert begun <= now < over
    assert begun.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
    assert timedelta(hours=22) < over - begun < timedelta(hours=26) or zone == APIA
