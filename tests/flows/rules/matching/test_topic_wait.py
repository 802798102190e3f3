"""How long an offer waits for the topic, and which topics somebody names."""

from datetime import timedelta

import pytest

from flows.rules.matching.topic_wait import longest, may_matter, waits_until
from flows.rules.matching.wishes import shared_topic, topics_named
from flows.wording import LANGUAGES, words
from tests.kits.line import NOON

OFFERED = ("grief", "panic-attacks", "panic")


def seconds(promise: float, put: float) -> float:
    """Of waiting from the request, for a promise of so many minutes and a question put so many seconds after it."""
    until = waits_until(NOON, NOON + timedelta(minutes=promise), NOON + timedelta(seconds=put))
    return (until - NOON).total_seconds()


def test_thirty_seconds_of_silence_ninety_in_all_and_a_twentieth_of_the_promise() -> None:
    assert seconds(120, 0) == 30
    assert seconds(120, 50) == 80
    assert seconds(120, 80) == 90
    assert seconds(2, 0) == 6
    assert longest(NOON, NOON - timedelta(hours=1)) == NOON


def test_a_topic_matters_only_where_volunteers_differ() -> None:
    grief, none = frozenset({"grief"}), frozenset[str]()
    assert may_matter([grief, none])
    assert not may_matter([grief, grief])
    assert not may_matter([grief])
    assert not may_matter([])


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("grief", ("grief",)),
        ("It's about my grief, and panic attacks", ("grief", "panic-attacks")),
        ("sobre el panic", ("panic",)),
        ("not about grief", ()),
        ("my brother has panic attacks", ()),
        ("grieving", ()),
        ("", ()),
    ],
)
def test_a_topic_is_chosen_by_name_and_never_guessed_from_what_they_tell(
    said: str, named: tuple[str, ...]
) -> None:
    assert topics_named(said, OFFERED) == named


def test_an_offer_names_the_first_topic_of_the_volunteers_own_list() -> None:
    assert shared_topic(("divorce", "grief"), {"grief", "surgery"}) == "grief"
    assert shared_topic(("divorce",), {"grief"}) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_that_an_offer_waits_for_exist(language: str) -> None:
    from flows.rules.matching.topic_wait import QUESTIONS

    assert all(words(id, language).text for id in QUESTIONS)
