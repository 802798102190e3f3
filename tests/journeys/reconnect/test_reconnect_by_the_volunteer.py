"""RECONNECT by the volunteer: nobody is rung before the participant says yes, and nobody is pressed."""

import pytest

from store.consent import ledger as consent
from store.models import Callback
from store.volunteers import pairings
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.talks import ASKED, run, rung, say, talk, texted


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback asked for, a peer on duty."""
    made = Desk(line)
    made.ask()
    return made


@pytest.fixture
def quick_desk(quick_line: TestLine) -> Desk:
    """The same, for what no database decides."""
    made = Desk(quick_line)
    made.ask()
    return made


def test_a_peer_off_duty_by_now_is_asked_before_their_phone_rings(desk: Desk) -> None:
    talk(desk)
    say(desk, VOLUNTEER, "OFF")
    assert "We're asking Name now" in say(desk, PARTICIPANT, "RECONNECT")
    assert rung(desk) == 1
    code = desk.callback.code
    say(desk, VOLUNTEER, f"RECONNECT {desk.code}")  # their own word for it will do as well
    assert rung(desk) == 2
    assert desk.callback.code == code and desk.callback.volunteer_id == 1


def test_a_volunteers_reconnect_rings_nobody_before_the_participant_says_yes(desk: Desk) -> None:
    talk(desk, seconds=20)
    assert "We're asking them" in say(desk, VOLUNTEER, "RECONNECT")
    assert "Name would like to go on" in desk.line.texts_to(PARTICIPANT)[-1]
    desk.line.pass_time(minutes=5)
    assert rung(desk) == 1
    assert len(desk.line.rows(Callback)) == 1
    assert "We're calling Name" in say(desk, PARTICIPANT, "1")
    assert rung(desk) == 2
    assert desk.callback.reconnect_of == desk.line.rows(Callback)[0].id


def test_a_volunteers_reconnect_asks_instead_of_the_question_how_it_was(desk: Desk) -> None:
    talk(desk)
    say(desk, VOLUNTEER, f"RECONNECT {desk.code}")
    desk.line.pass_time(minutes=30)
    assert texted(desk, ASKED) == 0


def test_the_participant_may_leave_it_and_the_volunteer_hears_so_kindly(desk: Desk) -> None:
    talk(desk, seconds=20)
    say(desk, VOLUNTEER, "RECONNECT")
    assert "That's fine" in say(desk, PARTICIPANT, "2")
    assert "leave it for now" in desk.line.texts_to(VOLUNTEER)[-1]
    assert rung(desk) == 1
    asked = texted(desk, "would like to go on")
    assert "We're asking them" in say(desk, VOLUNTEER, "RECONNECT")
    assert texted(desk, "would like to go on") == asked, "and is not pressed"


def test_a_volunteer_off_duty_who_asked_is_rung_on_the_participants_yes(desk: Desk) -> None:
    talk(desk)
    say(desk, VOLUNTEER, "OFF")
    say(desk, VOLUNTEER, "RECONNECT")
    say(desk, PARTICIPANT, "yes")
    assert rung(desk) == 2


def test_a_late_yes_asks_the_volunteer_again_first(desk: Desk) -> None:
    talk(desk)
    say(desk, VOLUNTEER, "RECONNECT")
    desk.line.pass_time(minutes=20)
    assert "We're asking Name now" in say(desk, PARTICIPANT, "1")
    assert rung(desk) == 1


@pytest.mark.both_databases
def test_a_block_between_the_question_and_the_yes_holds(desk: Desk) -> None:
    talk(desk)
    say(desk, VOLUNTEER, "RECONNECT")
    pair = {"contact_id": desk.callback.contact_id, "volunteer_id": 1}
    run(desk, lambda tx: pairings.refuse(tx, **pair, by="volunteer"))
    assert "doesn't work right now" in say(desk, PARTICIPANT, "1")
    assert rung(desk) == 1


def test_a_volunteer_with_another_in_hand_is_told_which(quick_desk: Desk) -> None:
    desk = quick_desk
    talk(desk)
    say(desk, VOLUNTEER, "ON")  # rested enough
    desk.line.text("+12025550144", "CALL")
    desk.line.work()
    code = desk.line.code()
    say(desk, VOLUNTEER, f"TAKE {code}")
    assert f"You have {code} in hand already" in say(desk, VOLUNTEER, f"RECONNECT {desk.code}")
    assert texted(desk, "would like to go on") == 0


def test_a_participant_who_takes_no_texts_cannot_be_asked_so_their_phone_stays_quiet(
    quick_desk: Desk,
) -> None:
    desk = quick_desk
    contact_id = desk.callback.contact_id
    talk(desk)
    run(desk, lambda tx: consent.landline(tx, contact_id))
    assert "doesn't work right now" in say(desk, VOLUNTEER, "RECONNECT")
    assert rung(desk) == 1


def test_somebody_else_has_them_by_now(quick_desk: Desk) -> None:
    desk = quick_desk
    desk.line.volunteer(SECOND, "Kim")
    talk(desk)
    say(desk, VOLUNTEER, "OFF")
    say(desk, PARTICIPANT, "CALL")
    say(desk, SECOND, "TAKE")
    assert "doesn't work right now" in say(desk, VOLUNTEER, "RECONNECT")
    assert "We have your request" in say(desk, PARTICIPANT, "RECONNECT")
