"""Danger from somebody whose texts may say nothing: no crisis line on the screen until they ask for one."""

from dataclasses import replace

import pytest

from flows import front_door
from flows.effects.base import AlertKind
from flows.effects.contacts import RaiseAlert
from flows.effects.relay import PassOn
from flows.engine import Session, Turn
from flows.person import CallbackView, Person
from flows.rules.safe_contact.allowed import Safe
from flows.states import CallbackState
from tests.flows.test_front_door import CRISIS, KNOWN, asked_mood, said, scene, session, text
from tests.kits.line import NOON

LESS = replace(KNOWN, safe=Safe(discreet=True))
COVERED = replace(KNOWN, safe=Safe(cover="Book Club"))
WRITING = CallbackView("K7", CallbackState.CONNECTED, NOON, kind="text", peer="Sam")


def answered(given: str, after: Turn, person: Person) -> Turn:
    return text(given, session(after), person)


@pytest.mark.parametrize("person", [LESS, COVERED])
@pytest.mark.parametrize("open_question", [None, asked_mood()])
def test_they_are_offered_numbers_and_a_person_is_told(person: Person, open_question: Session | None) -> None:
    turn = text(CRISIS, open_question, person)
    assert said(turn) == ["crisis.quietly", "crisis.known"]
    assert RaiseAlert(AlertKind.CRISIS) in turn.effects
    for asks in ("1", "1 please", "numbers", "yes"):
        assert said(answered(asks, turn, person)) == ["crisis.numbers"], asks
    assert said(answered("CHECKIN", turn, person))[-1] == "checkin.mood"


def test_where_nobody_is_told_nobody_is_said_to_know() -> None:
    turn = front_door.text(scene(CRISIS, LESS, has_coordinator=False), None)
    assert said(turn) == ["crisis.quietly"]


def test_who_opted_out_gets_the_numbers_and_nothing_else() -> None:
    gone = replace(LESS, opted_out=True)
    turn = text(CRISIS, None, gone)
    assert said(turn) == ["crisis.quietly", "crisis.known", "crisis.then_start"]
    assert said(answered("1", turn, gone)) == ["crisis.numbers"]
    assert said(answered("hm", turn, gone)) == []


def test_who_writes_with_a_volunteer_gets_the_numbers_and_their_other_words_go_on() -> None:
    writing = replace(LESS, callback=WRITING)
    turn = text(CRISIS, None, writing)
    assert said(turn)[0] == "crisis.quietly"
    assert PassOn(CRISIS, in_crisis=True) in turn.effects
    assert said(answered("1", turn, writing)) == ["crisis.numbers"]
    assert said(answered("are you there", turn, writing)) == []


def test_danger_said_again_offers_them_again() -> None:
    first = text(CRISIS, None, LESS)
    assert said(answered(CRISIS, first, LESS))[0] == "crisis.quietly"


def test_whoever_asked_for_nothing_of_the_kind_hears_the_crisis_line_at_once() -> None:
    for open_to_all in (Safe(), Safe(calls=False), Safe(they_contact=True), Safe(ends="marmalade")):
        assert said(text(CRISIS, None, replace(KNOWN, safe=open_to_all)))[0] == "crisis.answer"
