"""What ends all texts in so many words, whatever else the text says; and what only sounds like it."""

import pytest

from flows.reading.refusal import opt_out_sentence
from flows.rules.meaning.model import Likely, likely
from flows.rules.screening.opt_out_patterns import in_so_many_words

ENDED = (
    "I would like to be removed from whatever this is. Yours",
    "im over it now. please turn these off",
    "five of these today, stop blowing up my phone",
    "thank you for all of it. I'd like not to get messages anymore",
    "she passed in march. do not text this number again",
    "could you take me off? sorry to ask",
    "no hace falta que me sigan escribiendo, gracias",
    "ya no quiero recibir nada",
    "revoco mi consentimiento",
    "dejen de llamarme y de escribirme",
    "me borran de la lista por favor",
    "los voy a bloquear",
)
NOT_ENDED = (
    "dont stop texting me, its the only buzz my phone gets",
    "told my ex no more texts. felt like cutting a rope",
    "do i have to unsubscribe or does it end by itself",
    "take my name off the call list but i still want the morning hello",
    "get me out of this marriage",
    "no manden nada hasta que yo les escriba",
    "no me vas a dejar de escribir verdad",
    "he said stop texting me and i did",
    "want to be left alone today",
)


@pytest.mark.parametrize("text", ENDED)
def test_an_end_in_so_many_words_is_one_whatever_stands_around_it(text: str) -> None:
    assert in_so_many_words(text)
    assert opt_out_sentence.asks(text, Likely(("tell", "stop"), (0.5, 0.1)))


@pytest.mark.parametrize("text", NOT_ENDED)
def test_other_times_and_other_peoples_words_end_nothing(text: str) -> None:
    assert not in_so_many_words(text)


def test_words_that_often_end_all_texts_need_a_model_that_takes_them_so() -> None:
    for text in ("thats it, no more", "we're done here"):
        assert opt_out_sentence.asks(text, Likely(("stop",), (0.5,)))
        assert not opt_out_sentence.asks(text, Likely(("tell", "stop"), (0.6, 0.2)))


@pytest.mark.parametrize(
    "text",
    [
        "cuánto cuestan los mensajes?",
        "your texts are so robotic",
        "los mensajes vienen muy largos para leerlos",
    ],
)
def test_words_about_texts_that_end_nothing_opt_nobody_out(text: str) -> None:
    for state in ("idle", "mood", "offer"):
        assert not opt_out_sentence.asks(text, likely(text, "participant", state))
