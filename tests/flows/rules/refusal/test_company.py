"""Who says that somebody is near gets an answer that gives nothing away."""

import pytest

from flows.rules.refusal.refusal import somebody_is_there


@pytest.mark.parametrize(
    "text",
    [
        "please dont ring, my dad is in the room",
        "not now my mom is next to me",
        "is it free? he is watching",
        "hes home",
        "im not alone",
        "someone is here",
        "no llamen, mi papá está aquí",
        "aquí está mi suegra",
        "mi esposo anda cerca",
        "me revisa el celular",
        "no estoy sola",
    ],
)
def test_somebody_is_near(text: str) -> None:
    assert somebody_is_there(text)


@pytest.mark.parametrize(
    "text",
    [
        "my dad died in march",
        "please dont call me",
        "my husband left",
        "nobody is here for me",
        "i hate being alone here",
        "mi mamá no está",
        "estoy sola en casa",
        "im not alone in this i know",
    ],
)
def test_nobody_is_said_to_be_near(text: str) -> None:
    assert not somebody_is_there(text)
