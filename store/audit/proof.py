"""The log of who did what is proved again and again, some entries at a time, and a mark keeps how far it came.

The mark lies in the same database: whoever can make the whole log anew can make the mark anew too. What holds against
them is the hash that `warmline audit verify` gives, kept elsewhere.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, and_, insert, select, update

from store.audit import chain
from store.models import AuditCheck, AuditEntry

AGAIN_AFTER: Final = timedelta(days=1)
"""How often the whole log is proved from its beginning."""
AT_ONCE: Final = 5000
_C, _A = AuditCheck.__table__.c, AuditEntry.__table__.c
_ONLY: Final = 1


class Checked(NamedTuple):
    """How far the log was proved: its entries up to `up_to`, from the first, between `begun_at` and `at`.

    `done`: it came to the end then. `broken`: where it does not hold. `waits`: somebody asked for it to be done anew.
    """

    up_to: int
    begun_at: datetime
    at: datetime
    done: bool
    broken: int | None
    why: str
    waits: bool


def last(connection: Connection) -> Checked | None:
    """How far it came; None where no worker has begun yet."""
    row = connection.execute(select(*_C).where(_C.id == _ONLY)).first()
    if row is None:
        return None
    waits = row.asked_at is not None and row.asked_at >= row.begun_at
    return Checked(row.up_to, row.begun_at, row.at, row.done, row.broken_id, row.broken_why or "", waits)


def ask(connection: Connection, now: datetime) -> None:
    """Have it proved from the beginning again, by the next worker that looks."""
    connection.execute(update(AuditCheck).where(_C.id == _ONLY).values(asked_at=now))


class Step(NamedTuple):
    """What a look has found, to be kept by `keep`. `before`: the mark that it began from; None: there was none."""

    before: Any
    values: Mapping[str, Any]
    goes_on: bool


def look(connection: Connection, now: datetime) -> Step | None:
    """Prove the next entries. It only reads, and so holds up nobody; None where there is nothing to do now."""
    mark: Any = connection.execute(select(*_C).where(_C.id == _ONLY)).first()
    begins = mark is None or _is_due(mark, now)
    if not begins and mark.broken_id is not None:
        return None
    if begins:
        first, before = chain.beginning(connection)
        kept = (mark.kept_id, mark.kept_hash) if mark is not None and mark.kept_id else None
        if mark is not None and mark.broken_id is None and mark.up_to:
            kept = (mark.up_to, mark.hash)
        values: dict[str, Any] = {"begun_at": now, "asked_at": None, "kept_id": None, "kept_hash": None}
        values |= {"kept_id": kept[0], "kept_hash": kept[1]} if kept is not None else {}
    else:
        first, before = mark.up_to, mark.hash
        kept = (mark.kept_id, mark.kept_hash) if mark.kept_id is not None else None
        values = {}
        if chain.hash_at(connection, mark.up_to) != mark.hash:
            gone = {"broken_id": mark.up_to, "broken_why": chain.NOT_AS_KEPT, "at": now, "done": True}
            return Step(mark, gone, goes_on=False)
    found = chain.walk(connection, first, before, kept, most=AT_ONCE)
    goes_on = found.broken is None and found.entries == AT_ONCE
    broken = found.broken
    if broken is None and not goes_on:
        broken = chain.end_is_there(connection, found.last, kept)
    values |= {"up_to": found.last, "hash": found.hash, "at": now, "done": not goes_on}
    values |= {"broken_id": broken.number if broken else None, "broken_why": broken.why if broken else None}
    return Step(mark, values, goes_on)


def keep(connection: Connection, step: Step) -> bool:
    """Keep it. False: another worker was quicker, and its mark stands."""
    if step.before is None:
        if connection.execute(select(_C.id)).first() is not None:
            return False
        connection.execute(insert(AuditCheck), {"id": _ONLY, **step.values})
        return True
    same = and_(_C.id == _ONLY, _C.up_to == step.before.up_to, _C.at == step.before.at)
    return bool(connection.execute(update(AuditCheck).where(same).values(**step.values)).rowcount)


def _is_due(mark: Any, now: datetime) -> bool:
    return bool(
        now - mark.begun_at > AGAIN_AFTER or (mark.asked_at is not None and mark.asked_at >= mark.begun_at)
    )
