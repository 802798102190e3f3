"""What participants may call a volunteer: nothing before the volunteer has agreed, and the ledger says when."""

from sqlalchemy import select, update

from flows.states import HELD_STATES, OfferState
from store.consent import ledger as consent
from store.contacts import views
from store.database import Tx
from store.models import Callback, Offer, Volunteer
from store.vault.columns import VOLUNTEER_CALLED
from store.volunteers import roster

PURPOSE = "name"
"""Under which purpose the ledger has it."""


def keep(tx: Tx, contact_id: int, volunteer_id: int, name: str, source: str) -> None:
    """They would be called so; "": by no name. In force with the next text."""
    known = views.name_for_participants(tx, volunteer_id)
    action = "given" if name else "withdrawn" if known else "declined"
    consent.record(tx, contact_id, purpose=PURPOSE, action=action, words=name, source=source)
    row = roster.named(tx, volunteer_id).row
    sealed = tx.seal(VOLUNTEER_CALLED, row, name, whose=contact_id) if name else None
    kept = {"called_sealed": sealed, "name_asked_at": tx.now}
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**kept))


def asked(tx: Tx, volunteer_id: int) -> None:
    """They were asked for it: not again by ourselves."""
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(name_asked_at=tx.now))


def to_ask(tx: Tx, volunteer_id: int) -> str:
    """Their first name, where it is time to ask whether participants may know it; "" where it is not.

    Once, and never in the way of a call: not while they hold one, or are asked for one.
    """
    never_asked = select(Volunteer.id).where(Volunteer.id == volunteer_id, Volunteer.name_asked_at.is_(None))
    if tx.run(never_asked).first() is None:
        return ""
    offers = select(Offer.id).where(Offer.volunteer_id == volunteer_id, Offer.state == OfferState.OPEN)
    held = select(Callback.id).where(Callback.volunteer_id == volunteer_id, Callback.state.in_(HELD_STATES))
    busy = tx.run(offers.limit(1)).first() or tx.run(held.limit(1)).first()
    return "" if busy else views.first_name(tx, volunteer_id)
