"""For how long a pause lasts, in words; and the night in which nobody is asked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.matching import caps
from flows.rules.times import night, pauses
from flows.rules.times.pauses import Pause

NEW_YORK = "America/New_York"
WEDNESDAY_NOON = datetime(2026, 3, 4, 17, tzinfo=UTC)


def until(words: str, language: str = "en", now: datetime = WEDNESDAY_NOON) -> str | None:
    """Until when, on the clock there; "ever" where it has no end, None where it is not read."""
    found = pauses.read(words, now=now, zone=NEW_YORK, language=language)
    if found is None or found.until is None:
        return "ever" if found else None
    return f"{found.until.astimezone(ZoneInfo(NEW_YORK)):%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("words", "language", "read"),
    [
        ("", "en", "ever"),
        ("for now", "en", "ever"),
        ("until I say", "en", "ever"),
        ("1 hour", "en", "Wed 04 Mar 13:00"),
        ("for half an hour please", "en", "Wed 04 Mar 12:30"),
        ("1.5 hours", "en", "Wed 04 Mar 13:30"),
        ("a day", "en", "Thu 05 Mar 12:00"),
        ("today", "en", "Thu 05 Mar 00:00"),
        ("tonight", "en", "Thu 05 Mar 08:00"),
        ("tomorrow", "en", "Fri 06 Mar 00:00"),
        ("until tomorrow", "en", "Thu 05 Mar 00:00"),
        ("until Monday", "en", "Mon 09 Mar 00:00"),
        ("until 8pm", "en", "Wed 04 Mar 20:00"),
        ("until Friday evening", "en", "Fri 06 Mar 18:00"),
        ("2 weeks", "en", "Wed 18 Mar 12:00"),
        ("a month", "en", "Sat 04 Apr 12:00"),
        ("una hora", "es", "Wed 04 Mar 13:00"),
        ("un dia", "es", "Thu 05 Mar 12:00"),
        ("por hoy", "es", "Thu 05 Mar 00:00"),
        ("hasta el lunes", "es", "Mon 09 Mar 00:00"),
        ("hasta las 8pm", "es", "Wed 04 Mar 20:00"),
        ("the rest of the week", "en", "Mon 09 Mar 00:00"),
        ("this week", "en", "Mon 09 Mar 00:00"),
        ("esta semana", "es", "Mon 09 Mar 00:00"),
        ("for the day", "en", "Thu 05 Mar 00:00"),
        ("el resto de la semana", "es", "Mon 09 Mar 00:00"),
        ("the weekend", "en", None),
        ("the music", "en", None),
        ("500 days", "en", None),
        ("0 days", "en", None),
    ],
)
def test_a_pause_is_read_on_the_clock_of_who_says_it(words: str, language: str, read: str | None) -> None:
    assert until(words, language) == read


def test_tonight_said_after_midnight_is_over_the_same_morning() -> None:
    assert until("tonight", now=datetime(2026, 3, 5, 6, tzinfo=UTC)) == "Thu 05 Mar 08:00"


def test_a_day_across_the_change_of_clocks_ends_at_the_same_hour() -> None:
    saturday_noon = datetime(2026, 3, 7, 17, tzinfo=UTC)
    assert until("a day", now=saturday_noon) == "Sun 08 Mar 12:00"


@pytest.mark.parametrize("days", [2, 3, 4])
def test_a_weekend_that_begins_is_over_on_monday(days: int) -> None:
    assert until("the weekend", now=WEDNESDAY_NOON + timedelta(days=days)) == "Mon 09 Mar 00:00"


@pytest.mark.parametrize(
    ("words", "is_break"),
    [("1 hour", True), ("6 hours", True), ("7 hours", False), ("until 5pm", True), ("", False)],
)
def test_only_a_few_hours_are_a_break(words: str, is_break: bool) -> None:
    read = pauses.read(words, now=WEDNESDAY_NOON, zone=NEW_YORK, language="en")
    assert read is not None
    assert read.is_break is is_break


def test_the_rest_of_an_evening_is_no_break_so_that_nobody_is_on_again_at_midnight() -> None:
    nine_pm = datetime(2026, 3, 5, 2, tzinfo=UTC)
    midnight = datetime(2026, 3, 5, 5, tzinfo=UTC)
    assert pauses.read("today", now=nine_pm, zone=NEW_YORK, language="en") == Pause(midnight, False)
    assert pauses.read("until tomorrow", now=nine_pm, zone=NEW_YORK, language="en") == Pause(midnight, False)


@given(st.integers(1, 24 * 60), st.integers(1, 6 * 60))
def test_a_break_keeps_the_shifts_of_which_half_or_more_is_left(lasts: int, late: int) -> None:
    starts_at = WEDNESDAY_NOON
    ends_at, over = starts_at + timedelta(minutes=lasts), starts_at + timedelta(minutes=late)
    assert pauses.outlasts(starts_at, ends_at, over) is (ends_at - over >= over - starts_at)


# --- the night

MOMENTS = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ZONES = st.sampled_from(
    (NEW_YORK, "Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kolkata")
)


def at(clock: str) -> datetime:
    """A moment on Wednesday in New York."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, 4, hour, minute, tzinfo=ZoneInfo(NEW_YORK)).astimezone(UTC)


