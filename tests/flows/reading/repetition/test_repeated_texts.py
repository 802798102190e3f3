"""Machines that answer machines fall silent; what a person needs always gets through."""

from dataclasses import replace

import pytest

from flows.effects.base import AlertKind
from flows.effects.contacts import OptOut, RaiseAlert
from flows.person import CallbackView
from flows.reading.repetition.repeated_texts import SAME
from flows.states import CallbackState
from tests.flows.test_front_door import CRISIS, KNOWN, asked_mood, said, text, tried
from tests.kits.line import NOON

ODD = "Gate 4 opens at noon"
AWAY = "Automatic reply: I am out of the office until Monday."


def test_the_same_text_is_answered_four_times_and_then_no_more() -> None:
    for times in range(SAME):
        assert said(text(ODD, None, before=[ODD] * times)) != [], times
    question = asked_mood()
    turn = text(ODD.upper(), question, before=[ODD] * SAME)
    assert (turn.said, turn.effects, turn.session) == ((), (), question)


def test_other_words_in_between_are_answered() -> None:
    assert said(text(ODD, None, before=[ODD, ODD, "I wrote this", ODD])) != []
    assert said(text("I wrote this", None, before=[ODD] * SAME)) != []


def test_behind_two_automatic_texts_one_that_may_be_automatic_is_taken_for_one() -> None:
    maybe = "We will reply as soon as we can."
    assert said(text(maybe, None, before=[AWAY, AWAY])) == []
    assert said(text(maybe, None, before=[AWAY])) != []
    assert said(text("my son died in march", None, before=[AWAY, AWAY])) != []


@pytest.mark.parametrize("given", ["CALL", "llamar", "STATUS", "3"])
def test_keywords_and_answers_always_get_through(given: str) -> None:
    turn = text(given, asked_mood(), before=[given] * SAME)
    assert said(turn) or tried(turn)


def test_danger_and_stop_always_get_through() -> None:
    assert RaiseAlert(AlertKind.CRISIS) in text(CRISIS, None, before=[CRISIS] * SAME).effects
    assert OptOut("STOP") in text("STOP", None, before=["STOP"] * SAME).effects


def test_what_is_for_a_person_is_passed_on_however_often_it_is_said() -> None:
    writing = CallbackView("K7", CallbackState.CONNECTED, NOON, kind="text", peer="Sam")
    assert tried(text("ok", None, replace(KNOWN, callback=writing), before=["ok"] * SAME))
