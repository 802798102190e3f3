"""One key ends a call for the volunteer, and once more keeps the two apart; the other phone hears nothing of it."""

from typing import Any

import pytest

from store.callbacks import callbacks
from store.models import Decision, Pairing
from store.offers import matching
from tests.kits.bridge import CALLER_ID, PARTICIPANT, SECOND, VOLUNTEER, Desk, Dialled
from tests.kits.fakes import Ring
from tests.kits.line import Heard, TestLine
from tests.kits.talks import ASKED, pairing, run, say, talk


@pytest.fixture
def both(line: TestLine) -> Desk:
    """A request that the first of two volunteers is offered; on each database."""
    made = Desk(line)
    made.ask(volunteers=(VOLUNTEER, SECOND))
    return made


def star_in(desk: Desk, ring: Ring, seconds: float = 300) -> tuple[Dialled, Heard]:
    """They talk, and the volunteer presses star: what the volunteer hears next."""
    dialled = desk.talk(ring)
    desk.line.pass_time(seconds=seconds)
    return dialled, dialled.over("completed", ring.sid)


def key(desk: Desk, heard: Heard, ring: Ring, digits: str) -> Heard:
    return desk.line.press(heard, digits, ring.sid, CALLER_ID)


def left_out(desk: Desk) -> dict[int, set[str]]:
    callback_id = desk.callback.id

    def work(tx: Any) -> dict[int, set[str]]:
        ranking = matching.ranked(tx, callbacks.lock(tx, callback_id))
        return {each.volunteer_id: {reason.code for reason in each.why} for each in ranking.left_out}

    found: dict[int, set[str]] = run(desk, work)
    return found


def test_both_stars_are_stated_before_the_other_phone_rings(desk: Desk, ring: Ring) -> None:
    heard = desk.connect_volunteer(ring).heard
    assert "Star ends the call" in heard.words and "Star twice" in heard.words
    dial = heard.root[-1]
    assert (dial.tag, dial.attrib["hangupOnStar"]) == ("Dial", "true")


def test_star_twice_keeps_the_two_apart_for_good(both: Desk) -> None:
    ring = both.take()
    _, heard = star_in(both, ring)
    assert both.state == "completed", "over, whatever key comes next"
    gather = heard.root.find("Gather")
    assert gather is not None and gather.attrib["finishOnKey"] == "" and gather.attrib["numDigits"] == "1"
    told = key(both, heard, ring, "*")
    assert "won't connect you two again" in told.words
    assert key(both, told, ring, "").ends, "and whoever says no more has meant it"
    both.end(ring, "completed")
    assert pairing(both).volunteer_refused_at is not None and pairing(both).contact_refused_at is None
    say(both, PARTICIPANT, "CALL")
    assert "refused-pair" in left_out(both)[1]
    assert both.told(SECOND, f"TAKE {both.callback.code}") == 1
    both.line.pass_time(minutes=40)
    assert both.told(VOLUNTEER, f"TAKE {both.callback.code}") == 0


def test_star_pressed_once_too_often_is_taken_back_by_1(both: Desk) -> None:
    ring = both.take()
    _, heard = star_in(both, ring)
    told = key(both, heard, ring, "*")
    assert "press 1" in told.words
    assert "taken that back" in key(both, told, ring, "1").words
    assert pairing(both).volunteer_refused_at is None and pairing(both).volunteer_again_at is None
    both.end(ring, "completed")
    say(both, PARTICIPANT, "CALL")
    assert "refused-pair" not in left_out(both).get(1, set())


def test_the_other_phone_hears_and_reads_the_same_as_after_any_call(quick_line: TestLine) -> None:
    """Two lines of events that differ in the key alone: every word for the participant is the same."""
    desk = Desk(quick_line)
    desk.ask()
    read: list[list[str]] = []
    for digits in ("", "*"):
        before = len(desk.line.texts_to(PARTICIPANT))
        ring = desk.take()
        dialled = desk.talk(ring)
        desk.line.pass_time(minutes=5)
        heard = dialled.over("completed", ring.sid)
        key(desk, heard, ring, digits)
        dialled.status("completed")
        desk.end(ring, "completed")
        desk.line.pass_time(minutes=16)
        read.append([each.replace(desk.code, "") for each in desk.line.texts_to(PARTICIPANT)[before:]])
        say(desk, PARTICIPANT, "SKIP")
        if not digits:
            desk.line.pass_time(hours=24)  # the line asks how it was once a day
            say(desk, PARTICIPANT, "CALL")
            desk.code = desk.line.code()
    assert [ASKED in " ".join(each) for each in read] == [True, True]
    assert len(read[0]) == len(read[1])
    for word in ("block", "never", "again with", "star"):
        assert not any(word in each.lower() for each in read[1])


