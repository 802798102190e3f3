"""Texts within seconds of each other: the first is answered, what only goes on with it is not, all else is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows import front_door
from flows.effects.base import AlertKind
from flows.effects.contacts import RaiseAlert
from flows.effects.told import KeepTold
from flows.engine import Session, Turn
from flows.reading.repetition import repeats
from flows.reading.sentence import Sentence
from flows.reading.thought import one_thought
from flows.reading.thought.one_thought import WITHIN
from flows.rules.meaning.model import Likely
from tests.flows.test_front_door import KNOWN, asked_mood, said, scene, session, text, tried
from tests.kits.line import NOON

TOLD = "my son died in march, he was six"


def told() -> Session:
    """The question that is open after somebody wrote how it is, in words of their own."""
    first = text(TOLD, asked_mood())
    assert tried(first) == [KeepTold(TOLD)]
    kept = repeats.remember(scene(TOLD), asked_mood(), session(first))
    assert kept is not None
    return kept


def then(
    given: str, before: Session, *, after: timedelta = timedelta(seconds=8), media: bool = False
) -> Turn:
    return front_door.text(replace(scene(given), now=NOON + after), before, media=media)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("my dog died last week", True),
        ("i feel so alone since then", True),
        ("22 years", True),
        ("thank you", False),
        ("hello", False),
    ],
)
def test_what_only_goes_on_with_the_thought_is_kept_with_it_and_gets_no_answer(
    given: str, kept: bool
) -> None:
    before = told()
    turn = then(given, before)
    assert turn.said == ()
    assert turn.effects == ((KeepTold(given, goes_on=True),) if kept else ())
    assert replace(session(turn), told_at=None) == replace(before, told_at=None)


def test_each_text_begins_the_seconds_anew_and_a_later_one_is_answered() -> None:
    second = session(then("my dog died last week", told(), after=WITHIN))
    third = then("i feel so alone since then", second, after=2 * WITHIN)
    assert third.said == ()
    assert then("i feel so alone since then", second, after=2 * WITHIN + timedelta(seconds=1)).said != ()


def test_an_answer_a_keyword_a_question_or_a_request_is_answered_however_soon() -> None:
    before = told()
    assert said(then("MENU", before))[0] == "menu"
    assert tried(then("1", before)), "an answer to the question"
    assert then("are you still there?", before).said != ()
    assert then("hello?", before).said == (before.question,)
    assert tried(then("can someone please call me", before))
    assert then("no", before).said != ()
    assert then("STOP", before).session is None


def test_what_is_asked_without_a_question_mark_is_answered() -> None:
    asks = Sentence("is it free", "participant", "offer", Likely(("cost", "tell"), (0.6, 0.2)))
    tells = replace(asks, likely=Likely(("tell", "cost"), (0.6, 0.2)))
    guess = replace(asks, likely=Likely(("no", "tell"), (0.35, 0.3)))
    danger = replace(asks, likely=Likely(("tell", "crisis"), (0.4, 0.31)))
    found = [one_thought._only_goes_on(each) for each in (asks, tells, guess, danger)]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    "given",
    [
        "really? 22 years",
        "¿y ahora",
        "no not like that",
        "no quiero hablar",
        "not today",
        "i used to want to die",
    ],
)
def test_a_question_a_no_or_danger_is_told_by_the_words_whatever_the_model_thinks(given: str) -> None:
    assert one_thought.greeted(replace(scene(given), now=NOON + timedelta(seconds=8)), told()) is None


def test_danger_is_answered_and_so_is_whatever_comes_after_it() -> None:
    danger = then("I want to kill myself", told())
    assert said(danger)[0] == "crisis.answer"
    look = then("i feel worthless and trapped", told())
    assert look.effects == (RaiseAlert(AlertKind.CHECK),)
    assert "crisis.footer" in said(look)
    assert len(said(look)) > 1, "answered, and not only given the crisis line"
    assert session(look).told_at is None
    kept = repeats.remember(scene("I want to kill myself"), told(), session(danger))
    assert kept is None or kept.told_at is None or kept.told_at == NOON
    later = replace(scene("x"), now=NOON + timedelta(seconds=9))
    assert (after := repeats.remember(later, told(), session(danger))) is not None
    assert after.told_at is None


@pytest.mark.parametrize("first", ["CHECKIN", "2", "MENU"])
def test_after_a_keyword_or_a_number_the_next_words_are_answered(first: str) -> None:
    turn = text(first, asked_mood())
    kept = repeats.remember(scene(first), asked_mood(), turn.session)
    assert kept is not None
    assert kept.told_at is None
    assert then(TOLD, kept).said != ()


def test_a_keyword_between_two_texts_ends_the_thought() -> None:
    between = replace(scene("MENU"), now=NOON + timedelta(seconds=5))
    turn = front_door.text(between, before := told())
    kept = repeats.remember(between, before, turn.session)
    assert kept is not None
    assert kept.told_at is None


def test_a_picture_without_words_is_answered() -> None:
    assert said(then("", told(), media=True))[0] == "blank"
    assert then("", told()).said == ()


def test_with_no_question_open_nothing_is_kept_and_each_text_is_answered() -> None:
    assert then(TOLD, told()).said == ()
    assert front_door.text(scene(TOLD, KNOWN), None).said != ()
