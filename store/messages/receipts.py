"""Delivery receipts of texts: filed once for each status, read in any order."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Tx
from store.models import Message, Receipt

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
_EARLY = select(Receipt.sid, Receipt.status, Receipt.error_code).where(
    Receipt.sid.in_(bindparam("sids", expanding=True))
)


def known_sids(tx: Tx, sids: list[str]) -> set[str]:
    """Which of these SIDs are already filed for some text of ours, or are known not to have arrived."""
    filed = set(tx.run(select(Message.sid).where(Message.sid.in_(sids))).scalars())
    lost = Receipt.status.in_(("failed", "undelivered"))
    return filed | set(tx.run(select(Receipt.sid).where(Receipt.sid.in_(sids), lost)).scalars())


def receive(tx: Tx, sid: str, status: str, error_code: int | None) -> bool:
    """File a delivery receipt, once a status, and move the text's last word forward. False: seen before."""
    dialect = sqlite if tx.on_sqlite else postgresql
    made = tx.run(
        dialect.insert(Receipt.__table__)
        .values(sid=sid, status=status, error_code=error_code, at=tx.now)
        .on_conflict_do_nothing()
    )
    if not made.rowcount:
        return False
    advance(tx, sid, status, error_code)
    return True


def early(tx: Tx, sids: Sequence[str]) -> list[tuple[str, str, int | None]]:
    """The receipts (SID, status, error) that came before the carrier's answer did."""
    return [(row.sid, row.status, row.error_code) for row in tx.run(_EARLY, {"sids": list(sids)})]


def advance(tx: Tx, sid: str, status: str, error_code: int | None) -> None:
    """Move the last word on a text forward, never back."""
    # A late `sent` never overwrites `delivered`: receipts carry no order.
    lower = [known for known, rank in _RANK.items() if rank < _RANK.get(status, -1)]
    tx.run(
        update(Message)
        .where(Message.sid == sid, or_(Message.receipt.is_(None), Message.receipt.in_(lower)))
        .values(receipt=status, error_code=func.coalesce(error_code, Message.error_code))
    )


class Delivered(NamedTuple):
    """A text that a receipt speaks of: whom it went to, what for, and the offer it carried."""

    id: int
    contact_id: int | None
    purpose: str
    offer_id: int | None


def by_sid(tx: Tx, sid: str) -> Delivered | None:
    """The text that a receipt speaks of; None when it is not one of ours."""
    columns = (Message.id, Message.contact_id, Message.purpose, Message.offer_id)
    row = tx.run(select(*columns).where(Message.sid == sid)).first()
    return Delivered(*row) if row is not None else None
