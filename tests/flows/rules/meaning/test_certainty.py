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
    assert not certainty.asks_for_call(text, "idle", {"call": 0.88, "tell": 0.05})


@pytest.mark.parametrize("text", ["no sé poner número, llámenme", "not sure how this works. id like a call"])
def test_a_doubt_about_something_else_is_none_where_the_request_is_sure(text: str) -> None:
    assert certainty.asks_for_call(text, "mood", {"call": 0.95})
    assert not certainty.asks_for_call(text, "offer", {"yes": 0.95})


@pytest.mark.parametrize(
    "text", ["3am and the ceiling is winning. ring me", "otra vez yo, qué noche. ¿me llaman?"]
)
def test_a_request_that_stands_between_two_marks_is_in_so_many_words(text: str) -> None:
    assert certainty.asks_for_call(text, "idle", {"call": 0.5, "tell": 0.4})


@pytest.mark.parametrize(
    "text",
    [
        "he gave me a ring and then wanted it back",
        "could you give my sponsor a ring and say im late",
        "can i call you or do you only call me",
        "tengo una amiga que necesita una llamada",
        "she said call me if you need anything",
        "i should really ring somebody. i wont",
        "anyone about for a natter by text",
    ],
)
def test_words_about_calls_that_ask_for_none_to_the_writer_book_none(text: str) -> None:
    for state in ("new", "idle", "mood", "offer"):
        assert not certainty.asks_for_call(text, state, {"call": 0.97}), state


@pytest.mark.parametrize("text", ["almost. putting shoes on", "ya voy ya voy", "ready in a while"])
def test_who_is_not_there_yet_is_not_rung(text: str) -> None:
    assert not certainty.asks_for_call(text, "ready", {"now": 0.95})


def test_an_hour_that_may_be_that_of_the_daily_text_is_asked_about() -> None:
    assert not certainty.asks_for_call("at 9 rather than at 7", "idle", {"call_at": 0.9, "remind": 0.08})
    assert certainty.asks_for_call("call me at 9 rather than at 7", "idle", {"call_at": 0.9, "remind": 0.08})


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


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("if one day i want a call, is it always a different person?", False),
        ("si un día pido que me llamen, ¿quién es?", False),
        ("si alguna vez quisiera que me llamen, ¿hay horario?", False),
        ("if you have a minute could somebody call me", True),
    ],
)
def test_a_call_that_somebody_may_want_one_day_is_not_booked(text: str, may: bool) -> None:
    assert certainty.asks_for_call(text, "idle", {"call": 0.97}) is may


@pytest.mark.parametrize("state", ["offer", "ready"])
@pytest.mark.parametrize(
    "text",
    "muy mal; fatal; mal; pésimo; awful; like shit; so tired; perdón por molestar; sorry to bother you".split(
        "; "
    ),
)
def test_how_somebody_feels_and_an_apology_are_never_a_yes(text: str, state: str) -> None:
    assert not certainty.asks_for_call(text, state, {"yes": 0.97, "call": 0.02})


@pytest.mark.parametrize("text", "no me vendría mal; why not; awful, please call; sorry, yes".split("; "))
def test_a_yes_with_such_a_word_in_it_stays_one(text: str) -> None:
    assert certainty.asks_for_call(text, "offer", {"yes": 0.97, "call": 0.02})
