"""After SAFE OFF took away "no calls" or safe hours: for twelve hours no text alone makes the phone ring."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from flows.effects.base import Outcome
from store.callbacks import callbacks
from store.database import Tx
from store.models import Callback, Contact

LASTS: Final = timedelta(hours=12)
"""How long a no asks for a code: that evening and night. A callback on hold ends after a day in any case."""
ON_HOLD: Final = Outcome("after_refusal", {})
_C = Contact.__table__.c


def note(tx: Tx, contact_id: int) -> None:
    """SAFE kept this phone silent, by all hours or by some, and a text took that back."""
    tx.run(update(Contact).where(_C.id == contact_id).values(refused_calls_at=tx.now))


def lift(tx: Tx, contact_id: int) -> None:
    """They ask for a call in a way that is surely theirs: on a call of theirs, or with the code."""
    mine = (_C.id == contact_id) & _C.refused_calls_at.is_not(None)
    tx.run(update(Contact).where(mine).values(refused_calls_at=None))


def stands(tx: Tx, contact_id: int) -> bool:
    """Whether their no stands, so that a text that asks for a call wants a code."""
    said = tx.run(select(_C.refused_calls_at).where(_C.id == contact_id)).scalar()
    return said is not None and tx.now - said < LASTS


def hold(tx: Tx, cb: Callback) -> Outcome:
    """Keep this request, and let no phone ring and nobody be asked for it."""
    now = {"silenced_at": tx.now, "ready_asked_at": tx.now, "near_asked_at": tx.now, "due_at": tx.now}
    callbacks.change(tx, cb.id, **now)
    return ON_HOLD
