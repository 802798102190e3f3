"""While the line may not text, volunteers are asked by rings with keys; the offer row stays the to-do."""

import pytest

from store.models import LineRing, Message, Offer
from tests.kits.bridge import CALLER_ID, PARTICIPANT, SECOND, VOLUNTEER, Desk, Dialled
from tests.kits.fakes import Ring
from tests.kits.line import Heard, TestLine
from workers.line_rings import settle_with


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A line that may not text, two volunteers on duty, and somebody who asked for a call by key."""
    return asked_for(line)


@pytest.fixture
def quick_desk(quick_line: TestLine) -> Desk:
    """The same on SQLite alone."""
    return asked_for(quick_line)


def asked_for(line: TestLine) -> Desk:
    texting(line, "off")
    for number in (VOLUNTEER, SECOND):
        line.volunteer(number, "Sam")
    sid, heard = line.call(PARTICIPANT)
    line.press(heard, "2", sid, PARTICIPANT)
    line.hang_up(sid, PARTICIPANT)
    return Desk(line)


def texting(line: TestLine, value: str) -> None:
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", value, by="test"))


def offered(desk: Desk, ring: Ring) -> Heard:
    """What a volunteer hears who picks up and presses a key."""
    return desk.line.press(desk.pick_up(ring), "5", ring.sid, CALLER_ID)


def press(desk: Desk, ring: Ring, heard: Heard, key: str) -> Heard:
    return desk.line.press(heard, key, ring.sid, CALLER_ID)


def first(desk: Desk) -> Ring:
    return next(ring for ring in desk.line.carrier.rings if ring.status == "ringing")


@pytest.mark.both_databases
def test_a_volunteer_takes_it_by_key_and_the_participant_is_rung_from_that_very_call(desk: Desk) -> None:
    ring = first(desk)
    greeting = desk.pick_up(ring)
    assert "call?" not in greeting.words, "a voicemail hears the name of the line and no more"
    heard = desk.line.press(greeting, "5", ring.sid, CALLER_ID)
    assert "Can you take a call? English" in heard.words
    rung = press(desk, ring, heard, "1")
    assert rung.dialled == PARTICIPANT
    dialled = Dialled(desk.line, rung, "CA" + "d" * 32)
    assert "You'll talk with Sam." in dialled.presses(dialled.picks_up(), "1").words
    assert desk.state == "connected"
    desk.line.pass_time(minutes=10)
    after = dialled.over("completed", ring.sid, caller=CALLER_ID, CallStatus="in-progress")
    asked = press(desk, ring, after, "")
    assert "How was it?" in asked.words
    assert "No calls for you" in press(desk, ring, asked, "2").words
    desk.end(ring, "completed")
    assert desk.state == "completed"
    assert len([each for each in desk.line.carrier.rings if each.to == ring.to]) == 1
    assert desk.line.carrier.texts == [] and desk.line.rows(Message) == []


def test_two_volunteers_asked_at_once_and_the_one_who_has_not_picked_up_stops_ringing(
    quick_desk: Desk,
) -> None:
    desk = quick_desk
    desk.line.pass_time(seconds=185)  # the second is asked after three minutes
    rings = [ring for ring in desk.line.carrier.rings if ring.status == "ringing"]
    assert {ring.to for ring in rings} == {VOLUNTEER, SECOND}
    taker, idle = rings
    press(desk, taker, offered(desk, taker), "1")
    desk.line.work()
    assert idle.status == "canceled"
    assert {row.outcome for row in desk.line.rows(LineRing)} == {"heard", "called_off"}


def test_pass_and_not_now_ring_the_next_one_and_not_now_is_asked_again_in_half_an_hour(
    quick_desk: Desk,
) -> None:
    desk = quick_desk
    ring = first(desk)
    assert "half an hour" in press(desk, ring, offered(desk, ring), "3").words
    desk.end(ring, "completed")
    desk.line.work()
    following = first(desk)
    assert following.to != ring.to
    press(desk, following, offered(desk, following), "2")
    desk.end(following, "completed")
    desk.line.pass_time(minutes=31)
    assert [each.to for each in desk.line.carrier.rings if each.status == "ringing"] == [ring.to]


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed"])
def test_a_ring_nobody_answers_is_a_silent_offer_that_they_can_still_take_by_calling_back(
    quick_desk: Desk, status: str
) -> None:
    desk = quick_desk
    ring = first(desk)
    desk.end(ring, status)
    assert desk.line.rows(Offer)[0].state == "open"
    sid, heard = desk.line.call(ring.to)
    heard = desk.line.press(heard, "2", sid, ring.to)
    assert "One call, English" in heard.words
    desk.line.hang_up(sid, ring.to)
    desk.line.pass_time(minutes=4)
    assert desk.line.rows(Offer)[0].state == "lapsed"
    assert {each.to for each in desk.line.carrier.rings} == {VOLUNTEER, SECOND}


def test_a_phone_that_is_picked_up_without_a_key_heard_nothing_of_anybody(quick_desk: Desk) -> None:
    desk = quick_desk
    ring = first(desk)
    again = press(desk, ring, desk.pick_up(ring), "")
    over = press(desk, ring, again, "")
    assert over.ends and "call?" not in again.words + over.words
    desk.end(ring, "completed")
    assert desk.line.rows(LineRing)[0].outcome == "completed"
    assert desk.line.rows(Offer)[0].state == "open"


def test_a_wake_up_that_comes_twice_ends_no_ring(quick_desk: Desk) -> None:
    settle_with(quick_desk.line.ctx, quick_desk.line.rows(LineRing)[0].id)
    assert [ring.status for ring in quick_desk.line.carrier.rings] == ["ringing"]


def test_who_would_talk_now_is_not_put_through_to_a_phone_that_rings_already(quick_desk: Desk) -> None:
    desk = quick_desk
    ring = first(desk)
    sid, heard = desk.line.call("+12025550113")
    dialled = desk.line.press(heard, "3", sid, "+12025550113").dialled
    assert dialled in {VOLUNTEER, SECOND} - {ring.to}


def test_no_volunteer_is_rung_twice_at_once(quick_desk: Desk) -> None:
    desk = quick_desk
    desk.line.call("+12025550112")  # somebody else asks as well
    sid, heard = desk.line.call("+12025550113")
    desk.line.press(heard, "2", sid, "+12025550113")
    for _ in range(6):
        desk.line.pass_time(seconds=30)
        under_way = [each.to for each in desk.line.carrier.rings if each.status in ("ringing", "in-progress")]
        assert len(under_way) == len(set(under_way))


def test_a_volunteer_on_duty_off_and_paused_is_not_rung(quick_line: TestLine) -> None:
    texting(quick_line, "off")
    quick_line.volunteer(VOLUNTEER, "Sam", on_duty=False)
    sid, heard = quick_line.call(PARTICIPANT)
    quick_line.press(heard, "2", sid, PARTICIPANT)
    quick_line.work()
    assert [each.to for each in quick_line.carrier.rings if each.to == VOLUNTEER] == []


def test_once_the_line_may_text_again_the_next_offer_is_a_text(quick_desk: Desk) -> None:
    desk = quick_desk
    ring = first(desk)
    texting(desk.line, "on")
    desk.end(ring, "no-answer")
    desk.line.pass_time(minutes=4)
    offers = [said for to, said in desk.line.new_texts() if "TAKE" in said and to != ring.to]
    assert len(offers) == 1
