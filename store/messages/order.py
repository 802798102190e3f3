"""Two who write to each other read each other's words in the order they were written."""

from typing import cast

from sqlalchemy import and_, select

from store.database import Tx
from store.models import Message

IN_ORDER = ("relay", "notice")


def next_in_order(tx: Tx, row: Message, *, before: bool) -> int | None:
    """The unsent text of the same conversation in writing, to the same person, that goes before this one, or after it.

    What the line itself says in that conversation keeps its place among their words.
    """
    if row.purpose not in IN_ORDER or row.callback_id is None:
        return None
    together = IN_ORDER if row.purpose == "relay" else ("relay",)
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
    """This text has left, or never will: send the next one of its conversation without waiting for the clock."""
    row = cast(Message, tx.run(select(Message.__table__).where(Message.id == message_id)).one())
    following = next_in_order(tx, row, before=False)
    if following is not None:
        tx.wake("send_text", following)
