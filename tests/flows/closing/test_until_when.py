"""Until when a line is closed, as people say it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from flows.closing.by_coordinator import morning, until_when
from flows.line.choices import NotAllowed
from flows.line.closing import Closing
from flows.line.values import closing

ZONE = "America/New_York"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("said", "language", "until"),
    [
        ("until 9am", "en", "2026-03-05 09:00"),
        ("tomorrow noon", "en", "2026-03-05 12:00"),
        ("for 3 hours", "en", "2026-03-05 01:00"),
        ("hasta las 9am", "es", "2026-03-05 09:00"),
    ],
)
def test_a_time_is_read_with_or_without_until(said: str, language: str, until: str) -> None:
    assert until_when(said, at("2026-03-04 22:00"), ZONE, language) == at(until)


@pytest.mark.parametrize("said", ["until", "the weather is better", "400 days", "¿?", "9am unless it snows"])
def test_what_is_no_time_is_none(said: str) -> None:
    assert until_when(said, at("2026-03-04 22:00"), ZONE, "en") is None


def test_morning_is_the_next_nine_that_is_more_than_an_hour_away() -> None:
    assert morning(at("2026-03-04 22:00"), ZONE) == at("2026-03-05 09:00")
    assert morning(at("2026-03-04 08:30"), ZONE) == at("2026-03-05 09:00")


def test_a_closing_is_kept_in_words_and_anything_else_is_refused() -> None:
    made = Closing(datetime(2026, 3, 4, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC), "a storm")
    assert closing(str(made)) == made
    for text in ("", "on", "2026-03-05/2026-03-04", "2026-03-04T00:00/2026-03-05T00:00", "x" * 500):
        with pytest.raises(NotAllowed, match="warmline close"):
            closing(text)
