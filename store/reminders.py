"""Reminders: each is a row with a key that exists once, so that it is said once, whoever asks for it how often."""

from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Tx
from store.models import Reminder

_R = Reminder.__table__.c


def plan(
    tx: Tx, kind: str, key: str, contact_id: int, due_at: datetime, *, about_id: int | None = None
) -> bool:
    """There is to be a reminder of this kind at this time. The same key again moves it, while it is not settled.

    False: it was said, or dropped, already.
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
        index_elements=["key"], set_={"due_at": due_at}, where=_R.state == "due"
    )
    tx.run(moved)
    return bool(tx.run(select(_R.state).where(_R.key == key)).scalar_one() == "due")


def call_off(tx: Tx, kind: str, about_id: int, *, why: str = "called off") -> None:
    """Nothing of this kind is to be said about that row any more."""
    theirs = and_(_R.kind == kind, _R.about_id == about_id, _R.state == "due")
    tx.run(update(Reminder).where(theirs).values(state="dropped", why=why, done_at=tx.now))
