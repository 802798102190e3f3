"""What somebody answers to the questions of SAFE in their own words: none of it books or moves a call."""

import re
from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.contacts.safe import HOURS_GIVEN, NO_VOICEMAIL, keep_hours
from flows.engine import ANYTHING, Channel, Phrase, Scene, Session, Turn, follow
from flows.reading.sentence import read
from flows.replies import replies
from flows.rules.crisis import crisis
from flows.rules.refusal import refusal
from flows.rules.safe_contact.answers import find_hours, read_hours
from flows.rules.words.replies import best, clean

RINGS: Final = frozenset("call call_at now yes later write woman man topic remind".split())
"""What a text may be taken for elsewhere, and never while these questions are open."""
_TOLD: Final = ("tell", "check", "crisis", "unsafe", "private")
TOLD_ONCE: Final = "told_once"
_TELLS, _SENTENCE = 0.4, 3


_ASKS: Final = re.compile(r"^(?:what|why|how|huh|que|por ?que|para que|como|cual)\b(?!.*\bclub\b)")
_NO_VOICEMAIL: Final = re.compile(
    r"^(?:and |y |but |pero |please |porfa )*(?:no|dont leave|do not leave|sin|no dejen|never)"
    r" (?:any |a |un |mensajes? )?(?:voicemails?|voice mails?|buzon|(?:en el|de) (?:buzon|voz))"
    r"(?: (?:please|porfa|por favor))*$"
)


def is_open(session: Session | None) -> bool:
    """Whether a question of SAFE is open, and not only the list of the answers."""
    return session is not None and session.step.startswith("safe.") and session.question.id != "safe.stands"


def books(meaning: str, scene: Scene, session: Session | None) -> bool:
    """Whether this meaning would ring, book or move something, in answer to a question of SAFE."""
    in_writing = meaning == "write" and not any(map(str.isdigit, scene.given))
    return meaning in RINGS and not in_writing and is_open(session)


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """Keep hours that stand in an answer to another question, and hear what somebody tells beside it."""
    if session is None or not session.step.startswith("safe.") or scene.channel is not Channel.TEXT:
        return None
    if (kept := _hours(scene, session)) is not None or not is_open(session):
        return kept
    said = clean(scene.given)
    if _NO_VOICEMAIL.search(said) and session.question.id != "safe.voicemail":
        return Turn((session.question,), (), session).saying(NO_VOICEMAIL)
    if session.offered[0][1] == ANYTHING and (_ASKS.search(said) or scene.given.rstrip().endswith("?")):
        return Turn((session.question,), (), session)  # "what is that" is no name to go by
    return _told(scene, session)


def _hours(scene: Scene, session: Session) -> Turn | None:
    in_words = session.offered[0][1] == ANYTHING
    hours = (read_hours if in_words else find_hours)(scene.given)
    if hours is None or hours[0] == hours[1] or session.question.id == "safe.hours":
        return None
    kept, known = keep_hours(hours), {**session.answers, HOURS_GIVEN: "yes"}
    if session.question.id == "safe.stands":
        return Turn().saying(*kept, "safe.kept")
    session = replace(session, answers=known)
    answers = replies(session, scene.person.language)
    meant = next((best(word, answers) for word in clean(scene.given).split()[:1]), None)
    if meant is not None and (turn := follow(session, meant.partition(":")[2], STEPS, scene)) is not None:
        return turn.saying(*kept)
    return Turn((session.question,), (), session).saying(*kept)


def _told(scene: Scene, session: Session) -> Turn | None:
    if session.offered[0][1] == ANYTHING and len(clean(scene.given).split()) < _SENTENCE:
        return None  # a name or a word of their own
    if refusal.somebody_is_there(scene.given):
        return None
    danger = crisis.read(scene.given).tier is not crisis.Tier.none
    said = read(scene, session)
    tells = said.likely.meaning in _TOLD and said.share(*_TOLD) >= _TELLS
    if TOLD_ONCE in session.answers:
        return None  # the same words again are no answer: what is not understood leads to a person
    if not danger and not (tells and len(clean(scene.given).split()) >= _SENTENCE):
        return None
    session = replace(session, answers={**session.answers, TOLD_ONCE: "yes"})
    return Turn((Phrase("safe.told"), session.question), (), session)
