"""Key 8 on a call: the crisis line, at its place in every menu, in both languages, and right behind words of danger."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows import front_door
from flows.catalogue import STEPS
from flows.effects.calls import ReachCrisisLine
from flows.engine import ANYTHING, Act, Channel, Phrase, Scene, Session, Turn, settle
from flows.person import Person
from tests.house.test_texting_off import KNOWN, people
from tests.kits.line import LINE, NOON

PEOPLE = (*people(), Person("en"), Person("es", introduced=True))


def sessions(language: str) -> Iterator[tuple[str, Scene, Session]]:
    """Every question that a step may put on a call."""
    for name, step in STEPS.items():
        for person in PEOPLE:
            scene = Scene(NOON, LINE, replace(person, language=language), Channel.VOICE, KNOWN)
            try:
                turn = settle(step, scene)
            except (KeyError, StopIteration, TypeError, ValueError):
                continue  # a step to which this person is never led
            if turn.session is not None:
                yield name, scene, turn.session


def reaches(turn: Turn) -> bool:
    return any(isinstance(part, Act) and isinstance(part.effect, ReachCrisisLine) for part in turn.said)


@pytest.mark.parametrize("language", ["en", "es"])
def test_8_is_the_crisis_line_at_every_question_of_a_call(language: str) -> None:
    asked, elsewhere = 0, set()
    for name, scene, session in sessions(language):
        collects = session.offered[0][1] == ANYTHING
        danger = replace(scene, person=replace(scene.person, needs_ready=collects), given="8")
        turn = front_door.key(danger, session)
        asked += 1
        if not reaches(turn) or turn.session != session:
            elsewhere.add(name)
    assert asked > 100
    assert elsewhere == set()


def test_8_of_what_is_keyed_in_is_a_number_where_nobody_spoke_of_danger() -> None:
    asked = settle(STEPS["me.calls"], Scene(NOON, LINE, Person("en"), Channel.VOICE, KNOWN)).session
    assert asked is not None
    scene = Scene(NOON, LINE, Person("en"), Channel.VOICE, KNOWN, "8")
    assert not reaches(front_door.key(scene, asked))


@pytest.mark.parametrize(("region", "key"), [("US", "crisis_line.key"), ("FR", "crisis_line.key_numbers")])
def test_the_answer_to_words_of_danger_names_the_key(region: str, key: str) -> None:
    scene = Scene(NOON, replace(LINE, region=region), Person("en"), Channel.VOICE)
    menu = front_door.begin_call(scene).session
    assert menu is not None
    turn = front_door.key(replace(scene, given="i want to kill myself"), menu, speech=True)
    told = [part.id for part in turn.said if isinstance(part, Phrase)]
    assert told.index("crisis.answer") < told.index(key) < told.index("voice.menu")


def test_no_scale_is_put_again_to_somebody_who_speaks_of_danger_in_the_middle_of_it() -> None:
    scene = Scene(NOON, LINE, Person("en"), Channel.VOICE)
    mood = settle(STEPS["checkin.mood"], scene).session
    assert mood is not None
    turn = front_door.key(replace(scene, given="a one, i want to die"), mood, speech=True)
    assert turn.session is not None and turn.session.step == "caller.menu"


@pytest.mark.parametrize("step", ["ring_back.by_pin", "callback.number_again"])
def test_where_a_whole_number_is_keyed_in_8_alone_is_the_crisis_line(step: str) -> None:
    scene = Scene(NOON, LINE, Person("en", withheld=True), Channel.VOICE)
    asked = settle(STEPS[step], scene).session
    assert asked is not None
    turn = front_door.key(replace(scene, given="8"), asked)
    assert reaches(turn) and turn.session == asked
    assert not reaches(front_door.key(replace(scene, given="88"), asked))
