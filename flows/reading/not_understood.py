"""When answers cannot be read, the line stops repeating its question, and offers the crisis line and a person."""

from dataclasses import replace
from typing import Final

from flows.effects.contacts import OfferPerson
from flows.engine import Act, Phrase, Session, Turn, act

TEXT_MISSES: Final = 2
"""The second text in a row that is not understood gets the offer of a person instead of the question."""


def offer_person() -> Act:
    """Offer a person: a call where somebody is on duty, else a coordinator is told."""
    return act(OfferPerson(), call="missed.human", told="missed.told", nobody="missed.human")


def offer_person_aloud() -> Act:
    """As `offer_person`, at the end of a call."""
    return act(OfferPerson(), call="voice.bad_line", told="voice.bad_line_told", nobody="voice.bad_line")


def instead(turn: Turn, before: Session | None) -> Turn:
    """From the second miss on, say something else than the same sentence again.

    The question stays open as it was heard, so that its answer is still read.
    """
    session = turn.session
    if session is None or before is None or session.misses <= before.misses or session.misses < TEXT_MISSES:
        return turn
    if session.misses == TEXT_MISSES:
        return replace(turn, said=(offer_person(),))
    return replace(turn, said=(Phrase("missed.kept" if session.misses % 2 else "missed.still"),))
