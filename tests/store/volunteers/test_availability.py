"""Who may be asked now: what the database selects and what is said of one row are one answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import ColumnElement, insert, select, update

from flows.rules.matching import availability as rules
from flows.rules.matching.availability import CallsHad, WhyNot, why_not
from store.consent import ledger as consent
from store.contacts import contacts
from store.database import Tx
from store.models import Contact, Shift, Volunteer
from store.vault.columns import VOLUNTEER_EXPERIENCES, VOLUNTEER_NAME, RowName
from store.volunteers import availability, roster
from tests.kits.bridge import VOLUNTEER
from tests.kits.line import LINE, NOON, TestLine

MINUTE = timedelta(minutes=1)
AROUND = (None, NOON - MINUTE, NOON, NOON + MINUTE)
PAUSES = ((None, None), *((NOON - MINUTE, until) for until in AROUND))


def every_kind(tx: Tx) -> Iterator[dict[str, Any]]:
    """A volunteer for each way in which duty, a pause and a rest may stand beside now."""
    kinds = product((True, False), AROUND, PAUSES, AROUND)
    for number, (on_duty, duty_until, (paused_at, paused_until), resting_until) in enumerate(kinds, 1):
        yield {
            "row_key": f"Sam {number}",
            "contact_id": number,
            "name_sealed": tx.seal(VOLUNTEER_NAME, RowName(f"Sam {number}"), "Sam", whose=None),
            "status": "active",
            "on_duty": on_duty,
            "duty_until": duty_until,
            "paused_at": paused_at,
            "paused_until": paused_until,
            "resting_until": resting_until,
            "languages": ["en"],
            "experiences_sealed": tx.seal(VOLUNTEER_EXPERIENCES, RowName(f"Sam {number}"), "[]", whose=None),
            "created_at": NOON,
        }


def add_every_kind(tx: Tx) -> None:
    rows = list(every_kind(tx))
    each = {"number_sealed": "", "language": "en", "created_at": NOON}
    people = [
        {"id": row["contact_id"], "handle": f"Fern-{n}", "number_hash": str(n), **each}
        for n, row in enumerate(rows)
    ]
    tx.run(insert(Contact).values(people))
    tx.run(insert(Volunteer).values(rows))


CONDITIONS: dict[str, tuple[ColumnElement[bool], Callable[[Any], bool]]] = {
    "on duty": (availability.on_duty(NOON), lambda row: rules.is_on_duty_at(row, NOON)),
    "duty is over": (
        availability.duty_is_over(NOON),
        lambda row: row.on_duty and not rules.is_on_duty_at(row, NOON),
    ),
    "paused": (availability.paused(NOON), lambda row: rules.is_paused(row, NOON)),
    "paused until they say": (
        availability.paused_until_they_say(),
        lambda row: row.paused_at is not None and rules.pause_ends_at(row) is None,
    ),
    "pause is over": (
        availability.pause_is_over(NOON),
        lambda row: row.paused_at is not None and not rules.is_paused(row, NOON),
    ),
    "resting": (availability.resting(NOON), lambda row: rules.is_resting(row.resting_until, NOON)),
}


def test_a_condition_selects_the_volunteers_for_whom_its_rule_holds(line: TestLine) -> None:
    with line.db.begin(NOON) as tx:
        add_every_kind(tx)
        everyone = tx.run(select(Volunteer.__table__)).all()
        assert len(everyone) == 160
        for name, (condition, rule) in CONDITIONS.items():
            selected = set(tx.run(select(Volunteer.id).where(condition)).scalars())
            assert selected == {row.id for row in everyone if rule(row)}, name
            assert 0 < len(selected) < len(everyone), name


def test_the_line_would_ask_every_volunteer_with_no_reason_against_it(line: TestLine) -> None:
    with line.db.begin(NOON) as tx:
        add_every_kind(tx)
        everyone = availability._volunteers(tx)
        reasons = {row.id: why_not(row, NOON, LINE, CallsHad()) for row in everyone}
        assert {row.id for row in availability.may_be_asked(tx)} == {id for id in reasons if not reasons[id]}
        assert {row.id for row in availability.counted_on(tx)} == {
            id for id, found in reasons.items() if set(found) <= {WhyNot.RESTING}
        }
        for row in everyone:
            assert availability.is_on_duty(tx, row.id) is (WhyNot.NOT_ON_DUTY not in reasons[row.id])
            assert availability.is_paused(tx, row.id) is (WhyNot.PAUSED in reasons[row.id])
            here = {WhyNot.NOT_ON_DUTY, WhyNot.PAUSED}.isdisjoint(reasons[row.id])
            assert availability.is_on_duty_and_not_paused(tx, row.id) is here


def test_a_pause_counts_for_a_shift_unless_it_ends_before_it_or_they_confirmed_it_since(
    line: TestLine,
) -> None:
    id = line.volunteer(VOLUNTEER)
    with line.db.begin(NOON) as tx:
        confirmed_at = (None, NOON - 2 * MINUTE, NOON - MINUTE, NOON)
        shifts = [
            {"starts_at": NOON, "ends_at": NOON + MINUTE, "state": "planned", "confirmed_at": at}
            | {"volunteer_id": id, "created_at": NOON}
            for at in confirmed_at
        ]
        tx.run(insert(Shift).values(shifts))
        for paused_at, paused_until in PAUSES:
            tx.run(update(Volunteer).values(paused_at=paused_at, paused_until=paused_until))
            them = tx.run(select(Volunteer.__table__)).one()
            rows = tx.run(select(Shift.__table__)).all()
            both = select(Shift.id).join(Volunteer, Volunteer.id == Shift.volunteer_id)
            selected = set(tx.run(both.where(availability.paused_for_shift())).scalars())
            assert selected == {row.id for row in rows if rules.is_paused_for_shift(them, row)}
            lasts = paused_at is not None and (paused_until is None or paused_until > NOON)
            assert len(selected) == (2 if lasts else 0), "the two confirmed after the pause are not in it"


@dataclass(frozen=True)
class Row:
    """A volunteer at noon in New York, on duty since the morning."""

    on_duty: bool = True
    duty_until: datetime | None = None
    duty_since: datetime | None = NOON - timedelta(hours=3)
    shift_since: datetime | None = None
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    resting_until: datetime | None = None
    daily_cap: int | None = None
    shift_cap: int | None = None
    zone: str | None = None
    timezone: str | None = None
    id: int = 1


@pytest.mark.parametrize(
    ("row", "calls", "reasons"),
    [
        (Row(), CallsHad(), ()),
        (Row(on_duty=False), CallsHad(), ("not-on-duty",)),
        (Row(duty_until=NOON), CallsHad(), ("not-on-duty",)),
        (Row(duty_until=NOON + MINUTE), CallsHad(), ()),
        (Row(paused_at=NOON), CallsHad(), ("paused",)),
        (Row(paused_at=NOON, paused_until=NOON), CallsHad(), ()),
        (Row(resting_until=NOON + MINUTE), CallsHad(), ("resting",)),
        (Row(resting_until=NOON), CallsHad(), ()),
        (Row(daily_cap=2), CallsHad(today=2), ("cap-reached",)),
        (Row(daily_cap=2), CallsHad(today=1, stretch=5), ()),
        (Row(shift_cap=2), CallsHad(stretch=2), ("shift-cap-reached",)),
        (Row(duty_since=NOON - timedelta(days=2), zone="Asia/Tokyo"), CallsHad(), ("asleep",)),
        (Row(duty_since=NOON - timedelta(days=2), timezone="Asia/Tokyo"), CallsHad(), ("asleep",)),
        (Row(duty_since=NOON - timedelta(days=2), zone="Asia/Tokyo", shift_since=NOON), CallsHad(), ()),
        (
            Row(paused_at=NOON, resting_until=NOON + MINUTE, daily_cap=0),
            CallsHad(),
            ("paused", "cap-reached", "resting"),
        ),
    ],
)
def test_every_reason_against_asking_a_volunteer_is_named(
    row: Row, calls: CallsHad, reasons: tuple[str, ...]
) -> None:
    assert why_not(row, NOON, LINE, calls) == reasons


# Two answers of the line that differ from "may be asked now", each for a reason.


def test_a_promise_reckons_with_a_volunteer_who_rests_but_does_not_ask_them(line: TestLine) -> None:
    """The minutes of a call include the rest after it; taken off twice, promises would be later than they are kept."""
    line.volunteer(VOLUNTEER)
    with line.db.begin(NOON) as tx:
        tx.run(update(Volunteer).values(resting_until=NOON + MINUTE))
        assert availability.may_be_asked(tx) == []
        assert len(availability.counted_on(tx)) == 1
        assert roster.anyone_on_duty(tx)


def test_a_volunteer_whom_the_carrier_does_not_reach_is_not_asked_though_promises_reckon_with_them(
    line: TestLine,
) -> None:
    line.volunteer(VOLUNTEER)
    with line.db.begin(NOON) as tx:
        consent.unreachable(tx, contacts.by_number(tx, VOLUNTEER).contact_id or 0)
        assert availability.may_be_asked(tx) == []
        assert len(availability.counted_on(tx)) == 1
