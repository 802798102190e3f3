"""A request for no more texts in the middle of a sentence is found; what only sounds like one is not."""

import pytest

from flows.reading.refusal import opt_out_sentence
from flows.rules.meaning.model import likely
from flows.rules.screening.opt_out_request import asks

ASKED = (
    "hope you help others but for me its over, stop messaging this phone",
    "my wife saw this and shes upset, remove my number",
    "ok but do not ever text me again",
    "grateful for everything, i no longer need any texts from you guys",
    "seriously. leave me alone",
    "third one this week. Quit bothering me",
    "you people. UNSUBSCRIBE",
    "i dont know who you are, take me off this list",
    "im blocking you lot",
    "Se los pido de corazon, no me vuelvan a escribir nunca",
    "gracias por su ayuda, ya no quiero recibir mas mensajes",
    "sáquenme de esto, borren mi número",
    "que fastidio, dejen de mandarme cosas",
    "no insistan",
    "olvídense de mí, ni llamadas ni mensajes",
    "ya déjenme en paz por favor",
)
NOT_ASKED = (
    "dont text me if its only to ask how i am",
    "no se escribir muy bien",
    "pueden escribirme si, pero llamar no",
    "i want to stop drinking",
    "he told me to stop texting him",
    "my ex wont leave me alone",
    "dont text me in the mornings",
    "stop texting, hes here",
    "please dont stop texting me",
    "dont call me, texting is fine",
    "i get off work at 9",
    "she never contacts me any more",
    "quiero dejar de tomar",
    "mi mama dice que no me escribe mas",
    "no me escriban hoy, estoy en el trabajo",
    "no me dejen en visto por favor",
    "ya no me escribe nadie",
    "no dejen de escribirme",
    "si no me mandan ayuda no se que hago",
)


@pytest.mark.parametrize("text", ASKED)
def test_a_request_for_no_more_texts_is_found_in_a_sentence(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "i lost contact with my daughter",
        "we have a no contact order",
        "perdi mis contactos",
        "all my contacts blocked me",
        "'; DROP TABLE contacts; --",
    ],
)
def test_who_speaks_of_contact_with_others_opts_out_of_nothing(text: str) -> None:
    for state in ("new", "idle", "mood", "offer", "waiting"):
        assert not opt_out_sentence.asks(text, likely(text, "participant", state)), state


@pytest.mark.parametrize(
    "text",
    ["please no contact", "no more contacts", "cease all contact with me", "quitenme de sus contactos"],
)
def test_who_wants_no_contact_with_us_opts_out(text: str) -> None:
    assert opt_out_sentence.asks(text, likely(text, "participant", "idle"))
