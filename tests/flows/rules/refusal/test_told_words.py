"""What people tell of their lives refuses nothing: lack, what they do not want to be, what somebody else did."""

import pytest

from flows.rules.refusal import refusal
from flows.rules.refusal.told_words import is_told_of_life
from flows.rules.words.replies import clean


@pytest.mark.parametrize(
    "text",
    [
        "im out of meds",
        "i dont sleep",
        "i havent eaten in days",
        "i cant get out of bed",
        "no duermo",
        "ya no como",
        "we ran out of money again",
        "i have no contacts left",
        "ya no tengo trabajo",
        "me quedé sin dinero",
        "no quiero estar sola",
        "i dont want to feel like this",
        "ya no quiero tomar",
        "my husband left",
        "he took the dog with him",
        "mi esposa ya no habla",
        "se me fue mi perro",
        "perdí todos mis contactos",
    ],
)
def test_lack_wishes_and_what_others_did_refuse_nothing(text: str) -> None:
    assert is_told_of_life(clean(text)) and refusal.keeps(text)
    assert refusal.read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "i dont want to be called",
        "i have no time for this",
        "me quedé sin batería",
        "i dont want to sit on the phone",
        "he took my phone",
        "my husband left work and is coming home",
        "my wife is here",
        "ya no quiero la llamada",
        "no quiero estar en el teléfono",
        "no tengo ganas de hablar",
        "im out",
        "im out of here",
    ],
)
def test_what_may_be_about_the_phone_or_somebody_near_is_not_told(text: str) -> None:
    assert not is_told_of_life(clean(text))


def test_a_refusal_beside_what_they_tell_still_counts() -> None:
    for text in (
        "im out of meds, cancel the call",
        "my husband left, please dont call",
        "i dont want to be called",
    ):
        assert refusal.read(text) is not None or not refusal.keeps(text), text
