"""How a conversation moves: menus as they were heard, answers, going back, things keyed in."""

from dataclasses import replace

import pytest

from flows.effects.contacts import SetLanguage
from flows.engine import (
    ANYTHING,
    Again,
    Ask,
    Channel,
    Collect,
    End,
    Flow,
    Move,
    Phrase,
    Scene,
    Session,
    back,
    follow,
    index,
    missed,
    settle,
)
from flows.person import Person
from tests.kits.line import LINE, NOON

toy = Flow("toy", keywords=("TOY",), moved={"toy.old": "toy.colour"})


@toy.step
def ending(s: Scene) -> Move:
    return End(Phrase("menu", dict(s.answers)))


@toy.step
def check(s: Scene) -> Move:
    if s.given == "bad":
        return Again("number.refused")
    return Ask("number.confirm", yes=ending, no=again)


@toy.step
def again(s: Scene) -> Move:
    return Collect("number.ask", then=check)


@toy.step
def colour(s: Scene) -> Move:
    return Ask("checkin.offer", "checkin.heard", do=(SetLanguage("es"),), yes=again, no=ending)


@toy.start
def first(s: Scene) -> Move:
    return Ask("checkin.mood", to={"1": colour, "2": ending, "skip": colour})


STEPS = index((toy,))


def scene(given: str = "", **more: object) -> Scene:
    return replace(Scene(NOON, LINE, Person("en"), Channel.TEXT, given=given), **more)  # type: ignore[arg-type]


def opened() -> Session:
    session = settle(first, scene()).session
    assert session is not None
    return session


def test_a_question_is_kept_as_it_was_heard_keys_meanings_and_where_each_leads() -> None:
    assert opened().offered == (
        ("1", "1", "toy.colour"),
        ("2", "2", "toy.ending"),
        ("9", "skip", "toy.colour"),
    )
    assert opened().question.id == "checkin.mood"


def test_an_answer_leads_on_is_remembered_and_its_effects_are_given() -> None:
    turn = follow(opened(), "1", STEPS, scene("1"))
    assert turn is not None and turn.session is not None
    assert [getattr(part, "id", None) for part in turn.said] == ["checkin.heard", "checkin.offer"]
    assert turn.effects == (SetLanguage("es"),)
    assert turn.session.answers == {"first": "1"}
    assert turn.session.trail == ("toy.first",)


def test_an_end_leaves_no_question_open() -> None:
    turn = follow(opened(), "2", STEPS, scene("2"))
    assert turn is not None
    assert turn.session is None


def test_a_meaning_that_was_not_offered_leads_nowhere() -> None:
    assert follow(opened(), "5", STEPS, scene("5")) is None


def test_a_reply_goes_where_the_menu_said_even_when_newer_code_says_otherwise() -> None:
    as_heard = replace(opened(), offered=(("1", "1", "toy.ending"),))
    turn = follow(as_heard, "1", STEPS, scene("1"))
    assert turn is not None and turn.session is None


def test_a_step_under_its_old_name_is_found_and_a_lost_one_is_not() -> None:
    moved = replace(opened(), offered=(("1", "1", "toy.old"), ("2", "2", "toy.lost")))
    turn = follow(moved, "1", STEPS, scene("1"))
    assert turn is not None and turn.session is not None and turn.session.step == "toy.colour"
    assert follow(moved, "2", STEPS, scene("2")) is None


def collecting() -> Session:
    session = settle(again, scene()).session
    assert session is not None
    return session


def test_what_is_keyed_in_is_kept_under_the_step_that_reads_it_also_after_its_own_question() -> None:
    asked = follow(collecting(), ANYTHING, STEPS, scene("2025550144"))
    assert asked is not None and asked.session is not None
    assert asked.session.answers == {"toy.check": "2025550144"}
    done = follow(asked.session, "yes", STEPS, scene("1"))
    assert done is not None
    assert done.said == (Phrase("menu", {"toy.check": "2025550144", "check": "yes"}),)


def test_what_cannot_be_used_is_a_miss_and_the_same_is_asked_again() -> None:
    turn = follow(collecting(), ANYTHING, STEPS, scene("bad"))
    assert turn is not None and turn.session is not None
    assert turn.session.misses == 1
    assert [getattr(part, "id", None) for part in turn.said] == ["number.refused", "number.ask"]
    again_bad = follow(turn.session, ANYTHING, STEPS, scene("bad"))
    assert again_bad is not None and again_bad.session is not None and again_bad.session.misses == 2


def test_again_is_no_answer_to_a_choice() -> None:
    with pytest.raises(TypeError, match="Again"):
        settle(check, scene("bad"))


def test_back_puts_the_question_before_and_the_first_has_none() -> None:
    assert back(opened(), STEPS, scene()) is None
    turn = follow(opened(), "1", STEPS, scene("1"))
    assert turn is not None and turn.session is not None
    before = back(turn.session, STEPS, scene())
    assert before is not None and before.session is not None
    assert (before.session.step, before.session.trail) == ("toy.first", ())
    lost = replace(turn.session, trail=("toy.lost",))
    assert back(lost, STEPS, scene()) is None


def test_a_miss_changes_the_count_and_nothing_else() -> None:
    assert missed(opened()) == replace(opened(), misses=1)
