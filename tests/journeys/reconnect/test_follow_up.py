"""After a talk: one gentle question, once; with whom next time."""

from datetime import time
from functools import partial

import pytest

from flows.rules.safe_contact.allowed import Safe
from store.callbacks import follow_up
from store.consent import ledger as consent
from store.models import Callback, Message, Offer
from store.safe_contact import safe_contact
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.talks import ANOTHER, ASKED, CUT_OFF, WHOM, hang_up_after, pairing, run, say, talk, texted


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


# --- the question


def test_after_a_talk_there_is_one_question_a_little_later(desk: Desk) -> None:
    talk(desk)
    assert texted(desk, ASKED) == 0
    desk.line.pass_time(minutes=2)
    assert texted(desk, ASKED) == 0
    desk.line.pass_time(minutes=2)
    assert texted(desk, ASKED) == 1
    assert desk.callback.followed_up_at is not None
    desk.line.pass_time(hours=30)
    assert texted(desk, ASKED) == 1
    assert texted(desk, CUT_OFF) == 0
    assert texted(desk, "How was it?", VOLUNTEER) == 1


def test_the_answer_and_the_same_peer_are_kept_and_end_warmly(desk: Desk) -> None:
    talk(desk)
    desk.line.pass_time(minutes=4)
    assert WHOM in say(desk, PARTICIPANT, "5")
    assert desk.callback.rating == 5, "kept at once, whatever comes after it"
    answer = say(desk, PARTICIPANT, "1")
    assert "the same person" in answer and "Take care" in answer and ANOTHER not in answer
    assert desk.callback.again == "same"
    assert pairing(desk).contact_again_at is not None
    assert pairing(desk).volunteer_again_at is None, "what one wants is not what both want"
    contact_id = desk.callback.contact_id
    assert run(desk, lambda tx: follow_up.wanted_again(tx, contact_id)) == desk.callback.volunteer_id


def test_anyone_leaves_the_pair_as_it_is(desk: Desk) -> None:
    talk(desk)
    desk.line.pass_time(minutes=4)
    say(desk, PARTICIPANT, "4")
    assert "Take care" in say(desk, PARTICIPANT, "anyone")
    row = pairing(desk)
    assert (row.contact_again_at, row.contact_refused_at) == (None, None)
    assert row.talked_at is not None
    assert desk.callback.again == "anyone"
    contact_id = desk.callback.contact_id
    assert run(desk, lambda tx: follow_up.wanted_again(tx, contact_id)) is None


def test_skip_is_an_answer_and_the_second_question_still_comes(desk: Desk) -> None:
    talk(desk)
    desk.line.pass_time(minutes=4)
    assert WHOM in say(desk, PARTICIPANT, "skip")
    assert desk.callback.rating is None
    assert "Take care" in say(desk, PARTICIPANT, "skip")
    assert desk.callback.again is None


