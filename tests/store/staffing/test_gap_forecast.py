"""Gaps of the days to come: opened and told in one text, once, closed when mended; never where nobody has shifts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import insert, update

from store.models import Alert, Shift, ShiftPattern
from store.staffing import gap_forecast
from tests.kits.bridge import VOLUNTEER
from tests.kits.line import COORDINATOR, LINE, TestLine
from tests.kits.races import at_once

MORNING = datetime(2026, 6, 3, 14, 0, tzinfo=UTC)  # a Wednesday, 10:00 in New York
HOUR = timedelta(hours=1)
EVENING = MORNING + 9 * HOUR
"""When the line opens that day: 19:00."""


@pytest.fixture(params=["sqlite", "postgresql"])
def line(request: pytest.FixtureRequest, lines: Callable[..., TestLine]) -> TestLine:
    """A line that is open from 7 to 9 in the evening, with a volunteer who has shifts."""
    made = lines(request.param, replace(LINE, cover_hours=(time(19), time(21))))
    made.clock.at = MORNING
    return made


def rota(line: TestLine) -> int:
    sam = line.volunteer(VOLUNTEER, "Sam", on_duty=False)
    pattern = {"begins": "2020-01-01T19:00", "minutes": 120, "timezone": "America/New_York"}
    with line.db.begin(MORNING) as tx:
        tx.run(insert(ShiftPattern).values(volunteer_id=sam, created_at=MORNING, ended_at=MORNING, **pattern))
    return sam


def comes(line: TestLine, sam: int, day: int) -> None:
    at = {"starts_at": EVENING + timedelta(days=day), "ends_at": EVENING + timedelta(days=day, hours=2)}
    with line.db.begin(MORNING) as tx:
        tx.run(insert(Shift).values(volunteer_id=sam, state="planned", created_at=MORNING, **at))


def look(line: TestLine) -> None:
    with line.db.begin(line.clock.at) as tx:
        gap_forecast.look(tx)


def open_now(line: TestLine) -> list[Any]:
    return [row for row in line.rows(Shift) if row.state == "open"]


def told(line: TestLine) -> list[str]:
    line.work()
    return [words for words in line.texts_to(COORDINATOR) if words.startswith("SHIFTS")]


def test_every_empty_evening_of_the_week_is_opened_and_told_in_one_text(line: TestLine) -> None:
    sam = rota(line)
    comes(line, sam, 0)
    comes(line, sam, 3)
    look(line)
    assert [row.starts_at for row in open_now(line)] == [
        EVENING + timedelta(days=day) for day in (1, 2, 4, 5, 6)
    ]
    assert all(row.ends_at - row.starts_at == 2 * HOUR for row in open_now(line))
    (words,) = told(line)
    assert "with too few people: 5." in words
    assert open_now(line)[0].code in words


def test_it_is_looked_at_once_an_hour_and_told_once(line: TestLine) -> None:
    rota(line)
    for minutes in (0, 1, 59, 61, 180):
        line.clock.at = MORNING + timedelta(minutes=minutes)
        look(line)
    assert len(open_now(line)) == 7
    assert len(told(line)) == 1


def test_what_is_mended_is_closed_and_a_gap_a_coordinator_opened_stays(line: TestLine) -> None:
    sam = rota(line)
    look(line)
    with line.db.begin(MORNING) as tx:
        tx.run(update(Shift).where(Shift.starts_at == EVENING).values(by_cover=False))
    comes(line, sam, 0)
    comes(line, sam, 1)
    line.clock.at += 2 * HOUR
    look(line)
    assert [row.starts_at for row in open_now(line)][:2] == [EVENING, EVENING + timedelta(days=2)]


def test_a_gap_of_tomorrow_is_told_once_more_when_it_is_still_one(line: TestLine) -> None:
    sam = rota(line)
    for day in (0, 1, 3, 4, 5, 6):
        comes(line, sam, day)
    look(line)
    line.clock.at = EVENING + timedelta(
        days=1, hours=1
    )  # a day less an hour before, but at eight in the evening
    look(line)
    assert not [words for words in told(line) if "nobody yet" in words]
    line.clock.at = EVENING + timedelta(days=1, hours=14)
    look(line)
    line.clock.at += 2 * HOUR
    look(line)
    (once,) = [words for words in told(line) if "nobody yet" in words]
    assert "nobody yet: 1." in once


def test_a_gap_far_off_waits_for_a_civil_hour_and_a_near_one_does_not(line: TestLine) -> None:
    rota(line)
    line.clock.at = EVENING - 11 * HOUR  # eight in the morning
    look(line)
    assert [row.starts_at for row in open_now(line)] == [EVENING]
    line.clock.at += HOUR
    look(line)
    assert len(open_now(line)) == 7


def test_a_line_whose_volunteers_have_no_shifts_is_told_nothing(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam", on_duty=False)
    look(line)
    assert open_now(line) == []
    assert told(line) == []


def test_two_processes_that_look_at_once_open_each_gap_once(line: TestLine) -> None:
    rota(line)
    at_once(line, "LOCK TABLE pacing IN EXCLUSIVE MODE", *(lambda: look(line) for _ in range(2)))
    assert len(open_now(line)) == 7
    assert len(told(line)) == 1


def test_a_week_that_nobody_has_is_told_once_a_day_and_what_is_near_as_it_comes(
    lines: Callable[..., TestLine],
) -> None:
    line = lines("sqlite", LINE)  # open at all hours, and asked one time in four hours
    line.clock.at = MORNING
    rota(line)
    for _ in range(12):
        look(line)
        line.clock.at += 4 * HOUR
    opened = sorted(row.starts_at for row in line.rows(Shift) if row.by_cover)
    assert len([alert for alert in line.rows(Alert) if alert.kind == "cover_ahead"]) <= 4
    assert opened[-1] - MORNING > timedelta(days=3)
    assert all(later - earlier <= 4 * HOUR for earlier, later in pairwise(opened))
