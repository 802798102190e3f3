"""That calls are hard for somebody is no wish to be called, and hides none."""

import pytest

from flows.rules.meaning import certainty, evidence, phone_words
from flows.rules.meaning.model import likely
from flows.rules.refusal import refusal


@pytest.mark.parametrize("state", ["new", "offer"])
@pytest.mark.parametrize(
    "said",
    [
        "i hate talking on the phone", "phone calls are so hard for me", "im scared of phone calls",
        "talking on the phone is really hard for me", "i get so anxious about phone calls",
        "hola.. me cuesta muchisimo hablar por telefono", "odio hablar por teléfono",
        "me da ansiedad hablar por telefono",
        "las llamadas me cuestan mucho", "hablar por teléfono me cuesta",
    ],
)  # fmt: skip
def test_who_says_that_calls_are_hard_asks_for_none(said: str, state: str) -> None:
    assert phone_words.say_hard(said)
    assert not evidence.for_a_call(said, state)
    assert not certainty.asks_for_call(said, state, likely(said, "participant", state).by_meaning)


@pytest.mark.parametrize(
    "said",
    [
        "calls are hard but please call me", "me cuesta pero llamenme", "its hard for me to call, can someone call me",
        "me cuesta mucho llamar, me pueden llamar?", "please call me", "its so hard to talk to my wife", "call me",
    ],
)  # fmt: skip
def test_who_asks_for_a_call_all_the_same_is_not_held_back(said: str) -> None:
    assert not phone_words.say_hard(said)


@pytest.mark.parametrize(
    "said", ["llevo semanas sin hablar con nadie", "i haven't talked to anyone in weeks"]
)
def test_that_they_have_talked_to_nobody_refuses_no_call(said: str) -> None:
    assert refusal.read(said) is None


def test_without_calls_is_still_a_no() -> None:
    assert refusal.read("mejor sin llamadas") is not None
    assert refusal.read("prefiero seguir sin hablar por telefono") is not None
