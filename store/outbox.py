"""Texts on their way: claimed by one worker, sent once, their receipts read in any order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.rules.safe_contact import Safe
from flows.wording import Listener, render
from store import briefing, callbacks, conversations, offers, safe, views
from store.database import Tx
from store.models import Contact, Message, Offer, Receipt, SafeContact

LEASE = timedelta(seconds=14)
DOUBTFUL_LEASE = timedelta(seconds=25)
"""How long a claimed text belongs to its worker: longer than the carrier is given to answer, short enough that a
killed worker's text is taken up within 30 seconds.

One request may take 11 s; after doubt there are two, the look-up first."""
GIVE_UP = {
    "alert": timedelta(hours=24),
    "closing": timedelta(hours=24),
    "followup": timedelta(hours=24),
    "offer": timedelta(minutes=30),
    "reconnect": timedelta(minutes=30),
    "relay": timedelta(minutes=30),
}
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
            Contact.language,
            Contact.timezone,
            *views.SAFE_COLUMNS,
        )
        .outerjoin(Contact, Contact.id == Message.contact_id)
        .outerjoin(Offer, Offer.id == Message.offer_id)
        .outerjoin(SafeContact, SafeContact.contact_id == Message.contact_id)
        .where(Message.id == message_id)
    ).first()
    if row is None:
        return None
    stale = row.offer is not None and row.offer != "open"
    if row.purpose == briefing.PURPOSE:
        stale = not briefing.is_theirs(tx, row.callback_id, row.contact_id)
    elif row.purpose == "ready":
        # A question about a ring that is off by now would have an answer that does nothing.
        stale = not callbacks.is_open(tx, row.callback_id)
    if row.opted_out_at is not None or row.unreachable_at is not None or stale:
        # Asked again at the moment of sending: a STOP, or a covered offer, may have come in between.
        gone = and_(Message.id == message_id, Message.state.in_(("due", "sending")), Message.due_at <= tx.now)
        tx.run(update(Message).where(gone).values(state="dropped"))
        return None
    if _next_in_order(tx, row, before=True) is not None:
        return None
    safe_now = views.safe_of(tx, row)
    if row.contact_id is not None and not _safe_to_send(tx, row, safe_now):
        return None
    claimable = and_(
        Message.id == message_id,
        Message.due_at <= tx.now,
        Message.state.in_(("due", "sending")),
        Message.tries == row.tries,
    )
    queued = tx.vault.open(row.words_sealed)
    veiled = row.contact_id is not None and safe_now.discreet and not row.veiled
    words = _as_they_wish(tx, row, safe_now, queued)
    lease = DOUBTFUL_LEASE if row.state == "sending" else LEASE
    taken = tx.run(
        update(Message)
        .where(claimable)
        .values(
            state="sending",
            due_at=tx.now + lease,
            tries=Message.tries + 1,
            words_sealed=tx.vault.seal(words) if words != queued else row.words_sealed,
            veiled=row.veiled or veiled,
        )
    )
    if not taken.rowcount:
        return None
    if row.session_sealed and row.tries == 0 and row.contact_id is not None and not veiled:
        # From here on it may be read any moment, and the next reply is an answer to it.
        conversations.put_question(tx, row.contact_id, row.session_sealed)
    return Claimed(
        id=row.id,
        contact_id=row.contact_id,
        sealed_to=row.number_sealed,
        words=words,
        purpose=row.purpose,
        tries=row.tries + 1,
        doubtful=row.state == "sending",
        created_at=row.created_at,
    )


_IN_ORDER = ("relay", "notice")


def _next_in_order(tx: Tx, row: Any, *, before: bool) -> int | None:
    """Another unsent text of the same conversation in writing, to the same person, that goes before this one, or after.

    Two who write to each other read each other's words in the order they were written, with what the line says of it.
    """
    if row.purpose not in _IN_ORDER or row.callback_id is None:
        return None
    together = _IN_ORDER if row.purpose == "relay" else ("relay",)
    others = and_(
        Message.contact_id == row.contact_id,
        Message.callback_id == row.callback_id,
        Message.purpose.in_(together),
        Message.state.in_(("due", "sending")),
        Message.id < row.id if before else Message.id > row.id,
    )
    found: int | None = tx.run(select(Message.id).where(others).order_by(Message.id).limit(1)).scalar()
    return found


def wake_next(tx: Tx, message_id: int) -> None:
    """This one is on its way, or will never be: the next of its conversation need not wait for the clock."""
    columns = (Message.id, Message.contact_id, Message.callback_id, Message.purpose)
    row = tx.run(select(*columns).where(Message.id == message_id)).one()
    following = _next_in_order(tx, row, before=False)
    if following is not None:
        tx.wake("send_text", following)


def _safe_to_send(tx: Tx, row: Any, asked: Safe) -> bool:
    """Whether it may go to them now. If not, it waits for their hours where it is still true then, or is dropped."""
    verdict = safe.may_text(tx, row.contact_id, asked, row.timezone)
    if verdict.allowed:
        return True
    at = verdict.not_before
    kept = at is not None and not is_too_old(row.purpose, row.created_at, at)
    waits = and_(Message.id == row.id, Message.state.in_(("due", "sending")), Message.due_at <= tx.now)
    tx.run(update(Message).where(waits).values(**({"due_at": at} if kept else {"state": "dropped"})))
    if row.offer_id is not None and not kept:
        offers.not_delivered(tx, row.offer_id)
    return False


def _as_they_wish(tx: Tx, row: Any, asked: Safe, words: str) -> str:
    """What was queued before they asked for discretion, or for another name, goes out as they want it by now."""
    if row.contact_id is None:
        return words
    if asked.discreet and not row.veiled:
        return render(
            "veiled", Listener(tx.line, row.language, False, tx.now, row.timezone, asked.cover, True)
        )
    return words.replace(tx.line.name, asked.cover) if asked.cover else words


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
    wake_next(tx, message_id)
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
    wake_next(tx, message_id)
    return tx.run(gone.returning(Message.offer_id)).scalar()  # type: ignore[no-any-return]


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
