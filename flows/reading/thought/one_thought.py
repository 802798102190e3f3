"""Several texts within seconds are one thought: the first is answered, and what only goes on with it is not.

Nothing goes unread: words of danger are looked at before, and what holds a no, a question, a keyword, an answer or a
request is answered as always.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.effects.contacts import RaiseAlert
from flows.effects.told import KeepTold
from flows.engine import Scene, Session, Turn
from flows.reading.sentence import Sentence, read
from flows.rules.crisis import crisis, everyday_needs
from flows.rules.meaning import certainty
from flows.rules.meaning.meanings import UNCLEAR
from flows.rules.refusal import refusal
from flows.rules.words.replies import clean

WITHIN: Final = timedelta(seconds=20)
"""How soon after the text before the next one goes on with the same thought."""
_GOES_ON: Final = frozenset(("tell", "greeting", "thanks", "bye", UNCLEAR))
"""The meanings that need no answer of their own."""
_REQUESTS: Final = frozenset(("call", "call_at", "write", "no_call", "stop"))
_LIKELY: Final = 0.5
"""So likely, what they ask for is answered, though perhaps with a question."""
_TOLD_IN: Final = 3
"""Fewer words of somebody in danger, "ok" or "2", are answered, however soon they come."""
_COURTESY: Final = frozenset(("greeting", "thanks", "bye"))
"""And of these, the ones that are not kept with the thought that they go on with."""


def told(scene: Scene, turn: Turn) -> Turn:
    """An answer to words of their own: the question it leaves open knows when they came."""
    if turn.session is None or any(isinstance(effect, RaiseAlert) for effect in turn.effects):
        return over(turn)
    return replace(turn, session=replace(turn.session, told_at=scene.now))


def over(turn: Turn) -> Turn:
    """After words of danger: whatever follows them is answered, however soon it comes."""
    return turn if turn.session is None else replace(turn, session=replace(turn.session, told_at=None))


def unanswered(scene: Scene, session: Session | None) -> Turn | None:
    """No answer, for a text that only goes on with a thought; None for every other."""
    silent = greeted(scene, session)
    words = clean(scene.given).split()
    if scene.person.in_danger and len(words) < _TOLD_IN:
        return None
    if len(words) == 1 and words[0].isdigit():
        return None  # meant as an answer: whoever mistyped one and sends another is answered again
    if silent is None or not _only_goes_on(said := read(scene, session)):
        return None
    if said.who != "participant" or said.likely.meaning in _COURTESY:
        return silent
    kept = KeepTold(scene.given, goes_on=True, after_talk=said.state == "after")
    return replace(silent, effects=(kept,))


def greeted(scene: Scene, session: Session | None) -> Turn | None:
    """As `unanswered`, for a text that is a greeting and nothing else."""
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.invited:
        return None  # each answer to the ground rules counts
    if (
        session is None
        or session.told_at is None
        or scene.now - session.told_at > WITHIN
        or _asks(scene.given)
    ):
        return None
    return Turn((), (), replace(session, told_at=scene.now))


def _asks(text: str) -> bool:
    """Whether it holds a question, a no, something that they need now, or words of danger."""
    if "?" in text or "¿" in text or refusal.begins_with_no(text) or refusal.read(text) is not None:
        return True
    if everyday_needs.read(text):
        return True
    return crisis.read(text).tier is not crisis.Tier.none


def _only_goes_on(said: Sentence) -> bool:
    """Whether nothing else is surely meant. Of danger a guess is enough."""
    meaning = said.likely.meaning
    if not said.text.strip():
        return True
    if said.share("crisis", "check") >= certainty.GUESSED:
        return False
    if meaning in _REQUESTS and said.likely.known and said.likely.share >= _LIKELY:
        return False
    sure = said.is_sure(meaning) and said.likely.known
    return not sure or meaning in _GOES_ON
