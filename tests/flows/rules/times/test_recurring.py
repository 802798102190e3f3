"""What comes back on somebody's wall clock, through daylight saving and leap years; and days as people name them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.times.moments import moment
from flows.rules.times.recurring import Recurring, next_one, occurrences, read_days, weekly_rule

NEW_YORK = "America/New_York"
ZONES = (
    NEW_YORK,
    "America/Los_Angeles",
    "Europe/Madrid",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Cairo",
)
DAILY = "FREQ=DAILY"

walls = st.builds(
    datetime.combine,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
spans = st.timedeltas(timedelta(), timedelta(days=60))


def wall(text: str) -> datetime:
    """What a wall clock shows."""
    return datetime.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@given(walls, st.sampled_from(ZONES), spans, spans)
def test_two_looks_one_after_the_other_find_what_one_look_finds(
    begins: datetime, zone: str, first: timedelta, second: timedelta
) -> None:
    daily = Recurring(begins, DAILY, zone)
    start = begins.replace(tzinfo=UTC) - timedelta(days=3)
    middle, end = start + first, start + first + second
    together = list(occurrences(daily, start, end))
    assert [*occurrences(daily, start, middle), *occurrences(daily, middle, end)] == together
    for _, exactly in together[:2]:
        split = [*occurrences(daily, start, exactly), *occurrences(daily, exactly, end)]
        assert split == together
    assert all(one.at < other.at and one.local_date < other.local_date for one, other in pairwise(together))


@given(walls, st.sampled_from(ZONES))
def test_an_occurrence_is_when_the_clock_there_shows_its_time_or_has_just_skipped_it(
    begins: datetime, zone: str
) -> None:
    start = moment(begins, zone) - timedelta(seconds=1)
    for day, found in occurrences(Recurring(begins, DAILY, zone), start, start + timedelta(days=30)):
        wall = datetime.combine(day, begins.time())
        shown = found.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        before = (found - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert shown == wall or before < wall < shown
        assert found - timedelta(days=1) < moment(wall, "UTC") < found + timedelta(days=1)


def test_an_hour_that_does_not_exist_is_the_first_moment_after_the_gap() -> None:
    weekly = Recurring(wall("2026-03-01T02:30"), "FREQ=WEEKLY;BYDAY=SU", NEW_YORK)
    found = list(occurrences(weekly, at("2026-03-07"), at("2026-03-16")))
    # 8 March 2026, 2:00 EST is 3:00 EDT; a week later 2:30 is there again.
    assert found == [(date(2026, 3, 8), at("2026-03-08T07:00")), (date(2026, 3, 15), at("2026-03-15T06:30"))]


def test_an_hour_that_comes_twice_is_the_first_of_the_two_and_comes_once() -> None:
    nightly = Recurring(wall("2026-10-30T01:30"), DAILY, NEW_YORK)
    found = [one.at for one in occurrences(nightly, at("2026-10-31"), at("2026-11-02T12:00"))]
    assert found == [at("2026-10-31T05:30"), at("2026-11-01T05:30"), at("2026-11-02T06:30")]


def test_a_whole_day_that_a_country_left_out_is_the_beginning_of_the_next() -> None:
    assert moment(wall("2011-12-30T09:00"), "Pacific/Apia") == at("2011-12-30T10:00")
    assert moment(wall("2011-12-31T00:00"), "Pacific/Apia") == at("2011-12-30T10:00")


def test_the_29th_of_february_comes_in_leap_years_alone() -> None:
    yearly = Recurring(wall("2024-02-29T09:00"), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", NEW_YORK)
    found = [one.local_date for one in occurrences(yearly, at("2024-03-01"), at("2033-01-01"))]
    assert found == [date(2028, 2, 29), date(2032, 2, 29)]


def test_once_is_once() -> None:
    once = Recurring(wall("2026-12-05T19:00"), None, NEW_YORK)
    found = next_one(once, at("2026-03-01"))
    assert found == (date(2026, 12, 5), at("2026-12-06"))
    assert next_one(once, found.at) is None


def test_what_begins_later_has_nothing_before_it_begins() -> None:
    later = Recurring(wall("2026-06-01T09:00"), DAILY, NEW_YORK)
    first = next_one(later, at("2026-03-01"))
    assert first is not None
    assert first.local_date == date(2026, 6, 1)


def test_every_second_week_keeps_its_step_however_late_one_looks() -> None:
    every_other = Recurring(wall("2026-01-05T09:00"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", NEW_YORK)
    found = next_one(every_other, at("2031-06-01"))
    assert found is not None
    assert (found.local_date - date(2026, 1, 5)).days % 14 == 0


def test_a_rule_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="FREQ"):
        list(
            occurrences(
                Recurring(wall("2026-01-01T00:00"), "FREQ=NOWANDTHEN", "UTC"),
                at("2026-01-01"),
                at("2026-02-01"),
            )
        )


SAID = [
    ("Mon Thu 7pm", (0, 3), "7pm"),
    ("mondays and thursdays at 7pm", (0, 3), "at 7pm"),
    ("7pm on Mon/Thu", (0, 3), "7pm"),
    ("Mon. & Thu. 7pm", (0, 3), "7pm"),
    ("Mon-Fri 9-12", (0, 1, 2, 3, 4), "9-12"),
    ("from Friday to Monday 7pm", (0, 4, 5, 6), "7pm"),
    ("weekdays 7pm", (0, 1, 2, 3, 4), "7pm"),
    ("every weekend 10:00", (5, 6), "10:00"),
    ("every day", (0, 1, 2, 3, 4, 5, 6), ""),
    ("daily at noon", (0, 1, 2, 3, 4, 5, 6), "at noon"),
    ("every day but Sunday 8am", (0, 1, 2, 3, 4, 5), "8am"),
    ("Sat", (5,), ""),
    ("Mondey thurday 7pm", (0, 3), "7pm"),
    ("lunes y jueves a las 7", (0, 3), "a las 7"),
    ("los lunes, miércoles y viernes", (0, 2, 4), ""),
    ("de lunes a viernes de 9 a 12", (0, 1, 2, 3, 4), "de 9 a 12"),
    ("todos los días menos el domingo", (0, 1, 2, 3, 4, 5), ""),
    ("fines de semana 10:00", (5, 6), "10:00"),
    ("entre semana", (0, 1, 2, 3, 4), ""),
    ("jeuves 19h", (3,), "19h"),
    ("sábados", (5,), ""),
    ("5 Dec 7pm 3h", (), "5 Dec 7pm 3h"),
    ("tomorrow", (), "tomorrow"),
    ("none of these", (), "none of these"),
    ("Mon 7pm two hours", (0,), "7pm two hours"),
    ("una hora", (), "una hora"),
    ("today is fine", (), "today is fine"),
]


@pytest.mark.parametrize(("words", "days", "rest"), SAID, ids=[words for words, _, _ in SAID])
def test_days_are_read_as_they_are_written(words: str, days: tuple[int, ...], rest: str) -> None:
    assert read_days(words, "en") == (days, rest)
    assert read_days(words.upper(), "en")[0] == days


def test_mar_is_tuesday_in_spanish_and_march_after_a_number_or_in_english() -> None:
    assert read_days("mar y jue 19h", "es") == ((1, 3), "19h")
    assert read_days("5 mar 19h", "es") == ((), "5 mar 19h")
    assert read_days("mar 5", "en") == ((), "mar 5")


@given(st.sets(st.integers(0, 6), min_size=1))
def test_the_rule_for_some_weekdays_comes_on_those_and_no_others(days: set[int]) -> None:
    recurring = Recurring(wall("2026-01-01T12:00"), weekly_rule(tuple(days)), NEW_YORK)
    found = list(occurrences(recurring, at("2026-01-01"), at("2026-01-29")))
    assert {one.local_date.weekday() for one in found} == days
    assert len(found) == 4 * len(days)
    assert all(one.at.astimezone(ZoneInfo(NEW_YORK)).time() == time(12) for one in found)


@given(st.text(max_size=40))
def test_reading_days_never_fails_and_loses_no_word_where_there_is_none(words: str) -> None:
    days, rest = read_days(words, "es")
    assert days or rest == words.strip()
