"""What was decided about a callback, when and why, for a coordinator to read. Never anybody's words or numbers."""

from typing import cast

from sqlalchemy import insert, select

from store.database import Tx
from store.models import Decision

ASKED_UNVERIFIED = "asked-unverified"
"""A callback that a call asked for whose number nobody vouched for: not a word of its owner's."""
ASKED_ON_HOLD = "asked-unverified-on-hold"


_NOTE = insert(Decision)


def note(tx: Tx, callback_id: int, what: str, *why: str, volunteer_id: int | None = None) -> None:
    """Write down one decision: a short slug, and reasons in plain English."""
    row = {"callback_id": callback_id, "what": what, "why": list(why), "volunteer_id": volunteer_id}
    tx.run(_NOTE, {"at": tx.now, **row})


def of(tx: Tx, callback_id: int) -> list[Decision]:
    """All that was decided about a callback, oldest first."""
    mine = select(Decision.__table__).where(Decision.callback_id == callback_id)
    return cast(list[Decision], list(tx.run(mine.order_by(Decision.at, Decision.id))))
