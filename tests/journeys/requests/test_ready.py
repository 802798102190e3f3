"""Before the ring: no phone rings without a recent yes, and nobody waits for that yes for ever."""

from datetime import timedelta

import pytest

from store.consent import ledger as consent
from store.database import Tx
from store.models import Callback, Decision
from store.requests import ready
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback asked for, a peer on duty."""
    made = Desk(line)
    made.ask()
    return made


def rung(line: TestLine, number: str) -> int:
    return sum(ring.to == number for ring in line.carrier.rings)


def stale(desk: Desk) -> None:
    """Half an hour goes by with nobody taking it, until the peer does."""
    desk.line.pass_time(minutes=16)
    desk.line.text(VOLUNTEER, f"TAKE {desk.code}")
    desk.line.work()


def test_with_a_fresh_request_the_peer_is_rung_at_once_and_the_participant_told_who_calls(desk: Desk) -> None:
    desk.take()
    assert any("Name will call you" in said for said in desk.line.texts_to(PARTICIPANT))
    assert any("1 ready, 2 later, 3 write instead" in said for said in desk.line.texts_to(PARTICIPANT))


def test_when_the_promise_is_old_nobody_is_rung_before_they_say_so(desk: Desk) -> None:
    stale(desk)
    assert desk.line.carrier.rings == []
    assert desk.state == "accepted"
    assert desk.line.texts_to(PARTICIPANT)[-1].endswith(
        "Reply with a number: 1 ready, 2 later, 3 write instead."
    )
    answer = desk.line.text(PARTICIPANT, "1")
    desk.line.work()
    assert "will ring in a minute" in answer
    assert rung(desk.line, VOLUNTEER) == 1
    assert any("ready" in said for said in desk.line.texts_to(VOLUNTEER))


def test_ready_as_a_word_will_do(desk: Desk) -> None:
    stale(desk)
    desk.line.text(PARTICIPANT, "Ready!")
    desk.line.work()
    assert rung(desk.line, VOLUNTEER) == 1


def test_later_moves_it_and_frees_the_peer(desk: Desk) -> None:
    stale(desk)
    assert "When would be better" in desk.line.text(PARTICIPANT, "2")
    desk.line.text(PARTICIPANT, "1")
    desk.line.work()
    assert desk.state == "waiting"
    assert "no longer needed" in desk.line.texts_to(VOLUNTEER)[-1]
    assert desk.line.carrier.rings == []


def test_a_peer_is_free_again_after_ten_minutes_of_silence_and_nobody_else_is_asked(desk: Desk) -> None:
    desk.line.volunteer(SECOND, "Kim")
    stale(desk)
    asked = len(desk.line.texts_to(SECOND))
    desk.line.pass_time(minutes=11)
    assert desk.state == "waiting"
    assert "you're free again" in desk.line.texts_to(VOLUNTEER)[-1]
    desk.line.pass_time(hours=3)
    assert len(desk.line.texts_to(SECOND)) == asked
    assert desk.line.carrier.rings == []


def test_a_yes_hours_later_brings_a_peer_within_a_new_promise(desk: Desk) -> None:
    stale(desk)
    desk.line.pass_time(hours=4)
    before = len(desk.line.texts_to(VOLUNTEER))
    answer = desk.line.text(PARTICIPANT, "1")
    desk.line.work()
    assert "A volunteer should call by" in answer
    assert desk.callback.promised_by > desk.line.clock.at
    assert "TAKE" in desk.line.texts_to(VOLUNTEER)[before]
    desk.line.text(VOLUNTEER, f"TAKE {desk.code}")
    desk.line.work()
    assert rung(desk.line, VOLUNTEER) == 1  # the yes is fresh


def test_a_wait_for_their_word_ends_after_a_day_and_says_how_to_ask_again(desk: Desk) -> None:
    stale(desk)
    desk.line.pass_time(minutes=11)
    desk.line.pass_time(hours=25)
    assert desk.state == "missed"
    assert "CALL" in desk.line.texts_to(PARTICIPANT)[-1]


def test_a_participant_who_can_get_no_text_is_rung_with_the_key_as_their_yes(desk: Desk) -> None:
    contact_id = desk.callback.contact_id
    desk.line.db.transact(desk.line.clock.at, lambda tx: consent.landline(tx, contact_id))
    stale(desk)
    assert rung(desk.line, VOLUNTEER) == 1
    assert desk.connect_volunteer(desk.ringing(VOLUNTEER)).number == PARTICIPANT


def test_after_a_missed_ring_a_phone_that_takes_no_texts_is_rung_again_without_a_yes(desk: Desk) -> None:
    contact_id = desk.callback.contact_id
    desk.line.db.transact(desk.line.clock.at, lambda tx: consent.landline(tx, contact_id))
    ring = desk.take()
    assert "try again" in desk.connect_volunteer(ring).over("no-answer", ring.sid).words
    desk.end(ring, "completed")
    desk.line.pass_time(minutes=6, seconds=50)
    assert rung(desk.line, VOLUNTEER) == 1
    desk.line.pass_time(seconds=11)
    assert rung(desk.line, VOLUNTEER) == 2


def test_where_the_text_after_a_missed_ring_cannot_be_delivered_the_next_ring_comes_in_its_time(
    desk: Desk,
) -> None:
    ring = desk.take()
    desk.connect_volunteer(ring).over("no-answer", ring.sid)
    desk.end(ring, "completed")
    contact_id = desk.callback.contact_id

    def takes_no_texts(tx: Tx) -> None:
        consent.landline(tx, contact_id)
        ready.go_on_by_voice(tx, contact_id)

    desk.line.db.transact(desk.line.clock.at, takes_no_texts)
    desk.line.work()
    assert rung(desk.line, VOLUNTEER) == 1
    desk.line.pass_time(minutes=7, seconds=1)
    assert rung(desk.line, VOLUNTEER) == 2


def test_as_the_promise_nears_they_are_asked_whether_it_still_stands_once(desk: Desk) -> None:
    for minutes in (91, 5, 5):
        desk.line.pass_time(minutes=minutes)
    asked = [said for said in desk.line.texts_to(PARTICIPANT) if "still good" in said]
    assert len(asked) == 1
    desk.line.text(PARTICIPANT, "1")
    desk.take()  # the yes is fresh: no second question
    assert rung(desk.line, VOLUNTEER) == 1


@pytest.mark.both_databases
def test_a_promise_that_cannot_be_kept_is_put_off_before_it_is_broken(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.work()
    [before] = [row.promised_by for row in line.rows(Callback)]
    line.pass_time(minutes=91)
    [after] = [row.promised_by for row in line.rows(Callback)]
    assert before > line.clock.at and after >= before + timedelta(minutes=30)
    [told] = [said for said in line.texts_to(PARTICIPANT) if "we won't make it" in said]
    assert "still good" not in told


def test_every_step_of_it_is_written_down_with_its_reason(desk: Desk) -> None:
    stale(desk)
    desk.line.pass_time(minutes=11)
    noted = [(row.what, row.why) for row in desk.line.rows(Decision)]
    assert "asked-if-ready" in [what for what, _ in noted]
    assert ("waits-for-their-word", ["no answer to “ready?”"]) in noted
    assert len(desk.line.rows(Callback)) == 1


def test_a_question_about_a_call_that_is_off_by_now_is_not_sent(desk: Desk) -> None:
    desk.line.clock.at += timedelta(minutes=16)
    desk.line.text(VOLUNTEER, f"TAKE {desk.code}")
    desk.line.text(PARTICIPANT, "NEVERMIND")
    desk.line.work()
    assert not any("1 ready" in said for said in desk.line.texts_to(PARTICIPANT))
