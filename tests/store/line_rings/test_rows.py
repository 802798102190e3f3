"""Rings in place of texts, by two workers at one moment: a phone is rung once, and by one of us at a time."""

from flows.states import LegState
from store.contacts import contacts
from store.database import Tx
from store.line_rings import rows
from store.models import Leg, LineRing, Offer
from tests.kits.bridge import CALLER_ID, PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.races import CALLBACK, at_once
from workers.callbacks import advance_with
from workers.line_rings import settle_with

RINGS = "SELECT id FROM line_rings FOR UPDATE"


def off(line: TestLine) -> None:
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", "off", by="test"))


def planned(line: TestLine, *kinds: str) -> list[int]:
    """Rings of these kinds for one volunteer, none of them placed."""

    def work(tx: Tx) -> list[int]:
        contact_id = contacts.by_number(tx, VOLUNTEER).contact_id
        return [rows.plan(tx, kind, contact_id, about_id=1) or 0 for kind in kinds]

    return line.db.transact(line.clock.at, work)


def test_two_workers_that_see_one_ring_ring_once(line: TestLine) -> None:
    off(line)
    line.volunteer(VOLUNTEER, "Sam")
    sid, heard = line.call(PARTICIPANT)
    line.press(heard, "2", sid, PARTICIPANT)
    advance_with(line.ctx, 1)
    [ring] = line.rows(LineRing)
    at_once(line, RINGS, *[lambda: settle_with(line.ctx, ring.id)] * 2)
    assert [each.to for each in line.carrier.rings] == [VOLUNTEER]
    assert line.rows(LineRing)[0].state == LegState.RINGING


def test_the_same_is_rung_for_once(line: TestLine) -> None:
    first, second = planned(line, "turn_day", "turn_day")
    assert first and not second


def test_two_volunteers_who_press_1_at_once_and_one_of_them_rings_the_participant(line: TestLine) -> None:
    off(line)
    for number in (VOLUNTEER, SECOND):
        line.volunteer(number, "Sam")
    sid, heard = line.call(PARTICIPANT)
    line.press(heard, "2", sid, PARTICIPANT)
    desk = Desk(line)
    line.work()
    line.pass_time(seconds=185)  # the second is asked after three minutes
    asked = [
        (ring, line.press(desk.pick_up(ring), "5", ring.sid, CALLER_ID))
        for ring in (desk.ringing(VOLUNTEER), desk.ringing(SECOND))
    ]
    said = at_once(
        line,
        CALLBACK,
        *[
            lambda ring=ring, heard=heard: line.press(heard, "1", ring.sid, CALLER_ID)
            for ring, heard in asked
        ],
    )
    assert sorted("<Dial" in each.document for each in said) == [False, True]
    assert [leg.role for leg in line.rows(Leg)] == ["volunteer", "participant"]
    assert sorted(row.state for row in line.rows(Offer)) == ["accepted", "covered"]
