"""Which days and what time somebody names for being asked how they are; and that seven stays seven all year."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.rota.days_said import clock_said, days_said
from flows.rules.times import schedules
from flows.rules.times.schedules import Asked, Unclear, read, read_pause, together
from flows.wording import Named

ALL = tuple(range(7))
WEDNESDAY_NOON = datetime(2026, 3, 4, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "days", "at"),
    [
        ("Mon Thu 7pm", (0, 3), time(19)),
        ("every day 9", ALL, time(9)),
        ("weekdays 8:30", (0, 1, 2, 3, 4), time(8, 30)),
        ("daily at 21:00", ALL, time(21)),
        ("Sat noon", (5,), time(12)),
        ("7pm on Mondays", (0,), time(19)),
        ("fridays half past 7", (4,), time(19, 30)),
        ("mondays at 7 in the morning", (0,), time(7)),
        ("de lunes a viernes a las 19:00", (0, 1, 2, 3, 4), time(19)),
        ("todos los dias a las 9 de la noche", ALL, time(21)),
        ("lunes y jueves a las 7", (0, 3), time(19)),
        ("entre semana 12:30", (0, 1, 2, 3, 4), time(12, 30)),
        ("Mon Thu", (0, 3), None),
        ("7pm", (), time(19)),
        ("the dog next door", (), None),
    ],
)
def test_days_and_a_time_are_read_in_many_words(words: str, days: tuple[int, ...], at: time | None) -> None:
    assert read(words, "en") == Asked(days, at)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("tomorrow 7pm", Unclear.ONCE),
        ("in 2 hours", Unclear.ONCE),
        ("5 dec 9am", Unclear.ONCE),
        ("every day 9 and 7pm", Unclear.SEVERAL),
        ("Mon 7 to 9pm", Unclear.SEVERAL),
        ("every 2 weeks Mon 9", Unclear.SEVERAL),
        ("Mon 25:00", Unclear.NO_HOUR),
    ],
)
def test_what_is_not_one_time_of_some_weekdays_is_never_half_taken(words: str, why: Unclear) -> None:
    assert read(words, "en") is why


@pytest.mark.parametrize(("hour", "meant"), [(9, 9), (12, 12), (1, 13), (7, 19), (8, 8), (11, 11)])
def test_an_hour_that_could_be_two_is_the_one_by_day(hour: int, meant: int) -> None:
    assert read(f"every day {hour}", "en") == Asked(ALL, time(meant))


def test_a_zone_that_is_named_with_the_time_counts() -> None:
    assert read("Mon 7pm PT", "en") == Asked((0,), time(19), "America/Los_Angeles")


def test_an_answer_completes_what_was_said_before_and_replaces_what_it_says_anew() -> None:
    assert together("7pm", "Mon Thu", "en") == Asked((0, 3), time(19))
    assert together("Fri 8pm", "Mon Thu", "en") == Asked((4,), time(20))
    assert together("9am", "monday 10pm", "en") == Asked((0,), time(9))


@settings(max_examples=40)
@given(st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))), st.times())
def test_whatever_is_said_back_is_read_as_what_it_was(days: tuple[int, ...], at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    for language in ("en", "es"):
        said = days_said(days, language)
        named = said if isinstance(said, str) else schedules.in_words(days)
        assert read(f"{named} {clock_said(at)}", language) == Asked(days, at)


def test_days_are_said_in_short() -> None:
    assert days_said((0, 3), "en") == "Mon and Thu"
    assert days_said((0, 2, 5), "es") == "lun, mié y sab"
    assert days_said(ALL, "en") == Named("remind.every_day")


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Madrid", "Australia/Sydney"])
def test_seven_in_the_evening_is_seven_on_their_clock_on_every_day_of_the_year(zone: str) -> None:
    now, seen = datetime(2026, 1, 1, tzinfo=UTC), set()
    for _ in range(366):
        coming = schedules.first(ALL, time(19), zone, now)
        local = coming.at.astimezone(ZoneInfo(zone))
        assert (local.hour, local.minute) == (19, 0)
        assert local.date() == coming.local_date
        assert coming.local_date not in seen
        seen.add(coming.local_date)
        now = coming.at
    assert len(seen) == 366
    assert len({day - timedelta(days=1) for day in seen} - seen) == 1, "no day is left out"


def test_an_hour_that_is_skipped_comes_right_after_the_gap_and_one_that_comes_twice_comes_once() -> None:
    night = datetime(2026, 3, 8, 5, tzinfo=UTC)
    skipped = schedules.first(ALL, time(2, 30), "America/New_York", night)
    assert skipped.at.astimezone(ZoneInfo("America/New_York")).time() == time(3)
    autumn = datetime(2026, 11, 1, 4, tzinfo=UTC)
    first = schedules.first(ALL, time(1, 30), "America/New_York", autumn)
    after = schedules.first(ALL, time(1, 30), "America/New_York", first.at)
    assert after.local_date - first.local_date == timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("3 days", "2026-03-07 00:00"),
        ("a week", "2026-03-11 00:00"),
        ("for two weeks", "2026-03-18 00:00"),
        ("until Monday", "2026-03-09 00:00"),
        ("hasta el viernes", "2026-03-06 00:00"),
        ("una semana", "2026-03-11 00:00"),
        ("until 5 dec", "2026-12-05 00:00"),
        ("an hour", "2026-03-04 13:00"),
        ("forever", None),
        ("", None),
    ],
)
def test_a_pause_ends_as_the_named_day_begins(words: str, until: str | None) -> None:
    read_until = read_pause(words, WEDNESDAY_NOON, "America/New_York", "en")
    local = read_until and f"{read_until.astimezone(ZoneInfo('America/New_York')):%Y-%m-%d %H:%M}"
    assert local == until
