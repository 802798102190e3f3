"""When texts cannot be read: what can be chosen, a person, the crisis line, and never the same words for ever."""

from dataclasses import replace
from typing import Final

from flows.effects.contacts import OfferPerson
from flows.engine import Act, Phrase, Scene, Session, Turn, act, missed, settle
from flows.reading.refusal import refusals
from flows.requests import after_danger, understood

_PERSON: Final = "a person"
_QUESTION: Final = "the question"
_AFTER_THE_FIRST: Final = (_PERSON, "missed.kept", "missed.still", "missed.kept", "missed.still")
"""What is said instead of a question, from the second miss in a row on. After the last of it, nothing."""
_OF: Final = {
    understood.unread.name: (_PERSON, "missed.still", _QUESTION, _PERSON, "missed.still"),
    understood.waiting.name: (_QUESTION, _PERSON),
}
"""The same, for questions that were only put because nothing was understood."""

_IN_SAFE: Final = ("safe.unread", "safe.unread_again", "safe.unread", "safe.unread_again")
"""The same for the questions of SAFE: who reads along learns nothing of what this is."""


def offer_person() -> Act:
    """Offer a person: a call where somebody is on duty, else a coordinator is told."""
    return act(OfferPerson(), call="missed.human", told="missed.told", nobody="missed.human")


def offer_person_aloud() -> Act:
    """As `offer_person`, at the end of a call."""
    return act(OfferPerson(), call="voice.bad_line", told="voice.bad_line_told", nobody="voice.bad_line")


def nothing_known(scene: Scene, session: Session | None) -> Turn:
    """What to say to a participant's text that nobody understands, with no question open that needs an answer.

    What they can choose becomes the open question, so that misses are counted. One that may be answered stays open.
    """
    if session is not None and after_danger.is_open(session):
        return Turn(settle(after_danger.here, scene).said, (), missed(session))
    waits = scene.person.callback is not None
    choices = understood.waiting if waits else understood.unread
    if session is None or (waits and refusals.takes_no_for_nothing(session)):
        # "Reply NO and nobody calls" is the question from now on, and no longer what may be added.
        return settle(choices, scene, misses=(session.misses if session else 0) + 1)
    if session.step == choices.name:
        return Turn((session.question,), (), missed(session))
    if session.step in understood.NOTHING_READ:
        return settle(choices, scene, misses=session.misses + 1)
    if not waits and _is_a_choice(session):
        return Turn((Phrase("missed.again"), session.question), (), missed(session))
    offered = settle(choices, scene).said if waits else (Phrase("missed.unknown"),)
    return Turn(offered, (), missed(session))


def _is_a_choice(session: Session) -> bool:
    """Whether two or three numbers are to choose from: that question is put again."""
    numbers = {key for key, meaning, _ in session.offered if key.isdigit()}
    return session.step not in understood.NOTHING_READ and 2 <= len(numbers) <= 3


def instead(turn: Turn, before: Session | None) -> Turn:
    """From the second miss on, say something else than the same sentence again, and at last nothing.

    The question stays open as it was heard, so that its answer is still read. A text that was understood begins the
    counting anew.
    """
    session = turn.session
    if session is None or before is None:
        return turn
    if session.misses <= before.misses:
        heard = bool(turn.said or turn.effects) and session.misses > 0
        return replace(turn, session=replace(session, misses=0)) if heard else turn
    if session.misses < 2:
        return turn
    of_safe = session.step.startswith("safe.")
    ladder = _IN_SAFE if of_safe else _OF.get(session.step, _AFTER_THE_FIRST)
    step = session.misses - 2
    return replace(turn, said=(_said(ladder[step], session),) if step < len(ladder) else ())


def _said(rung: str, session: Session) -> Phrase | Act:
    if rung == _PERSON:
        return offer_person()
    return session.question if rung == _QUESTION else Phrase(rung)
