"""Five minutes before the length they agreed on is over, the volunteer is told, once; the other one hears nothing.

Where no length was asked for, none was agreed on, and there is nothing to tell.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from store.callbacks import callbacks, legs
from store.callbacks.callbacks import S
from store.callbacks.rows import has_volunteer
from store.calls import commands
from store.database import Tx
from store.models import Callback

BEFORE = timedelta(minutes=5)
LATEST = timedelta(minutes=2)
"""How late it may come. After that it would say something untrue, and is left out."""
SAY = "say tone"


def warning_time(cb: Callback, connected_at: datetime) -> datetime | None:
    """When the tone of a talk comes; None with no length agreed, or one so short that it would come at once."""
    length = timedelta(minutes=cb.minutes or 0)
    return connected_at + length - BEFORE if length > BEFORE else None


def due(tx: Tx, limit: int) -> Sequence[int]:
    """The callbacks whose tone is due."""
    due_warnings = select(Callback.id).where(Callback.tone_at <= tx.now).order_by(Callback.tone_at)
    return list(tx.run(due_warnings.limit(limit)).scalars())


def warn_volunteer(tx: Tx, callback_id: int) -> None:
    """A short tone in the volunteer's ear; a text where the two are in no room. Whoever takes the time off does it."""
    cb = callbacks.lock(tx, callback_id)
    still_due = (Callback.id == callback_id) & (Callback.tone_at <= tx.now)
    taken = tx.run(update(Callback).where(still_due).values(tone_at=None))
    if not taken.rowcount or cb.tone_at is None or cb.state != S.CONNECTED or tx.now - cb.tone_at > LATEST:
        return
    live = legs.live_of(tx, cb.id)
    if any(leg.role == "crisis" for leg in live):
        return  # the time they had agreed on is over in another way
    theirs = [leg for leg in live if leg.role in commands.VOLUNTEERS]
    if cb.room_at is not None and theirs and theirs[0].errand is None:
        commands.ask(tx, theirs[0].id, SAY)
    else:
        warn_by_text(tx, cb)


def warn_by_text(tx: Tx, cb: Callback) -> None:
    """The same as a text."""
    if cb.state == S.CONNECTED and cb.kind == "call" and has_volunteer(cb):
        callbacks.tell_volunteer(tx, cb.volunteer_id, "room.five_minutes")
