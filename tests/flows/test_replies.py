"""An open question is answered in the words of either language, and none of them means two things."""

from itertools import product

import pytest

from flows.engine import Phrase, Session
from flows.replies import ALL_KEYWORDS, replies
from flows.rules.words.replies import CARRIER_WORDS, best, clean
from flows.wording import LANGUAGES, words
from flows.wording.catalogue import ids

EVERY = list(product(sorted(id for id in ids("en") if words(id, "en").replies), LANGUAGES))


def asked(id: str, language: str = "en") -> Session:
    known = words(id, language)
    offered = tuple((known.key(meaning), meaning, "any.step") for meaning in known.replies)
    return Session("any.step", Phrase(id), offered)


def meant(said: str, id: str, language: str) -> str | None:
    """As the front door reads a whole text: against the question and the keywords."""
    return best(said, {**replies(asked(id, language), language), **ALL_KEYWORDS})


@pytest.mark.parametrize(
    ("id", "language", "said", "meaning"),
    [
        ("checkin.offer", "en", "Si", "yes"),
        ("checkin.offer", "en", "sí, por favor", "yes"),
        ("checkin.offer", "en", "ahora no", "no"),
        ("checkin.offer", "es", "yes", "yes"),
        ("checkin.offer", "es", "Sure!", "yes"),
        ("checkin.offer", "es", "not now", "no"),
        ("zone.right", "es", "yes", "yes"),
        ("wish.who", "en", "una mujer", "woman"),
        ("ready.now", "es", "ready", "ready"),
        ("safe.calls", "en", "omitir", "skip"),
    ],
)
def test_an_answer_in_the_other_language_is_understood(
    id: str, language: str, said: str, meaning: str
) -> None:
    assert meant(said, id, language) in (f"reply:{meaning}", f"keyword:{meaning.upper()}")


def test_no_word_of_theirs_changes_what_ours_mean() -> None:
    for id, language in EVERY:
        for meaning, known in words(id, language).replies.items():
            for word in known:
                assert meant(word, id, language) == f"reply:{meaning}", (id, language, word)


@pytest.mark.parametrize(("id", "language"), EVERY)
def test_a_word_of_theirs_is_no_other_answer_no_keyword_and_none_of_the_carriers(
    id: str, language: str
) -> None:
    ours = {word for known in words(id, language).replies.values() for word in known}
    found = replies(asked(id, language), language)
    added = [(_one(word), meaning) for meaning, known in found.items() for word in known if word not in ours]
    assert len({word for word, _ in added}) == len(set(added)), "two answers by one word"
    assert {word for word, _ in added}.isdisjoint(map(_one, ours)), "another answer of ours"
    keywords = {_one(word) for known in ALL_KEYWORDS.values() for word in known}
    assert {word for word, _ in added}.isdisjoint((CARRIER_WORDS - {"yes"}) | keywords)


def _one(word: str) -> str:
    return clean(word).replace(" ", "")
