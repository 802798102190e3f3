"""What a participant is told after a promise was broken: at once, and then every few hours while nobody has it.

Each text is a reminder, so that its condition is checked once more at the moment of sending
(`store.delivery.send_check`).
"""

from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import select

from flows.rules.promises import promise
from flows.states import CallbackState
from store.database import Tx
from store.messages import prompts
from store.models import Callback, Reminder
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet

LATE: Final = "late"
STILL_LATE: Final = "still-late"
EVERY: Final = timedelta(hours=3)
"""How often a person who waits is told that we are still looking: seldom, so that each text is worth reading."""
APART: Final = timedelta(hours=2)
"""The least time between two of them, where the first one waited for the morning."""
_B = Callback.__table__.c
_LOOKED_FOR = (CallbackState.WAITING, CallbackState.OFFERED)


def say_late(tx: Tx, cb: Callback) -> None:
    """The promise of `cb` has just been broken, at `late_told_at`: say so."""
    if cb.contact_id is not None and cb.late_told_at is not None:
        key = _key(LATE, cb.id, cb.late_told_at)
        reminders.plan(tx, LATE, key, cb.contact_id, tx.now, about_id=cb.id)


def _key(kind: str, callback_id: int, told_at: datetime, number: int = 0) -> str:
    return f"{kind}:{callback_id}:{told_at:%Y%m%d%H%M%S}:{number}"


def _nobody_has_it(tx: Tx, reminder: Reminder) -> bool:
    """Whether the promised time is past and we look for a volunteer, rather than wait for the participant's answer."""
    cb = _callback(tx, reminder)
    if cb.held_at is not None:
        return False  # the line is closed, and they are told that
    late = cb.late_told_at is not None and cb.promised_by <= tx.now
    return late and cb.state in _LOOKED_FOR and cb.ready_asked_at is None and cb.talk_started_at is None


def _callback(tx: Tx, reminder: Reminder) -> Callback:
    return cast(Callback, tx.run(select(Callback.__table__).where(_B.id == reminder.about_id)).one())


def _then(tx: Tx, reminder: Reminder, why: str | None) -> None:
    """Plan the next one, whether this one was said or not, while the callback is open and was not moved."""
    cb = _callback(tx, reminder)
    told_at = cb.late_told_at
    if cb.ended_at is not None or told_at is None or not _is_about(reminder, cb.id, told_at):
        return
    number = (tx.now - told_at) // EVERY + 1
    if told_at + number * EVERY - tx.now < APART:
        number += 1
    at = told_at + number * EVERY
    if at < cb.promised_by + promise.KEEP_TRYING - APART:
        key = _key(STILL_LATE, cb.id, told_at, number)
        reminders.plan(tx, STILL_LATE, key, reminder.contact_id, at, about_id=cb.id)


def _is_about(reminder: Reminder, callback_id: int, told_at: datetime) -> bool:
    """Whether this reminder is about the promise that is broken now, and not about an earlier one."""
    now_broken = _key(reminder.kind, callback_id, told_at)
    return reminder.key.rpartition(":")[0] == now_broken.rpartition(":")[0]


def _put_late(tx: Tx, reminder: Reminder) -> int | None:
    return prompts.put(
        tx, reminder.contact_id, "waiting.late", purpose="notice", callback_id=reminder.about_id
    )


def _put_still(tx: Tx, reminder: Reminder) -> int | None:
    return prompts.put(
        tx, reminder.contact_id, "waiting.still", purpose="notice", callback_id=reminder.about_id
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        LATE,
        purpose="notice",
        late=timedelta(hours=2),
        put=_put_late,
        still_true=_nobody_has_it,
        quiet=Quiet.SEND,  # about a call they asked for, at the time it was promised for
        then=_then,
        wording=("waiting.late", "waiting.crisis", "waiting.ask"),
    ),
    Kind(
        STILL_LATE,
        purpose="notice",
        late=timedelta(hours=14),  # from an evening to the next morning
        put=_put_still,
        still_true=_nobody_has_it,
        quiet=Quiet.WAIT,
        then=_then,
        wording=("waiting.still", "waiting.crisis", "waiting.ask"),
    ),
)
