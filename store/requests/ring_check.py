"""Checks, when a worker asks for a volunteer's ring, that the participant's yes is still fresh.

A ring is planned when somebody takes a callback, and asked for a moment later. After an outage of the workers that
moment is an hour; then the participant is asked anew instead (ADR 19: nobody's phone rings on an old yes).
"""

from store.callbacks import callbacks, erased, legs, rings
from store.callbacks.callbacks import S
from store.callbacks.rings import Claimed
from store.closing import closing
from store.database import Tx
from store.models import Callback, Leg
from store.relay import listening
from store.requests import ready


def claim(tx: Tx, leg_id: int) -> Claimed | None:
    """As `rings.claim`; also None for a ring that waited too long: ask the participant, and tell the volunteer."""
    held = legs.lock(tx, leg_id)
    leg, cb = held.leg, held.cb
    if held.current and erased.ends(tx, cb):
        return None
    if leg.role in legs.LISTENING and leg.state == "planned" and not listening.may_still_ring(tx, held):
        legs.end(tx, leg_id, "too_late")
        return None
    if held.current and _not_asked_for(leg) and closing.holds(tx, cb):
        legs.end(tx, leg_id, "closed")
        tx.wake("advance_callback", cb.id)
        return None
    if _waited_too_long(tx, leg, cb) and held.current:
        legs.end(tx, leg_id, "too_late")
        if ready.clear_to_ring(tx, cb):
            legs.plan_volunteer(tx, cb.id, leg.volunteer_id)
        else:
            callbacks.tell_volunteer(tx, leg.volunteer_id, "volunteer.asking_them", code=cb.code)
        return None
    return rings.claim(tx, leg_id)


def _waited_too_long(tx: Tx, leg: Leg, cb: Callback) -> bool:
    """Whether the ring was planned too long ago, and nothing was asked of the carrier yet."""
    planned = _not_asked_for(leg) and leg.due_at <= tx.now
    overdue = tx.now - leg.created_at > callbacks.COMING_LASTS
    return planned and overdue and cb.state == S.ACCEPTED and not ready.is_fresh(cb, tx.now)


def _not_asked_for(leg: Leg) -> bool:
    return leg.role == "volunteer" and leg.state == "planned" and leg.requests == 0
