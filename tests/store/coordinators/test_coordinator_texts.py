"""LIST, SHOW and ACK from the coordinator's telephone, and what a crisis alert does until somebody has it."""

import re

import pytest

from flows.effects.base import AlertKind
from flows.effects.coordinators import Acknowledge, ListCallbacks, ShowCallback
from flows.rules.words.segments import count
from store.contacts import contacts
from store.effects.apply import Applied, apply
from store.models import Alert, Callback
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import COORDINATOR, TestLine

STRANGER = "+12025550144"


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A callback asked for, a peer on duty."""
    made = Desk(line)
    made.ask()
    return made


def alert_codes(line: TestLine) -> list[str]:
    found = [re.search(r"ACK (\w+)", said) for said in line.texts_to(COORDINATOR)]
    return [each[1] for each in found if each]


def test_a_crisis_is_told_again_after_five_minutes_and_then_hourly(line: TestLine) -> None:
    line.text(PARTICIPANT, "I want to kill myself")
    line.pass_time(minutes=4)
    assert len(line.texts_to(COORDINATOR)) == 1
    line.pass_time(minutes=1)
    assert len(line.texts_to(COORDINATOR)) == 2
    assert "nobody has it yet" in line.texts_to(COORDINATOR)[-1]
    for _ in range(3):
        line.pass_time(minutes=19)
    assert len(line.texts_to(COORDINATOR)) == 2
    line.pass_time(minutes=3)
    assert len(line.texts_to(COORDINATOR)) == 3


def test_a_crisis_somebody_has_is_told_no_more(line: TestLine) -> None:
    line.text(PARTICIPANT, "I want to kill myself")
    line.text(STRANGER, "I want to kill myself")
    line.work()
    first, other = alert_codes(line)
    assert "Which one" in line.text(COORDINATOR, "ack"), "with two open none is taken by guessing"
    assert line.text(COORDINATOR, f"Ack {first.lower()}").startswith(f"Thank you. {first} is yours now.")
    for _ in range(6):
        line.pass_time(minutes=5)
    [again] = line.texts_to(COORDINATOR)[2:]
    assert f"ACK {other}:" in again
    assert f"Open: {other}" in line.text(COORDINATOR, f"ACK {first}"), "which was taken already"
    assert "Thank you" in line.text(COORDINATOR, "ACK")
    assert line.text(COORDINATOR, "ACK") == "No alert is open."


def test_ack_with_a_callbacks_code_takes_all_alerts_about_it(line: TestLine) -> None:
    line.text(PARTICIPANT, "CALL")
    line.work()
    code = line.rows(Callback)[0].code
    assert [each.acknowledged_at for each in line.rows(Alert)] == [None], "nobody is on duty"
    assert "Thank you" in line.text(COORDINATOR, f"ACK {code}")
    assert [each.acknowledged_at for each in line.rows(Alert)] == [line.clock.at]


def test_no_callback_has_a_code_that_could_be_an_alerts() -> None:
    from store.callbacks.callbacks import _LETTERS

    assert "A" not in _LETTERS


def test_list_says_what_is_open_and_show_one_of_it_without_any_number(desk: Desk) -> None:
    said = desk.line.text(COORDINATOR, "LIST")
    assert said == f"1 open: {desk.code} by 2:00 PM EST, asking volunteers"
    desk.take()
    shown = desk.line.text(COORDINATOR, f"show {desk.code}")
    assert f"{desk.code} by 2:00 PM EST, calling Name" in shown
    assert "+1" not in said + shown
    assert "no request Z99" in desk.line.text(COORDINATOR, "SHOW Z99")


def test_a_long_list_keeps_to_two_segments_and_says_how_many_there_are(line: TestLine) -> None:
    for last in range(10, 30):
        line.text(f"+120255501{last}", "CALL")
    said = line.text(COORDINATOR, "LIST")
    assert said.startswith("20 open: ")
    assert count(said).segments == 2


def test_what_a_coordinator_may_ask_nobody_else_is_told(desk: Desk) -> None:
    for sender in (PARTICIPANT, VOLUNTEER, STRANGER):
        for body in ("LIST", f"SHOW {desk.code}", "ACK"):
            said = desk.line.text(sender, body)
            assert "asking volunteers" not in said
            assert "coordinator" not in said.lower()
            assert "No alert is open" not in said


def test_the_effects_themselves_are_for_coordinators_only(desk: Desk) -> None:
    for effect in (ListCallbacks(), ShowCallback(desk.code), Acknowledge(None)):
        with desk.line.db.begin(desk.line.clock.at) as tx:
            assert apply(tx, Applied(contacts.by_number(tx, STRANGER), "text"), effect).name == "none"


def test_a_coordinators_other_words_say_what_works_and_ask_nobody_how_they_are(line: TestLine) -> None:
    for body in ("asdf", "", "asdf asdf"):
        said = line.text(COORDINATOR, body)
        assert "LIST" in said, body
        assert "How are you" not in said, body


def test_a_coordinator_in_danger_is_answered_like_anybody(line: TestLine) -> None:
    assert "988" in line.text(COORDINATOR, "I want to kill myself")
    assert line.rows(Alert)[0].kind == "crisis"


def test_a_coordinator_who_is_a_peer_and_asks_for_a_call_keeps_those_words(line: TestLine) -> None:
    line.volunteer(COORDINATOR, "Jo", on_duty=False)
    assert "on until" in line.text(COORDINATOR, "ON")
    line.text(PARTICIPANT, "CALL")
    line.work()
    assert "yours" in line.text(COORDINATOR, f"TAKE {line.code()}")
    question = line.text(COORDINATOR, "CHECKIN")
    assert "How are you" in question
    assert "open:" in line.text(COORDINATOR, "LIST")
    assert "How are you" not in line.text(COORDINATOR, "2"), "the question stood, and is answered"


def test_a_promise_at_risk_that_stands_is_told_with_its_time(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.pass_time(minutes=95)
    [cb] = line.rows(Callback)
    assert cb.revised == 0
    assert line.rows(Alert)[-1].kind == AlertKind.AT_RISK
    told = line.texts_to(COORDINATOR)[-1]
    assert "we promised somebody by 2:00 PM EST" in told
    assert f"SHOW {cb.code} tells more" in told


def test_a_promise_put_off_is_told_with_both_times(line: TestLine) -> None:
    for last in range(10, 22):
        line.text(f"+120255501{last}", "CALL")
    line.volunteer(VOLUNTEER)
    line.pass_time(minutes=95)
    put_off = [cb for cb in line.rows(Callback) if cb.revised]
    assert put_off
    told = [said for said in line.texts_to(COORDINATOR) if ", and now by" in said]
    assert len(told) == len(put_off)
    assert all("we promised somebody by" in said for said in told)
    assert not any("and nobody has it yet" in said and cb.code in said for said in told for cb in put_off)
