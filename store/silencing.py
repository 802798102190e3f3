"""A callback on hold: no phone rings for it until its participant says READY; the request stays."""

from typing import Any, Final

from sqlalchemy import select

from flows.effects import Outcome
from store import callbacks, happenings, texts, writing
from store.callbacks import S
from store.database import Tx
from store.models import Happening

SILENCED: Final = "silenced"


def silence(tx: Tx, contact_id: int) -> Outcome:
    """Whoever was asked or has it is told and free, and rings are called off. Outcomes: those of `SilenceCallback`."""
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None:
        return Outcome("none", {})
    if cb.state == S.CONNECTED or writing.is_on(cb) or cb.talk_started_at is not None:
        return Outcome("talking", {})
    happenings.note(tx, cb.id, SILENCED, "their phone is not to ring until they say so")
    # Whether they are ready is not asked any more: the next word is theirs.
    texts.drop_unsent(tx, contact_id, purpose="ready")
    callbacks.change(tx, cb.id, ready_asked_at=tx.now)
    callbacks.withdraw_offers(tx, cb, "withdrawn", tell="offer.withdrawn")
    if cb.volunteer_id is not None:
        callbacks.tell_holder_last(tx, cb, "offer.withdrawn")
        callbacks.let_go(tx, cb, "withdrawn")
    else:
        callbacks.change(tx, cb.id, state=S.WAITING, due_at=tx.now)
        tx.wake("advance_callback", cb.id)
    return Outcome("silenced", {})


def is_silenced(tx: Tx, cb: Any) -> bool:
    """Whether only READY may have this callback's phone ring: it waits for their word, and not because we asked."""
    if cb.ready_asked_at is None:
        return False
    theirs = select(Happening.id).where(
        Happening.callback_id == cb.id, Happening.what == SILENCED, Happening.at == cb.ready_asked_at
    )
    return tx.run(theirs.limit(1)).first() is not None
