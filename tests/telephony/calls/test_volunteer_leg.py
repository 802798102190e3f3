"""The volunteer is rung first: every word the carrier can have for their phone, and who is asked next."""

import re

import pytest

from store.models import Callback, Leg, Offer
from tests.kits.bridge import CALLER_ID, PARTICIPANT, SECOND, VOLUNTEER, Desk


def offered_to(desk: Desk) -> list[str]:
    return [t.to for t in desk.line.carrier.texts if "TAKE" in t.words and "PASS" in t.words]


def test_take_rings_the_volunteer_and_nobody_else(desk: Desk) -> None:
    ring = desk.take()
    assert [r.to for r in desk.line.carrier.rings] == [VOLUNTEER]
    assert ring.seconds == 25
    assert desk.state == "connecting"
    assert desk.callback.attempts == 0


def test_no_number_and_no_name_stands_in_any_address_given_to_the_carrier(desk: Desk) -> None:
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    given = ring.url + ring.status_url + dialled.heard.document.replace(f">{PARTICIPANT}<", "")
    for secret in (PARTICIPANT[1:], VOLUNTEER[1:], "Name"):
        assert secret not in given
    # By itself: letters that happen to stand within a random token are no code.
    assert not re.search(rf"\b{desk.code}\b", given)


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled"])
def test_a_volunteer_who_is_not_reached_makes_room_for_the_next_at_once(desk: Desk, status: str) -> None:
    desk.end(desk.take(), status)
    assert desk.state == "offered"
    assert offered_to(desk) == [VOLUNTEER, SECOND]
    assert desk.told(VOLUNTEER, f"TAKE {desk.code} takes it back")
    assert PARTICIPANT not in [r.to for r in desk.line.carrier.rings]
    assert desk.callback.attempts == 0


def test_the_one_who_was_not_reached_can_take_it_back_while_nobody_has_it(desk: Desk) -> None:
    desk.end(desk.take(), "no-answer")
    again = desk.take()
    assert again.to == VOLUNTEER
    assert desk.state == "connecting"
    desk.line.work()
    assert desk.told(SECOND, f"{desk.code} is covered")


@pytest.mark.parametrize("answered_by", ["machine_start", "machine_end_beep", "machine_end_other", "fax"])
def test_a_volunteers_voicemail_is_nobody_and_hears_nothing(desk: Desk, answered_by: str) -> None:
    ring = desk.take()
    heard = desk.pick_up(ring, AnsweredBy=answered_by)
    assert (heard.words, heard.ends) == ("", True)
    desk.line.work()
    assert offered_to(desk) == [VOLUNTEER, SECOND]
    desk.end(ring, "completed")
    assert desk.state == "offered"
    assert offered_to(desk) == [VOLUNTEER, SECOND], "the end of that call says nothing new"


@pytest.mark.parametrize("answered_by", ["human", "unknown", ""])
def test_a_human_or_an_unknown_is_asked_for_a_key(desk: Desk, answered_by: str) -> None:
    heard = desk.pick_up(desk.take(), AnsweredBy=answered_by)
    assert heard.root.find("Gather") is not None
    assert "Press any key" in heard.words
    assert PARTICIPANT not in heard.document


def test_silence_is_asked_three_times_and_then_the_next_volunteer_is_offered_it(desk: Desk) -> None:
    ring = desk.take()
    heard, asked = desk.pick_up(ring), 1
    while heard.root.find("Gather") is not None:
        heard, asked = desk.line.press(heard, "", ring.sid, CALLER_ID), asked + 1
    assert asked == 4
    assert heard.ends
    desk.line.work()
    assert offered_to(desk) == [VOLUNTEER, SECOND]
    assert desk.callback.attempts == 0


@pytest.mark.parametrize("key", list("0123456789*#"))
def test_any_key_rings_exactly_the_participant_and_shows_the_line(desk: Desk, key: str) -> None:
    ring = desk.take()
    heard = desk.line.press(desk.pick_up(ring), key, ring.sid, CALLER_ID)
    dials = heard.root.findall(".//Dial")
    assert [n.text for d in dials for n in d] == [PARTICIPANT]
    assert dials[0].attrib["callerId"] == CALLER_ID
    assert desk.callback.attempts == 1
    assert VOLUNTEER not in heard.document


def test_a_volunteer_who_hangs_up_before_the_key_is_one_not_reached(desk: Desk) -> None:
    ring = desk.take()
    desk.pick_up(ring)
    desk.end(ring, "completed")
    assert desk.state == "offered"
    assert offered_to(desk) == [VOLUNTEER, SECOND]


def test_a_volunteer_who_hangs_up_while_the_participant_is_rung_frees_the_callback(desk: Desk) -> None:
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    desk.end(ring, "completed")
    assert desk.state == "offered"
    assert desk.live_legs == []
    dialled.over("canceled", ring.sid, CallStatus="completed")
    desk.line.work()
    assert desk.state == "offered", "the Dial's own word comes too late to matter"
    heard = dialled.picks_up()
    assert heard.ends, "a participant who picks up now is not left listening to nothing"


