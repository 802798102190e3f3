"""Makes reminders of a kind that only tests know, and people who are to be asked how a talk was."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from store.callbacks import callbacks
from store.callbacks import reminders as callback_reminders
from store.contacts import contacts
from store.database import Database, Tx
from store.delivery import send_check
from store.messages import compose
from store.models import Callback, Reminder
from store.reminders import reminders
from store.reminders.kind import Kind, Quiet
from tests.kits.line import TestLine

NUDGE = "nudge"


def nudge(
    *,
    late: timedelta = timedelta(hours=20),
    quiet: Quiet = Quiet.WAIT,
    still_true: Callable[[Tx, Any], bool] = lambda tx, reminder: True,
    consent: tuple[str, ...] = (),
    then: Callable[[Tx, Any, str | None], None] | None = None,
) -> Kind:
    """A kind of reminder for tests."""
    return Kind(
        NUDGE,
        purpose="reminder",
        late=late,
        put=lambda tx, reminder: compose.queue(tx, reminder.contact_id, "reminder", "menu"),
        still_true=still_true,
        quiet=quiet,
        consent=consent,
        then=then,
    )


def planned(line: TestLine, number: str, at: datetime | None = None) -> int:
    """Plan a reminder of that kind, due at `at` (None: now); gives its id."""

    def plan(tx: Tx) -> None:
        contact_id = contacts.by_number(tx, number).contact_id
        assert contact_id is not None
        assert reminders.plan(tx, NUDGE, f"nudge:{contact_id}", contact_id, at or tx.now)

    line.ctx.run(plan)
    return int(line.rows(Reminder)[-1].id)


def settle(line: TestLine, reminder_id: int, kind: Kind) -> Any:
    """Settle a reminder now; gives its row afterwards."""
    line.ctx.run(lambda tx: send_check.settle(tx, reminder_id, {NUDGE: kind}))
    return next(row for row in line.rows(Reminder) if row.id == reminder_id)


def follow_ups(db: Database, now: datetime, numbers: Sequence[str]) -> None:
    """Let these people have talked, so that they are asked at `now` how it was."""

    def plan(tx: Tx) -> None:
        for number in numbers:
            contact_id = contacts.by_number(tx, number).contact_id
            cb = callbacks.open_new(tx, contact_id, promised_by=tx.now, language="en", severity=0)
            tx.run(update(Callback).where(Callback.id == cb.id).values(state="completed", ended_at=tx.now))
            callback_reminders.ask_how_it_was(tx, cb)

    db.transact(now - callback_reminders.AFTER_THE_TALK, plan)


def talked(line: TestLine, count: int, at: datetime | None = None) -> list[str]:
    """Let `count` people have talked, so that they are asked at `at` (None: now) how it was; gives their numbers."""
    numbers = [f"+1202555{n:04}" for n in range(300, 300 + count)]
    follow_ups(line.db, at or line.clock.at, numbers)
    return numbers
