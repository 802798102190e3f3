"""Texts the line starts by itself: kept as rows, claimed by one worker, their receipts read in any order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.effects import AlertKind
from flows.line import Line
from flows.wording import Listener, render
from store.database import Tx
from store.models import Alert, Callback, Contact, Message, Offer, Receipt

LEASE = timedelta(seconds=14)
DOUBTFUL_LEASE = timedelta(seconds=25)
"""How long a claimed text belongs to its worker: longer than the carrier is given to answer, short enough that a
killed worker's text is taken up within 30 seconds.

One request may take 11 s; after doubt there are two, the look-up first."""
GIVE_UP = {"alert": timedelta(hours=24), "offer": timedelta(minutes=30)}
GIVE_UP_OTHERS = timedelta(hours=2)
"""How old a text may get before it is no longer tried: what it says is no longer true by then."""
LONGEST_WAIT = 60.0
_RANK = {
    "accepted": 0,
    "queued": 0,
    "scheduled": 0,
    "sending": 1,
    "sent": 2,
    "undelivered": 3,
    "failed": 3,
    "delivered": 4,
    "read": 5,
}


def queue(
    tx: Tx,
    contact_id: int | None,
    purpose: str,
    wording: str,
    *,
    offer_id: int | None = None,
    alert_id: int | None = None,
    delay: timedelta = timedelta(),
    **params: Any,
) -> int | None:
    """Put a text in line, in the receiver's language; None for a contact: the coordinator.

    Nobody opted out, and nobody the carrier cannot reach, is texted: then there is no row and None comes back.
    """
    language, zone = tx.line.language, None
    if contact_id is not None:
        columns = (Contact.language, Contact.timezone, Contact.opted_out_at, Contact.unreachable_at)
        contact = tx.run(select(*columns).where(Contact.id == contact_id)).one()
        if contact.opted_out_at is not None or contact.unreachable_at is not None:
            return None
        language, zone = contact.language, contact.timezone
    words = render(wording, Listener(tx.line, language, False, tx.now, zone), params)
    made = tx.run(
        insert(Message)
        .values(
            contact_id=contact_id,
            purpose=purpose,
            words_sealed=tx.vault.seal(words),
            offer_id=offer_id,
            alert_id=alert_id,
            state="due",
            due_at=tx.now + delay,
            created_at=tx.now,
        )
        .returning(Message.id)
    )
    message_id = int(made.scalar_one())
    if not delay:
        tx.wake("send_text", message_id)
    return message_id


def raise_alert(
    tx: Tx,
    kind: AlertKind,
    *,
    contact_id: int | None = None,
    callback_id: int | None = None,
    at_most_every: timedelta | None = None,
    **params: Any,
) -> None:
    """Text the coordinator: a handle and a code, never a number. The alert stays open until acknowledged.

    `at_most_every`: merged with one of the same kind that is younger than that. Never for a crisis.
    """
    if at_most_every is not None:
        recent = select(Alert.id).where(Alert.kind == kind.value, Alert.at > tx.now - at_most_every)
        if tx.run(recent.limit(1)).first() is not None:
            return
    alert_id = int(
        tx.run(
            insert(Alert)
            .values(kind=kind.value, contact_id=contact_id, callback_id=callback_id, at=tx.now)
            .returning(Alert.id)
        ).scalar_one()
    )
    handle = tx.run(select(Contact.handle).where(Contact.id == contact_id)).scalar() if contact_id else None
    code = tx.run(select(Callback.code).where(Callback.id == callback_id)).scalar() if callback_id else None
    said = {"handle": handle or "no number", "code": code or f"A{alert_id}", "at": tx.now, **params}
    queue(tx, None, "alert", f"alert.{kind.value}", alert_id=alert_id, **said)


def drop_unsent(tx: Tx, contact_id: int) -> None:
    """After a STOP: nothing that waits for this person goes out."""
    unsent = and_(Message.contact_id == contact_id, Message.state == "due")
    tx.run(update(Message).where(unsent).values(state="dropped"))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text that is ours to send for the length of the lease. `doubtful`: an earlier try may have gone out."""

    id: int
    contact_id: int | None
    sealed_to: str | None
    words: str
    purpose: str
    tries: int
    doubtful: bool
    created_at: Any


def due(tx: Tx, limit: int, purposes: tuple[str, ...] | None = None) -> list[int]:
    """Texts that wait to be sent, or whose worker has gone, oldest first."""
    waiting = select(Message.id).where(Message.state.in_(("due", "sending")), Message.due_at <= tx.now)
    if purposes is not None:
        waiting = waiting.where(Message.purpose.in_(purposes))
    return list(tx.run(waiting.order_by(Message.due_at).limit(limit)).scalars())


