"""What is taken for something told, and kept for a volunteer: also beside an answer, and while a call is waited for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.catalogue import STEPS
from flows.effects.base import AlertKind
from flows.effects.contacts import RaiseAlert
from flows.effects.told import KeepTold, WithholdTold
from flows.engine import Phrase, settle
from flows.person import CallbackView
from flows.states import CallbackState
from tests.flows.test_front_door import KNOWN, asked_mood, said, scene, session, text, tried
from tests.kits.line import NOON

MINE = CallbackView("K7", CallbackState.WAITING, NOON + timedelta(hours=2))
WAITS = replace(KNOWN, callback=MINE)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("2 my husband left me last week", "my husband left me last week"),
        ("2. i cant sleep since he died", "i cant sleep since he died"),
        ("2", None),
        ("2 please", None),
        ("3 and you? how are you", None),
    ],
)
def test_what_is_told_beside_a_mood_is_kept_with_it(given: str, told: str | None) -> None:
    turn = text(given, asked_mood())
    assert tried(turn) == ([KeepTold(told)] if told else [])
    assert session(turn).step == "checkin.offer"
    assert ("checkin.heard_low" in said(turn)) is (given.startswith("2") and told is None)


def test_danger_beside_a_mood_is_no_telling() -> None:
    assert not any(
        isinstance(effect, KeepTold) for effect in tried(text("2 and i want to die", asked_mood()))
    )


def test_an_odd_sentence_while_a_call_is_waited_for_is_told_unless_it_may_refuse_or_ask() -> None:
    assert tried(text("he took the dog with him", None, WAITS)) == [KeepTold("he took the dog with him")]
    for other in (
        "asdf",
        "he took the dog with him?",
        "dont let him take the dog",
        "blue is a nice colour for a car",
    ):
        assert KeepTold(other) not in tried(text(other, None, WAITS))


def test_where_a_volunteer_waits_for_ready_the_question_is_put_again() -> None:
    ready = replace(WAITS, callback=replace(MINE, state=CallbackState.ACCEPTED, ready_asked=True))
    asked = settle(STEPS["ready.now"], scene("", ready)).session
    assert asked is not None
    turn = text("my mother died in may and i miss her", asked, ready)
    assert tried(turn) == [KeepTold("my mother died in may and i miss her")]
    assert turn.said[-1] == asked.question == Phrase("ready.ask")


@pytest.mark.parametrize(
    "given", ["MINE", "mío", "please don't share that", "keep it between us", "no se lo cuentes"]
)
def test_mine_is_understood_in_plain_words_and_leaves_the_question_open(given: str) -> None:
    turn = text(given, asked_mood())
    assert tried(turn) == [WithholdTold()]
    assert session(turn).step == "checkin.mood"


@pytest.mark.parametrize(
    "given", ["i dont tell anyone how i feel because they laugh at it", "dont show my number"]
)
def test_a_sentence_about_keeping_things_is_no_mine(given: str) -> None:
    assert WithholdTold() not in tried(text(given, asked_mood()))


@pytest.mark.parametrize(
    "given",
    [
        "our son took his own life in the spring",
        "i lost my brother to suicide",
        "mi hermano se suicidó en enero",
    ],
)
def test_who_lost_somebody_to_suicide_is_heard_first_and_their_volunteer_is_told_of_it(given: str) -> None:
    turn = text(given, asked_mood())
    assert tried(turn) == [KeepTold(given)]
    assert said(turn)[0] == "told.loss"
    assert said(turn)[-1] == "crisis.footer", "below the offer of somebody, and not the first that they read"
    assert RaiseAlert(AlertKind.CHECK) in turn.effects, "and a person looks all the same"


def test_their_own_danger_beside_such_a_loss_is_none_of_that() -> None:
    for given in (
        "my wife killed herself and i want to die too",
        "mi hijo se suicidó y yo también quiero morirme",
    ):
        turn = text(given, asked_mood())
        assert RaiseAlert(AlertKind.CRISIS) in turn.effects
        assert not any(isinstance(effect, KeepTold) for effect in tried(turn))
