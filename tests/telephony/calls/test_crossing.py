"""Calls that cross: who is joined, whose phone rings, and what a forged call makes of it."""

from urllib.parse import urlsplit

from store.models import Leg
from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import Heard, TestLine
from tests.telephony.calls.test_unverified_calls import with_answers

STRANGER = "+12025550160"


def asked(line: TestLine) -> Desk:
    desk = Desk(line)
    desk.ask()
    return desk


def rings(line: TestLine, number: str = VOLUNTEER) -> int:
    return sum(ring.to == number for ring in line.carrier.rings)


def room(heard: Heard) -> str:
    found = heard.root.find("Dial/Conference")
    assert found is not None and found.text, heard.document
    return found.text


def missed_once(line: TestLine) -> Desk:
    """The participant was rung and did not pick up; the volunteer is off the phone."""
    desk = asked(line)
    ring = desk.take()
    desk.connect_volunteer(ring).over("no-answer", ring.sid)
    desk.end(ring, "completed")
    assert (desk.state, desk.callback.attempts) == ("accepted", 1)
    return desk


def test_an_attested_call_is_joined_at_once_with_the_volunteer_who_hears_it_ring(line: TestLine) -> None:
    desk = asked(line)
    ring = desk.take()
    phone = desk.connect_volunteer(ring)
    sid, heard = line.call(PARTICIPANT)
    theirs = room(heard)
    assert desk.state == "connected"
    line.work()
    [(moved, url)] = line.carrier.redirects
    assert moved == ring.sid
    assert room(line.turn(urlsplit(url).path, ring.sid, CALLER_ID)) == theirs
    # The carrier may also end the Dial first, since the phone it rang was busy.
    assert room(phone.over("busy", ring.sid)) == theirs
    line.hang_up(sid, PARTICIPANT)
    assert desk.state == "completed"
    assert [leg.state for leg in line.rows(Leg)] == ["ended"] * 3


