from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.rules.words.replies import CARRIER_WORDS, best, clean, strip_courtesy

KEYWORDS = {
    "checkin": ("checkin", "check in", "hi", "hello"),
    "call": ("call", "callback", "call me"),
    "status": ("status",),
    "nevermind": ("nevermind", "never mind"),
    "later": ("later",),
    "menu": ("menu",),
    "es": ("español",),
    "skip": ("skip",),
    "on": ("on",),
}
CHOICES = {"low": ("1", "low"), "okay": ("2", "okay"), "good": ("3", "good"), "great": ("4",), "best": ("5",)}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("chekin", "checkin"), ("Check in!", "checkin"), ("check-in", "checkin"), ("CHECKIN.", "checkin"),
        ("checkin pls", "checkin"), ("I want to check in now", "checkin"), ("ch\u200beckin", "checkin"),
        ("call me please", "call"), ("CALLME", "call"), ("cal me", "call"),
        ("can someone call me? thanks", "call"),
        ("never mind", "nevermind"), ("nevermnd", "nevermind"), ("menu?", "menu"), ("ESPAÑOL", "es"),
        ("espanol", "es"), ("espan\u0303ol \U0001f44d", "es"), ("skpi", "skip"), ("statsu", "status"),
        ("por favor menu", "menu"), ("on", "on"), ("Hi", "checkin"),
    ],
)  # fmt: skip
def test_a_keyword_is_known_in_the_ways_people_write_it(text: str, key: str) -> None:
    assert best(text, KEYWORDS) == key


@pytest.mark.parametrize(
    "text",
    [
        "shop",
        "stip",
        "cancer",
        "stop",
        "HELP",
        "helo",
        "dancel",
        "om",
        "onn",
        "",
        "  ",
        "!!",
        "call my mother tomorrow at 5",
        "hell",
    ],
)
def test_what_is_near_a_word_of_the_carrier_or_too_short_is_nothing(text: str) -> None:
    assert best(text, KEYWORDS) is None


@pytest.mark.parametrize("word", sorted(CARRIER_WORDS))
def test_a_word_of_the_carrier_is_reached_only_as_it_is_written(word: str) -> None:
    accepted = {"it": (word,)}
    assert best(word.upper(), accepted) == "it"
    assert best(word + "x", accepted) is None
    assert best(word[:-1], accepted) is None
    assert best(word, KEYWORDS) is None


@pytest.mark.parametrize(
    "text", ["1", "1.", "1)", " 1 ", "#1", "one", "One.", "uno", "１", "1️⃣", "1 please", "option 1", "low"]
)
def test_a_number_is_known_however_it_is_written(text: str) -> None:
    assert best(text, CHOICES) == "low"


@pytest.mark.parametrize("text", ["10", "11", "1 0", "6", "0", "1st"])
def test_another_number_is_no_near_miss(text: str) -> None:
    assert best(text, CHOICES) is None


def test_a_tie_between_two_meanings_is_none() -> None:
    assert best("tomorow", {"a": ("tomorrow",), "b": ("tomorrows",)}) == "a"
    assert best("remund", {"a": ("remind",), "b": ("rebund",)}) is None


def test_a_key_that_is_a_number_stands_for_itself() -> None:
    assert best("2", {"1": ("low",), "2": ("okay",)}) == "2"


def test_courtesy_is_dropped_but_never_everything() -> None:
    assert strip_courtesy("can you call me please") == "call me"
    assert strip_courtesy("quiero menu por favor") == "menu"
    assert strip_courtesy("please") == "please"
    assert strip_courtesy("please please") == "please"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_cleaned_text_has_single_spaces_and_no_marks(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert all(char.isalnum() or char == " " for char in cleaned)


@given(st.text())
def test_no_text_breaks_matching(text: str) -> None:
    assert best(text, KEYWORDS) in {*KEYWORDS, None}


@given(
    st.sampled_from(sorted(KEYWORDS)),
    st.sampled_from(["{}!", " {} ", "{}.", "¿{}?", "{} please", "PLEASE {}", "({})"]),
)
def test_punctuation_and_manners_change_no_keyword(key: str, around: str) -> None:
    for word in KEYWORDS[key]:
        assert best(around.format(word.upper()), KEYWORDS) == key
