"""Shifts: how long they are on the nights when clocks change, and how people write them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.times.recurring import Recurring
from flows.rules.times.shift_patterns import (
    ShiftPatternSaid,
    Stretch,
    Unread,
    is_holiday,
    meant,
    read_shift_pattern,
    stretches,
)

NEW_YORK = "America/New_York"


def wall(text: str) -> datetime:
    """What a wall clock shows."""
    return datetime.fromisoformat(text)


NOON = datetime(2026, 3, 4, 17, tzinfo=UTC)
"""A Wednesday, noon in New York."""
NIGHTLY = Recurring(wall("2026-03-01T22:00"), "FREQ=DAILY", NEW_YORK)


def night(day: date, *, ends: time | None) -> Stretch:
    """The night that begins on this day: 10 pm, 8 hours or until 6 am."""
    noon = datetime.combine(day, time(17), UTC)
    return next(stretches(NIGHTLY, 480, ends, noon, noon + timedelta(days=1)))


SPRING, AUTUMN = date(2026, 3, 7), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("day", "ends", "hours", "clock"),
    [
        (SPRING, None, 8, time(7)),
        (SPRING, time(6), 7, time(6)),
        (AUTUMN, None, 8, time(5)),
        (AUTUMN, time(6), 9, time(6)),
        (date(2026, 6, 1), None, 8, time(6)),
        (date(2026, 6, 1), time(6), 8, time(6)),
    ],
)
def test_eight_hours_are_eight_hours_and_until_six_is_until_six_on_every_night(
    day: date, ends: time | None, hours: int, clock: time
) -> None:
    found = night(day, ends=ends)
    assert found.local_date == day
    assert found.ends_at - found.starts_at == timedelta(hours=hours)
    assert found.ends_at.astimezone(ZoneInfo(NEW_YORK)).time() == clock


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 47),
    st.integers(1, 48),
    st.sampled_from((NEW_YORK, "Europe/Madrid", "Australia/Lord_Howe", "UTC")),
)
def test_a_shift_lasts_its_minutes_or_to_its_clock_time_whatever_the_clocks_do(
    day: date, begins: int, halves: int, zone: str
) -> None:
    wall = datetime.combine(day, time()) + timedelta(minutes=30 * begins)
    ends = (wall + timedelta(minutes=30 * halves)).time()
    recurring = Recurring(wall, "FREQ=WEEKLY", zone)
    first = wall.replace(tzinfo=UTC) - timedelta(days=2)
    for each in stretches(recurring, 30 * halves, None, first, first + timedelta(days=28)):
        assert each.ends_at - each.starts_at == timedelta(minutes=30 * halves)
    for each in stretches(recurring, 30 * halves, ends, first, first + timedelta(days=28)):
        local = each.ends_at.astimezone(ZoneInfo(zone))
        skipped = (each.ends_at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).time()
        assert local.time() == ends or skipped < ends < local.time()
        off = each.ends_at - each.starts_at - timedelta(minutes=30 * halves)
        assert abs(off) <= timedelta(hours=1), "only a change of clocks may make it shorter or longer"


def test_a_shift_that_lies_in_the_hour_left_out_is_left_out() -> None:
    early = Recurring(wall("2026-03-01T02:00"), "FREQ=DAILY", NEW_YORK)
    after = datetime(2026, 3, 7, tzinfo=UTC)
    found = [each.local_date.day for each in stretches(early, 60, time(3), after, after + timedelta(days=3))]
    assert found == [7, 9]


def test_a_public_holiday_is_one_where_the_line_is_and_a_region_not_known_has_none() -> None:
    assert is_holiday(date(2026, 12, 25), "US")
    assert is_holiday(date(2026, 9, 16), "MX")
    assert not is_holiday(date(2026, 9, 16), "US")
    assert not is_holiday(date(2026, 12, 25), "ZZ")


def weekly(begins: str, days: str, minutes: int, ends: time | None = None) -> ShiftPatternSaid:
    return ShiftPatternSaid(wall(begins), f"FREQ=WEEKLY;BYDAY={days}", minutes, ends)


def once(begins: str, minutes: int, ends: time | None = None) -> ShiftPatternSaid:
    return ShiftPatternSaid(wall(begins), None, minutes, ends)


EVERY_DAY, WORKDAYS = "MO,TU,WE,TH,FR,SA,SU", "MO,TU,WE,TH,FR"
SAID = [
    ("Mon Thu 7pm-10pm", weekly("2026-03-05T19:00", "MO,TH", 180, time(22))),
    ("SAT 10pm 8h", weekly("2026-03-07T22:00", "SA", 480)),
    ("every day 9-12", weekly("2026-03-05T09:00", EVERY_DAY, 180, time(12))),
    ("5 Dec 7pm 3h", once("2026-12-05T19:00", 180)),
    ("lunes 19:00 a 22:00", weekly("2026-03-09T19:00", "MO", 180, time(22))),
    ("de lunes a viernes de 9 a 12", weekly("2026-03-05T09:00", WORKDAYS, 180, time(12))),
    ("sábados de 10 de la noche a 6", weekly("2026-03-07T22:00", "SA", 480, time(6))),
    ("viernes 22h a 6h", weekly("2026-03-06T22:00", "FR", 480, time(6))),
    ("domingo a medianoche 6 horas", weekly("2026-03-09T00:00", "MO", 360)),
    ("Sat midnight to 6am", weekly("2026-03-08T00:00", "SU", 360, time(6))),
    ("Sat 0:00-6:00", weekly("2026-03-07T00:00", "SA", 360, time(6))),
    ("Mon 7pm until midnight", weekly("2026-03-09T19:00", "MO", 300, time())),
    ("mon 9am-9am", weekly("2026-03-09T09:00", "MO", 1440, time(9))),
    ("Mon 9 to 5", weekly("2026-03-09T09:00", "MO", 480, time(17))),
    ("tue 7.30pm-9.30pm", weekly("2026-03-10T19:30", "TU", 120, time(21, 30))),
    ("mon 7:30pm 90 min", weekly("2026-03-09T19:30", "MO", 90)),
    ("Wed evening", weekly("2026-03-04T18:00", "WE", 180, time(21))),
    ("weds 11am 1h", weekly("2026-03-11T11:00", "WE", 60)),
    ("tomorrow 7-9pm", once("2026-03-05T19:00", 120, time(21))),
    ("tonight 8pm 2 hours", once("2026-03-04T20:00", 120)),
    ("this sat 7pm 3h", once("2026-03-07T19:00", 180)),
    ("next wed 7pm 3h", once("2026-03-11T19:00", 180)),
    ("Sat 5 Dec 7pm-10pm", once("2026-12-05T19:00", 180, time(22))),
    ("5 de diciembre 19:00 a 22:00", once("2026-12-05T19:00", 180, time(22))),
    ("Mon", Unread.NO_TIME),
    ("Mon 7pm", Unread.NO_END),
    ("7pm-10pm", Unread.NO_DAY),
    ("mon 9am 25h", Unread.TOO_LONG),
    ("mon 9am 5 min", Unread.NO_END),
    ("today 9am 2h", Unread.PAST),
    ("weekdays 9-12 and sat 10-2", Unread.NOT_CLEAR),
    ("Sat 6pm for two hours", weekly("2026-03-07T18:00", "SA", 120)),
    ("lunes 19:00 dos horas", weekly("2026-03-09T19:00", "MO", 120)),
    ("tues & thurs 1900-2200", weekly("2026-03-05T19:00", "TU,TH", 180, time(22))),
    ("Sat 730pm-930pm", weekly("2026-03-07T19:30", "SA", 120, time(21, 30))),
    ("Sat 6pm to midnight", weekly("2026-03-07T18:00", "SA", 360, time())),
    ("every night 10pm-6am", weekly("2026-03-04T22:00", EVERY_DAY, 480, time(6))),
    ("todas las noches de 10 a 6", weekly("2026-03-04T22:00", EVERY_DAY, 480, time(6))),
    ("Sun 10pm to Mon 6am", weekly("2026-03-08T22:00", "SU", 480, time(6))),
    ("sábados 22h a domingos 6h", weekly("2026-03-07T22:00", "SA", 480, time(6))),
    ("5 Dec 10pm to Sun 6am", once("2026-12-05T22:00", 480, time(6))),
    ("from 5 Dec 7pm to 10pm", once("2026-12-05T19:00", 180, time(22))),
    ("Sat 10pm-6am just once", once("2026-03-07T22:00", 480, time(6))),
    ("lunes de nueve a once", weekly("2026-03-09T09:00", "MO", 120, time(11))),
    # What cannot be kept as it was said is asked about, and never taken by half.
    ("Sun 10pm to Tue 6am", Unread.NOT_CLEAR),
    ("today and tomorrow 6-8pm", Unread.NOT_CLEAR),
    ("tomorrow and Friday 7-9pm", Unread.NOT_CLEAR),
    ("5 Dec and 12 Dec 7-10pm", Unread.NOT_CLEAR),
    ("Dec 24, 25 6-10pm", Unread.NOT_CLEAR),
    ("Fri 5 Dec 7pm-10pm", Unread.NOT_CLEAR),
    ("this Sat and Sun 6pm-10pm", Unread.NOT_CLEAR),
    ("8 March 2:05am-2:50am", Unread.NOT_CLEAR),
    ("Sat 6pm-10pm PST", Unread.OTHER_CLOCK),
    ("Sat 6pm-10pm ET", weekly("2026-03-07T18:00", "SA", 240, time(22))),
    ("every other Tuesday 7pm-10pm", Unread.NOT_WEEKLY),
    ("cada dos martes 19 a 22", Unread.NOT_WEEKLY),
    ("first Monday of the month 7pm 3h", Unread.NOT_WEEKLY),
    ("Sat 6pm-10pm until 5 Dec", Unread.NOT_WEEKLY),
    ("lunes 18-20 hasta diciembre", Unread.NOT_WEEKLY),
    ("Sat 6pm-10pm starting next month", Unread.NOT_WEEKLY),
]


@pytest.mark.parametrize(("words", "read"), SAID, ids=[words for words, _ in SAID])
def test_a_shift_is_read_as_people_write_it(words: str, read: ShiftPatternSaid | Unread) -> None:
    assert read_shift_pattern(words, NOON, NEW_YORK, "en") == read


@given(st.text(max_size=60))
def test_reading_a_shift_never_fails_and_what_is_read_is_to_come(words: str) -> None:
    read = read_shift_pattern(words, NOON, NEW_YORK, "es")
    if isinstance(read, ShiftPatternSaid):
        assert read.begins > wall("2026-03-04T12:00")
        assert 15 <= read.minutes <= 1440


STARTS = [
    datetime(2026, 3, 5, 0, tzinfo=UTC),  # Wednesday 7 pm in New York
    datetime(2026, 3, 7, 15, tzinfo=UTC),  # Saturday 10 am
    datetime(2026, 3, 8, 0, tzinfo=UTC),  # Saturday 7 pm
    datetime(2026, 3, 14, 23, tzinfo=UTC),  # Saturday 7 pm, a week later
    datetime(2026, 12, 6, 0, tzinfo=UTC),  # 5 December, 7 pm
]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("tonight", [0]),
        ("today", [0]),
        ("WED", [0]),
        ("sat", [1, 2]),
        ("sat 7pm", [2]),
        ("sabado a las 7", [2]),
        ("saturday 10", [1]),
        ("14 march", [3]),
        ("5 dec", [4]),
        ("mon", []),
        ("sat 8pm", []),
        ("the nice one", []),
    ],
)
def test_a_shift_is_found_by_its_day_on_its_volunteers_clock(words: str, places: list[int]) -> None:
    assert meant(words, STARTS, NOON, NEW_YORK, "en") == places
