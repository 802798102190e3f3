"""May the team read short texts that the line did not understand? Asked once, at a calm time; a yes or no is kept.

Nobody is asked on a phone that somebody else may read, after words of danger, in their first days, or while anything of
theirs is open. Whoever is not asked then may be, after a later calm moment; whoever was asked is not asked again.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import and_, exists, or_, select

from flows.states import OPEN_STATES, OfferState
from store.consent import ledger as consent
from store.contacts import contacts, in_danger
from store.database import Tx
from store.messages import prompts
from store.models import Callback, Consent, Contact, Offer, Reminder, Volunteer
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet

KIND: Final = "may_we_read"
A_DAY_LATER: Final = timedelta(days=1)
KNOWN_FOR: Final = timedelta(days=3)
"""Who knows the line for less is asked nothing of its own."""
AFTER_DANGER: Final = timedelta(days=30)
"""So long after words of danger nobody is asked this."""


def ask_later(tx: Tx, contact_id: int) -> None:
    """Ask them a day from now, where the organisation wants it, and they were never asked."""
    if tx.line.unread and tx.line.texting and not _was_asked(tx, contact_id) and _may_ask(tx, contact_id):
        key = f"{KIND}:{contact_id}:{tx.now:%Y%m%d}"
        reminders.plan(tx, KIND, key, contact_id, tx.now + A_DAY_LATER)


def say(tx: Tx, contact_id: int, *, may: bool, words: str, source: str) -> None:
    """Keep their yes or no in the ledger. With a no, what was kept of theirs is deleted."""
    if may:
        consent.record(tx, contact_id, purpose=consent.UNREAD, action="given", words=words, source=source)
    elif not consent.no_more_reading(tx, contact_id, words, source):
        consent.record(tx, contact_id, purpose=consent.UNREAD, action="declined", words=words, source=source)


def _was_asked(tx: Tx, contact_id: int) -> bool:
    asked = and_(Consent.contact_id == contact_id, Consent.purpose == consent.UNREAD)
    return tx.run(select(Consent.id).where(asked).limit(1)).first() is not None


def _may_ask(tx: Tx, contact_id: int) -> bool:
    """Whether this is somebody who may be asked, at a calm time."""
    row = tx.run(
        select(
            *(Contact.introduced_at, Contact.age_said, Contact.shared_at, Contact.company_at),
            Volunteer.id.label("volunteer_id"),
            Volunteer.status,
            Volunteer.created_at,
        )
        .outerjoin(Volunteer, Volunteer.contact_id == Contact.id)
        .where(Contact.id == contact_id)
    ).one()
    known_since = row.created_at if row.status == "active" else row.introduced_at
    if known_since is None or known_since > tx.now - KNOWN_FOR:
        return False
    if row.age_said == "minor" or row.shared_at is not None or row.company_at is not None:
        return False
    safe = contacts.listening(tx, contact_id).safe
    if safe.says_less or safe.they_contact or safe.ends is not None or not safe.calls:
        return False
    if in_danger.spoke_of_danger(tx, contact_id, tx.now - AFTER_DANGER):
        return False
    return not _has_something_open(tx, contact_id, row.volunteer_id)


def _has_something_open(tx: Tx, contact_id: int, volunteer_id: int | None) -> bool:
    theirs = or_(Callback.contact_id == contact_id, Callback.volunteer_id == volunteer_id)
    offered = and_(Offer.volunteer_id == volunteer_id, Offer.state == OfferState.OPEN)
    waits = or_(exists().where(theirs, Callback.state.in_(OPEN_STATES)), exists().where(offered))
    return bool(tx.run(select(waits)).scalar())


def _still_calm(tx: Tx, reminder: Reminder) -> bool:
    if reminder.message_id is not None:
        return tx.line.unread  # it waits for the carrier, and was the asking
    wanted = tx.line.unread and tx.line.texting and not _was_asked(tx, reminder.contact_id)
    return wanted and _may_ask(tx, reminder.contact_id)


def _put(tx: Tx, reminder: Reminder) -> int | None:
    put = prompts.put(tx, reminder.contact_id, "learn.may_we", purpose="question")
    if put is not None:
        consent.record(
            tx, reminder.contact_id, purpose=consent.UNREAD, action="asked", words="", source="text"
        )
    return put


KINDS: Final = (
    Kind(
        KIND,
        purpose="question",
        late=timedelta(hours=36),
        put=_put,
        still_true=_still_calm,
        quiet=Quiet.WAIT,
        wording=("learn.may_we",),
    ),
)
