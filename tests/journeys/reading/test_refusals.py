"""A no is stronger than a yes: in anybody's words, in any state, by text and by voice, no phone rings after it."""

import pytest

from store.models import Callback, Offer
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback asked for, a peer on duty who is offered it."""
    made = Desk(line)
    made.ask()
    return made


def rung(line: TestLine, number: str) -> int:
    """How often a phone was rung that is not given up by now."""
    return sum(
        ring.to == number and ring.status not in ("canceled", "completed") for ring in line.carrier.rings
    )


@pytest.mark.parametrize("no", ["no", "no thanks", "nope", "nothing", "no gracias", "nada", "thats all"])
def test_a_no_right_after_the_booking_says_that_there_is_nothing_to_add(line: TestLine, no: str) -> None:
    line.volunteer(VOLUNTEER)
    assert line.text(PARTICIPANT, "CALL").endswith("Anything they should know first?")
    assert "nothing to add" in line.text(PARTICIPANT, no)
    line.work()
    assert [(row.state, row.silenced_at) for row in line.rows(Callback)] == [("offered", None)]
    assert "nobody will call you" in line.text(PARTICIPANT, "NO"), "one more no stops it"


@pytest.mark.parametrize("no", ["no", "no thanks"])
def test_a_no_to_the_time_zone_leaves_the_call(line: TestLine, no: str) -> None:
    line.volunteer(VOLUNTEER)
    assert "time zone" in line.text(PARTICIPANT, "CALL tomorrow 7pm")
    line.text(PARTICIPANT, no)
    assert [row.silenced_at for row in line.rows(Callback)] == [None]


NOES = [
    "dont call me", "que no me llamen", "no callback please", "i changed my mind", "not today", "actually im ok now",
    "hes home", "ya llegó mi esposo", "forget it", "ahorita no puedo hablar", "call it off", "cancel the call",
]  # fmt: skip


@pytest.mark.parametrize("no", NOES)
def test_nobody_is_rung_after_a_no_and_call_brings_it_back(desk: Desk, no: str) -> None:
    answer = desk.line.text(PARTICIPANT, no)
    assert any(said in answer.lower() for said in ("it's off", "nobody will call", "it stays quiet")), answer
    desk.line.work()
    assert "no longer needed" in desk.line.texts_to(VOLUNTEER)[-1]
    taken = desk.line.text(VOLUNTEER, f"TAKE {desk.code}")
    assert "no longer needed" in taken or "covered" in taken
    desk.line.pass_time(hours=3)
    assert desk.line.carrier.rings == []
    again = desk.line.text(PARTICIPANT, "CALL")
    assert "will call you" in again, again
    desk.line.work()
    assert "TAKE" in desk.line.texts_to(VOLUNTEER)[-1]


def test_a_ring_under_way_is_called_off(desk: Desk) -> None:
    ring = desk.take()
    desk.line.text(PARTICIPANT, "please dont ring, he just walked in")
    desk.line.work()
    assert ring.status in ("canceled", "completed")
    assert desk.state == "waiting"
    desk.line.pass_time(minutes=30)
    assert rung(desk.line, VOLUNTEER) == 0


def test_the_word_ready_rings_again(desk: Desk) -> None:
    desk.take()
    desk.line.text(PARTICIPANT, "not now sorry")
    assert "on hold" in desk.line.text(PARTICIPANT, "STATUS")
    assert "should call by" in desk.line.text(PARTICIPANT, "READY")
    desk.line.work()
    assert desk.state == "offered"


def test_a_silenced_call_ends_without_another_word(desk: Desk) -> None:
    desk.line.text(PARTICIPANT, "not today")
    told = len(desk.line.texts_to(PARTICIPANT))
    desk.line.pass_time(hours=25)
    assert desk.state == "cancelled"
    assert len(desk.line.texts_to(PARTICIPANT)) == told


def test_to_the_ready_question_a_no_silences_at_once(desk: Desk) -> None:
    desk.line.pass_time(minutes=16)
    desk.line.text(VOLUNTEER, f"TAKE {desk.code}")
    desk.line.work()
    answer = desk.line.text(PARTICIPANT, "no")
    assert "nobody will call" in answer
    desk.line.work()
    desk.line.pass_time(hours=2)
    assert desk.line.carrier.rings == []


def test_later_without_a_time_keeps_the_phone_silent_until_one_is_chosen(desk: Desk) -> None:
    ring = desk.take()
    assert "nobody will call until" in desk.line.text(PARTICIPANT, "LATER")
    desk.line.work()
    assert ring.status in ("canceled", "completed")
    desk.line.text(PARTICIPANT, "1")
    assert desk.callback.silenced_at is None


def test_a_no_to_another_question_answers_that_one(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "2")
    assert "here any time" in line.text(PARTICIPANT, "not right now thanks")
    assert line.rows(Callback) == []


def test_a_no_to_what_may_be_added_leaves_the_call_as_it_is(desk: Desk) -> None:
    desk.line.text(PARTICIPANT, "MORE")
    before = desk.callback.silenced_at
    desk.line.text(PARTICIPANT, "no thanks")
    assert before is None
    assert desk.callback.silenced_at is None
    assert desk.state == "offered"


@pytest.mark.parametrize(
    "kind", ["no worries take your time", "im not ok", "dont forget me", "no prisa", "not yet"]
)
def test_whoever_waits_and_says_something_else_with_a_no_in_it_still_waits(desk: Desk, kind: str) -> None:
    desk.line.text(PARTICIPANT, kind)
    assert desk.callback.silenced_at is None
    assert desk.state == "offered"


def test_what_is_not_understood_while_a_call_is_coming_says_how_to_stop_it(desk: Desk) -> None:
    answer = desk.line.text(PARTICIPANT, "vbnq qzxw trwp")
    assert "Reply NO and nobody calls" in answer
    assert "nobody will call" in desk.line.text(PARTICIPANT, "NO")


def test_with_nothing_open_a_no_books_nothing_and_is_answered(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "MENU")
    for no in ("no callback please", "que no me llamen", "no llamada", "dont call me", "i dont want a call"):
        assert "nobody will call" in line.text(PARTICIPANT, no), no
    for word in ("ball", "cell", "im calm", "mall", "fall"):
        line.text(PARTICIPANT, word)
    assert line.rows(Callback) == []


@pytest.mark.parametrize(
    "no", ["sorry cant tonight", "not now", "no", "im at work cant do it", "ahorita no puedo"]
)
def test_a_volunteers_no_passes_on_what_they_were_offered(desk: Desk, no: str) -> None:
    assert "ask others about" in desk.line.text(VOLUNTEER, no)
    assert [offer.state for offer in desk.line.rows(Offer)] == ["passed"]


def test_a_volunteers_no_stops_the_ring_to_them(desk: Desk) -> None:
    ring = desk.take()
    assert "handed back" in desk.line.text(VOLUNTEER, "dont call me now, boss is here")
    desk.line.work()
    assert ring.status in ("canceled", "completed")


@pytest.mark.parametrize(
    "words", ["take care", "take a deep breath", "i need to go", "go away", "can i go", "take it easy"]
)
def test_what_sounds_like_a_verb_rings_no_volunteer(desk: Desk, words: str) -> None:
    desk.line.text(VOLUNTEER, words)
    desk.line.work()
    assert desk.line.carrier.rings == []


def test_take_with_a_no_behind_it_does_nothing_and_says_so(desk: Desk) -> None:
    assert "sounded like a no" in desk.line.text(VOLUNTEER, f"TAKE {desk.code}? no wait")
    desk.line.work()
    assert desk.line.carrier.rings == []


def test_spoken_on_a_call_it_silences_as_well(desk: Desk) -> None:
    sid, heard = desk.line.call(PARTICIPANT)
    answer = desk.line.turn(
        heard.path("Gather"), sid, PARTICIPANT, SpeechResult="please don't call me anymore today"
    )
    assert "nobody will call you" in answer.words
    assert desk.callback.silenced_at is not None
    assert answer.root.find("Gather") is not None, "the menu is heard again"


def test_two_volunteers_are_both_told(line: TestLine) -> None:
    desk = Desk(line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    line.pass_time(minutes=95)
    line.text(PARTICIPANT, "hes home")
    line.work()
    for number in (VOLUNTEER, SECOND):
        assert "no longer needed" in line.texts_to(number)[-1]


def test_words_of_danger_that_ask_for_silence_get_both(desk: Desk) -> None:
    assert "988" in desk.line.text(PARTICIPANT, "hes home he is going to kill me")
    assert desk.callback.silenced_at is not None
    assert desk.state == "waiting"


def test_danger_alone_calls_nothing_off(desk: Desk) -> None:
    assert "988" in desk.line.text(PARTICIPANT, "i dont want to live anymore and there is no one to call")
    assert desk.callback.silenced_at is None


def test_a_refusal_spoken_by_whoever_shows_an_unproven_number_silences_it_and_its_owner_is_told(
    desk: Desk,
) -> None:
    sid, heard = desk.line.call(PARTICIPANT, attestation="")
    answer = desk.line.turn(
        heard.path("Gather"), sid, PARTICIPANT, SpeechResult="dont you dare ring this phone"
    )
    assert "phone stays silent" in answer.words
    desk.line.work()
    assert desk.callback.silenced_at is not None
    assert any("READY" in said for said in desk.line.texts_to(PARTICIPANT))
    assert "should call by" in desk.line.text(PARTICIPANT, "READY")
