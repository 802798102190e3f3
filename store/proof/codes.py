"""Codes that a text is answered with, and that have to come back: proof that whoever wants something has the phone."""

import secrets
from typing import Final

from store.contacts import contacts
from store.database import Tx
from store.proof import tries

AN_HOUR: Final = 10
"""How many codes one phone is sent in an hour: a forged text gets one each time, and a guess at it."""


def by_text(tx: Tx, contact_id: int) -> str | None:
    """A code for this contact to send back; None where they had too many this hour."""
    if tries.count(tx, "proof", contacts.number_of(tx, contact_id)) > AN_HOUR:
        return None
    return f"{secrets.randbelow(10_000):04}"
