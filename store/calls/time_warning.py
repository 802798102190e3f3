"""Warns the volunteer, once, five minutes before the agreed time is over; the participant hears nothing.

Without an agreed length there is no warning.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from store.callbacks import callbacks, legs
from store.callbacks.callbacks import S
from store.callbacks.rows import has_volunteer
from store.calls import commands
from store.database import Tx
from store.models import Callback

BEFORE = timedelta(minutes=5)
LATEST = timedelta(minutes=2)
"""How late the warning may come. Later than that "five minutes" would be untrue, and it is left out."""
SAY = "say tone"


def warning_time(cb: Callback, connected_at: datetime) -> datetime | None:
    """When the warning of a talk is due; None without an agreed length, or with one so short that it is due at once."""
    length = timedelta(minutes=cb.minutes or 0)
    return connected_at + length - BEFORE if length > BEFORE else None


_DUE = (
    select(Callback.id)
    .where(Callback.tone_at <= bindparam("now"))
    .order_by(Callback.tone_at)
    .limit(bindparam("limit"))
)


def due(tx: Tx, limit: int) -> Sequence[int]:
    """The callbacks whose warning is due."""
    return list(tx.run(_DUE, {"now": tx.now, "limit": limit}).scalars())


def warn_volunteer(tx: Tx, callback_id: int) -> None:
    """A short tone in the volunteer's ear; a text where the two are not in a conference. One worker alone does it."""
    cb = callbacks.lock(tx, callback_id)
    still_due = (Callback.id == callback_id) & (Callback.tone_at <= tx.now)
    taken = tx.run(update(Callback).where(still_due).values(tone_at=None))
    if not taken.rowcount or cb.tone_at is None or cb.state != S.CONNECTED or tx.now - cb.tone_at > LATEST:
        return
    live = legs.live_of(tx, cb.id)
    if any(leg.role == "crisis" for leg in live):
        return  # handed over to the crisis line: the agreed time no longer counts
    theirs = [leg for leg in live if leg.role in commands.VOLUNTEERS]
    if cb.room_at is not None and theirs and theirs[0].errand is None:
        commands.ask(tx, theirs[0].id, SAY)
    else:
        warn_by_text(tx, cb)


def warn_by_text(tx: Tx, cb: Callback) -> None:
    """Warn the volunteer by text."""
    if cb.state == S.CONNECTED and cb.kind == "call" and has_volunteer(cb):
        callbacks.tell_volunteer(tx, cb.volunteer_id, "room.five_minutes")
