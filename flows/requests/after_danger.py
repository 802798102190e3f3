"""What comes after an answer to words of danger: a warm line, the crisis line, and the way to a person. Never a scale.

Who has just said that they want to die writes "yes", "ok" or "thanks" next. For a day they are not told who we are, nor
asked how old they are, or how they feel from 1 to 5.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from flows.contacts import age, danger_answer, in_danger, team_call
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, Session, Step, Turn, settle
from flows.replies import ALL_KEYWORDS
from flows.requests.call import booked, rather_write
from flows.rules.crisis import easing
from flows.rules.words.replies import best, clean
from flows.said_times import names_time
from flows.states import CallbackState

after_danger = Flow("after_danger")

_OPENS: Final = frozenset(("checkin.mood", "age.ask"))
"""What somebody new, or greeted, is asked first."""
_RATED: Final = frozenset("12345")
_WAITS: Final = (CallbackState.WAITING, CallbackState.OFFERED, CallbackState.ACCEPTED)
_CHECKIN: Final = {"CHECKIN": [word for word in ALL_KEYWORDS["keyword:CHECKIN"] if "check" in word.lower()]}
"""Asks for the scale in so many words; a greeting does not."""
_LATER: Final = {"LATER": ALL_KEYWORDS["keyword:LATER"]}


@after_danger.start
def door(s: Scene) -> Move:
    """The way to a person: open until something else is asked."""
    return Ask(way(s), optional=True, to=_choices(s))


@after_danger.step
def here(s: Scene) -> Move:
    """Thanks, hello: glad that they wrote, the crisis line, and the way once more."""
    return Ask(way(s), "crisis.here", optional=True, to=_choices(s, still))


@after_danger.step
def still(s: Scene) -> Move:
    """The same once more, in other words."""
    return Ask(way(s), "crisis.still", optional=True, to=_choices(s))


@after_danger.step
def better(s: Scene) -> Move:
    """They put the means away, or somebody is with them: glad of it, the crisis line, and the way to a person."""
    return Ask(way(s), "crisis.better", optional=True, to=_choices(s, still))


@after_danger.step
def which(s: Scene) -> Move:
    """A yes to a call or writing: which of the two."""
    return Ask("crisis.which", optional=True, to={"call": call, "write": write, "here": here})


@after_danger.step
def call(s: Scene) -> Move:
    """A volunteer calls them."""
    return End(booked())


@after_danger.step
def write(s: Scene) -> Move:
    """A volunteer writes with them."""
    return End(rather_write())


def _choices(s: Scene, next_yes: Step = here) -> Mapping[str, Step]:
    ways: dict[str, dict[str, Step]] = {
        "crisis.then_call": {"call": call},
        "crisis.then_call_or_write": {"which": which, "write": write},
        "crisis.then_write": {"write": write},
    }
    return {"here": next_yes, **ways.get(way(s).id, {})}


def way(s: Scene, *, beside: bool = False) -> Phrase:
    """How to reach a person now. `beside`: another question stays open, so that no more than one word is named.

    A volunteer is offered only where one who takes such calls is on duty.
    """
    mine, closing = s.person.callback, s.line.closed_at(s.now)
    if closing is None and mine is not None and mine.state in _WAITS and not mine.silenced:
        searched = mine.state is not CallbackState.ACCEPTED and not s.person.ready_on
        return Phrase("crisis.then_stands_nobody" if searched else "crisis.then_stands")
    if age.is_minor_here(s):
        youth_line = s.line.youth_line
        return (
            Phrase("crisis.then_youth", {"youth_line": youth_line})
            if youth_line
            else Phrase("crisis.then_go_on")
        )
    if closing is not None:
        return Phrase("crisis.then_closed", {"at": closing.until})
    if not s.person.ready_on:
        # That nobody can call is said once, and not at all to somebody who has to call an ambulance.
        told = s.person.in_danger or danger_answer.has_happened(s)
        return Phrase("crisis.then_go_on" if told else "crisis.then_nobody")
    if not s.person.safe.calls:
        return Phrase("crisis.then_write")
    return Phrase("crisis.then_call" if beside else "crisis.then_call_or_write")


def takes_the_place_of(session: Session | None, scene: Scene) -> bool:
    """Whether the way to a person may be the open question from now on, in place of this one.

    Not where somebody waits for its answer, and not of who works here. A scale goes: "ok" would be a 3.
    """
    person = scene.person
    if (
        person.volunteer is not None
        or person.coordinator
        or (person.callback and person.callback.ready_asked)
    ):
        return False
    if session is not None and session.step in team_call.team_call.steps:
        return False  # "may our team call you now?" is the way to a person
    return session is None or session.optional or is_scale(session) or session.step in _OPENS


def is_scale(session: Session) -> bool:
    """Whether a number from 1 to 5 is asked for: how they are, or how it was."""
    return {meaning for _, meaning, _ in session.offered} >= _RATED


def eased(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to somebody in danger who says that it is better; None for every other text."""
    person = scene.person
    works_here = person.coordinator or (person.volunteer is not None and person.volunteer.active)
    if works_here or not (person.in_danger or is_open(session)) or not easing.has_eased(scene.given):
        return None
    turn = settle(better, scene)
    if takes_the_place_of(session, scene):
        return turn
    return replace(turn, said=turn.said[:-1], session=session)


