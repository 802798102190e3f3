"""ON and OFF: a volunteer goes on duty or off by their own word."""

from datetime import timedelta

from sqlalchemy import update

from flows.effects.base import Outcome
from store.callbacks import callbacks, offer_rows, queue
from store.database import Tx
from store.models import Volunteer
from store.rota import queries, shifts


def set_duty(tx: Tx, volunteer_id: int, on: bool, lasting: timedelta | None) -> Outcome:
    """ON: waiting callbacks are offered to them. OFF: open offers are withdrawn; a call they took stays theirs."""
    until = tx.now + lasting if on and lasting else None
    if until is not None:
        # A shift of the rota that runs is no shorter for it.
        until = max([until, *(row.ends_at for row in queries.coming(tx, volunteer_id) if row.state == "on")])
    # A volunteer who says ON has rested enough, and ends their pause.
    rested = dict.fromkeys(("resting_until", "paused_at", "paused_until")) if on else {}
    duty = {"on_duty": on, "duty_until": until, "duty_since": tx.now if on else None}
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**duty, **rested))
    if on:
        queue.wake_waiting(tx)
        return Outcome("on_until", {"until": until}) if until else Outcome("on", {})
    shifts.left_early(tx, volunteer_id)
    offer_rows.withdraw_open(tx, volunteer_id)
    held = callbacks.lock_held(tx, volunteer_id)
    return Outcome("off_holding", {"code": held.code}) if held is not None else Outcome("off", {})