def test_an_attested_call_waits_for_a_volunteer_who_is_still_rung(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    ring = desk.take()
    sid, heard = quick_line.call(PARTICIPANT)
    assert "One moment" in heard.words and heard.path("Redirect", "") == "/voice/crossing"
    heard = quick_line.turn("/voice/crossing", sid, PARTICIPANT)
    volunteer = quick_line.press(desk.pick_up(ring), "5", ring.sid, CALLER_ID)
    assert "on the line" in volunteer.words
    assert room(volunteer) == room(quick_line.turn("/voice/crossing", sid, PARTICIPANT))
    assert desk.state == "connected" and rings(quick_line, PARTICIPANT) == 0
    desk.end(ring, "completed")
    assert desk.state == "completed"


def test_who_hangs_up_while_they_wait_is_rung_as_ever(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    ring = desk.take()
    sid, _ = quick_line.call(PARTICIPANT)
    quick_line.hang_up(sid, PARTICIPANT)
    assert desk.connect_volunteer(ring).number == PARTICIPANT


def test_nobody_waits_longer_than_a_minute_and_they_are_told(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    ring = desk.take()
    sid, _ = quick_line.call(PARTICIPANT)
    quick_line.pass_time(seconds=61)
    heard = quick_line.turn("/voice/crossing", sid, PARTICIPANT)
    assert heard.ends and "couldn't put you through" in heard.words and "9 8 8" in heard.words
    quick_line.hang_up(sid, PARTICIPANT)
    desk.end(ring, "no-answer")
    assert desk.state == "waiting"


def test_who_just_missed_it_and_calls_back_is_put_through_with_no_attempt_used(quick_line: TestLine) -> None:
    desk = missed_once(quick_line)
    quick_line.pass_time(minutes=3)
    sid, heard = quick_line.call(PARTICIPANT)
    assert "just calling you" in heard.words
    quick_line.work()
    ring = desk.ringing(VOLUNTEER)
    volunteer = quick_line.press(desk.pick_up(ring), "5", ring.sid, CALLER_ID)
    assert room(volunteer) == room(quick_line.turn("/voice/crossing", sid, PARTICIPANT))
    assert (desk.state, desk.callback.attempts) == ("connected", 1)


def test_whose_last_ring_is_missed_and_who_calls_back_talks_now(quick_line: TestLine) -> None:
    desk = missed_once(quick_line)
    for _ in range(2):
        quick_line.text(PARTICIPANT, "1")
        quick_line.work()
        ring = desk.ringing(VOLUNTEER)
        desk.connect_volunteer(ring).over("no-answer", ring.sid)
        desk.end(ring, "completed")
    assert desk.state == "missed"
    _, heard = quick_line.call(PARTICIPANT)
    assert "just tried to call you" in heard.words and heard.dialled == VOLUNTEER
    quick_line.pass_time(minutes=11)
    assert "To say how you are" in quick_line.call(PARTICIPANT)[1].words


def test_after_a_no_nobody_is_put_through(quick_line: TestLine) -> None:
    desk = missed_once(quick_line)
    quick_line.text(PARTICIPANT, "please don't call me")
    before = rings(quick_line)
    for attestation in ("TN-Validation-Passed-A", ""):
        sid, heard = quick_line.call(PARTICIPANT, attestation=attestation)
        assert "just calling" not in heard.words
        quick_line.hang_up(sid, PARTICIPANT)
    quick_line.pass_time(minutes=1)
    assert rings(quick_line) == before and desk.state != "connected"


def test_the_volunteer_is_held_while_an_unproven_call_goes_on_and_the_filed_phone_rings_after_it(
    line: TestLine,
) -> None:
    desk = asked(line)
    ring = desk.take()
    phone = desk.connect_volunteer(ring)
    sid, heard = line.call(PARTICIPANT, attestation="")
    assert "please hang up" in heard.words
    held = phone.over("busy", ring.sid)
    assert "Please stay on" in held.words
    held = line.turn(held.path("Redirect", ""), ring.sid, CALLER_ID)
    assert held.words == "" and held.root.find("Dial") is None
    line.hang_up(sid, PARTICIPANT)
    again = line.turn(held.path("Redirect", ""), ring.sid, CALLER_ID)
    assert again.dialled == PARTICIPANT
    assert (desk.state, desk.callback.attempts) == ("connecting", 1)


def test_nobody_is_held_for_longer_than_a_minute(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    ring = desk.take()
    phone = desk.connect_volunteer(ring)
    quick_line.call(PARTICIPANT, attestation="")
    held = phone.over("busy", ring.sid)
    for _ in range(30):
        quick_line.pass_time(seconds=3)
        held = quick_line.turn(held.path("Redirect", ""), ring.sid, CALLER_ID)
        if held.root.find("Dial") is not None:
            break
    assert held.dialled == PARTICIPANT
    over = quick_line.turn(held.path("Dial"), ring.sid, CALLER_ID, DialCallStatus="busy")
    assert over.ends and desk.state == "accepted" and ring.status == "in-progress"


def test_an_unproven_call_after_a_missed_ring_rings_both_once_more_and_no_oftener(line: TestLine) -> None:
    desk = missed_once(line)
    before = rings(line)
    for _ in range(4):
        sid, heard = line.call(PARTICIPANT, attestation="")
        assert "just calling you" not in heard.words
        line.hang_up(sid, PARTICIPANT)
        line.pass_time(seconds=20)
        for ring in [each for each in line.carrier.rings if each.status == "ringing"]:
            phone = desk.connect_volunteer(ring)
            assert phone.number == PARTICIPANT
            phone.over("no-answer", ring.sid)
            desk.end(ring, "completed")
    assert rings(line) == before + 1, "anybody can show a number: one such ring an attempt"
    assert desk.callback.attempts == 1


def test_an_unproven_call_hears_what_a_stranger_hears_and_joins_nobody(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    ring = desk.take()
    desk.connect_volunteer(ring)
    heard = [quick_line.call(number, attestation="")[1].document for number in (PARTICIPANT, STRANGER)]
    assert heard[0] == heard[1] and "Conference" not in heard[0]
    quick_line.work()
    assert desk.state == "connecting" and quick_line.carrier.redirects == []
    assert "please hang up" not in quick_line.call(STRANGER)[1].words


def test_a_volunteer_who_calls_while_they_are_rung_is_put_through(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    ring = desk.take()
    sid, heard = quick_line.call(VOLUNTEER)
    assert "Press any key to be connected" in heard.words
    quick_line.work()
    assert ring.status == "canceled"
    desk.end(ring, "canceled")
    assert quick_line.press(heard, "5", sid, VOLUNTEER).dialled == PARTICIPANT
    assert desk.state == "connecting"
    quick_line.hang_up(sid, VOLUNTEER)
    assert desk.state == "waiting"


def test_a_volunteer_who_missed_their_ring_and_calls_back_has_it_again(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    desk.end(desk.take(), "no-answer")
    assert desk.state in ("waiting", "offered")
    sid, heard = quick_line.call(VOLUNTEER)
    assert quick_line.press(heard, "5", sid, VOLUNTEER).dialled == PARTICIPANT
    quick_line.work()
    assert rings(quick_line) == 1, "they are on the phone: it does not ring again"
    assert desk.state == "connecting"


def test_a_forged_call_of_a_volunteer_who_is_rung_joins_nobody(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    ring = desk.take()
    _, heard = quick_line.call(VOLUNTEER, attestation="")
    assert "be connected" not in heard.words
    quick_line.work()
    assert ring.status == "ringing" and desk.state == "connecting"


def test_who_wants_few_words_is_rung_back_and_not_joined_with_whoever_redials(quick_line: TestLine) -> None:
    desk = asked(quick_line)
    with_answers(discreet=True)(quick_line)
    ring = desk.take()
    phone = desk.connect_volunteer(ring)
    sid, heard = quick_line.call(PARTICIPANT)
    assert "please hang up" in heard.words and desk.state == "connecting"
    held = phone.over("busy", ring.sid)
    quick_line.hang_up(sid, PARTICIPANT)
    again = quick_line.turn(held.path("Redirect", ""), ring.sid, CALLER_ID)
    assert again.dialled == PARTICIPANT
