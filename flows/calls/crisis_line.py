"""Key 8 on every call: put through to the crisis line, or its numbers, digit by digit."""

from typing import Final

from flows.contacts import stated_region
from flows.effects.calls import ReachCrisisLine
from flows.engine import Phrase, Scene, Session, Turn, act

KEY: Final = "8"
_KEYED_IN: Final = frozenset(
    ("number.ask", "other_number.key_code", "pin.new", "ring_back.pin", "trusted.ask_number")
)
"""Questions that no single digit answers: a number, a PIN, a code."""


def reach(session: Session) -> Turn:
    """Put the caller through; the open question is put again when they are back, or where they cannot be."""
    reached = act(ReachCrisisLine(), ringing="crisis_line.ringing", numbers="crisis_line.numbers")
    return Turn((reached, session.question), (), session)


def is_asked_for(given: str, session: Session, scene: Scene, *, collecting: bool) -> bool:
    """Whether this key asks for it: not where the menu they were told gives the key to something else.

    While something is keyed in ("8" may be an hour, or how many calls), only somebody who spoke of danger means that;
    where a whole number or a PIN is asked for, 8 alone is neither.
    """
    if given != KEY or any(key == KEY for key, _, _ in session.offered):
        return False
    return not collecting or scene.person.needs_ready or session.question.id in _KEYED_IN


def key_told(scene: Scene) -> Phrase:
    """How to get there, said right behind the answer to words of danger."""
    return Phrase(
        "crisis_line.key" if stated_region.dialled(scene.person, scene.line) else "crisis_line.key_numbers"
    )
