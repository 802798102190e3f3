"""Texts that wait to be sent: each is claimed (`store.delivery.claim`), sent once, and tried again while it is true."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import Select, and_, bindparam, select, update

from store.alerts import ringing
from store.callbacks import offer_rows
from store.database import Tx
from store.delivery import claim, claim_rows
from store.delivery.claim import Claimed
from store.messages import order as text_order
from store.messages import receipts
from store.models import Message

_M = Message.__table__.c
_UNSENT = _M.state.in_(("due", "sending"))
LONGEST_WAIT = 60.0


_SENT = (
    update(Message)
    .where(_M.id == bindparam("message_id"), _M.sid.is_(None))
    .values(state="sent", sid=bindparam("made"), sent_at=bindparam("now"), receipt="queued")
)


def due(
    tx: Tx, limit: int, purposes: tuple[str, ...] | None = None, *, besides: tuple[str, ...] = ()
) -> list[int]:
    """Texts that wait to be sent, or whose worker has gone: alerts, then the longest due.

    `purposes`: only for these; `besides`: for none of these.
    """
    if not tx.line.texting:
        _instead_of_texts(tx)
        return []
    waiting = _due(purposes, besides)
    return list(tx.run(waiting, {"now": tx.now, "limit": limit}).scalars())


def _instead_of_texts(tx: Tx) -> None:
    """Texts that were to leave before the line could no longer text: weeks later none would be true.

    Alerts stay: they are rung now, or texted once the line may text again.
    """
    stale = and_(_UNSENT, Message.due_at <= tx.now, Message.purpose != "alert")
    if tx.run(select(Message.id).where(stale).limit(1)).first() is None:
        ringing.plan(tx)
        return
    dropped = tx.run(update(Message).where(stale).values(state="dropped").returning(Message.offer_id))
    for offer_id in dropped.scalars().all():
        if offer_id is not None:
            offer_rows.not_delivered(tx, offer_id)
    ringing.plan(tx)


@cache
def _due(purposes: tuple[str, ...] | None, besides: tuple[str, ...]) -> Select[int]:
    waiting = select(Message.id).where(_UNSENT, Message.due_at <= bindparam("now"))
    if purposes is not None:
        waiting = waiting.where(Message.purpose.in_(purposes))
    if besides:
        waiting = waiting.where(Message.purpose.not_in(besides))
    return waiting.order_by(Message.purpose != "alert", Message.due_at).limit(bindparam("limit"))


def still_due(tx: Tx, message_ids: Sequence[int]) -> list[int]:
    """Those of these texts that nobody has sent, or has taken, by now; in their order."""
    found = select(Message.id).where(Message.id.in_(message_ids), _UNSENT, Message.due_at <= tx.now)
    waiting = set(tx.run(found).scalars())
    return [message_id for message_id in message_ids if message_id in waiting]


def sent(tx: Tx, took: Sequence[tuple[Claimed, str]]) -> list[tuple[str, str, int | None]]:
    """The carrier took these texts, each under its SID. Gives the receipts (SID, status, error) that overtook us."""
    if not took:
        return []
    tx.run(_SENT, [{"message_id": claimed.id, "made": sid, "now": tx.now} for claimed, sid in took])
    early = receipts.early(tx, [sid for _, sid in took])
    for claimed, _ in took:
        if claimed.purpose in text_order.IN_ORDER:
            text_order.wake_next(tx, claimed.id)
    for sid, status, error_code in early:
        receipts.advance(tx, sid, status, error_code)
    return early


def try_later(tx: Tx, message_id: int, seconds: float, *, doubtful: bool) -> None:
    """A text was not sent, or we do not know: try again after a while. `doubtful`: it may have gone out."""
    state = "sending" if doubtful else "due"
    waiting = and_(Message.id == message_id, Message.state == "sending")
    tx.run(update(Message).where(waiting).values(state=state, due_at=tx.now + timedelta(seconds=seconds)))


def send_again(tx: Tx, message_id: int) -> None:
    """A text did not arrive for a reason that passes: send it once more in a while, as long as it is still true."""
    row = claim_rows.load(tx, message_id)
    if tx.now <= claim.gives_up_at(row):
        later = tx.now + timedelta(seconds=min(LONGEST_WAIT * 5, 15.0 * 2**row.tries))
        again = update(Message).where(Message.id == message_id, Message.state == "sent")
        tx.run(again.values(state="due", sid=None, receipt=None, due_at=later))


def failed(tx: Tx, message_id: int, error_code: int | None) -> int | None:
    """A text will never go out. Gives the offer that it carried, if any."""
    gone = update(Message).where(Message.id == message_id).values(state="failed", error_code=error_code)
    text_order.wake_next(tx, message_id)
    return tx.run(gone.returning(Message.offer_id)).scalar()  # type: ignore[no-any-return]
