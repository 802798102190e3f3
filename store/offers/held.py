"""A callback that a volunteer has: the clock rings them when it is time, or frees them."""

from datetime import datetime, timedelta

from flows.states import OfferState
from store import decisions
from store.callbacks import callbacks, follow_up, legs, queue
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, with_volunteer
from store.database import Tx
from store.models import Callback
from store.relay import silence, writing
from store.requests import ready
from store.safe_contact import safe_contact

LOOK_AGAIN = timedelta(seconds=15)


def advance(tx: Tx, cb: HeldCallback) -> None:
    """Ring the volunteer when it is time; ask the participant, free the volunteer, or look again later."""
    if cb.due_at > tx.now:
        return
    if legs.live_of(tx, cb.id):
        callbacks.change(tx, cb.id, due_at=tx.now + LOOK_AGAIN)
        return
    if cb.ready_asked_at is not None:
        ready.nobody_answered(tx, cb)
        return
    at = agreed_time(tx, cb)
    if at is not None and at > tx.now:
        if tx.now >= at - ready.ASK_AHEAD:
            ready.ask_if_still_wanted(tx, cb, at=at)
        callbacks.change(tx, cb.id, due_at=next_look(tx, at))
        return
    if cb.wait_for_go and at is None:
        # They never said GO, so nobody was rung: they are told that the offer has run out.
        callbacks.tell_volunteer(tx, cb.volunteer_id, "offer.lapsed", code=cb.code)
        callbacks.let_go(tx, cb, OfferState.LAPSED)
        return
    if safe_contact.hold_back(tx, cb):
        return
    cb = with_volunteer(callbacks.lock(tx, cb.id))
    if not ready.clear_to_ring(tx, cb):
        return
    if cb.kind == "text":
        writing.begin(tx, with_volunteer(callbacks.lock(tx, cb.id)))
    else:
        decisions.note(tx, cb.id, "rings", "it is time", volunteer_id=cb.volunteer_id)
        legs.plan_volunteer(tx, cb.id, cb.volunteer_id)
        callbacks.change(tx, cb.id, due_at=tx.now + timedelta(minutes=1), agreed_at=None, wait_for_go=False)


def agreed_time(tx: Tx, cb: Callback) -> datetime | None:
    """The time the line rings by itself: the volunteer's, else the participant's; None when it is for now."""
    return cb.agreed_at or (cb.not_before if cb.not_before is not None and cb.attempts == 0 else None)


def next_look(tx: Tx, at: datetime) -> datetime:
    """When to look at a callback that is held for a time: to ask whether it still stands, then to ring."""
    ask_at = at - ready.ASK_AHEAD
    return ask_at if ask_at > tx.now else at


def settle_stuck(tx: Tx, cb: Callback) -> None:
    """The ring, or the talk, should be over long ago. With live legs: wait for them. Otherwise end it, or free it."""
    if legs.live_of(tx, cb.id):
        callbacks.change(tx, cb.id, due_at=tx.now + LOOK_AGAIN)
    elif writing.is_on(cb):
        silence.check(tx, cb)
    elif cb.state == S.CONNECTED:
        callbacks.move(tx, cb, S.COMPLETED, ended_at=tx.now)
        follow_up.ended(tx, with_volunteer(cb))
        queue.wake_waiting(tx)
    else:
        callbacks.let_go(tx, cb, OfferState.FAILED)