def test_whichever_word_of_a_volunteers_hang_up_comes_first_the_callback_stays_open(desk: Desk) -> None:
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    dialled.over("canceled", ring.sid, CallStatus="completed")
    desk.end(ring, "completed")
    dialled.status("canceled")
    desk.line.work()
    assert desk.state in ("waiting", "offered", "accepted")
    assert desk.live_legs == []
    assert desk.callback.attempts == 1


def test_never_mind_before_the_volunteer_picks_up_ends_their_ring_and_tells_them(desk: Desk) -> None:
    ring = desk.take()
    assert "off" in desk.line.text(PARTICIPANT, "NEVERMIND")
    desk.line.work()
    assert ring.status == "canceled"
    assert desk.told(VOLUNTEER, "no longer needed")
    assert desk.state == "cancelled"
    heard = desk.pick_up(ring)
    assert heard.ends and heard.root.find("Gather") is None
    desk.end(ring, "completed")
    assert desk.state == "cancelled"
    assert desk.live_legs == []


def test_a_key_pressed_after_never_mind_rings_nobody(desk: Desk) -> None:
    ring = desk.take()
    heard = desk.pick_up(ring)
    desk.line.text(PARTICIPANT, "NEVERMIND")
    after = desk.line.press(heard, "1", ring.sid, CALLER_ID)
    assert after.root.find(".//Dial") is None
    assert after.ends
    assert desk.callback.attempts == 0
    desk.line.work()
    assert ring.status == "completed"


def test_stop_ends_the_ring_as_well(desk: Desk) -> None:
    ring = desk.take()
    desk.line.text(PARTICIPANT, "STOP")
    desk.line.work()
    assert ring.status == "canceled"
    assert desk.state == "cancelled"
    assert desk.told(VOLUNTEER, "no longer needed")


def test_pass_in_mid_ring_hands_it_back_and_ends_the_ring(desk: Desk) -> None:
    ring = desk.take()
    assert "handed back" in desk.line.text(VOLUNTEER, f"PASS {desk.code}")
    desk.line.work()
    assert ring.status == "canceled"
    assert desk.state == "offered"
    assert offered_to(desk) == [VOLUNTEER, SECOND]


def test_pass_and_take_again_while_the_participants_phone_still_rings_starts_afresh(desk: Desk) -> None:
    ring = desk.take()
    dialled = desk.connect_volunteer(ring)
    picked_up = dialled.picks_up()
    desk.line.text(VOLUNTEER, f"PASS {desk.code}")
    desk.line.work()
    assert ring.status == "completed"
    second = desk.take()
    assert second.sid != ring.sid
    dialled.over("no-answer", ring.sid)
    dialled.status("completed")
    desk.line.pass_time(seconds=20)
    late = dialled.presses(picked_up, "1")
    assert late.ends, "the first ring's phone is not joined to the second"
    assert desk.state == "connecting"
    assert not desk.told(PARTICIPANT, "We tried to ring you")


def test_a_ring_nobody_speaks_of_is_looked_up_and_believed(desk: Desk) -> None:
    ring = desk.take()
    ring.status = "no-answer"
    desk.line.pass_time(seconds=36)
    assert desk.state == "connecting", "its webhook may still be under way"
    desk.line.pass_time(seconds=3)
    assert desk.state == "offered"
    assert offered_to(desk) == [VOLUNTEER, SECOND]


def test_a_ring_the_carrier_never_heard_of_is_over(desk: Desk) -> None:
    desk.take()
    desk.line.carrier.rings.clear()
    desk.line.pass_time(seconds=40)
    assert desk.state == "offered"


def test_an_answered_phone_without_a_key_is_hung_up_in_the_end(desk: Desk) -> None:
    ring = desk.take()
    desk.pick_up(ring)
    desk.line.pass_time(seconds=70)
    assert ring.status == "completed"
    assert desk.state == "offered"


def test_go_while_a_ring_is_under_way_rings_nobody_twice(desk: Desk) -> None:
    desk.take()
    assert "yours already" in desk.line.text(VOLUNTEER, f"GO {desk.code}")
    desk.line.work()
    assert len(desk.line.carrier.rings) == 1


def test_one_volunteer_after_the_other_until_nobody_is_left(desk: Desk) -> None:
    desk.end(desk.take(), "busy")
    desk.end(desk.take(SECOND), "busy")
    assert desk.state == "waiting"
    assert [offer.state for offer in desk.line.rows(Offer)] == ["failed", "failed"]
    desk.line.pass_time(minutes=11)
    assert desk.state == "offered", "asked once more after a rest"


def test_each_ring_has_a_leg_and_each_leg_ends(desk: Desk) -> None:
    desk.end(desk.take(), "busy")
    dialled = desk.talk(ring := desk.take(SECOND))
    dialled.over("completed", ring.sid, SECOND)
    assert [(leg.role, leg.state, leg.outcome) for leg in desk.line.rows(Leg)] == [
        ("volunteer", "ended", "busy"),
        ("volunteer", "ended", "connected"),
        ("participant", "ended", "connected"),
    ]
    assert [cb.state for cb in desk.line.rows(Callback)] == ["completed"]