def asleep(
    now: datetime, *, on_shift: bool = False, since: datetime | None, until: datetime | None = None
) -> bool:
    return night.is_asleep(now, NEW_YORK, on_shift=on_shift, since=since, until=until)


def test_a_volunteer_who_said_on_in_the_morning_is_not_asked_at_night() -> None:
    morning = at("9:00")
    assert not asleep(at("20:59"), since=morning)
    assert not asleep(at("21:59"), since=morning), "not night yet"
    assert asleep(at("22:00"), since=morning)
    assert asleep(at("7:59") + timedelta(days=1), since=morning)
    assert not asleep(at("8:00") + timedelta(days=1), since=morning)


def test_a_shift_an_end_a_fresh_on_and_one_from_before_it_was_kept_are_asked_at_night() -> None:
    late, morning = at("23:30"), at("9:00")
    assert asleep(late, since=morning)
    assert not asleep(late, since=morning, on_shift=True)
    assert not asleep(late, since=morning, until=late + timedelta(minutes=1))
    assert not asleep(late, since=at("11:31"))
    assert asleep(late, since=at("11:30"))
    assert not asleep(late, since=None)


@given(MOMENTS, ZONES)
def test_on_said_at_night_lasts_till_its_morning_whatever_the_clocks_do(said_at: datetime, zone: str) -> None:
    over = night.over_at(said_at, zone)
    assert over - said_at <= timedelta(hours=11)
    for now in (said_at, said_at + (over - said_at) / 2, over):
        assert not night.is_asleep(now, zone, on_shift=False, since=said_at, until=None)


@given(MOMENTS, ZONES, st.timedeltas(timedelta(hours=12), timedelta(days=9)))
def test_nobody_is_asleep_any_more_when_the_night_is_over(now: datetime, zone: str, ago: timedelta) -> None:
    local = now.astimezone(ZoneInfo(zone))
    is_night = local.hour >= 22 or local.hour < 8
    assert night.is_asleep(now, zone, on_shift=False, since=now - ago, until=None) is is_night
    over = night.over_at(now, zone)
    assert not night.is_asleep(over, zone, on_shift=False, since=now - ago, until=None)
    assert (over > now) is is_night


# --- calls counted against a cap


@given(MOMENTS, ZONES, st.timedeltas(timedelta(), timedelta(days=9)))
def test_calls_count_from_on_and_of_an_on_that_was_forgotten_from_this_morning(
    now: datetime, zone: str, ago: timedelta
) -> None:
    found = caps.counted_from(now, zone, since=now - ago, until=None, shift_since=None)
    assert found is not None and now - ago <= found <= now
    if ago < night.FRESH:
        assert found == now - ago
    elif not night.is_asleep(now, zone, on_shift=False, since=now - ago, until=None):
        assert now - found <= timedelta(hours=15)


def test_a_shift_begins_a_stretch_and_an_end_that_was_named_keeps_it_one() -> None:
    morning, noon, evening = at("9:00"), at("12:00"), at("21:30")
    spans = {"since": morning, "until": None, "shift_since": noon}
    assert caps.counted_from(evening, NEW_YORK, **spans) == noon
    named = {"since": at("2:00"), "until": evening, "shift_since": None}
    assert caps.counted_from(at("15:00"), NEW_YORK, **named) == at("2:00")
    assert caps.counted_from(noon, NEW_YORK, since=None, until=None, shift_since=None) is None