def presence(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to somebody in danger who asks whether anybody is there; None for every other text."""
    if not (scene.person.in_danger or is_open(session)) or not _ARE_YOU_THERE.fullmatch(clean(scene.given)):
        return None
    turn = settle(still, scene)
    if takes_the_place_of(session, scene) or _asks_for_a_time(session):
        return turn
    return replace(turn, said=turn.said[:-1], session=session)


_ARE_YOU_THERE: Final = re.compile(
    r"(?:(?:hey|hi|hello|so|ok|um|hola|oye|oigan|y) )*"
    r"(?:(?:(?:are|r|is|you|u|anyone|anybody|someone|somebody|still|even|guys) )+"
    r"(?:there|here|around|listening)(?: \w+)?"
    r"|(?:sigues|siguen|sigue|estas|estan|hay|alguien|aun|todavia|esta) (?:\w+ ){0,2}?(?:ahi|alli|aqui|alguien)"
    r"|(?:hay alguien|alguien)(?: ahi| aqui)?|hello hello)"
)


def _asks_for_a_time(session: Session | None) -> bool:
    return session is not None and session.step.partition(".")[0] == "later"


def is_open(session: Session | None) -> bool:
    """Whether the way to a person is the open question."""
    return session is not None and session.step in after_danger.steps


def marked(scene: Scene, session: Session | None) -> Scene:
    """The scene, which says of a person that they spoke of danger lately."""
    return replace(scene, person=replace(scene.person, in_danger=True)) if is_open(session) else scene


def never_a_scale(turn: Turn, scene: Scene) -> Turn:
    """A turn that asks somebody in danger how they are, how old or when: in its place, that we are glad they wrote.

    Nor does anything that they ask end there. Who texts CHECKIN asks for the scale.
    """
    asked = turn.session
    if not scene.person.in_danger or best(scene.given, _CHECKIN) is not None:
        return turn
    time_unasked = _asks_for_a_time(asked) and not names_time(scene) and best(scene.given, _LATER) is None
    scale = asked is not None and (asked.step in _OPENS or time_unasked)
    if not scale and (asked is not None or scene.person.introduced or _asks_for_a_person(turn)):
        return turn
    said = tuple(part for part in turn.said if asked is None or part not in (asked.question, _MISSED))
    warm = settle(in_danger.numbers_offered if scene.person.safe.says_less else here, scene)
    return replace(turn, said=(*said, *warm.said), session=warm.session)


def once(turn: Turn) -> Turn:
    """The turn with the crisis line said once: the lines below an answer fall where the answer names it already."""
    names = [part.id for part in turn.said if isinstance(part, Phrase) and part.id in _NAME_THE_LINE]
    if len(names) < 2:
        return turn
    said, kept = list[Phrase | Act](), set(names) != {_FOOTER}
    for part in turn.said:
        footer = isinstance(part, Phrase) and part.id == _FOOTER
        if not footer or not kept:
            said.append(part)
        kept = kept or footer
    return replace(turn, said=tuple(said))


_FOOTER: Final = "crisis.footer"
_NAME_THE_LINE: Final = (_FOOTER, "crisis.answer", "crisis.here", "crisis.still", "crisis.better", "hurt.now")

_MISSED: Final = Phrase("missed.again")


def _asks_for_a_person(turn: Turn) -> bool:
    return any(not isinstance(part, Phrase) for part in turn.said) or not turn.said
