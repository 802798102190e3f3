"""TRY rings the person's own phone with nobody on it; never against a no, and never as a surprise."""

from datetime import time, timedelta
from urllib.parse import urlsplit

import pytest

from flows.rules.meaning.trial_words import wants_trial
from store.contacts import contacts
from store.models import Callback, TrialRing
from store.safe_contact import safe_contact
from telephony.errors import TransportError
from tests.kits.bridge import CALLER_ID, PARTICIPANT, VOLUNTEER, Desk
from tests.kits.fakes import Ring
from tests.kits.line import Heard, TestLine


def rung(line: TestLine) -> list[Ring]:
    """The rings of the participant's own phone, also those that are over."""
    return [each for each in line.carrier.rings if each.to == PARTICIPANT]


def pick_up(line: TestLine, ring: Ring, by: str = "human") -> Heard:
    ring.status = "in-progress"
    return line.turn(urlsplit(ring.url).path, ring.sid, CALLER_ID, AnsweredBy=by)


def end(line: TestLine, ring: Ring, status: str = "completed") -> None:
    ring.status = status
    line.turn(urlsplit(ring.status_url).path, ring.sid, CALLER_ID, CallStatus=status)
    line.work()


def try_it(line: TestLine, words: str = "TRY") -> Ring:
    """Ask for it; gives the ring."""
    before = len(rung(line))
    assert "nobody else" in line.text(PARTICIPANT, words) or "no hay nadie" in line.text(PARTICIPANT, words)
    line.work()
    assert len(rung(line)) == before + 1
    return rung(line)[-1]


