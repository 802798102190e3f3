"""A volunteer's calendar feed, under a secret address. Only the hash of the secret is kept (docs/adr/0025)."""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from sqlalchemy import and_, func, select, update

from store.database import Tx
from store.models import Contact, Shift, Volunteer

SECRET_BYTES = 20
"""160 bits, so that nobody finds a secret by trying."""
LENGTH = 32
BEHIND = timedelta(days=31)
"""Shifts of the last month are shown as well: long enough to look up an evening."""
_NOT_SHOWN = ("open",)


class FeedOwner(NamedTuple):
    """Whose calendar it is."""

    id: int
    language: str


def make(tx: Tx, volunteer_id: int) -> str:
    """Make a new secret of lower-case letters and digits. The one before it stops working."""
    secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode().lower()
    _keep(tx, volunteer_id, _hash(secret))
    return secret


def end(tx: Tx, volunteer_id: int) -> bool:
    """Make the secret stop working. False: there was none."""
    there = exists(tx, volunteer_id)
    _keep(tx, volunteer_id, None)
    return there


def exists(tx: Tx, volunteer_id: int) -> bool:
    """Whether the volunteer has an address for their calendar."""
    kept = select(Volunteer.feed_hash).where(Volunteer.id == volunteer_id)
    return tx.run(kept).scalar() is not None


def whose(tx: Tx, secret: str) -> FeedOwner | None:
    """The active volunteer (id, language) this secret was given to; None for any other words.

    Looked up by its hash: how long that takes says nothing about the secrets there are.
    """
    secret = secret.lower()  # a phone's keyboard begins with a capital
    columns = select(Volunteer.id, Contact.language).join(Contact)
    theirs = columns.where(Volunteer.feed_hash == _hash(secret), Volunteer.status == "active")
    return cast("FeedOwner | None", tx.run(theirs).first()) if len(secret) == LENGTH else None


class CalendarShift(NamedTuple):
    """A shift as a calendar shows it. `times_back`: how often it was open and is no more, to tell what came later."""

    id: int
    state: str
    created_at: datetime
    starts_at: datetime
    ends_at: datetime
    times_back: int


def shifts(tx: Tx, volunteer_id: int) -> list[CalendarShift]:
    """The volunteer's shifts from a month ago on, also those given back, in order of time."""
    place = Shift.__table__.alias()
    closed = and_(place.c.covers_id == Shift.id, place.c.state.in_(("dropped", "missed")))
    times_back = select(func.count()).where(closed).scalar_subquery().label("times_back")
    columns = (Shift.id, Shift.state, Shift.created_at, Shift.starts_at, Shift.ends_at, times_back)
    theirs = select(*columns).where(
        Shift.volunteer_id == volunteer_id, Shift.ends_at > tx.now - BEHIND, Shift.state.not_in(_NOT_SHOWN)
    )
    return [CalendarShift(*row) for row in tx.run(theirs.order_by(Shift.starts_at, Shift.id))]


def _keep(tx: Tx, volunteer_id: int, feed_hash: str | None) -> None:
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(feed_hash=feed_hash))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
