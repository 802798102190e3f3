"""Looks up what a conversation has to know before it answers: of danger, else whether volunteers are kept from them."""

from dataclasses import replace

from flows.rules.crisis import crisis
from flows.rules.words.languages import language_of
from store.callbacks import blocks
from store.contacts import contacts, in_danger
from store.database import Tx
from store.volunteers import danger_calls


def seen(tx: Tx, known: contacts.Known, words: str, *, call_sid: str | None = None) -> contacts.Known:
    """Who talks, and whether they used words of crisis within a day, or do in `words`; `call_sid`: on this call."""
    if known.contact_id is not None:
        whose = [in_danger.of_contact(known.contact_id)]
    elif call_sid is not None:
        whose = [f"call {call_sid}"]
    else:
        whose = []
    lately = in_danger.spoken(tx, whose, tx.now - in_danger.IN_CRISIS) if whose else in_danger.Spoken()
    now = crisis.read(words).tier if words else crisis.Tier.none
    if not lately.needs_ready and now is not crisis.Tier.crisis:
        return _blocked(tx, known)
    language = known.language if known.person.introduced else language_of(words) or known.language
    person = replace(
        known.person,
        in_danger=lately.crisis,
        needs_ready=True,
        ready_on=danger_calls.is_somebody_on(tx, language, besides=known.contact_id),
        danger_taken_at=lately.taken_at,
    )
    return replace(known, person=person)


def _blocked(tx: Tx, known: contacts.Known) -> contacts.Known:
    if known.contact_id is None:
        return known
    found = blocks.in_force(tx, known.contact_id)
    if found is None or in_danger.in_crisis(tx, known.contact_id):
        return known
    person = replace(known.person, blocked=True, blocked_until=found.until)
    return replace(known, person=person)
