"""On a line that asks for the age: who is under 18 hears of the youth line, and is offered no volunteer."""

from dataclasses import replace

import pytest

from flows import front_door
from flows.effects.base import AlertKind
from flows.effects.contacts import KeepAge, RaiseAlert
from flows.effects.requests import CancelCallback, TalkNow
from flows.engine import Channel, Phrase, Session, Turn
from flows.person import CallbackView, Person
from flows.states import CallbackState
from tests.flows.test_front_door import CRISIS, KNOWN, said, scene, session, tried
from tests.kits.line import NOON

MINOR = replace(KNOWN, age_said="minor")
ASKS = {"age_question": True, "youth_line": "Teen Line"}
TOLD = Phrase("age.adults", {"youth_line": "Teen Line"})


def text(given: str, person: Person = MINOR, open_question: Session | None = None, **line: object) -> Turn:
    return front_door.text(scene(given, person, Channel.TEXT, **{**ASKS, **line}), open_question)


@pytest.mark.parametrize("given", ["hi", "CHECKIN", "can i talk about my mom", "my mom left us"])
def test_they_are_told_of_the_youth_line_and_offered_nobody(given: str) -> None:
    turn = text(given)
    assert TOLD in turn.said or "checkin.told" in said(turn), said(turn)
    assert not {"checkin.mood", "checkin.in_touch", "told.before"} & set(said(turn))


def test_the_answer_that_they_are_under_18_ends_kindly_and_calls_off_what_was_asked_for() -> None:
    waits = replace(KNOWN, callback=CallbackView("K7", CallbackState.WAITING, NOON))
    for person, off in ((KNOWN, False), (waits, True)):
        question = session(text("im 15 is that ok", replace(person, callback=None)))
        turn = text("2", person, question)
        assert KeepAge("minor") in turn.effects and (CancelCallback() in turn.effects) is off
        assert TOLD in turn.said and turn.session is None


def test_a_talk_that_is_on_goes_on() -> None:
    talks = replace(KNOWN, callback=CallbackView("K7", CallbackState.CONNECTED, NOON))
    assert CancelCallback() not in text("im 15", talks).effects


def test_an_age_said_plainly_is_taken_and_a_guess_is_asked_about() -> None:
    assert KeepAge("minor") in text("im 15", KNOWN).effects
    assert "checkin.mood" not in said(text("im 15", Person("en")))
    assert said(text("is it ok that im only fifteen", KNOWN))[-1] == "age.ask"
    assert KeepAge("minor") not in text("15", KNOWN).effects, "a bare number is no age"
    assert KeepAge("adult") in [*text("im 19").effects, *tried(text("im 19"))], "who pressed the wrong key"
    unasked = text("im 15", KNOWN, age_question=False)
    assert KeepAge("minor") in unasked.effects, "kept all the same: a volunteer is told before they say yes"
    assert KeepAge("minor") not in text("my son is 15", KNOWN, age_question=False).effects


def test_in_danger_they_are_answered_and_somebody_is_alerted() -> None:
    turn = text(CRISIS)
    assert said(turn)[0] == "crisis.answer" and RaiseAlert(AlertKind.CRISIS) in turn.effects
    assert turn.said[-1] == Phrase("crisis.then_youth", {"youth_line": "Teen Line"})
    assert "CALL" not in "".join(said(text("yes", MINOR, turn.session)))


def test_key_3_rings_nobody_for_them() -> None:
    menu = session(front_door.begin_call(scene("", MINOR, Channel.VOICE, **ASKS)))
    turn = front_door.key(scene("3", MINOR, Channel.VOICE, **ASKS), menu)
    assert TOLD in turn.said and not any(isinstance(each, TalkNow) for each in tried(turn))


def test_where_the_line_does_not_ask_nothing_changes() -> None:
    assert "checkin.mood" in said(text("hi", MINOR, age_question=False))
