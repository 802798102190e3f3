"""Calls with somebody in danger: who is offered them, for how long, and whom a volunteer's report is about."""

from functools import partial

import pytest

from flows.effects.base import AlertKind
from store.coordinators import actions
from store.joining import join
from store.models import Alert, Callback, Offer, Volunteer
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine

OTHER = "+12025550114"


def asked(line: TestLine) -> list[str]:
    """The codes of all offers that are open."""
    codes = {row.id: row.code for row in line.rows(Callback)}
    return [codes[row.callback_id] for row in line.rows(Offer) if row.state == "open"]


@pytest.mark.both_databases
def test_words_to_look_at_hold_no_offer_back(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "i used to want to kill myself")
    line.text(PARTICIPANT, "CALL")
    line.pass_time(minutes=1)
    assert [row.kind for row in line.rows(Alert)] == [AlertKind.CHECK]
    assert len(asked(line)) == 1


def test_a_coordinator_may_name_somebody_who_is_not_marked_but_nobody_who_said_no(
    quick_line: TestLine,
) -> None:
    line = quick_line
    sam, kim = line.volunteer(VOLUNTEER, "Sam"), line.volunteer(SECOND, "Kim")
    line.db.transact(line.clock.at, lambda tx: join.keep(tx, kim, "danger", "no"))
    line.text(PARTICIPANT, "i want to die")
    line.text(PARTICIPANT, "CALL")
    line.work()
    [cb] = line.rows(Callback)
    give = partial(actions.reassign, callback_id=cb.id, even_so=True)
    with pytest.raises(actions.Refused, match="takes no calls with somebody in danger"):
        line.db.transact(line.clock.at, lambda tx: give(tx, to=kim))
    line.db.transact(line.clock.at, lambda tx: give(tx, to=sam))
    line.work()
    assert line.texts_to(VOLUNTEER)[-1].startswith("They spoke of danger")
    assert "is yours" in line.text(VOLUNTEER, f"TAKE {cb.code}")


def test_who_said_no_to_such_calls_has_it_no_more_once_danger_is_spoken_of(quick_line: TestLine) -> None:
    line = quick_line
    kim = line.volunteer(SECOND, "Kim")
    line.db.transact(line.clock.at, lambda tx: join.keep(tx, kim, "danger", "no"))
    line.text(PARTICIPANT, "CALL")
    line.work()
    line.text(SECOND, f"TAKE {line.code()} at 2pm")
    line.text(PARTICIPANT, "i want to die")
    line.work()
    [cb] = line.rows(Callback)
    assert (cb.state, cb.volunteer_id, cb.severity) == ("waiting", None, 3)
    assert "volunteers who take such calls" in line.texts_to(SECOND)[-1]


def test_a_report_is_about_the_person_they_talked_with_and_not_about_the_one_they_have_not_met(
    quick_line: TestLine,
) -> None:
    desk = Desk(quick_line)
    desk.ask()
    ring = desk.take()
    desk.talk(ring).over("completed", ring.sid)
    desk.end(ring, "completed")
    quick_line.pass_time(minutes=61)
    quick_line.text(OTHER, "CALL")
    quick_line.work()
    quick_line.text(VOLUNTEER, f"TAKE {quick_line.code()} at 2:30pm")
    quick_line.text(VOLUNTEER, "she has pills and will kill herself tonight")
    first, second = quick_line.rows(Callback)
    crises = [row for row in quick_line.rows(Alert) if row.kind == AlertKind.CRISIS]
    assert [row.contact_id for row in crises] == [first.contact_id] and second.state == "accepted"
    assert quick_line.rows(Volunteer)[0].contact_id != first.contact_id
