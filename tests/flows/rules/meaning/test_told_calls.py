"""Calls that are told of or asked about book nothing, however sure the model is; a request beside them does."""

import pytest

from flows.rules.meaning import call_requests, certainty
from flows.rules.meaning.told_calls import are_told

NAMES = (
    "call me Rosa by the way",
    "people call me Shorty",
    'que me llamen "la dura" no ayuda',
    "llámenme loca pero lo extraño",
)
OF_OTHERS = (
    "my neighbor needs somebody to talk to",
    "mi vecina quiere que alguien hable con ella",
    "is there a call for someone else, its for my dad",
    "can you ring the clinic for me",
)
QUESTIONS = (
    "is the call recorded?",
    "quien es la que me llama?",
    "if i call do i get charged?",
    "y si el voluntario me conoce?",
    "do i need a referral for a call",
)
STORIES = (
    "he called me every sunday at six",
    "nobody rings anymore in this house",
    "me llaman de la escuela a las 9",
)
JOKES_AND_CONDITIONS = (
    "its so quiet you could hear a phone not ring",
    "hay un cliente que me llama guapa, qué asco",
    "estoy pendiente de una llamada suya",
    "sí claro, para que me digan que respire. no.",
    "before i say yes is it a she",
)
NOT_YET = ("some day ill talk to one of you", "algun dia me animo a hablar")
NO_REQUESTS = (
    "id like to phone lonely people too",
    "looking for a pen pal to talk with",
    "¿puedo hablar con el encargado?",
    "they can call me in the next life",
)


@pytest.mark.parametrize(
    "text", [*NAMES, *OF_OTHERS, *QUESTIONS, *STORIES, *JOKES_AND_CONDITIONS, *NOT_YET, *NO_REQUESTS]
)
def test_a_call_that_is_only_spoken_of_is_not_booked_by_a_sure_model(text: str) -> None:
    assert are_told(text, "idle", asked=call_requests.asks(text))
    assert not certainty.asks_for_call(text, "idle", {"call": 0.99, "tell": 0.01})


@pytest.mark.parametrize(
    "text",
    [
        "can someone call me please",
        "is it free? if yes please call",
        "me pueden llamar? mi mama llamaba siempre a esta hora",
        "my sister says i need to talk to one of you",
        "call me when you can",
        "call me Monday",
        "llamenme",
        "i could use a voice tonight",
        "some day is today, call me",
    ],
)
def test_a_request_is_one_beside_a_story_or_a_question(text: str) -> None:
    assert certainty.asks_for_call(text, "idle", {"call": 0.99, "tell": 0.01})


def test_a_voice_that_is_surely_asked_for_is_booked_beside_words_of_danger() -> None:
    said = "hoy no doy mas, quiero hablar con alguien por telefono"
    assert certainty.asks_for_call(said, "idle", {"call": 0.9, "check": 0.05})
    assert not certainty.asks_for_call(said, "idle", {"call": 0.8, "check": 0.15})


def test_a_word_of_talking_beside_a_mood_needs_less() -> None:
    assert certainty.asks_for_call("2. a voice would be good", "mood", {"call": 0.55, "rate:2": 0.4})
    assert not certainty.asks_for_call("2. somebody would be good", "mood", {"call": 0.55, "rate:2": 0.4})
