"""What somebody in danger writes while one of the team writes to them goes to that person; nothing else changes.

Danger, keywords and any no to a call are read as ever, and go along; a bare no answers what the team asked. While the
team wrote a moment ago the line itself stays silent: two who answer at once would confuse. Later it answers as always,
so that nobody writes into silence.
"""

import re
from datetime import timedelta
from typing import Final

from flows.contacts import team_call
from flows.contacts.team_call import team_call as team_call_flow
from flows.effects.alert_actions import PassToTeam
from flows.engine import Phrase, Scene, Session, Turn, settle
from flows.reading import sentence
from flows.reading.refusal import refusals
from flows.relay import writing
from flows.replies import ALL_KEYWORDS, replies
from flows.rules.refusal import agreement, refusal
from flows.rules.refusal.kinds import About
from flows.rules.screening import opt_out, wrong_number
from flows.rules.words.replies import best, clean
from flows.said_times import names_time

SILENT_FOR: Final = timedelta(minutes=20)
"""So long after the team's last words the line leaves the talking to them."""


def passed_on(scene: Scene, session: Session | None) -> tuple[PassToTeam, ...]:
    """Their words, for whoever of the team wrote to them; none where they are for a volunteer or for the line."""
    person = scene.person
    if person.team_wrote_at is None or not clean(scene.given) or writing.is_under_way(person):
        return ()
    if _is_for_the_line(scene, session) or opt_out.opt_out(scene.given) or person.opted_out:
        return ()
    return (PassToTeam(scene.given),)


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """Silence, where the team wrote a moment ago and these words are for them; None where the line answers."""
    if session is not None and session.step in team_call_flow.steps and agreement.to_call(scene.given):
        return settle(team_call.yes, scene)
    if not _writes_now(scene) or not passed_on(scene, session):
        return None
    if session is not None and not session.optional:
        return None
    if session is not None and session.step in team_call_flow.steps and _says_no(scene.given):
        return settle(team_call.no, scene)
    said_no = refusal.read(scene.given)
    about_a_call = said_no is not None and said_no.about is not About.PLAIN
    # A bare "not really" answers what the team asked, and calls nothing off.
    if (
        about_a_call
        and scene.person.callback is not None
        and (no := refusals.answer(scene, None)) is not None
    ):
        return no
    if _wants_a_call(scene):
        return settle(team_call.wanted, scene)
    bare_no = said_no is not None and not about_a_call  # to the model "not really" is much like no call
    if not bare_no and _wants_something(scene):
        return None
    return Turn((), (), session if session is not None and session.step in team_call_flow.steps else None)


def who(scene: Scene, session: Session | None) -> Turn | None:
    """Whose words those were, for somebody who asks who this is while the team writes; it is no wrong number."""
    if not _writes_now(scene) or not passed_on(scene, session):
        return None
    if wrong_number.read(scene.given) is not wrong_number.Reading.PERHAPS and not _IS_IT_A_PERSON.search(
        clean(scene.given)
    ):
        return None
    return Turn((Phrase("team_talk.who"),), (), session)


_IS_IT_A_PERSON: Final = re.compile(
    r"\b(?:are|r) (?:you|u) (?:\w+ ){0,2}(?:real|human|person|bot|robot|computer|ai|machine)\b"
    r"|\bis this (?:\w+ ){0,3}(?:real|human|person|bot|robot|computer|ai|machine)\b"
    r"|\b(?:eres|sos|es|esto es|habla) (?:\w+ ){0,2}(?:real|human[oa]|persona|robot|bot|computadora|maquina"
    r"|programa)\b"
)


def _writes_now(scene: Scene) -> bool:
    wrote = scene.person.team_wrote_at
    return wrote is not None and scene.now - wrote <= SILENT_FOR


_WANTED: Final = ("call", "call_at", "write", "no_call", "stop", "erase")
"""What the line does at somebody's word, whoever else reads it: a call, writing, an end."""


def _wants_a_call(scene: Scene) -> bool:
    """Whether they ask to be called, at no time of their own: whoever writes with them is nearer than a volunteer."""
    said = sentence.read(scene, None)
    return said.asks_for_call and not said.is_sure("call_at") and not names_time(scene)


def _wants_something(scene: Scene) -> bool:
    said = sentence.read(scene, None)
    return said.asks_for_call or any(said.is_sure(meaning) for meaning in _WANTED)


def _says_no(text: str) -> bool:
    """Whether words behind "may we call you?" are a no, however they go on: a suspicion is enough."""
    return refusal.read(text) is not None or refusal.begins_with_no(text)


def _is_for_the_line(scene: Scene, session: Session | None) -> bool:
    """A keyword, or a digit or a yes that answers the question that stands on their screen."""
    if best(scene.given, ALL_KEYWORDS) is not None and len(clean(scene.given).split()) == 1:
        return clean(scene.given) not in _GREETS
    if session is None:
        return False
    answers = replies(session, scene.person.language)
    theirs = session.step in team_call_flow.steps or clean(scene.given).isdigit()
    return theirs and best(scene.given, answers) is not None


_GREETS: Final = ("hi", "hello", "hey", "hola")
