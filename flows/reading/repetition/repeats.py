"""A text sent twice, and a greeting while a question is open: neither is an answer (docs/adr/0037)."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.engine import Scene, Session, Turn
from flows.reading.keywords import GREETINGS
from flows.reading.thought import one_thought
from flows.replies import replies
from flows.requests import after_danger
from flows.requests.understood import NOTHING_READ
from flows.rules.words.replies import best, clean, strip_courtesy

SENT_TWICE: Final = timedelta(seconds=5)
"""Sent or delivered twice: nobody reads a question and answers it in so short a time with the very same words."""
_SHORT: Final = 12


def put_again(scene: Scene, session: Session | None) -> Turn | None:
    """Put the open question again where a text cannot be meant for it; None where it may be.

    The words that led to a question, again within seconds, were sent twice. And the number that ended one question
    never means something else to the next one that nobody needs to answer: "1, call me" and one more 1 moves no call.
    """
    if session is None:
        return None
    if after_danger.is_open(session):
        return None  # a greeting is answered warmly, and nothing there is done twice
    said = clean(scene.given)
    if said in GREETINGS or strip_courtesy(said) in GREETINGS:
        if session.step in NOTHING_READ:
            return one_thought.greeted(scene, session)  # it opens a check-in, as with nothing open
        return one_thought.greeted(scene, session) or Turn((session.question,), (), session)
    if not said or said != session.caused_by or not _would_answer(scene, session):
        return None
    if session.put_at is not None and scene.now - session.put_at <= SENT_TWICE:
        return Turn((session.question,), (), session)
    if session.optional and session.after_end and said.isdigit():
        return Turn((session.question,), (), session)
    return None


def _would_answer(scene: Scene, session: Session) -> bool:
    """Whether the words would answer the question. SKIP does not count: skipping one question too many does no harm."""
    return best(scene.given, replies(session, scene.person.language)) not in (None, "reply:skip")


def remember(scene: Scene, before: Session | None, after: Session | None) -> Session | None:
    """The question to keep, with the words that led to it and when; they count for the very next text alone."""
    if after is None:
        return None
    if after.told_at != scene.now:
        after = replace(after, told_at=None)  # this text was no words of their own: the next one is answered
    if before is not None and before.asks_the_same(after):
        return replace(after, caused_by="", put_at=None)
    said = clean(scene.given)
    another = before is not None and before.step.partition(".")[0] != after.step.partition(".")[0]
    # Their own words are kept in one place only, from which they go in time.
    led = "" if after.told_at is not None else said[:_SHORT]
    return replace(after, caused_by=led, put_at=scene.now, after_end=another)
