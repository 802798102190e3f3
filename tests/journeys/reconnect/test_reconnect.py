"""RECONNECT: a call that was cut off goes on with the same peer, by either side's word, within an hour."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import update

from store.models import Callback, Offer, Pairing, Volunteer
from store.rota import on_off
from store.safe_contact import safe_contact
from store.volunteers import pairings
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.talks import ASKED, CUT_OFF, hang_up_after, run, rung, say, talk, texted


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


def test_a_talk_that_was_hardly_one_is_not_asked_about_but_both_learn_of_reconnect(desk: Desk) -> None:
    talk(desk, seconds=20)
    assert texted(desk, CUT_OFF) == 1
    assert texted(desk, f"Thank you for {desk.code}.", VOLUNTEER) == texted(desk, "5 cut off", VOLUNTEER) == 1
    desk.line.pass_time(minutes=30)
    assert texted(desk, ASKED) == 0
    assert desk.line.rows(Pairing) == []


@pytest.mark.parametrize("words", ["where did you go", "wher did you go", "a dónde te fuiste"])
def test_who_was_cut_off_and_asks_where_they_went_is_asked_whether_to_bring_them_back(
    quick_desk: Desk, words: str
) -> None:
    talk(quick_desk, seconds=20)
    quick_desk.line.text(PARTICIPANT, words)
    say(quick_desk, PARTICIPANT, "1")
    assert rung(quick_desk) == 2


def test_status_names_reconnect_for_an_hour_after_a_talk(quick_desk: Desk) -> None:
    talk(quick_desk, seconds=20)
    assert "RECONNECT" in quick_desk.line.text(PARTICIPANT, "STATUS")
    quick_desk.line.pass_time(hours=1, minutes=5)
    assert "RECONNECT" not in quick_desk.line.text(PARTICIPANT, "STATUS")


def test_a_short_talk_is_both(desk: Desk) -> None:
    talk(desk, seconds=45)
    assert texted(desk, CUT_OFF) == 1
    desk.line.pass_time(minutes=4)
    assert texted(desk, ASKED) == 1


def test_a_long_talk_that_the_carrier_says_failed_was_cut_off_too(desk: Desk) -> None:
    talk(desk, seconds=900, status="failed")
    assert texted(desk, CUT_OFF) == 1
    assert texted(desk, "5 cut off", VOLUNTEER) == 1
    desk.line.pass_time(minutes=4)
    assert texted(desk, ASKED) == 1


def test_the_participants_reconnect_rings_the_same_peer_at_once_then_them(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    talk(desk, seconds=20)
    desk.line.pass_time(minutes=2)
    answer = say(desk, PARTICIPANT, "RECONNECT")
    assert "We're calling Name" in answer
    old, new = desk.line.rows(Callback)
    assert new.reconnect_of == old.id and new.volunteer_id == old.volunteer_id
    assert (rung(desk), rung(desk, SECOND)) == (2, 0)
    assert texted(desk, f"as {new.code}", VOLUNTEER) == 1
    hang_up_after(desk, seconds=600)
    assert desk.state == "completed"
    desk.line.pass_time(minutes=4)
    assert texted(desk, ASKED) == 1, "asked once, about the talk that came about"


def test_reconnect_twice_is_one_reconnect(desk: Desk) -> None:
    talk(desk)
    say(desk, PARTICIPANT, "RECONNECT")
    assert "We're calling Name" in say(desk, PARTICIPANT, "RECONNECT")
    assert len(desk.line.rows(Callback)) == 2
    assert rung(desk) == 2


def test_no_number_is_shown_to_either(desk: Desk) -> None:
    talk(desk, seconds=20)
    say(desk, PARTICIPANT, "RECONNECT")
    dialled = desk.connect_volunteer(desk.ringing(VOLUNTEER))
    assert dialled.shows == "+12025550100"
    said = "".join(desk.line.texts_to(VOLUNTEER) + desk.line.texts_to(PARTICIPANT))
    assert "5550111" not in said and "5550122" not in said


def test_after_ten_minutes_the_peer_is_asked_before_their_phone_rings(desk: Desk) -> None:
    talk(desk)
    desk.line.pass_time(minutes=11)
    assert "We're asking Name now" in say(desk, PARTICIPANT, "RECONNECT")
    assert rung(desk) == 1
    assert desk.state == "offered"
    assert "was cut off" in desk.line.texts_to(VOLUNTEER)[-1]
    say(desk, VOLUNTEER, f"TAKE {desk.callback.code}")
    assert rung(desk) == 2


def test_when_the_asked_peer_passes_another_one_is_asked(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    talk(desk)
    desk.line.pass_time(minutes=11)
    say(desk, PARTICIPANT, "RECONNECT")
    assert texted(desk, "TAKE", SECOND) == 0
    say(desk, VOLUNTEER, "PASS")
    assert texted(desk, "TAKE", SECOND) == 1


def test_the_participant_is_told_that_the_peer_is_not_free_and_is_offered_another(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    talk(desk)
    run(desk, lambda tx: on_off.set_duty(tx, 2, False, None))
    say(desk, VOLUNTEER, "ON")  # rested enough
    desk.line.text("+12025550144", "CALL")
    desk.line.work()
    say(desk, VOLUNTEER, f"TAKE {desk.line.code()}")
    run(desk, lambda tx: on_off.set_duty(tx, 2, True, None))
    answer = say(desk, PARTICIPANT, "RECONNECT")
    assert "can't just now" in answer and "another volunteer?" in answer
    assert len(desk.line.rows(Callback)) == 2, "nobody they did not ask for is sent for"
    assert texted(desk, "TAKE", SECOND) == 0
    assert "call you from this number" in say(desk, PARTICIPANT, "1")
    new = desk.callback
    assert new.reconnect_of == desk.line.rows(Callback)[0].id
    assert texted(desk, "TAKE", SECOND) == 1


def test_no_other_peer_is_a_fine_answer(quick_desk: Desk) -> None:
    talk(quick_desk)
    quick_desk.line.db.transact(
        quick_desk.line.clock.at, lambda tx: tx.run(update(Volunteer).values(status="left"))
    )
    assert "another volunteer?" in say(quick_desk, PARTICIPANT, "RECONNECT")
    assert "That's fine" in say(quick_desk, PARTICIPANT, "2")
    assert len(quick_desk.line.rows(Callback)) == 1


def test_an_hour_after_it_is_too_late_and_call_still_works(desk: Desk) -> None:
    talk(desk)
    say(desk, VOLUNTEER, "RECONNECT")
    desk.line.pass_time(minutes=61)
    for number in (VOLUNTEER, PARTICIPANT):
        assert "over an hour ago" in say(desk, number, "RECONNECT")
    assert "over an hour ago" in say(desk, PARTICIPANT, "1") or rung(desk) == 1
    assert len(desk.line.rows(Callback)) == 1
    assert rung(desk) == 1


@pytest.mark.both_databases
def test_without_a_call_there_is_nothing_to_go_back_to(desk: Desk) -> None:
    for number in (VOLUNTEER, PARTICIPANT):
        assert "no call to go back to" in say(desk, number, "RECONNECT")
    assert "no call to go back to" in say(desk, VOLUNTEER, "RECONNECT Z99")
    assert len(desk.line.rows(Callback)) == 1


@pytest.mark.parametrize("by", ["contact", "volunteer"])
def test_after_a_block_by_either_it_is_simply_not_available(desk: Desk, by: str) -> None:
    talk(desk)
    pair = {"contact_id": desk.callback.contact_id, "volunteer_id": 1}
    run(desk, lambda tx: pairings.refuse(tx, **pair, by=by))
    before = len(desk.line.texts_to(PARTICIPANT)), len(desk.line.texts_to(VOLUNTEER))
    for number in (VOLUNTEER, PARTICIPANT):
        answer = say(desk, number, "RECONNECT")
        assert answer.startswith("That doesn't work right now. For a call from a volunteer")
    assert (len(desk.line.texts_to(PARTICIPANT)), len(desk.line.texts_to(VOLUNTEER))) == before
    assert rung(desk) == 1


@pytest.mark.both_databases
def test_a_request_made_meanwhile_becomes_the_reconnect(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    talk(desk, seconds=20)
    say(desk, PARTICIPANT, "CALL")
    assert "We're calling Name" in say(desk, PARTICIPANT, "RECONNECT")
    old, new = desk.line.rows(Callback)
    assert new.reconnect_of == old.id and new.volunteer_id == 1
    assert [o for o in desk.line.rows(Offer) if o.state == "open"] == []
    assert (rung(desk), rung(desk, SECOND)) == (2, 0)


@pytest.mark.both_databases
def test_a_request_for_another_time_stays_what_it_is(desk: Desk) -> None:
    talk(desk)
    say(desk, PARTICIPANT, "CALL")
    desk.line.db.transact(
        desk.line.clock.at,
        lambda tx: tx.run(
            update(Callback)
            .where(Callback.state != "completed")
            .values(not_before=desk.line.clock.at.replace(hour=23))
        ),
    )
    assert "We have your request" in say(desk, PARTICIPANT, "RECONNECT")
    assert rung(desk) == 1


def test_somebody_who_does_not_want_calls_any_more_is_not_rung_by_a_reconnect(quick_desk: Desk) -> None:
    desk = quick_desk
    talk(desk)
    contact_id = desk.callback.contact_id

    run(desk, lambda tx: safe_contact.keep(tx, contact_id, "hours", (time(16), time(20))))
    assert "rings at 4:00" in say(desk, PARTICIPANT, "RECONNECT").replace("\u202f", " ")
    assert rung(desk) == 1


def test_a_reconnect_that_finds_nobody_at_the_phone_goes_on_to_the_next_peer(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    talk(desk, seconds=20)
    say(desk, PARTICIPANT, "RECONNECT")
    desk.end(desk.ringing(VOLUNTEER), "no-answer")
    assert texted(desk, "TAKE", SECOND) == 1
    assert desk.state == "offered"


def test_the_call_and_its_reconnect_count_once_but_not_a_whole_day_of_them(desk: Desk) -> None:
    desk.line.db.line = replace(desk.line.db.line, calls_per_day=1)
    talk(desk)
    assert "had all your talks for today" in say(desk, PARTICIPANT, "CALL")
    assert "We're calling Name" in say(desk, PARTICIPANT, "RECONNECT")
    hang_up_after(desk, seconds=20)
    assert "We're calling Name" in say(desk, PARTICIPANT, "RECONNECT"), "cut off again is no talk"
    hang_up_after(desk, seconds=600)
    assert "had all your talks for today" in say(desk, PARTICIPANT, "RECONNECT")
    assert rung(desk) == 3


@pytest.mark.both_databases
def test_another_peer_in_place_of_the_one_cut_off_counts_once_too(desk: Desk) -> None:
    desk.line.db.line = replace(desk.line.db.line, calls_per_day=1)
    desk.line.volunteer(SECOND, "Kim")
    talk(desk)
    run(desk, lambda tx: tx.run(update(Volunteer).where(Volunteer.id == 1).values(status="left")))
    say(desk, PARTICIPANT, "RECONNECT")
    say(desk, PARTICIPANT, "1")
    assert texted(desk, "TAKE", SECOND) == 1
    assert desk.callback.reconnect_of == desk.line.rows(Callback)[0].id


def test_in_line_already_they_hear_that_it_will_be_somebody_else(quick_desk: Desk) -> None:
    desk = quick_desk
    talk(desk)
    say(desk, PARTICIPANT, "CALL")
    run(desk, lambda tx: tx.run(update(Volunteer).values(status="left")))
    assert "Someone else will call you by" in say(desk, PARTICIPANT, "RECONNECT")
    assert desk.callback.reconnect_of is None


def test_two_who_wrote_to_each_other_go_on_writing_and_no_phone_rings(desk: Desk) -> None:
    desk.line.text(PARTICIPANT, "write instead")  # rather write
    desk.line.work()
    say(desk, VOLUNTEER, f"TAKE {desk.line.rows(Callback)[0].code}")
    say(desk, VOLUNTEER, "How was the night?")
    say(desk, PARTICIPANT, "long, but I slept")
    say(desk, PARTICIPANT, "NEVERMIND")
    assert desk.state == "completed"
    assert "back together" in say(desk, PARTICIPANT, "RECONNECT")
    assert desk.state == "connected" and desk.callback.kind == "text"
    say(desk, VOLUNTEER, "Good to hear from you")
    assert texted(desk, "Good to hear from you") == 1
    say(desk, PARTICIPANT, "NEVERMIND")
    say(desk, VOLUNTEER, "RECONNECT")
    assert texted(desk, "go on writing with you. Reply 1") == 1
    say(desk, PARTICIPANT, "1")
    assert desk.state == "connected"
    assert desk.line.carrier.rings == []


def test_a_peer_who_was_offered_the_new_request_is_not_told_that_it_is_covered(quick_desk: Desk) -> None:
    talk(quick_desk, seconds=20)
    say(quick_desk, PARTICIPANT, "CALL")
    assert texted(quick_desk, "TAKE", VOLUNTEER) > 0
    say(quick_desk, PARTICIPANT, "RECONNECT")
    assert texted(quick_desk, "covered", VOLUNTEER) == 0
    assert rung(quick_desk) == 2
