"""`warmline cover`: the week drawn, the gaps in words."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import insert

from console.commands.rota_forecast import drawn
from flows.rules.promises.coverage import Hour
from store.models import Callback, Contact, Shift
from tests.console.commands.test_callbacks import Warmline
from tests.console.commands.test_callbacks import warmline as warmline
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
from tests.kits.line import LINE, NOON, TestLine


@pytest.fixture(autouse=True)
def on_a_wednesday() -> Iterator[None]:
    """The command looks at the clock on the wall, and here that says noon of the tests."""
    with time_machine.travel(NOON, tick=False):
        yield


def asked_every_week(line: TestLine, *, times: int) -> None:
    """So many requests at noon of the line on each of the last eight weeks' same day."""
    line.text(PARTICIPANT, "MENU")
    them = line.rows(Contact)[0].id
    with line.db.begin(NOON) as tx:
        for n in range(8 * times):
            at = NOON + timedelta(hours=3) - timedelta(weeks=1 + n // times)
            row = {"code": f"Z{n}", "contact_id": them, "state": "completed", "language": "en"}
            when = {"requested_at": at, "promised_by": at, "due_at": at, "ended_at": at}
            tx.run(insert(Callback).values(**row, **when))


def test_the_week_is_drawn_with_who_is_on_and_needed_and_the_gap_is_said(
    line: TestLine, warmline: Warmline
) -> None:
    sam = line.volunteer(VOLUNTEER, "Sam Day", on_duty=False)
    asked_every_week(line, times=3)
    at = {"starts_at": NOON + timedelta(days=1), "ends_at": NOON + timedelta(days=1, hours=2)}
    with line.db.begin(NOON) as tx:
        tx.run(insert(Shift).values(volunteer_id=sam, state="confirmed", created_at=NOON, **at))
    said = warmline("cover").output
    assert "Wed 4" in said and "Thu 5" in said
    assert (
        "Wed 4 Mar 15:00 to 16:00: nobody is on and 2 are missing; about 2 requests are to be expected"
        in said
    )
    rows = {row.split()[0]: row for row in said.splitlines() if row.strip()}
    assert "1/0" in rows["12:00"]
    assert "1/0" in rows["13:00"]
    assert "0/2!" in rows["15:00"]
    assert "02:00" not in rows
    assert "24 requests in the last 8 weeks; few" in said
    assert VOLUNTEER[-4:] not in said


def test_a_line_that_nobody_asked_yet_is_told_so(line: TestLine, warmline: Warmline) -> None:
    said = warmline("cover", "--days", "2").output
    assert "0 requests so far" in said
    assert "Reckoned from" in said


def test_programs_read_it_too(line: TestLine, warmline: Warmline) -> None:
    asked_every_week(line, times=3)
    found = json.loads(warmline("cover", "--json").output)
    assert len(found) in (168, 169)
    at_three = next(hour for hour in found if hour["at"].startswith("2026-03-04T20:00"))
    assert (at_three["needed"], at_three["on"], at_three["confirmed"]) == (2, 0, 0)


@pytest.mark.parametrize(("days", "needed"), [(7, 1), (7, 200), (14, 12)])
def test_it_fits_a_terminal_of_eighty_columns_whatever_the_days_and_the_demand(
    days: int, needed: int
) -> None:
    hours = [Hour(NOON + timedelta(hours=n), 1.0, needed, 0, 0) for n in range(24 * days)]
    rows = drawn(hours, LINE, 80).splitlines()
    assert max(map(len, rows)) <= 80
    assert sum(len(re.findall(r"[A-Z][a-z]{2} \d+", row)) for row in rows) == days + 1, "no day is lost"
    assert sum(row.count(f"0/{needed}!") for row in rows) == 24 * days
