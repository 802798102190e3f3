"""Whom somebody asks for by what they have lived through; what they tell of themselves asks for nobody."""

import pytest

from flows.rules.matching.topic_words import asks_for_somebody, may_ask_for_somebody, topics_asked


@pytest.mark.parametrize(
    "text",
    [
        "someone whos lost a kid",
        "can it be a parent",
        "Would prefer a fellow veteran",
        "somebody who quit drinking please",
        "alguien que haya perdido un hijo",
        "puede ser otra madre",
    ],
)
def test_a_request_for_a_person_is_one(text: str) -> None:
    assert asks_for_somebody(text) and may_ask_for_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "i lost my kid",
        "someone who hurt me is back",
        "someone who listens",
        "alguien que hable mixteco",
        "can someone text with me",
        "perdí a mi hijo",
        "someone is in the room with me",
    ],
)
def test_what_they_tell_and_other_wishes_are_none(text: str) -> None:
    assert not asks_for_somebody(text)


def test_the_experiences_meant_are_found_by_name_and_by_words_of_the_same_kind() -> None:
    offered = ("child-loss", "recovery", "panic-attacks")
    assert topics_asked("someone whos lost a kid", offered) == ("child-loss",)
    assert topics_asked("alguien que dejó de tomar", offered) == ("recovery",)
    assert topics_asked("someone who has panic attacks", offered) == ("panic-attacks",)
    assert topics_asked("someone from Ohio", offered) == ()
