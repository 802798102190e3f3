"""Reminders: each is a row with a unique key, so it is said once, however often and by whomever it is planned.

What becomes of one when it is due is decided in `store.delivery.send_check`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from flows.states import ReminderState
from store import transitions
from store.database import Tx
from store.models import Reminder

_R = Reminder.__table__.c
_DUE = (
    select(_R.id)
    .where(_R.state == "due", _R.due_at <= bindparam("now"))
    .order_by(_R.due_at, _R.id)
    .limit(bindparam("most"))
)
_OURS = _DUE.with_for_update(skip_locked=True)


def plan(
    tx: Tx, kind: str, key: str, contact_id: int, due_at: datetime, *, about_id: int | None = None
) -> bool:
    """Plan a reminder of this kind for this time. Planning the same key again moves it, until it is sent or dropped.

    False: it was sent or dropped already.
    """
    dialect = sqlite if tx.on_sqlite else postgresql
    values = {
        "kind": kind,
        "key": key,
        "contact_id": contact_id,
        "about_id": about_id,
        "due_at": due_at,
        "state": "due",
        "created_at": tx.now,
    }
    made = dialect.insert(Reminder.__table__).values(**values)
    moved = made.on_conflict_do_update(
        index_elements=["key"], set_={"due_at": due_at, "was_due_at": None}, where=_R.state == "due"
    )
    tx.run(moved)
    return bool(tx.run(select(_R.state).where(_R.key == key)).scalar_one() == "due")


def call_off(tx: Tx, kind: str, about_id: int, *, why: str = "called off") -> None:
    """Drop the reminders of this kind that speak of that row and are still to come."""
    drop_due(tx, and_(_R.kind == kind, _R.about_id == about_id), why)


def drop_all(tx: Tx, contact_id: int, *, why: str, kinds: Sequence[str] | None = None) -> None:
    """Drop every reminder that is planned for this person. `kinds`: only of these kinds."""
    theirs = _R.contact_id == contact_id
    if kinds is not None:
        theirs = and_(theirs, _R.kind.in_(kinds))
    drop_due(tx, theirs, why)


def drop_due(tx: Tx, which: ColumnElement[bool], why: str) -> None:
    """Drop the reminders that are still to come and for which `which` holds."""
    gone = transitions.moving(Reminder, ReminderState.DROPPED, ReminderState.DUE).where(which)
    tx.run(gone.values(why=why, done_at=tx.now))


def due(tx: Tx, limit: int, *, ours: bool = False) -> list[int]:
    """Reminders whose time has come, the longest due first.

    `ours`: leave out those that another transaction has locked, and lock these until this transaction ends.
    """
    found = _OURS if ours and not tx.on_sqlite else _DUE
    return list(tx.run(found, {"now": tx.now, "most": limit}).scalars())


def put_off(tx: Tx, reminder_id: int, until: datetime) -> None:
    """Let it wait until then. How late it is counts from the time it was planned for."""
    waits = transitions.moving(Reminder, ReminderState.DUE).where(_R.id == reminder_id)
    since = func.coalesce(_R.was_due_at, _R.due_at)
    tx.run(waits.values(due_at=until, was_due_at=since, done_at=None))


def stumbled(tx: Tx, reminder_id: int, *, wait: timedelta = timedelta(minutes=1)) -> None:
    """Sending it failed: put it behind the others for a while. Once it is too late by its kind, it is dropped."""
    if tx.run(select(_R.state).where(_R.id == reminder_id)).scalar() == "due":
        put_off(tx, reminder_id, tx.now + wait)
