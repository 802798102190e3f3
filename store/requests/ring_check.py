"""A volunteer's ring at the moment it is asked for: whether the participant's yes is still one by then.

A ring is planned when somebody takes a callback, and asked for a moment later. After an outage of the workers that
moment is an hour; then the participant is asked anew instead (ADR 19: nobody's phone rings on an old yes).
"""

from typing import Any

from store.callbacks import callbacks, legs
from store.callbacks.callbacks import S
from store.callbacks.legs import Claimed
from store.database import Tx
from store.requests import ready


def claim(tx: Tx, leg_id: int) -> Claimed | None:
    """As `legs.claim`; None also for a ring that waited too long: the participant is asked, and the volunteer told."""
    held = legs.standing(tx, leg_id)
    if _waited_too_long(tx, held.leg, held.cb) and held.current:
        legs.end(tx, leg_id, "too_late")
        if ready.clear_to_ring(tx, held.cb):
            legs.plan_volunteer(tx, held.cb.id, held.cb.volunteer_id)
        else:
            callbacks.tell_volunteer(tx, held.cb.volunteer_id, "volunteer.asking_them", code=held.cb.code)
        return None
    return legs.claim(tx, leg_id)


def _waited_too_long(tx: Tx, leg: Any, cb: Any) -> bool:
    """Only where nothing was asked of the carrier yet."""
    planned = (
        leg.role == "volunteer" and leg.state == "planned" and leg.requests == 0 and leg.due_at <= tx.now
    )
    overdue = tx.now - leg.created_at > callbacks.COMING_LASTS
    return planned and overdue and cb.state == S.ACCEPTED and not ready.is_fresh(cb, tx.now)
