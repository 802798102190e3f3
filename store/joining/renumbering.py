"""A volunteer has another number: what they are stays with them, and their old phone is nobody's.

The volunteer's row goes to the new number's contact. So nothing that was said, sealed or refused under the old number
is moved to a phone that did not say it, and whoever gets the old number one day is a stranger.
"""

from enum import StrEnum

from sqlalchemy import and_, func, select, update

from flows.states import OfferState
from store.callbacks import callbacks, offer_rows
from store.contacts import contacts
from store.database import Tx
from store.joining import new_owner
from store.models import Contact, Conversation, Offer, Reminder, Volunteer
from store.rota import duty_reminders
from store.rota import reminders as shift_reminders
from store.volunteers import roster


class NotMoved(StrEnum):
    """Why a volunteer cannot have this number."""

    SAME = "same"
    ANOTHERS = "anothers"
    OPTED_OUT = "opted_out"
    HOLDS = "holds"


OF_VOLUNTEERS = tuple(kind.name for kind in (*shift_reminders.KINDS, *duty_reminders.KINDS))


def renumber(tx: Tx, volunteer_id: int, number: str, *, agreed: str) -> str | NotMoved:
    """Give a volunteer this number (E.164); gives their new handle. Nothing has changed where it is refused.

    `agreed`: how they agreed to be texted there. They are off duty: no offer goes to that phone, which may be a
    stranger's by a slip of the finger, before it has texted ON, or a shift of theirs begins.
    """
    row = tx.run(select(Volunteer.__table__).where(Volunteer.id == volunteer_id)).one()
    to = contacts.by_number(tx, number)
    if to.contact_id == row.contact_id:
        return NotMoved.SAME
    if to.volunteer_id is not None:
        return NotMoved.ANOTHERS
    if to.opted_out_at is not None:
        return NotMoved.OPTED_OUT
    held = callbacks.lock_held(tx, volunteer_id)
    if held is not None:
        return NotMoved.HOLDS
    offers = and_(Offer.volunteer_id == volunteer_id, Offer.state == OfferState.OPEN)
    offer_rows.withdraw_open(tx, volunteer_id)
    offer_rows.move(tx, offers, OfferState.WITHDRAWN, OfferState.OPEN)
    theirs = and_(Reminder.contact_id == row.contact_id, Reminder.kind.in_(OF_VOLUNTEERS))
    still = and_(theirs, Reminder.state == "due")
    tx.run(update(Reminder).where(still).values(contact_id=to.contact_id))
    new_owner.end_for_owner(tx, row.contact_id, words="volunteers renumber", source="command")
    old = tx.run(select(Contact.language, Contact.timezone).where(Contact.id == row.contact_id)).one()
    zone = func.coalesce(Contact.timezone, old.timezone)
    tx.run(update(Contact).where(Contact.id == to.contact_id).values(language=old.language, timezone=zone))
    stale = Conversation.contact_id.in_((row.contact_id, to.contact_id))
    tx.run(update(Conversation).where(stale).values(session_sealed=None))
    off = {"on_duty": False, "duty_until": None, "duty_since": None, "agreed": agreed}
    if to.contact_id is not None:
        off |= roster.sealed_for(tx, row, to.contact_id)  # the old number's key may be destroyed one day
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(contact_id=to.contact_id, **off))
    return str(to.handle)