@pytest.mark.parametrize("digits", ["", "5", "#"])
def test_any_other_key_or_none_says_goodbye_and_settles_nothing(desk: Desk, ring: Ring, digits: str) -> None:
    _, heard = star_in(desk, ring)
    assert "has ended" in key(desk, heard, ring, digits).words
    assert pairing(desk).volunteer_refused_at is None and pairing(desk).volunteer_again_at is None


def test_1_is_glad_to_talk_again(desk: Desk, ring: Ring) -> None:
    _, heard = star_in(desk, ring)
    assert key(desk, heard, ring, "1").ends
    assert pairing(desk).volunteer_again_at is not None and pairing(desk).volunteer_refused_at is None


def test_what_the_carrier_asks_twice_is_answered_the_same_twice(both: Desk) -> None:
    ring = both.take()
    dialled, heard = star_in(both, ring)
    assert dialled.over("completed", ring.sid).document == heard.document
    first, second = (key(both, heard, ring, "*") for _ in range(2))
    assert first.document == second.document
    assert dialled.over("completed", ring.sid).document == heard.document
    assert both.state == "completed" and len(both.line.rows(Pairing)) == 1


def test_who_has_hung_up_is_asked_nothing(desk: Desk, ring: Ring) -> None:
    dialled = desk.talk(ring)
    heard = dialled.over("completed", ring.sid, CallStatus="completed")
    assert heard.root.find("Gather") is None


def test_no_talk_no_key(desk: Desk, ring: Ring, dialled: Dialled) -> None:
    heard = dialled.over("no-answer", ring.sid)
    assert heard.root.find("Gather") is None
    # Nor by an address that was guessed: there was nobody to be kept apart from.
    path = dialled.heard.path("Dial").removesuffix("/over") + "/parting"
    desk.line.turn(path, ring.sid, CALLER_ID, Digits="*")
    assert not any(row.volunteer_refused_at for row in desk.line.rows(Pairing))


def test_block_by_text_names_the_last_talk_and_tells_nobody_else(both: Desk) -> None:
    talk(both)
    before = both.line.texts_to(PARTICIPANT)
    assert "They aren't told" in say(both, VOLUNTEER, "BLOCK")
    assert both.line.texts_to(PARTICIPANT) == before
    assert pairing(both).volunteer_refused_at is not None
    say(both, PARTICIPANT, "CALL")
    assert "refused-pair" in left_out(both)[1]
    assert {row.what for row in both.line.rows(Decision)} >= {"never-again"}


@pytest.mark.parametrize("body", ["BLOCK {code}", "block {code}.", "BLOQUEAR {code}"])
def test_block_takes_a_code(desk: Desk, body: str) -> None:
    talk(desk)
    assert "They aren't told" in say(desk, VOLUNTEER, body.format(code=desk.code))
    assert pairing(desk).volunteer_refused_at is not None


def test_block_knows_no_talk_of_somebody_elses_and_none_older_than_a_day(desk: Desk) -> None:
    talk(desk)
    assert "no call with that code" in say(desk, SECOND, f"BLOCK {desk.code}")
    desk.line.pass_time(hours=25)
    assert "no call with that code" in say(desk, VOLUNTEER, "BLOCK")
    assert pairing(desk).volunteer_refused_at is None


def test_block_is_a_word_for_volunteers_only(desk: Desk) -> None:
    talk(desk)
    assert "not be connected" not in say(desk, PARTICIPANT, "BLOCK")
    assert pairing(desk).contact_refused_at is None and pairing(desk).volunteer_refused_at is None
