"""The ground rules of a talk: told to a participant before their first one, and accepted by going on with it."""

from datetime import timedelta
from typing import Final

from sqlalchemy import exists, or_, select

from flows.effects.base import AlertKind
from flows.wording import render
from store.consent import ledger
from store.contacts import contacts, in_danger
from store.database import Tx
from store.models import Callback, Consent, Volunteer
from store.vault.columns import CONSENT_WORDS, row_of

PURPOSE: Final = "ground_rules"
"""Under which the ledger keeps that they were told, and that they went on."""
RESPECT, ENDING, ALOUD = "ground_rules.respect", "ground_rules.ending", "ground_rules.aloud"
BY_TEXT: Final = (RESPECT, ENDING)
_MOST_BOOKINGS: Final = 2
"""Whoever booked and never talked is told once more, with a later booking, and then no more."""
_FRESH: Final = timedelta(hours=12)
"""So long nobody is told again what they were told: they may call off and book anew within a minute."""


def for_booking(tx: Tx, contact_id: int, channel: str, *, in_writing: bool) -> tuple[str, ...]:
    """What is said beside a booking: nothing, or the rules as far as no text before the talk will say them."""
    if not _are_due(tx, contact_id) or _times_told(tx, contact_id) >= _MOST_BOOKINGS:
        return ()
    due = (ALOUD,) if channel == "voice" else BY_TEXT if in_writing else (RESPECT,)
    said = _not_told_lately(tx, contact_id, due)
    were_told(tx, contact_id, said, channel)
    return said


def before_talk(tx: Tx, contact_id: int) -> tuple[str, ...]:
    """What is still to be said in the text before the first talk. Once that is queued, call `were_told`."""
    if not _are_due(tx, contact_id):
        return ()
    return (ENDING,) if _times_told(tx, contact_id) else BY_TEXT


def were_told(tx: Tx, contact_id: int, said: tuple[str, ...], source: str) -> None:
    """Keep in the ledger that they were told these; the last of them alone belongs to what was told before."""
    if said and said != (ENDING,):
        _note(tx, contact_id, "informed", said, source)


def accept(tx: Tx, contact_id: int | None, source: str) -> None:
    """They go on with a talk: if they were told the rules, they have accepted them, once and for all."""
    if contact_id is not None and "given" not in (told := _actions(tx, contact_id)) and told:
        _note(tx, contact_id, "given", BY_TEXT, source)


def _are_due(tx: Tx, contact_id: int) -> bool:
    """Whether a first talk is ahead of them. Somebody in danger is told nothing: it must not stand in their way."""
    if "given" in _actions(tx, contact_id):
        return False
    no_first_talk = or_(
        exists().where(Callback.contact_id == contact_id, Callback.connected_at.is_not(None)),
        exists().where(Volunteer.contact_id == contact_id, Volunteer.status == "active"),
    )
    if tx.run(select(no_first_talk)).scalar():
        return False
    return not (in_danger.in_crisis(tx, contact_id) or in_danger.was_told(tx, contact_id, AlertKind.CHECK))


def _not_told_lately(tx: Tx, contact_id: int, said: tuple[str, ...]) -> tuple[str, ...]:
    """Those of them that they were not told within the last hours; aloud, all were told."""
    told = select(Consent.id, Consent.row_key, Consent.source, Consent.words_sealed).where(
        Consent.contact_id == contact_id, Consent.purpose == PURPOSE, Consent.at > tx.now - _FRESH
    )
    lately = tx.run(told).all()
    if any(each.source == "voice" for each in lately):
        return ()
    words = [tx.open(CONSENT_WORDS, row_of(each), each.words_sealed) for each in lately]
    to = contacts.listener(tx, contact_id)
    return tuple(each for each in said if not any(render(each, to) in told for told in words))


def _times_told(tx: Tx, contact_id: int) -> int:
    return _actions(tx, contact_id).count("informed")


def _actions(tx: Tx, contact_id: int) -> list[str]:
    kept = select(Consent.action).where(Consent.contact_id == contact_id, Consent.purpose == PURPOSE)
    return list(tx.run(kept).scalars())


def _note(tx: Tx, contact_id: int, action: str, wordings: tuple[str, ...], source: str) -> None:
    to = contacts.listener(tx, contact_id)
    words = " ".join(render(each, to) for each in wordings)
    ledger.record(tx, contact_id, purpose=PURPOSE, action=action, words=words, source=source)
