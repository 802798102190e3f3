"""When words surely ask for a call, by how likely the model holds it and what stands beside it."""

import pytest

from flows.rules.meaning import certainty
from flows.rules.refusal import refusal

NO_FOR_A_YES = ("why not", "it cant hurt", "no me vendría mal", "cómo no", "¿por qué no?")


@pytest.mark.parametrize("text", NO_FOR_A_YES)
def test_a_yes_in_the_words_of_a_no_is_one_where_the_model_knows_it(text: str) -> None:
    assert certainty.asks_for_call(text, "offer", {"yes": 0.8, "no": 0.1})
    assert not certainty.asks_for_call(text, "offer", {"yes": 0.7, "no": 0.2})


@pytest.mark.parametrize("text", ["i cant say yes", "no digo que sí", "not sure", "no one should ring me"])
def test_a_denied_yes_is_none_however_likely_it_seems(text: str) -> None:
    assert not certainty.asks_for_call(text, "offer", {"yes": 0.99})


def test_a_request_outweighs_the_no_beside_it_only_where_no_call_is_open() -> None:
    text, surely = "feeling the itch to use. sponsor not picking up. talk me down somebody", {"call": 0.97}
    assert refusal.read(text) is not None
    assert certainty.asks_for_call(text, "idle", surely)
    assert not certainty.asks_for_call(text, "waiting", surely)
    assert not certainty.asks_for_call(text, "idle", {"call": 0.94, "tell": 0.05})


@pytest.mark.parametrize(
    "text", ["yo no quiero que llamen", "i do not want you to ring me", "cancel my call"]
)
def test_what_somebody_says_they_do_not_want_is_never_outweighed(text: str) -> None:
    assert not certainty.asks_for_call(text, "idle", {"call": 0.99})


@pytest.mark.parametrize(
    "text",
    [
        "go on then before i chicken out",
        "llámenme antes de que me arrepienta",
        "i said no earlier but now i would",
        "dont not call me",
        "i never ring anyone",
        "no tengo saldo para llamar yo, ¿me llaman ustedes?",
    ],
)
def test_what_only_sounds_like_a_no_keeps_the_call(text: str) -> None:
    assert refusal.read(text) is None


@pytest.mark.parametrize("text", ["dont call me before i change my mind", "no me llamen, ya me arrepentí"])
def test_a_no_beside_it_is_still_one(text: str) -> None:
    assert refusal.read(text) is not None
