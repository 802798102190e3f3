"""An hour said in the time of some place is read there; a place that we do not know is asked about, never ignored."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.rules.times import schedules, zones
from flows.rules.times.local import Unread
from flows.rules.times.times import When, find_when

THERE = "America/Los_Angeles"
NOW = datetime(2026, 7, 6, 15, 0, tzinfo=UTC)
"""A morning in July, when nobody in New York keeps Eastern *Standard* Time, and everybody says EST."""


def read(words: str, language: str = "en", zone: str = THERE) -> str:
    found = find_when(words, now=NOW, zone=zone, language=language)
    return found.at.astimezone(ZoneInfo(THERE)).strftime("%H:%M") if isinstance(found, When) else found.value


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("8 EST", "17:00"), ("8pm (EST)", "17:00"), ("8 tonight, EST", "17:00"), ("9pm Pacific", "21:00"),
        ("8pm mountain standard time", "19:00"), ("between 7 and 9pm EST", "16:00"), ("8pm hst", "23:00"),
        ("call me at 8pm new york time please", "17:00"), ("8pm mexico time", "19:00"), ("8pm GMT-3", "16:00"),
        ("8pm utc", "13:00"), ("8pm London time", "12:00"), ("8pm colombia time", "18:00"),
    ],
)  # fmt: skip
def test_it_is_read_on_the_clock_of_that_place(words: str, there: str) -> None:
    assert read(words) == there


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("8pm hora de México", "19:00"), ("8pm hora del centro", "18:00"), ("8pm hora de nueva york", "17:00"),
        ("8pm hora de argentina", "16:00"), ("mañana a las 9 de la mañana, hora de España", "00:00"),
    ],
)  # fmt: skip
def test_in_spanish_too(words: str, there: str) -> None:
    assert read(words, "es") == there


def test_the_central_time_of_their_own_country_is_meant() -> None:
    assert read("8pm hora del centro", "es", "America/Mexico_City") == "19:00"


@pytest.mark.parametrize(
    "words", ["8pm IST", "8pm AST", "8pm Narnia time", "8pm UTC+5:30", "8pm hora de marte"]
)
def test_a_place_that_is_not_known_or_not_one_is_asked_about(words: str) -> None:
    assert read(words) == Unread.NO_ZONE


@pytest.mark.parametrize(
    "words", ["8pm this time", "8pm my time", "8pm hora local", "8pm dinner time", "8pm i have time"]
)
def test_what_names_no_place_is_their_own_clock(words: str) -> None:
    assert read(words) == "20:00"


def test_a_plan_of_check_ins_goes_by_it_as_well() -> None:
    assert schedules.read("every day 9pm hora de México", "es") == schedules.read(
        "every day 9pm cdmx time", "en"
    )
    assert schedules.read("Mon 7pm IST", "en") is schedules.Unclear.NO_ZONE
    assert zones.name_of("Etc/GMT+3", "en", NOW) == "GMT-3"
