"""A no against a TAKE, a ring or a second no at the same moment: no phone rings after it, and nothing is done twice."""

from store.models import Decision, Offer
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.races import CALLBACK, CONTACT, at_once
from workers.callbacks import advance_with


def test_a_no_against_a_take_ends_with_nobody_ringing(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    at_once(
        line,
        CALLBACK,
        lambda: line.text(PARTICIPANT, "dont call me"),
        lambda: line.text(VOLUNTEER, f"TAKE {desk.code}"),
    )
    line.work()
    assert desk.callback.silenced_at is not None
    assert desk.state == "waiting"
    assert [ring for ring in line.carrier.rings if ring.status == "ringing"] == []
    line.pass_time(hours=2)
    assert [ring for ring in line.carrier.rings if ring.status == "ringing"] == []


def test_a_no_against_the_clock_asks_nobody_any_more(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    line.clock.at = desk.callback.due_at
    id = desk.callback.id
    at_once(line, CALLBACK, lambda: line.text(PARTICIPANT, "hes home"), lambda: advance_with(line.ctx, id))
    line.work()
    assert desk.callback.silenced_at is not None
    asked = len(line.rows(Offer))
    assert all(offer.state != "open" for offer in line.rows(Offer))
    line.pass_time(hours=3)
    assert len(line.rows(Offer)) == asked


def test_two_noes_at_once_are_one(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    at_once(line, CONTACT, *[lambda: line.text(PARTICIPANT, "not today")] * 2)
    line.work()
    assert [row.what for row in line.rows(Decision)].count("silenced") == 1
    assert sum("no longer needed" in said for said in line.texts_to(VOLUNTEER)) == 1
