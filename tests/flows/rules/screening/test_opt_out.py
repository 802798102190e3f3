from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.screening.opt_out import OPT_OUT_WORDS, help_word, opt_in, opt_out


@pytest.mark.parametrize(
    "text",
    [
        "STOP", "stop.", "Stop!!", " STOPALL ", "unsubscribe", "CANCEL", "End", "quit", "Revoke",
        "OPTOUT", "opt out",
        "opt-out", "STOP STOP STOP", "please stop", "stop please", "stop texting me",
        "Stop sending me messages",
        "can you stop texting me please", "no more texts", "remove me", "Remove me from your list",
        "leave me alone",
        "don't text me anymore", "Do not contact me again", "i don't want these texts",
        "take me off this list",
        "stop calling", "don't call me again", "I want to unsubscribe", "revoke consent", "alto", "ALTO.",
        "basta",
        "parar", "Baja", "cancelar", "quiero darme de baja", "dejen de escribirme", "no me escriban mas",
        "No me escriban más, por favor", "no quiero más mensajes", "ya no quiero recibir mensajes",
        "déjenme en paz",
    ],
)  # fmt: skip
def test_any_reasonable_wording_opts_out(text: str) -> None:
    assert opt_out(text)


@pytest.mark.parametrize(
    "text",
    [
        "stop hurting myself is hard today", "I can't stop crying", "don't stop texting me",
        "cancel my callback",
        "cancel my call", "bus stop", "stop by later", "stop me", "call", "text me", "help",
        "end of the day works",
        "I quit my job", "no", "no more", "don't call", "no me llamen hoy", "no quiero vivir",
        "i want to end it",
        "basta de llorar digo yo", "para mañana", "el alto de la calle", "", "!!", "stop " * 200,
    ],
)  # fmt: skip
def test_the_same_words_inside_another_message_do_not(text: str) -> None:
    assert not opt_out(text)


def test_start_opts_in_and_yes_only_those_who_had_opted_out() -> None:
    for word in ("START", "start!", "Unstop", "INICIAR", "empezar", "Comenzar"):
        assert opt_in(word, opted_out=True)
        assert opt_in(word, opted_out=False)
    assert opt_in("Yes.", opted_out=True)
    assert not opt_in("Yes.", opted_out=False)
    for text in ("si", "sí", "yes please", "start over", "when do we start", ""):
        assert not opt_in(text, opted_out=True)


def test_only_the_word_itself_asks_for_help() -> None:
    for word in ("HELP", "help?", "Info", "AYUDA", "¡ayuda!"):
        assert help_word(word)
    for text in ("help me please", "HELP me I took pills", "ayuda por favor", "no info", ""):
        assert not help_word(text)


@given(st.text(), st.booleans())
def test_no_text_breaks_any_of_it(text: str, opted_out: bool) -> None:
    opt_out(text)
    opt_in(text, opted_out)
    help_word(text)


@given(st.sampled_from(sorted(OPT_OUT_WORDS)), st.text(alphabet=" .!?¡\n", max_size=4))
def test_case_and_punctuation_change_no_opt_out(word: str, marks: str) -> None:
    assert opt_out(marks + word.upper() + marks)
