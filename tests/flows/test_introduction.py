"""What somebody is told or asked before they say more: who we are, the line's policy, their age."""

from dataclasses import replace

import pytest

from flows import front_door
from flows.catalogue import STEPS
from flows.effects.contacts import KeepAge, TellPolicy
from flows.engine import Act, Channel, Phrase, follow
from flows.line.choices import POLICIES
from flows.person import Person
from tests.flows.test_front_door import KNOWN, VOLUNTEER, said, scene, tried

NEW = Person("en")


@pytest.mark.parametrize("policy", POLICIES)
def test_the_policy_is_told_with_who_we_are_before_the_first_question(policy: str) -> None:
    turn = front_door.text(scene("hi", NEW, policy=policy), None)
    assert said(turn) == ["intro", f"policy.first_{policy}", "checkin.mood"]
    assert TellPolicy(policy, f"policy.first_{policy}") in turn.effects
    booked = front_door.text(scene("call", NEW, policy=policy), None)
    assert said(booked)[:2] == ["intro", f"policy.first_{policy}"], "they will say more in the call"


def test_without_a_choice_nothing_is_promised() -> None:
    turn = front_door.text(scene("hi", NEW), None)
    assert said(turn) == ["intro", "checkin.mood"]
    assert said(front_door.text(scene("POLICY", KNOWN), None)) == ["policy.unset", "crisis.footer"]


def test_whoever_was_told_another_policy_hears_the_new_one_before_the_next_how_are_you() -> None:
    then = replace(KNOWN, policy_told="never")
    assert said(front_door.text(scene("checkin", then, policy="if_asked"), None)) == [
        "policy.first_if_asked",
        "checkin.mood",
    ]
    assert said(front_door.text(scene("checkin", then, policy="never"), None)) == ["checkin.mood"]
    assert said(front_door.text(scene("checkin", VOLUNTEER, policy="if_asked"), None)) == ["checkin.mood"]


def test_callers_hear_the_policy_with_the_greeting_once() -> None:
    greeted = front_door.begin_call(scene("", KNOWN, Channel.VOICE, policy="never"))
    assert said(greeted) == ["voice.greeting", "policy.first_never", "voice.menu"]
    assert TellPolicy("never", "policy.first_never") in greeted.effects
    again = front_door.begin_call(
        scene("", replace(KNOWN, policy_told="never"), Channel.VOICE, policy="never")
    )
    assert said(again) == ["voice.greeting", "voice.menu"]
    withheld = scene("1", Person("en", withheld=True), Channel.VOICE, policy="never")
    menu = front_door.begin_call(withheld).session
    assert menu is not None
    assert said(front_door.key(withheld, menu)) == ["checkin.mood"], "it was said a moment ago"


def test_the_question_of_age_comes_once_and_never_before_a_call_that_somebody_asks_for() -> None:
    turn = front_door.text(scene("hi", NEW, age_question=True), None)
    assert said(turn) == ["intro", "age.ask"]
    assert said(front_door.text(scene("call", NEW, age_question=True), None))[:1] == ["intro"]
    assert "age.ask" not in said(front_door.text(scene("call", NEW, age_question=True), None))
    known = replace(KNOWN, age_said="skip")
    assert said(front_door.text(scene("checkin", known, age_question=True), None)) == ["checkin.mood"]
    assert turn.session is not None
    for meaning, kept in (("yes", "adult"), ("no", "minor"), ("skip", "skip")):
        answered = follow(turn.session, meaning, STEPS, scene("", NEW, youth_line="Teen Line, 555 0142"))
        assert answered is not None
        assert [*answered.effects, *tried(answered)] == [KeepAge(kept)]
        told = Phrase("age.youth_line", {"youth_line": "Teen Line, 555 0142"}) in answered.said
        assert told == (meaning == "no")


@pytest.mark.parametrize(
    ("given", "kept", "then"),
    [
        ("25", "adult", None),
        ("im 17", "minor", None),
        ("tengo 16 años", "minor", None),
        ("i am 18 years old", "adult", None),
        ("none of your business", "skip", None),
        ("idk", "skip", None),
        ("my son died in march. he was 6.", "skip", "checkin.in_touch"),
    ],
)
def test_nobody_has_to_say_how_old_they_are_before_they_are_heard(
    given: str, kept: str, then: str | None
) -> None:
    question = front_door.text(scene("hi", NEW, age_question=True), None).session
    turn = front_door.text(scene(given, KNOWN, age_question=True), question)
    assert KeepAge(kept) in [*turn.effects, *tried(turn)]
    assert (turn.session.question.id if turn.session else None) == then


def test_a_question_in_between_leaves_the_question_of_age_open() -> None:
    question = front_door.text(scene("hi", NEW, age_question=True), None).session
    turn = front_door.text(scene("is it free?", KNOWN, age_question=True), question)
    assert said(turn) == ["answer.cost", "age.ask"]


def test_danger_in_a_first_text_is_asked_nothing() -> None:
    turn = front_door.text(scene("i want to kill myself", NEW, age_question=True, policy="never"), None)
    assert "crisis.answer" in said(turn)
    assert "age.ask" not in said(turn)


def test_a_caller_reaches_the_policy_and_the_team_by_saying_so() -> None:
    menu = front_door.begin_call(scene("", KNOWN, Channel.VOICE)).session
    assert menu is not None
    told = front_door.key(scene("policy", KNOWN, Channel.VOICE, policy="never"), menu, speech=True)
    assert said(told) == ["policy.never", "policy.told", "crisis.footer", "voice.menu"]
    asked = front_door.key(scene("team", KNOWN, Channel.VOICE), menu, speech=True)
    assert said(asked) == ["team.about"] and asked.session is not None
    consent = front_door.key(scene("1", KNOWN, Channel.VOICE), asked.session)
    assert said(consent) == ["team.consent"], "on the phone the team asks what it is"
    number = front_door.key(scene("what do you do with my number", KNOWN, Channel.VOICE), menu, speech=True)
    assert said(number) == ["answer.number", "voice.menu"]


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ("my son died in march. he was 6.", "told.loss"),
        ("mi mamá falleció hace un mes y no puedo dormir", "told.loss"),
        ("my husband left me after 22 years, like actually left", "told.first"),
    ],
)
def test_whoever_begins_with_what_weighs_on_them_reads_first_that_it_was_heard(told: str, first: str) -> None:
    answer = front_door.text(scene(told, NEW), None)
    heard, who_we_are, *rest = said(answer)
    assert (heard, who_we_are) == (first, "intro")
    assert not {"told.first", "told.loss", "checkin.told"} & {*rest}, "it is said once"
    [kept] = [part for part in answer.said if isinstance(part, Act)]
    assert kept.says["before"] == "told.seen_first"
