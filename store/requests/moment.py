"""A participant needs a moment before the ring: the volunteer who has the callback waits, and no phone rings."""

from datetime import timedelta

from flows.effects.base import Outcome
from flows.states import HELD_STATES
from store import decisions
from store.callbacks import callbacks
from store.callbacks.callbacks import COMING, S
from store.callbacks.rows import has_volunteer
from store.database import Tx
from store.messages import compose
from store.requests import ready


def wait(tx: Tx, contact_id: int, minutes: int) -> Outcome:
    """Call off the rings and hold the volunteer for so many minutes. The outcomes are those of `WaitMoment`.

    With nobody to hold, their yes counts no more, so that they are asked before anything rings.
    """
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None or cb.silenced_at is not None:
        return Outcome("none", {})
    if cb.state == S.CONNECTED or cb.talk_started_at is not None:
        return Outcome("talking", {})
    at = cb.agreed_at or (cb.not_before if cb.attempts == 0 else None)
    until = tx.now + timedelta(minutes=minutes)
    if not has_volunteer(cb) or cb.state not in HELD_STATES or (at is not None and at > until):
        if cb.ready_asked_at is None:
            callbacks.change(tx, cb.id, yes_at=tx.now - ready.STALE)
        return Outcome("noted", {})
    for purpose in ("ready", COMING):
        compose.drop_unsent(tx, contact_id, purpose=purpose)
    callbacks.call_off_rings(tx, cb.id)
    asked = {"ready_asked_at": tx.now, "near_asked_at": tx.now, "due_at": until}
    callbacks.move(tx, cb, S.ACCEPTED, retry_at=None, agreed_at=None, wait_for_go=False, **asked)
    callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.a_moment", code=cb.code, until=until)
    decisions.note(tx, cb.id, "waits-for-their-word", "they asked for a moment", volunteer_id=cb.volunteer_id)
    return Outcome("held", {"until": until})
