"""How somebody is heard who tells of a death without the word, of hurting themselves, or leaves a call for tomorrow."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.effects.base import AlertKind
from flows.effects.contacts import RaiseAlert
from flows.effects.requests import MoveCallback, RequestCallback, SilenceCallback
from flows.person import CallbackView
from flows.requests.told import speaks_of_loss
from flows.rules.refusal import refusal
from flows.rules.screening import wrong_number
from flows.states import CallbackState
from flows.wording import words
from tests.flows.test_front_door import KNOWN, asked_mood, said, session, text, tried
from tests.kits.line import NOON

WAITS = replace(KNOWN, callback=CallbackView("K7", CallbackState.WAITING, NOON + timedelta(hours=2)))


@pytest.mark.parametrize(
    "given",
    "mi hijo de 4 años se ahogó|my son drowned last summer|my brother didn't make it|he didn't make it|"
    "we lost him in May|lo perdimos en marzo|lo perdimos, era mi papá|mi papá ya no está con nosotros|se nos fue|"
    "se nos fue mi papá|my husband is no longer with us|my brother took his own life|"
    "my mom didn't make it through surgery".split("|"),
)
def test_a_death_told_without_the_word_is_heard_as_one(given: str) -> None:
    assert speaks_of_loss(given)


@pytest.mark.parametrize(
    "given",
    "my son almost drowned|mi hijo casi se ahogó|im drowning in debt|my mom didn't make it to my wedding|"
    "lo perdimos todo|perdimos el partido|se nos fue la luz|ya no está conmigo|he is not with us tonight|"
    "i didn't make it to work|we lost him in the crowd".split("|"),
)
def test_what_only_sounds_like_a_death_is_none(given: str) -> None:
    assert not speaks_of_loss(given)


def test_a_death_told_at_how_are_you_is_heard_before_anything_else() -> None:
    assert said(text("my son didn't make it", asked_mood()))[0] == "told.loss"


def test_who_says_that_they_hurt_themselves_is_heard_first_and_still_given_the_crisis_line() -> None:
    turn = text("a veces me corto", asked_mood(), replace(KNOWN, language="es"))
    assert said(turn)[:2] == ["told.self_harm", "crisis.footer"]
    assert RaiseAlert(AlertKind.CHECK) in turn.effects


@pytest.mark.parametrize("given", ["maybe tomorrow", "tal vez mañana", "ok maybe tomorrow then"])
def test_maybe_tomorrow_silences_the_call_and_asks_for_the_hour(given: str) -> None:
    turn = text(given, None, WAITS)
    assert session(turn).question.id == "asking.hour"
    assert any(isinstance(each, SilenceCallback) for each in tried(turn))
    assert not any(isinstance(each, MoveCallback | RequestCallback) for each in tried(turn))


def test_tomorrow_in_a_story_or_after_a_no_moves_nothing() -> None:
    assert not refusal.is_for_tomorrow("maybe tomorrow i will feel better")
    assert not refusal.is_for_tomorrow("tal vez mañana me sienta mejor")
    held = replace(WAITS, callback=replace(WAITS.callback, silenced=True)) if WAITS.callback else WAITS
    assert not any(isinstance(each, MoveCallback) for each in tried(text("maybe tomorrow at 10", None, held)))


@pytest.mark.parametrize(
    "given", ["who are you and why are you texting me", "quién eres y por qué me escribes"]
)
def test_who_asks_why_we_text_is_told_why_and_how_it_ends(given: str) -> None:
    assert wrong_number.asks_why(given)
    assert said(text(given)) == ["new_owner.why", "new_owner.ask"]
    assert said(text("who are you?")) == ["new_owner.ask"]


@pytest.mark.parametrize(("language", "other"), [("en", "Para español"), ("es", "For English")])
def test_a_caller_hears_their_own_language_before_the_menu(language: str, other: str) -> None:
    for menu in ("voice.menu", "voice.menu_calls", "voice.menu_reminded", "voice.volunteer_menu"):
        assert words(menu, language).voice.startswith(other), menu
