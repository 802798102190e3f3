"""Somebody is near a contact's phone, as they told us: nothing that we start goes there until they write or call again.

Also over after some hours: a hold that nobody lifts would keep from them what they set up for another day.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from store.database import Tx
from store.models import Contact

HOLDS: Final = timedelta(hours=12)
LOOK_AGAIN: Final = timedelta(minutes=1)
"""How soon a text that is held is looked at again: it follows their next words within so long."""


def holds(company_at: datetime | None, now: datetime) -> bool:
    """Whether what they said of it then still holds."""
    return company_at is not None and now - company_at < HOLDS


def since(tx: Tx, contact_id: int | None) -> datetime | None:
    """Since when somebody is near their phone; None where nobody is."""
    said_at = tx.run(select(Contact.company_at).where(Contact.id == contact_id)).scalar()
    return said_at if holds(said_at, tx.now) else None


def is_near(tx: Tx, contact_id: int | None) -> bool:
    """Whether somebody is near their phone now."""
    return since(tx, contact_id) is not None


def was_said(tx: Tx, contact_id: int) -> None:
    """They have just told us."""
    _set(tx, contact_id, tx.now)


def is_over(tx: Tx, contact_id: int) -> None:
    """They write or call again, and say nothing of it."""
    _set(tx, contact_id, None)


def _set(tx: Tx, contact_id: int, at: datetime | None) -> None:
    tx.run(update(Contact).where(Contact.id == contact_id).values(company_at=at))
