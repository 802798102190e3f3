"""What a text or a ring asserts is true at the moment it leaves, however long it waited, and is said once."""

from datetime import timedelta
from functools import partial

import pytest

from store.callbacks import callbacks
from store.models import Callback, Leg, Message
from store.offers import escalation
from store.requests import ring_check
from store.vault.columns import MESSAGE_LATE_WORDS
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine
from tests.kits.past_hours import promised_in_the_past
from tests.kits.races import CALLBACK, at_once

DOWN = TransportError("out of reach")
LOST = TransportError("no answer", unknown=True)


def promised_in(line: TestLine, minutes: int) -> None:
    """A callback that is promised for soon, and a volunteer who comes on only now."""
    line.text(PARTICIPANT, "CALL")
    [cb] = line.rows(Callback)
    by = line.clock.at + timedelta(minutes=minutes)
    line.db.transact(line.clock.at, lambda tx: callbacks.change(tx, cb.id, promised_by=by))
    line.volunteer(VOLUNTEER, "Sam")


def coming(line: TestLine) -> int:
    return sum("in a minute or two" in said for said in line.texts_to(PARTICIPANT))


def test_an_offer_that_leaves_after_the_promise_names_no_hour(line: TestLine) -> None:
    promised_in(line, minutes=8)
    line.carrier.down = DOWN
    line.pass_time(seconds=16)
    line.pass_time(minutes=8)
    line.carrier.down = None
    line.pass_time(minutes=1)
    offers = [said for said in line.texts_to(VOLUNTEER) if "TAKE" in said]
    assert len(offers) == 1 and "waited too long" in offers[0]
    assert promised_in_the_past(offers[0], line.clock.at) == []


def test_one_that_leaves_in_time_names_it(line: TestLine) -> None:
    promised_in(line, minutes=20)
    line.carrier.down = DOWN
    line.pass_time(seconds=16)
    line.carrier.down = None
    line.pass_time(minutes=2)
    offers = [said for said in line.texts_to(VOLUNTEER) if "TAKE" in said]
    assert len(offers) == 1 and "by 12:20 PM" in offers[0]


def test_a_text_that_may_have_gone_out_is_not_sent_again_in_other_words(line: TestLine) -> None:
    promised_in(line, minutes=1)
    line.carrier.lost.append(LOST)
    line.pass_time(seconds=16)
    line.pass_time(minutes=3)
    assert sum("TAKE" in said for said in line.texts_to(VOLUNTEER)) == 1


def test_who_moves_it_right_after_a_take_is_not_told_that_the_phone_rings(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.text(PARTICIPANT, "LATER 9pm")
    line.work()
    assert coming(line) == 0
    assert line.carrier.rings == []


def test_a_volunteer_who_takes_it_again_and_again_and_does_not_pick_up_is_announced_once(
    line: TestLine,
) -> None:
    desk = Desk(line)
    desk.ask()
    for _ in range(4):
        desk.end(desk.take(), "no-answer")
    assert coming(line) == 1


def test_another_volunteer_is_announced_as_well(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    first = next(number for number in (VOLUNTEER, SECOND) if desk.told(number, "TAKE"))
    desk.end(desk.take(first), "no-answer")
    line.pass_time(seconds=16)
    other = SECOND if first == VOLUNTEER else VOLUNTEER
    line.text(other, f"TAKE {desk.code}")
    line.work()
    assert coming(line) == 2


@pytest.mark.parametrize("minutes", [16, 65])
def test_workers_that_stood_still_after_a_take_ring_nobody_on_an_old_yes(
    line: TestLine, minutes: int
) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.clock.at += timedelta(minutes=minutes)
    line.woken.clear()
    line.work()
    assert line.carrier.rings == []
    assert coming(line) == 0
    assert (
        "can call you now, from this number. Your phone won't ring before you answer"
        in line.texts_to(PARTICIPANT)[-1]
    )
    assert "We're asking them if now is good" in line.texts_to(VOLUNTEER)[-1]
    line.text(PARTICIPANT, "1")
    line.work()
    assert [ring.to for ring in line.carrier.rings] == [VOLUNTEER]
    assert line.rows(Leg)[0].outcome == "too_late"


def test_two_workers_that_wake_up_together_ask_the_participant_once(postgres_line: TestLine) -> None:
    line = postgres_line
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.clock.at += timedelta(minutes=65)
    [leg] = line.rows(Leg)
    claim = partial(line.db.transact, line.clock.at, lambda tx: ring_check.claim(tx, leg.id))
    assert at_once(line, CALLBACK, claim, claim) == [None, None]
    line.woken.clear()
    line.work()
    assert desk.told(PARTICIPANT, "can call you now, from this number") == 1
    assert desk.told(VOLUNTEER, "We're asking them if now is good") == 1
    assert line.carrier.rings == []


def test_two_clocks_say_once_that_it_is_late(postgres_line: TestLine) -> None:
    line = postgres_line
    promised_in(line, minutes=1)
    [cb] = line.rows(Callback)
    line.clock.at += timedelta(minutes=2)
    look = partial(line.db.transact, line.clock.at, lambda tx: escalation.advance(tx, cb.id))
    at_once(line, CALLBACK, look, look)
    line.work()
    assert sum("We said" in said for said in line.texts_to(PARTICIPANT)) == 1
    assert sum(said.startswith("LATE") for said in line.texts_to(COORDINATOR)) == 1


def test_a_short_wait_of_the_workers_changes_nothing(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.clock.at += timedelta(minutes=4)
    line.work()
    assert [ring.to for ring in line.carrier.rings] == [VOLUNTEER]
    assert coming(line) == 1


def test_the_other_words_of_a_text_are_sealed_as_its_words_are(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    line.text(PARTICIPANT, "CALL")
    line.work()
    row = next(each for each in line.rows(Message) if each.purpose == "offer")
    assert "waited too long" in line.opened(MESSAGE_LATE_WORDS, row)
    assert row.late_from == line.clock.at + timedelta(minutes=120)
