"""Callbacks that no volunteer has yet: since when they wait, and which of them is looked at next."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select, update

from flows.rules.matching.queue import Waiting, in_order
from flows.states import OPEN_STATES
from store.database import Tx
from store.models import IN_LINE, Callback


class InLine(NamedTuple):
    """Of a callback, what decides when its turn is."""

    id: int
    severity: int
    requested_at: datetime
    not_before: datetime | None
    promised_by: datetime


_IN_LINE_COLUMNS = (
    Callback.id,
    Callback.severity,
    Callback.requested_at,
    Callback.not_before,
    Callback.promised_by,
)


def waits_since(cb: Callback | InLine) -> datetime:
    """From when a callback waits: from the time they said, else from when they asked."""
    return cb.not_before or cb.requested_at


def wake_waiting(tx: Tx, *, besides: int | None = None) -> None:
    """A volunteer may be free now: look again at the callbacks that wait, the most urgent first."""
    waiting = [InLine(*row) for row in tx.run(_WAITING, {"besides": besides or 0})]
    for row in in_order(waiting, _place, tx.now)[:20]:
        tx.wake("advance_callback", row.id)


_WAITING = (
    select(*_IN_LINE_COLUMNS)
    .where(IN_LINE, Callback.id != bindparam("besides"), Callback.ready_asked_at.is_(None))
    .order_by(Callback.promised_by)
    .limit(200)
)


def _place(row: InLine) -> Waiting:
    return Waiting(row.severity, waits_since(row), row.promised_by)


def make_waiting_due(tx: Tx) -> None:
    """A volunteer came on duty by the rota or a command: the clock's next tick looks at all callbacks that wait."""
    waiting = IN_LINE & (Callback.due_at > tx.now)
    may_be_called_now = Callback.not_before.is_(None) | (Callback.not_before <= tx.now)
    tx.run(update(Callback).where(waiting, may_be_called_now).values(due_at=tx.now))


_DUE = (
    select(*_IN_LINE_COLUMNS)
    .where(Callback.state.in_(OPEN_STATES), Callback.due_at <= bindparam("now"))
    .order_by(Callback.due_at)
    .limit(bindparam("limit"))
)


def due(tx: Tx, limit: int) -> list[int]:
    """Callbacks whose time has come, the most urgent first."""
    rows = [InLine(*row) for row in tx.run(_DUE, {"now": tx.now, "limit": limit})]
    return [row.id for row in in_order(rows, _place, tx.now)]