def claim(tx: Tx, message_id: int) -> Claimed | None:
    """Take a due text for the length of the lease; None when somebody else has it or it is not to go out."""
    row = tx.run(
        select(
            Message,
            Contact.number_sealed,
            Contact.opted_out_at,
            Contact.unreachable_at,
            Offer.state.label("offer"),
        )
        .outerjoin(Contact, Contact.id == Message.contact_id)
        .outerjoin(Offer, Offer.id == Message.offer_id)
        .where(Message.id == message_id)
    ).first()
    if row is None:
        return None
    stale = row.offer is not None and row.offer != "open"
    if row.opted_out_at is not None or row.unreachable_at is not None or stale:
        # Asked again at the moment of sending: a STOP, or a covered offer, may have come in between.
        gone = and_(Message.id == message_id, Message.state.in_(("due", "sending")), Message.due_at <= tx.now)
        tx.run(update(Message).where(gone).values(state="dropped"))
        return None
    claimable = and_(
        Message.id == message_id,
        Message.due_at <= tx.now,
        Message.state.in_(("due", "sending")),
        Message.tries == row.tries,
    )
    lease = DOUBTFUL_LEASE if row.state == "sending" else LEASE
    taken = tx.run(
        update(Message)
        .where(claimable)
        .values(
            state="sending",
            due_at=tx.now + lease,
            tries=Message.tries + 1,
        )
    )
    if not taken.rowcount:
        return None
    return Claimed(
        id=row.id,
        contact_id=row.contact_id,
        sealed_to=row.number_sealed,
        words=tx.vault.open(row.words_sealed),
        purpose=row.purpose,
        tries=row.tries + 1,
        doubtful=row.state == "sending",
        created_at=row.created_at,
    )


def known_sids(tx: Tx, sids: list[str]) -> set[str]:
    """Which of these SIDs are already filed for some text of ours, or are known not to have arrived."""
    filed = set(tx.run(select(Message.sid).where(Message.sid.in_(sids))).scalars())
    lost = Receipt.status.in_(("failed", "undelivered"))
    return filed | set(tx.run(select(Receipt.sid).where(Receipt.sid.in_(sids), lost)).scalars())


def sent(tx: Tx, message_id: int, sid: str) -> list[tuple[str, int | None]]:
    """The carrier took it. Gives the receipts (status, error code) that overtook us."""
    early = tx.run(select(Receipt.status, Receipt.error_code).where(Receipt.sid == sid)).all()
    tx.run(
        update(Message)
        .where(Message.id == message_id, Message.sid.is_(None))
        .values(state="sent", sid=sid, sent_at=tx.now, receipt="queued")
    )
    for status, error_code in early:
        _advance(tx, sid, status, error_code)
    return [(status, error_code) for status, error_code in early]


def try_later(tx: Tx, message_id: int, seconds: float, *, doubtful: bool) -> None:
    """Not sent, or not known to be: again after a while. `doubtful` keeps the memory that it may have gone out."""
    state = "sending" if doubtful else "due"
    waiting = and_(Message.id == message_id, Message.state == "sending")
    tx.run(update(Message).where(waiting).values(state=state, due_at=tx.now + timedelta(seconds=seconds)))


def send_again(tx: Tx, message_id: int) -> None:
    """It went out and did not arrive, for a reason that passes: once more in a while, up to its age."""
    row = tx.run(
        select(Message.purpose, Message.created_at, Message.tries).where(Message.id == message_id)
    ).one()
    if not is_too_old(row.purpose, row.created_at, tx.now):
        later = tx.now + timedelta(seconds=min(LONGEST_WAIT * 5, 15.0 * 2**row.tries))
        again = update(Message).where(Message.id == message_id, Message.state == "sent")
        tx.run(again.values(state="due", sid=None, receipt=None, due_at=later))


def is_too_old(purpose: str, created_at: datetime, now: datetime) -> bool:
    """Whether a text has been tried for so long that it is given up."""
    return now - created_at > GIVE_UP.get(purpose, GIVE_UP_OTHERS)


def failed(tx: Tx, message_id: int, error_code: int | None) -> int | None:
    """It will not go out. Gives the offer it carried, if it carried one."""
    gone = update(Message).where(Message.id == message_id).values(state="failed", error_code=error_code)
    return tx.run(gone.returning(Message.offer_id)).scalar()  # type: ignore[no-any-return]


def outage_words(line: Line, now: datetime) -> str:
    """What a coordinator is told when the database cannot be reached."""
    return render("alert.outage", Listener(line, line.language, False, now))


def receive_receipt(tx: Tx, sid: str, status: str, error_code: int | None) -> bool:
    """File a delivery receipt, once a status, and move the text's last word forward. False: seen before."""
    dialect = sqlite if tx.on_sqlite else postgresql
    made = tx.run(
        dialect.insert(Receipt.__table__)
        .values(sid=sid, status=status, error_code=error_code, at=tx.now)
        .on_conflict_do_nothing()
    )
    if not made.rowcount:
        return False
    _advance(tx, sid, status, error_code)
    return True


def _advance(tx: Tx, sid: str, status: str, error_code: int | None) -> None:
    # A late `sent` never overwrites `delivered`: receipts carry no order.
    lower = [known for known, rank in _RANK.items() if rank < _RANK.get(status, -1)]
    tx.run(
        update(Message)
        .where(Message.sid == sid, or_(Message.receipt.is_(None), Message.receipt.in_(lower)))
        .values(receipt=status, error_code=func.coalesce(error_code, Message.error_code))
    )


def by_sid(tx: Tx, sid: str) -> Any:
    """The text a receipt speaks of: id, contact, purpose, offer; None when it is not one of ours."""
    columns = (Message.id, Message.contact_id, Message.purpose, Message.offer_id)
    return tx.run(select(*columns).where(Message.sid == sid)).first()
