"""How sure a model must be of an opt-out, and which words make it none however sure it is."""

import pytest

from flows.reading.refusal import opt_out_sentence
from flows.rules.meaning.model import Likely
from flows.rules.screening.opt_out_evidence import is_enough, speaks_against


def surely(text: str, share: float = 0.88, **others: float) -> bool:
    return is_enough(text, {"stop": share, **others})


@pytest.mark.parametrize(
    "text", ["kindly desist", "este cel ya no es pa esto", "ni 1 ni 5. no pregunten mas"]
)
def test_a_sure_model_is_enough_whatever_the_words(text: str) -> None:
    assert surely(text)
    assert opt_out_sentence.asks(text, Likely(("stop", "tell"), (0.88, 0.05)))


def test_the_less_sure_the_model_the_more_has_to_stand_in_the_text() -> None:
    assert surely("im grand now", 0.8)
    assert not surely("im grand now", 0.7)
    assert surely("im finished", 0.65)
    assert not surely("im finished", 0.55)
    assert surely("im finished with these", 0.55)
    assert not surely("im finished with these", 0.4)
    assert surely("im finished with these messages", 0.4)
    assert not surely("im finished with these messages", 0.3)


@pytest.mark.parametrize("beside", ["unsafe", "crisis", "check", "remind", "not_them"])
def test_what_may_be_danger_or_an_hour_is_none(beside: str) -> None:
    assert not surely("please no more of these messages", 0.55, **{beside: 0.35})


@pytest.mark.parametrize(
    "text",
    [
        "he wont stop texting me",
        "mi ex no para de escribirme",
        "please dont stop texting me",
        "no dejen de escribirme",
        "make it stop",
        "quiero que pare",
        "i quit drinking on monday",
        "i want out of this marriage",
        "told my ex no more texts",
        "no more calls, the messages are fine",
        "no quiero que me escriban, quiero oir a una persona",
        "the end",
        "im done",
    ],
)
def test_another_end_and_the_texts_of_others_end_none(text: str) -> None:
    assert not surely(text)
    assert not opt_out_sentence.asks(text, Likely(("stop", "tell"), (0.88, 0.05)))


@pytest.mark.parametrize(
    "text",
    "ya salió; salió; ya se fue; mi marido salio a trabajar; ok he left; hes out now; ya fue, deja; bueno dejalo; "
    "no sé ni para qué escribo; quiero dejar un mensaje para Luz; i dont even know why im writing".split(
        "; "
    ),
)
def test_somebody_who_went_out_or_lets_it_be_ends_no_texts(text: str) -> None:
    assert speaks_against(text, sure=True)


@pytest.mark.parametrize("text", "SALIR; im out; get me out; dejen ya; ya no me escriban; out".split("; "))
def test_words_that_end_texts_are_not_taken_for_somebody_who_went_out(text: str) -> None:
    assert not speaks_against(text, sure=True)