def test_try_rings_only_them_and_says_what_a_call_is_like(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    ring = try_it(quick_line)
    heard = pick_up(quick_line, ring)
    assert "Press 1 to take the call" in heard.words, "as a real call begins"
    told = quick_line.press(heard, "1", ring.sid)
    assert "Nobody else is on this call" in told.words and "hang up" in told.words
    assert not told.root.findall(".//Dial")
    again = quick_line.press(told, "0", ring.sid)
    assert "Nobody else" in again.words
    last = quick_line.press(again, "0", ring.sid)
    assert last.ends and "text the word call" in last.words
    end(quick_line, ring)
    assert [each.to for each in quick_line.carrier.rings] == [PARTICIPANT]
    assert quick_line.rows(Callback) == [] and quick_line.texts_to(PARTICIPANT) == []
    assert quick_line.rows(TrialRing)[0].outcome == "heard"


@pytest.mark.parametrize("words", ["can i try a call first", "¿puedo probar una llamada primero?"])
def test_asked_in_words_it_is_explained_and_rings_only_after_a_yes(quick_line: TestLine, words: str) -> None:
    quick_line.text(PARTICIPANT, "HI")
    assert "40" in quick_line.text(PARTICIPANT, words)
    quick_line.work()
    assert rung(quick_line) == [] and quick_line.rows(Callback) == []
    quick_line.text(PARTICIPANT, "1")
    quick_line.work()
    assert len(rung(quick_line)) == 1


@pytest.mark.parametrize("no", ["no", "NEVERMIND", "later", "hes home", "dont call me", "STOP", "not now"])
def test_a_no_before_it_rings_keeps_the_phone_silent(quick_line: TestLine, no: str) -> None:
    quick_line.text(PARTICIPANT, "HI")
    quick_line.text(PARTICIPANT, "TRY")
    quick_line.text(PARTICIPANT, no)
    quick_line.work()
    assert rung(quick_line) == []


@pytest.mark.parametrize(("no", "goes_on"), [("NO", True), ("later", True), ("hes home", False)])
def test_a_no_to_the_ring_leaves_a_request_to_write_as_it_is(
    quick_line: TestLine, no: str, goes_on: bool
) -> None:
    quick_line.volunteer(VOLUNTEER)
    for said in ("HI", "2", "2"):
        quick_line.text(PARTICIPANT, said)
    quick_line.work()
    for said in ("TRY", no):
        quick_line.text(PARTICIPANT, said)
    quick_line.work()
    assert rung(quick_line) == []
    [request] = quick_line.rows(Callback)
    assert request.kind == "text" and (request.silenced_at is None) == goes_on
    assert any("no longer needed" in said for said in quick_line.texts_to(VOLUNTEER)) != goes_on


def test_a_no_while_it_rings_ends_the_ring(quick_line: TestLine) -> None:
    ring = try_it(quick_line)
    assert "nobody will call" in quick_line.text(PARTICIPANT, "no dont")
    quick_line.work()
    assert ring.status == "canceled"
    end(quick_line, ring, "canceled")
    assert quick_line.texts_to(PARTICIPANT) == [], "they know why it stopped"


def test_three_a_day_and_the_next_day_again(quick_line: TestLine) -> None:
    for _ in range(3):
        end(quick_line, try_it(quick_line), "no-answer")
    assert "okay not to pick up" in quick_line.texts_to(PARTICIPANT)[-1]
    assert "Tomorrow" in quick_line.text(PARTICIPANT, "TRY")
    quick_line.work()
    assert len(rung(quick_line)) == 3
    quick_line.pass_time(hours=24)
    try_it(quick_line)


def test_it_does_not_ring_against_a_no_that_stands(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "CALL")
    quick_line.text(PARTICIPANT, "dont call me hes home")
    assert "stays quiet" in quick_line.text(PARTICIPANT, "TRY")
    quick_line.work()
    assert rung(quick_line) == []


@pytest.mark.parametrize(("answer", "value"), [("calls", False), ("hours", None)])
def test_safe_contact_keeps_it_silent(quick_line: TestLine, answer: str, value: object) -> None:
    given = value if value is not None else (time(1), time(2))
    known = quick_line.ctx.run(lambda tx: contacts.by_number(tx, PARTICIPANT).contact_id or 0)
    quick_line.ctx.run(lambda tx: safe_contact.keep(tx, known, answer, given))
    assert "stays quiet" in quick_line.text(PARTICIPANT, "TRY")
    quick_line.work()
    assert rung(quick_line) == []


def test_whoever_wants_it_discreet_hears_and_reads_nothing_that_tells(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "HI")
    known = quick_line.ctx.run(lambda tx: contacts.by_number(tx, PARTICIPANT).contact_id or 0)
    quick_line.ctx.run(lambda tx: safe_contact.keep(tx, known, "discreet", True))
    said = quick_line.text(PARTICIPANT, "TRY")
    quick_line.work()
    ring = rung(quick_line)[0]
    heard = pick_up(quick_line, ring)
    told = quick_line.press(heard, "1", ring.sid)
    last = quick_line.press(told, "", ring.sid)
    for words in (said, heard.words, told.words, last.words):
        assert not any(tell in words for tell in ("Riverside", "volunteer", "988", "real call", "crisis"))


@pytest.mark.parametrize("by", ["machine_start", "fax"])
def test_a_machine_hears_nothing(quick_line: TestLine, by: str) -> None:
    ring = try_it(quick_line)
    heard = pick_up(quick_line, ring, by)
    assert heard.words == "" and heard.ends
    assert ring.detected


def test_a_real_call_goes_before_a_trial(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    ring = try_it(quick_line)
    desk.take()
    assert ring.status == "canceled"
    assert "busy" in quick_line.text(PARTICIPANT, "TRY")


def test_a_ring_whose_outcome_is_unknown_is_looked_up_and_not_repeated(quick_line: TestLine) -> None:
    quick_line.carrier.lost.append(TransportError("HTTP 500", unknown=True, code=500))
    quick_line.text(PARTICIPANT, "TRY")
    quick_line.work()
    quick_line.pass_time(seconds=40)
    assert len(rung(quick_line)) == 1
    assert quick_line.rows(TrialRing)[0].sid == rung(quick_line)[0].sid


def test_a_refused_ring_is_said_and_a_late_one_is_not_made(quick_line: TestLine) -> None:
    quick_line.carrier.failures.append(TransportError("no", permanent=True, code=21217))
    quick_line.text(PARTICIPANT, "TRY")
    quick_line.work()
    assert "not your fault" in quick_line.texts_to(PARTICIPANT)[-1]
    quick_line.text(PARTICIPANT, "TRY")
    quick_line.clock.at += timedelta(minutes=10)  # the workers were away
    quick_line.work()
    assert rung(quick_line) == []


def test_a_ring_nobody_reported_the_end_of_ends(quick_line: TestLine) -> None:
    ring = try_it(quick_line)
    pick_up(quick_line, ring)
    quick_line.pass_time(minutes=3)
    assert ring.status == "completed"
    assert [row.state for row in quick_line.rows(TrialRing)] == ["ended"]


@pytest.mark.parametrize(
    "said",
    [
        "can i try a call first", "Could I maybe try one first?", "i'd like to practice a call",
        "what is a call like?", "how does a call work", "is there a way to try a call",
        "puedo probar primero?", "¿Cómo es una llamada?", "una llamada de prueba por favor",
    ],
)  # fmt: skip
def test_words_that_ask_for_a_trial_are_read(said: str) -> None:
    assert wants_trial(said)


@pytest.mark.parametrize(
    "said",
    [
        "i tried to call you", "can you try to call me at 8", "i try this every night", "try me again later",
        "i dont want to try a call", "can someone call me", "trying to stop drinking", "quiero probar algo nuevo",
    ],
)  # fmt: skip
def test_other_words_with_try_in_them_are_not(said: str) -> None:
    assert not wants_trial(said)
