"""SAFE OFF forgets nothing for a day: anybody can send it with somebody's number, and SAFE AGAIN brings it all back."""

import json
from datetime import time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select, update

from flows.rules.safe_contact.allowed import Safe
from store.contacts import contacts
from store.database import Tx
from store.models import Contact
from store.safe_contact import safe_contact
from store.vault.columns import CONTACT_SAFE_BEFORE, RowName

LASTS: Final = timedelta(days=1)
_C = Contact.__table__.c
_FIELDS: Final = ("calls", "voicemail", "cover", "discreet", "ends", "they_contact")


def clear(tx: Tx, contact_id: int) -> bool:
    """Delete all their answers, and keep them sealed for a day. False: there was none.

    What was kept within the day is not written over: else a second SAFE OFF would take away what the first one kept.
    """
    known = contacts.by_id(tx, contact_id, lock=False)
    safe = known.person.safe
    if not safe_contact.clear(tx, contact_id):
        return False
    kept_at = tx.run(select(_C.safe_cleared_at).where(_C.id == contact_id)).scalar()
    if kept_at is None or tx.now - kept_at >= LASTS:
        sealed = tx.seal(CONTACT_SAFE_BEFORE, RowName(known.handle or ""), _written(safe), whose=contact_id)
        kept = {"safe_before_sealed": sealed, "safe_cleared_at": tx.now}
        tx.run(update(Contact).where(_C.id == contact_id).values(**kept))
    return True


def bring_back(tx: Tx, contact_id: int) -> bool:
    """Put their answers back as they were before SAFE OFF. False: none were forgotten within the day."""
    kept = tx.run(
        select(_C.handle, _C.safe_before_sealed, _C.safe_cleared_at).where(_C.id == contact_id)
    ).one()
    if (
        kept.safe_before_sealed is None
        or kept.safe_cleared_at is None
        or tx.now - kept.safe_cleared_at >= LASTS
    ):
        return False
    words = tx.open(CONTACT_SAFE_BEFORE, RowName(kept.handle), kept.safe_before_sealed)
    if not words:
        return False
    answers = json.loads(words)
    hours = answers.pop("hours")
    safe_contact.clear(tx, contact_id)
    safe_contact.keep(tx, contact_id, "hours", tuple(map(time.fromisoformat, hours)) if hours else None)
    for answer, value in answers.items():
        safe_contact.keep(tx, contact_id, answer, value)
    _forget(tx, _C.id == contact_id)
    return True


def forget(tx: Tx) -> None:
    """What was kept is forgotten after its day."""
    _forget(tx, _C.safe_cleared_at <= tx.now - LASTS)


def _forget(tx: Tx, whose: ColumnElement[bool]) -> None:
    nothing = {"safe_before_sealed": None, "safe_cleared_at": None}
    tx.run(update(Contact).where(whose).values(**nothing))


def _written(safe: Safe) -> str:
    hours = [each.strftime("%H:%M") for each in safe.hours] if safe.hours is not None else None
    return json.dumps({"hours": hours, **{name: getattr(safe, name) for name in _FIELDS}})
