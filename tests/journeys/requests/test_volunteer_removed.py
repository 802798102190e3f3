"""Somebody was asked whether a volunteer may ring them now, and that volunteer is no volunteer any more."""

import pytest

from store.joining import leaving
from store.models import Volunteer
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine


@pytest.fixture
def desk(line: TestLine) -> Desk:
    made = Desk(line)
    made.ask()
    line.volunteer(SECOND, "Kim")
    line.pass_time(minutes=16)
    line.text(VOLUNTEER, f"TAKE {made.code}")
    line.work()
    assert made.callback.ready_asked_at is not None
    return made


def remove(line: TestLine) -> None:
    row = line.rows(Volunteer)[0]
    line.db.transact(line.clock.at, lambda tx: leaving.remove(tx, row.contact_id, row.id))
    line.work()


def test_another_volunteer_is_asked_without_waiting_for_an_answer(desk: Desk) -> None:
    before = len(desk.line.texts_to(SECOND))
    remove(desk.line)
    assert len(desk.line.texts_to(SECOND)) == before + 1
    assert desk.code in desk.line.texts_to(SECOND)[-1]


def test_an_answer_to_the_question_of_before_does_not_put_the_promise_off(desk: Desk) -> None:
    promised = desk.callback.promised_by
    remove(desk.line)
    desk.line.text(PARTICIPANT, "1")
    desk.line.work()
    assert desk.callback.promised_by == promised
