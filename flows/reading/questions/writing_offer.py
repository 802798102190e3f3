"""Somebody for whom phone calls are hard is offered to write instead; who chooses to write is written to."""

from typing import Final

from flows.catalogue import STEPS
from flows.engine import Channel, Scene, Session, Turn, follow, settle
from flows.reading.questions.asides import must_be_answered
from flows.requests import details, understood
from flows.requests.understood import RATHER_IN_WRITING
from flows.rules.meaning import phone_words
from flows.rules.refusal import refusal, writing_words

_IN_WORDS: Final = 2
"""One word alone, "mensaje", chooses only where writing is offered."""


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The offer to write; None for every other text, and where a call to come is refused or already in writing."""
    volunteer, mine = scene.person.volunteer, scene.person.callback
    if (volunteer is not None and volunteer.active) or must_be_answered(session):
        return None
    if refusal.is_a_story(scene.given) or not phone_words.say_hard(scene.given):
        return None
    if refusal.rather_writes(scene.given):
        return None  # they have chosen it themselves
    if mine is not None and (mine.kind == "text" or mine.silenced or refusal.read(scene.given) is not None):
        return None
    if session is not None and session.question.id in RATHER_IN_WRITING:
        return None
    offered = settle(STEPS["understood.in_writing"], scene)
    safe, closed = scene.person.safe, scene.line.closed_at(scene.now) is not None
    rings = safe.calls and not safe.says_less and not closed and not scene.person.cannot_phone
    if scene.channel is Channel.VOICE or not rings or scene.person.in_danger or offered.session is None:
        return offered
    return offered.saying("trial.hint")


def chosen(scene: Scene, session: Session | None) -> Turn | None:
    """What follows when somebody chooses to write: it is booked, in place of an open call. "Ok but dont call" is asked.

    Writing rings no phone and one word takes it back, so a reason beside the choice makes it no less sure.
    """
    volunteer, mine = scene.person.volunteer, scene.person.callback
    if (volunteer is not None and volunteer.active) or scene.channel is Channel.VOICE:
        return None
    offered = session is not None and any(meaning == "write" for _, meaning, _ in session.offered)
    if session is not None and offered and mine is None and writing_words.accepts_without_call(scene.given):
        return settle(understood.in_writing, scene)
    if not writing_words.chooses(scene.given):
        return None
    if session is not None and offered:
        return follow(session, "write", STEPS, scene)
    if (
        len(scene.given.split()) < _IN_WORDS
        or must_be_answered(session)
        or (mine is not None and mine.kind == "text")
    ):
        return None
    return settle(understood.write if mine is None else details.write, scene)
