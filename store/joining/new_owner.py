"""A number has changed hands: everything that was set up for its former owner ends, and a coordinator is told."""

from typing import Final

from sqlalchemy import and_, or_, select, update

from flows.effects.base import AlertKind
from store.consent import ledger as consent
from store.consent import other_numbers
from store.contacts import last_heard
from store.database import Tx
from store.joining import leaving
from store.messages import compose
from store.models import Contact, Message, Volunteer
from store.reminders import reminders, schedules
from store.requests import call as requests

NOBODY_HAS_IT: Final = 30005
"""The carrier's error for a number that is nobody's, or a phone that has been off for long."""
TIMES: Final = 3


def end_all(tx: Tx, contact_id: int, volunteer_id: int | None, words: str, source: str) -> bool:
    """End callbacks, reminders, trusted texts and a volunteer's duty, and tell the coordinator.

    Gives whether it was a volunteer's, so that JOIN takes it back within the day.

    `words` and `source` go to the consent ledger. They may text us as anybody may: this is no opt-out.
    """
    end_for_owner(tx, contact_id, words, source)
    theirs = volunteer_id is not None and leaving.another_owner(
        tx, contact_id, volunteer_id, words=words, source=source
    )
    compose.raise_alert(tx, AlertKind.WRONG_NUMBER, contact_id=contact_id)
    return theirs


def end_for_owner(tx: Tx, contact_id: int, words: str, source: str) -> None:
    """End all that was set up from this number by whoever had it. What a volunteer has is not touched."""
    requests.cancel_everything(tx, contact_id)
    tx.run(update(Contact).where(Contact.id == contact_id).values(region=None))
    compose.drop_unsent(tx, contact_id)
    reminders.drop_all(tx, contact_id, why="wrong number")
    if schedules.end(tx, contact_id, "wrong number"):
        consent.record(
            tx, contact_id, purpose=consent.REMINDERS, action="withdrawn", words=words, source=source
        )
    other_numbers.opted_out(tx, contact_id)
    consent.no_more_reading(tx, contact_id, words, source)
    consent.record(tx, contact_id, purpose="number", action="withdrawn", words=words, source=source)


def nobody_there(tx: Tx, contact_id: int) -> bool:
    """The carrier says of a text that nobody has this number. The third time running, all that was set up for it ends.

    And the coordinator is told. False, and nothing is done, the first two times, and where they were heard of since.
    """
    # A text that is sent once more has no receipt for a while, and keeps its error.
    known = or_(
        Message.receipt.in_(("delivered", "undelivered", "failed")), Message.error_code == NOBODY_HAS_IT
    )
    columns = select(Message.error_code, Message.receipt, Message.created_at)
    texts = columns.where(Message.contact_id == contact_id, known)
    last = tx.run(texts.order_by(Message.id.desc()).limit(TIMES)).all()
    if len(last) < TIMES:
        return False
    if any(row.error_code != NOBODY_HAS_IT or row.receipt == "delivered" for row in last):
        return False
    if last_heard.heard_since(tx, contact_id, min(row.created_at for row in last)):
        return False
    here = and_(Contact.id == contact_id, Contact.unreachable_at.is_(None))
    if not tx.run(update(Contact).where(here).values(unreachable_at=tx.now)).rowcount:
        return True  # it was all ended before
    end_for_owner(tx, contact_id, words=f"carrier error {NOBODY_HAS_IT}, {TIMES} times", source="carrier")
    volunteer_id = tx.run(select(Volunteer.id).where(Volunteer.contact_id == contact_id)).scalar()
    if volunteer_id is not None:
        off = {"on_duty": False, "duty_until": None}
        tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**off))
        leaving.let_all_go(tx, volunteer_id)
    compose.raise_alert(tx, AlertKind.UNREACHABLE, contact_id=contact_id, wording="alert.gone")
    return True
