"""ON and OFF: a volunteer goes on duty or off by their own word."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from flows.effects.base import Outcome
from flows.rules.matching.availability import is_on_duty_at
from flows.rules.times import duty_ending
from store.callbacks import callbacks, offer_rows, queue
from store.database import Tx
from store.models import Volunteer
from store.rota import duty_reminders, queries, shifts


def set_duty(tx: Tx, volunteer_id: int, on: bool, lasting: timedelta | None) -> Outcome:
    """ON: waiting callbacks are offered to them. OFF: open offers are withdrawn; a call they took stays theirs.

    `lasting`: how long, where they said so. ON without it ends as `duty_ending` says, and they are told before.
    """
    until = _until(tx, volunteer_id, lasting) if on else None
    # A volunteer who says ON has rested enough, and ends their pause.
    rested = dict.fromkeys(("resting_until", "paused_at", "paused_until")) if on else {}
    duty = {"on_duty": on, "duty_until": until, "duty_since": tx.now if on else None}
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**duty, **rested))
    if until is not None:
        if lasting is None:
            duty_reminders.plan(tx, volunteer_id, until)
        queue.wake_waiting(tx)
        return Outcome("on_until", {"until": until})
    shifts.left_early(tx, volunteer_id)
    offer_rows.withdraw_open(tx, volunteer_id)
    held = callbacks.lock_held(tx, volunteer_id)
    return Outcome("off_holding", {"code": held.code}) if held is not None else Outcome("off", {})


def _until(tx: Tx, volunteer_id: int, lasting: timedelta | None) -> datetime:
    """When duty that begins, or goes on, now is over: never before the end of a shift of theirs that runs."""
    shift_ends = max(
        (row.ends_at for row in queries.coming(tx, volunteer_id) if row.state == "on"), default=None
    )
    if lasting is not None:
        return max(tx.now + lasting, shift_ends or tx.now)
    ends = duty_ending.ends_at(
        tx.now,
        queries.zone_of(tx, volunteer_id),
        cover=tx.line.cover_hours,
        line_zone=tx.line.timezone,
        shift_ends=shift_ends,
    )
    row = tx.run(_DUTY.where(Volunteer.id == volunteer_id)).one()
    # ON from somebody who said ON 5H keeps what they said.
    longer = row.duty_until if is_on_duty_at(row, tx.now) else None
    return max(ends, longer or ends)


_DUTY = select(Volunteer.on_duty, Volunteer.duty_until)
