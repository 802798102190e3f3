"""A text that is nothing but signs says something: a thumb is a yes, a heart is thanks, a tear is a feeling."""

from dataclasses import replace

import pytest

from flows.effects.requests import RequestCallback
from flows.effects.told import KeepTold
from flows.rules.words.emoji import as_words
from tests.flows.test_front_door import KNOWN, asked_mood, said, session, text, tried


@pytest.mark.parametrize("sign", ["👍", "👍🏽", "👌", "✅", "👍👍"])
def test_a_thumb_up_is_a_yes_to_what_was_asked(sign: str) -> None:
    call = session(text("2", asked_mood()))
    assert any(isinstance(effect, RequestCallback) for effect in tried(text(sign, call)))
    assert tried(text(sign)) == [], "with nothing asked it books nothing"


@pytest.mark.parametrize("sign", ["👎", "❌", "🚫", "👎🏿"])
def test_a_thumb_down_is_a_no(sign: str) -> None:
    turn = text(sign, session(text("2", asked_mood())))
    assert tried(turn) == []
    assert said(turn) == ["checkin.bye"]


@pytest.mark.parametrize(("sign", "language"), [("❤️", "en"), ("🙏", "es"), ("💜💜", "en")])
def test_a_heart_is_thanks_and_books_nothing(sign: str, language: str) -> None:
    person = replace(KNOWN, language=language)
    for question in (None, session(text("2", asked_mood()))):
        turn = text(sign, question, person)
        assert said(turn)[0] == "answer.thanks"
        assert tried(turn) == []


@pytest.mark.parametrize("sign", ["😢", "😭😭", "💔"])
def test_a_tear_is_heard(sign: str) -> None:
    turn = text(sign, asked_mood())
    assert [effect.words for effect in tried(turn) if isinstance(effect, KeepTold)] == ["i feel sad"]
    assert said(turn) == ["checkin.in_touch"]


def test_other_signs_and_words_beside_them_are_read_as_before() -> None:
    for given in ("🔪", "👍👎", "👍 call me", "hi", "", "🙂"):
        assert as_words(given, "en", asked=True) is None, given
    assert said(text("🙂")) == ["answer.thanks"]