def test_rather_not_them_keeps_the_two_apart_and_offers_somebody_else(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    talk(desk)
    desk.line.pass_time(minutes=4)
    say(desk, PARTICIPANT, "3")
    assert ANOTHER in say(desk, PARTICIPANT, "3")
    assert pairing(desk).contact_refused_at is not None
    before = len(desk.line.texts_to(VOLUNTEER))
    assert "call you from this number" in say(desk, PARTICIPANT, "1")
    assert [row.state for row in desk.line.rows(Callback)] == ["completed", "offered"]
    assert "TAKE" in desk.line.texts_to(SECOND)[-1]
    assert desk.line.texts_to(VOLUNTEER)[before:] == [], "they hear nothing of it"


@pytest.mark.parametrize("rating", ["1", "2"])
@pytest.mark.parametrize("whom", ["1", "2", "skip"])
def test_a_talk_that_did_not_help_is_no_loose_end(quick_desk: Desk, rating: str, whom: str) -> None:
    desk = quick_desk
    talk(desk)
    desk.line.pass_time(minutes=4)
    say(desk, PARTICIPANT, rating)
    assert ANOTHER in say(desk, PARTICIPANT, whom)
    assert "Take care" in say(desk, PARTICIPANT, "no")
    assert len(desk.line.rows(Callback)) == 1


def test_a_three_is_not_taken_for_a_complaint(quick_desk: Desk) -> None:
    talk(quick_desk)
    quick_desk.line.pass_time(minutes=4)
    say(quick_desk, PARTICIPANT, "3")
    assert ANOTHER not in say(quick_desk, PARTICIPANT, "2")


def test_an_unrelated_text_is_answered_as_if_nothing_had_been_asked(quick_desk: Desk) -> None:
    talk(quick_desk)
    quick_desk.line.pass_time(minutes=4)
    assert ASKED not in say(quick_desk, PARTICIPANT, "the garden is in bloom")
    assert WHOM in say(quick_desk, PARTICIPANT, "4"), "the question stays open"


def test_a_new_call_comes_before_the_question_about_the_last_one(desk: Desk) -> None:
    talk(desk)
    desk.line.pass_time(minutes=1)
    say(desk, PARTICIPANT, "CALL")
    desk.line.pass_time(minutes=30)
    assert texted(desk, ASKED) == 0


def test_nobody_who_sent_stop_is_asked(desk: Desk) -> None:
    talk(desk)
    desk.line.pass_time(minutes=1)
    say(desk, PARTICIPANT, "STOP")
    before = len(desk.line.texts_to(PARTICIPANT))
    desk.line.pass_time(minutes=30)
    assert desk.line.texts_to(PARTICIPANT)[before:] == []


def test_a_participant_who_takes_no_texts_is_not_asked_and_nothing_waits_for_them(desk: Desk) -> None:
    contact_id = desk.callback.contact_id
    run(desk, lambda tx: consent.landline(tx, contact_id))
    talk(desk)
    desk.line.pass_time(minutes=10)
    assert texted(desk, ASKED) == 0
    assert desk.callback.followed_up_at is None
    assert [m for m in desk.line.rows(Message) if m.purpose == "followup"] == []


def test_an_unsafe_hour_puts_the_question_off(desk: Desk) -> None:

    talk(desk)
    contact_id = desk.callback.contact_id
    # Noon in New York: their safe hours begin at four.
    run(desk, lambda tx: safe_contact.keep(tx, contact_id, "hours", (time(16), time(20))))
    desk.line.pass_time(minutes=30)
    assert texted(desk, ASKED) == 0
    desk.line.pass_time(hours=4)
    assert texted(desk, ASKED) == 1


def test_discreet_words_are_asked_as_they_are(quick_desk: Desk) -> None:
    desk = quick_desk
    contact_id = desk.callback.contact_id
    run(desk, lambda tx: safe_contact.keep(tx, contact_id, "discreet", True))
    talk(desk)
    desk.line.pass_time(minutes=4)
    assert texted(desk, ASKED) == 1
    assert WHOM in say(desk, PARTICIPANT, "4"), "the question is open, not only sent"


def test_their_own_word_that_ends_everything_is_followed_by_no_question(quick_desk: Desk) -> None:
    desk = quick_desk
    contact_id = desk.callback.contact_id
    run(desk, lambda tx: safe_contact.keep(tx, contact_id, "ends", "marmalade"))
    assert Safe(ends="marmalade").ends
    talk(desk)
    say(desk, PARTICIPANT, "marmalade")
    desk.line.pass_time(minutes=30)
    assert texted(desk, ASKED) == 0


def test_only_ones_own_talk_is_rated(quick_desk: Desk) -> None:
    talk(quick_desk)
    theirs, stranger = quick_desk.callback, quick_desk.callback.contact_id + 1
    for mine in (
        partial(follow_up.rate, contact_id=stranger, callback_id=theirs.id, rating=1),
        partial(follow_up.choose_peer, contact_id=stranger, callback_id=theirs.id, whom="not_them"),
        partial(follow_up.rate, contact_id=theirs.contact_id, callback_id=theirs.id + 9, rating=1),
    ):
        assert run(quick_desk, mine).name == "none"
    assert quick_desk.callback.rating is None
    assert pairing(quick_desk).contact_refused_at is None


def test_in_spanish(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    quick_line.volunteer(VOLUNTEER, "Ana", languages=("es",))
    quick_line.text(PARTICIPANT, "hola")
    quick_line.text(PARTICIPANT, "llamada")
    quick_line.work()
    code = quick_line.rows(Callback)[-1].code
    say(desk, VOLUNTEER, f"TAKE {code}")
    hang_up_after(desk, seconds=40)
    assert texted(desk, "Manda RECONECTAR") == 1
    quick_line.pass_time(minutes=4)
    assert texted(desk, "te fue? Responde") == 1
    assert "La proxima vez" in say(desk, PARTICIPANT, "mucho")
    assert "cuidate" in say(desk, PARTICIPANT, "quien sea").lower()
    assert "Llamamos a Ana" in say(desk, PARTICIPANT, "reconectar")


# --- the volunteer's side


def test_again_by_the_volunteer_is_kept_and_nobody_is_told(desk: Desk) -> None:
    talk(desk)
    before = len(desk.line.texts_to(PARTICIPANT))
    assert desk.code in say(desk, VOLUNTEER, f"AGAIN {desk.code}")
    assert pairing(desk).volunteer_again_at is not None
    assert pairing(desk).contact_again_at is None
    assert desk.line.texts_to(PARTICIPANT)[before:] == []


@pytest.mark.both_databases
def test_again_in_spanish_and_without_a_code_is_the_last_talk(desk: Desk) -> None:
    talk(desk)
    assert desk.code in say(desk, VOLUNTEER, "Otra vez")
    assert pairing(desk).volunteer_again_at is not None


def test_again_is_for_a_talk_they_had(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    talk(desk)
    assert "Nothing is open" in say(desk, SECOND, f"AGAIN {desk.code}")
    assert "Nothing is open" in say(desk, VOLUNTEER, "AGAIN Z99")
    assert "our volunteers" in say(desk, PARTICIPANT, "AGAIN")
    assert pairing(desk).volunteer_again_at is None


def test_words_that_begin_with_again_are_no_command(quick_desk: Desk) -> None:
    talk(quick_desk)
    say(quick_desk, VOLUNTEER, "again I lay awake all night")
    say(quick_desk, VOLUNTEER, f"again {quick_desk.code} was hard on me")
    assert pairing(quick_desk).volunteer_again_at is None


@pytest.mark.both_databases
def test_the_same_peer_is_asked_first_when_both_want_it(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    talk(desk)
    say(desk, VOLUNTEER, f"AGAIN {desk.code}")
    desk.line.pass_time(minutes=4)
    say(desk, PARTICIPANT, "5")
    say(desk, PARTICIPANT, "the same person")
    desk.line.pass_time(hours=2)
    say(desk, PARTICIPANT, "CALL")
    first = [o.volunteer_id for o in desk.line.rows(Offer) if o.callback_id == desk.callback.id]
    assert first == [1], "without it, Kim, who was asked least lately, would be first"


def test_the_wish_for_the_same_peer_is_about_that_talk_and_no_later_one(quick_desk: Desk) -> None:
    desk = quick_desk
    talk(desk)
    desk.line.pass_time(minutes=4)
    for said in ("5", "the same person"):
        say(desk, PARTICIPANT, said)
    say(desk, VOLUNTEER, "OFF")
    kim = desk.line.volunteer(SECOND, "Kim")
    say(desk, PARTICIPANT, "CALL")
    desk.code = desk.line.code()
    talk(desk, volunteer=SECOND)
    assert desk.callback.volunteer_id == kim
    assert desk.told(SECOND, "They asked for you again") == 0
    desk.line.pass_time(hours=3)
    say(desk, VOLUNTEER, "ON")
    say(desk, SECOND, "OFF")
    say(desk, PARTICIPANT, "CALL")
    desk.code = desk.line.code()
    desk.take()
    assert desk.told(VOLUNTEER, "They asked for you again") == 1
