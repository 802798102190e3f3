"""Time off in words, and two shifts named in one breath."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rota.choosing import names_shift
from flows.rota.swap import two
from flows.rules.times.days_off import DaysOff, read_days_off

ZONE = ZoneInfo("America/New_York")
SUNDAY_NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def days(words: str, language: str = "en") -> tuple[date, date] | None:
    """The first day and the last, as the person's own calendar has them."""
    read = read_days_off(words, now=SUNDAY_NOON, zone="America/New_York", language=language)
    if read is None:
        return None
    assert read.ends_at.astimezone(ZONE).time() == time(), "whole days end at midnight"
    last = read.ends_at - timedelta(seconds=1)
    return read.begins_at.astimezone(ZONE).date(), last.astimezone(ZONE).date()


CHRISTMAS = (date(2026, 12, 24), date(2027, 1, 2))
THREE_DAYS = (date(2026, 12, 24), date(2026, 12, 26))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("24 Dec to 2 Jan", CHRISTMAS),
        ("Dec 24 until Jan 2", CHRISTMAS),
        ("from December 24th through January 2nd", CHRISTMAS),
        ("12/24 - 1/2", CHRISTMAS),
        ("12/24-1/2", CHRISTMAS),
        ("del 24 de diciembre al 2 de enero", CHRISTMAS),
        ("24 dic al 2 ene", CHRISTMAS),
        ("Dec 24-26", THREE_DAYS),
        ("24 to 26 Dec", THREE_DAYS),
        ("24-26 Dec", THREE_DAYS),
        ("del 24 al 26 de diciembre", THREE_DAYS),
        ("tomorrow", (date(2026, 11, 23),) * 2),
        ("mañana", (date(2026, 11, 23),) * 2),
        ("5 Dec", (date(2026, 12, 5),) * 2),
        ("Fri", (date(2026, 11, 27),) * 2),
        ("today", (TODAY, TODAY)),
        ("this week", (TODAY, TODAY)),
        ("until Friday", (TODAY, date(2026, 11, 27))),
        ("hasta el viernes", (TODAY, date(2026, 11, 27))),
        ("Mon to Wed", (date(2026, 11, 23), date(2026, 11, 25))),
        ("Mon and Tue", (date(2026, 11, 23), date(2026, 11, 24))),
        ("next week", (date(2026, 11, 23), date(2026, 11, 29))),
        ("la próxima semana", (date(2026, 11, 23), date(2026, 11, 29))),
        ("3 days", (TODAY, date(2026, 11, 24))),
        ("for two weeks", (TODAY, date(2026, 12, 5))),
        ("una semana", (TODAY, date(2026, 11, 28))),
    ],
)
def test_days_away_are_read_with_their_first_and_their_last(words: str, meant: tuple[date, date]) -> None:
    assert days(words) == meant


@pytest.mark.parametrize(
    "words", ["soon", "hello there", "yesterday", "Sat and Tue", "0 days", "99 monkeys", ""]
)
def test_what_names_no_days_to_come_is_not_guessed(words: str) -> None:
    assert days(words) is None


def test_hours_of_one_day_are_those_hours_alone() -> None:
    read = read_days_off("tomorrow 5pm-9pm", now=SUNDAY_NOON, zone="America/New_York", language="en")
    at = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
    assert read == DaysOff(at, at + timedelta(hours=4))


def test_a_day_on_which_clocks_are_put_back_is_off_for_all_its_25_hours() -> None:
    now = datetime(2026, 10, 30, 17, 0, tzinfo=UTC)
    read = read_days_off("1 Nov", now=now, zone="America/New_York", language="en")
    assert read is not None
    assert read.ends_at - read.begins_at == timedelta(hours=25)


@given(first=st.integers(1, 300), length=st.integers(0, 60))
def test_any_two_dates_are_read_back_as_they_were_written(first: int, length: int) -> None:
    begins = TODAY + timedelta(days=first)
    ends = begins + timedelta(days=length)
    assert days(f"{begins.day} {begins:%b} to {ends.day} {ends:%b}") == (begins, ends)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("SAT FOR SUN", ("SAT", "SUN")),
        ("sat with sun", ("sat", "sun")),
        ("Sat Sun", ("Sat", "Sun")),
        ("my Sat 7pm for Sun 6pm", ("Sat 7pm", "Sun 6pm")),
        ("5 dec for 6 dec", ("5 dec", "6 dec")),
        ("sábado por domingo", ("sábado", "domingo")),
        ("SAT -> SUN", ("SAT", "SUN")),
        ("SAT", None),
        ("", None),
        ("SAT FOR SUN FOR MON", None),
        ("something for nothing", None),
    ],
)
def test_two_shifts_are_told_apart_the_one_to_give_first(words: str, meant: tuple[str, str] | None) -> None:
    assert two(words, "en") == meant


@pytest.mark.parametrize(
    ("words", "names"),
    [
        *((words, True) for words in ("sat", "S4", "7pm", "5 dec", "tonight")),
        *((words, False) for words in ("you go", "are you there", "thanks", "")),
    ],
)
def test_a_shift_is_named_by_a_day_an_hour_or_a_code(words: str, names: bool) -> None:
    assert names_shift(words, "en") is names
