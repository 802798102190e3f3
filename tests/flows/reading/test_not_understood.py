"""What becomes the open question where nothing was understood, and what answers it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows import front_door
from flows.catalogue import STEPS
from flows.effects.told import KeepTold
from flows.engine import settle
from flows.person import CallbackView, Person
from flows.reading import keywords, not_understood
from flows.replies import replies
from flows.rules.words.replies import best
from flows.states import CallbackState
from tests.flows.test_front_door import KNOWN, said, scene, session, text, tried
from tests.kits.line import NOON

WAITS = replace(KNOWN, callback=CallbackView("K7", CallbackState.WAITING, NOON + timedelta(hours=2)))


@pytest.mark.parametrize("word", ["call mr", "cll me", "ball me", "write wit me"])
def test_no_misspelling_of_a_choice_is_taken_for_one(word: str) -> None:
    choices = replies(settle(STEPS["understood.unread"], scene("")).session, "en")
    assert best("call me", choices, strict=keywords.RINGS) == "reply:call"
    assert best(word, choices, strict=keywords.RINGS) is None


@pytest.mark.parametrize(("person", "step"), [(KNOWN, "understood.unread"), (WAITS, "understood.waiting")])
def test_a_digit_that_was_not_offered_says_sorry_once_and_counts(person: Person, step: str) -> None:
    open_question = settle(STEPS[step], scene("", person)).session
    turn = text("7", open_question, person)
    assert turn.said == (session(turn).question,)
    assert session(turn).misses == 1


def test_a_question_that_may_be_answered_stays_open_as_it_was_heard() -> None:
    rating = replace(session(text("CHECKIN")), optional=True)
    turn = not_understood.nothing_known(scene("asdf"), rating)
    assert said(turn) == ["missed.unknown"]
    assert session(turn).offered == rating.offered
    assert session(turn).misses == 1


def test_once_a_call_is_asked_for_the_question_is_the_one_of_somebody_who_waits() -> None:
    first = not_understood.nothing_known(scene("asdf"), None)
    then = not_understood.nothing_known(scene("asdf", WAITS), session(first))
    assert said(then) == ["missed.with_call"]
    assert (session(then).step, session(then).misses) == ("understood.waiting", 2)


def test_what_somebody_tells_after_a_miss_is_heard_as_with_nothing_open() -> None:
    first = not_understood.nothing_known(scene("asdf"), None)
    later = replace(scene("my dog died last week"), now=NOON + timedelta(minutes=1))
    with_nothing_open = text("my dog died last week")
    assert tried(with_nothing_open) == [KeepTold("my dog died last week")]
    assert said(with_nothing_open) == ["told.loss", "checkin.in_touch"]
    assert said(front_door.text(later, first.session)) == said(with_nothing_open)
