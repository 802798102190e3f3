"""Whether somebody gets no volunteers' time just now. Danger is read as ever, and whoever is in crisis is not refused.

A block ends by the clock: nothing has to run for it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select

from flows.effects.base import Outcome
from store.contacts import in_danger, same_person
from store.database import Tx
from store.models import Block

_B = Block.__table__.c


class InForce(NamedTuple):
    """A block that counts now. `until`: None: for good."""

    id: int
    until: datetime | None


def refusal(tx: Tx, contact_id: int) -> Outcome | None:
    """What they are answered who ask for a volunteer: blocked (at) or blocked_for_good; None where they may ask."""
    found = in_force(tx, contact_id)
    if found is None or in_danger.in_crisis(tx, contact_id):
        return None
    if found.until is None:
        return Outcome("blocked_for_good", {})
    return Outcome("blocked", {"at": found.until})


def in_force(tx: Tx, contact_id: int) -> InForce | None:
    """The block of this person, on whichever phone of theirs; the longest, where there are several."""
    columns = (Block.id, Block.contact_id, Block.ends_at, Block.look_by, Block.looked_at)
    # Asked before every answer: few are blocked at a time, and their other phones matter only then.
    open_ones = tx.run(select(*columns).where(counts(tx.now))).all()
    theirs = phones_of(tx, contact_id) if open_ones else ()
    rows = [row for row in open_ones if row.contact_id in theirs]
    found = [
        InForce(row.id, ends(row.ends_at, row.look_by, is_looked_at=row.looked_at is not None))
        for row in rows
    ]
    return max(found, key=lambda each: (each.until is None, each.until or tx.now), default=None)


def phones_of(tx: Tx, contact_id: int) -> Sequence[int]:
    """All contacts that are known as this person's, this one included."""
    return same_person.phones(tx).get(contact_id, (contact_id,))


def ends(ends_at: datetime | None, look_by: datetime, *, is_looked_at: bool) -> datetime | None:
    """When a block ends as things stand: before somebody else has looked, at `look_by` at the latest."""
    if is_looked_at:
        return ends_at
    return look_by if ends_at is None else min(ends_at, look_by)


def counts(now: datetime) -> ColumnElement[bool]:
    """The blocks that count at this moment."""
    return and_(
        _B.ended_at.is_(None),
        or_(_B.ends_at.is_(None), _B.ends_at > now),
        or_(_B.looked_at.is_not(None), _B.look_by > now),
    )
