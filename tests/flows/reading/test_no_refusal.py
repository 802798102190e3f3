"""Words of lack, of other people's acts, and "one more thing" are no no: nothing is silenced, and no texts end."""

from dataclasses import replace

import pytest

from flows.effects.base import Effect
from flows.effects.contacts import OptOut
from flows.effects.requests import CancelCallback, SilenceCallback
from flows.effects.told import KeepTold
from flows.engine import Act, Turn
from flows.person import CallbackView
from flows.states import CallbackState
from tests.flows.test_front_door import KNOWN, asked_mood, said, session, text
from tests.kits.line import NOON

WAITS = replace(KNOWN, callback=CallbackView("K7", CallbackState.WAITING, NOON.replace(hour=22)))
TOLD = (
    "im out of milk",
    "no quiero estar sola",
    "my husband left",
    "he took the dog with him",
    "i have no contacts left",
    "mi esposa ya no habla",
)


def tried(turn: Turn) -> list[Effect]:
    return [part.effect for part in turn.said if isinstance(part, Act)]


def ends(turn: Turn) -> bool:
    return any(
        isinstance(each, OptOut | SilenceCallback | CancelCallback) for each in (*turn.effects, *tried(turn))
    )


@pytest.mark.parametrize("given", TOLD)
def test_what_they_tell_while_they_wait_keeps_the_call_and_is_kept(given: str) -> None:
    turn = text(given, None, WAITS)
    assert not ends(turn)
    assert any(isinstance(effect, KeepTold) for effect in tried(turn)), said(turn)


@pytest.mark.parametrize("given", [*TOLD, "nadie me contacta", "i lost all my contacts"])
def test_with_nothing_open_it_ends_no_texts_and_none_are_asked_about(given: str) -> None:
    for question in (None, asked_mood()):
        turn = text(given, question)
        assert not ends(turn)
        assert "understood.stop" not in said(turn)


@pytest.mark.parametrize(
    "given", ["one more", "one more thing", "uno más", "una cosa más", "just one more thing"]
)
def test_somebody_about_to_go_on_may_go_on(given: str) -> None:
    assert said(text(given)) == ["told.open"]
    assert session(text(given)).optional


@pytest.mark.parametrize(
    "given", ["more", "done", "the end", "i quit my job", "make it stop", "no more Keith"]
)
def test_an_end_of_texts_is_asked_about_only_where_a_word_says_so(given: str) -> None:
    assert "understood.stop" not in said(text(given))


@pytest.mark.parametrize("given", ["enough now", "get me out of this", "enough already", "turn these off"])
def test_and_it_is_asked_about_where_one_does(given: str) -> None:
    turn = text(given)
    assert said(turn)[0] in ("understood.stop", "consent.stopped"), said(turn)


def test_nobody_calls_me_asks_where_the_call_stands_and_else_tells_how_alone_they_are() -> None:
    assert said(text("nadie me contacta", None, WAITS))[0].startswith("status.")
    assert not said(text("nadie me contacta"))[0].startswith("status.")
