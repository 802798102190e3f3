"""Two offers and no code: "the second one", "both"; and "i'll do it at 8" from somebody who has just passed it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.effects.volunteers import TakeOffer
from tests.flows.reading.test_by_volunteer import IDLE, OFFERED, TWO, done, said, writes
from tests.kits.line import NOON

PASSED = replace(IDLE, passed="K7")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the second one", "M3"),
        ("second", "M3"),
        ("I'll take the first one please", "K7"),
        ("take the last one", "M3"),
        ("la segunda por favor", "M3"),
        ("tomo la primera", "K7"),
    ],
)
def test_an_offer_is_named_by_its_place(words: str, code: str) -> None:
    assert done(writes(words, TWO)) == [TakeOffer(code, ring=True)]


@pytest.mark.parametrize(
    "words",
    ["not the second one", "the third one", "the second one is hard", "is it the first one?", "one second"],
)
def test_a_place_with_anything_else_or_where_there_is_none_takes_nothing(words: str) -> None:
    assert not [each for each in done(writes(words, TWO)) if isinstance(each, TakeOffer)]


def test_a_place_means_nothing_where_one_thing_alone_is_offered() -> None:
    assert not done(writes("the first one", OFFERED))


@pytest.mark.parametrize("words", ["both", "i can take both", "las dos", "ambas por favor"])
def test_of_both_it_is_asked_which_comes_first(words: str) -> None:
    turn = writes(words, TWO)
    assert said(turn) == ["for_volunteer.one_first"] and not done(turn)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("i'll do it at 8pm", timedelta(hours=8)),
        ("actually i can do it in an hour", timedelta(hours=1)),
        ("puedo tomarla a las 8 pm", timedelta(hours=8)),
    ],
)
def test_what_was_handed_back_a_moment_ago_may_be_taken_for_later(words: str, after: timedelta) -> None:
    assert done(writes(words, PASSED)) == [TakeOffer("K7", ring=False, at=NOON + after)]


@pytest.mark.parametrize(
    "words", ["ok", "sure", "yes", "thanks", "i can't do it at 8", "someone else can do it at 8"]
)
def test_after_a_pass_nothing_is_taken_by_a_mere_yes_or_a_no(words: str) -> None:
    assert not [each for each in done(writes(words, PASSED)) if isinstance(each, TakeOffer)]
