"""A volunteer's PIN, and the code for one call: what makes a call theirs that the carrier does not vouch for.

A PIN has so few digits that whoever had its hash could try them all: the hash is sealed with a key that is not in the
database, like a number, and slow besides. Every try costs the same, whosever number it is and whether there is a PIN.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import select, update

from store.database import Tx
from store.messages import compose
from store.models import Contact, Volunteer
from store.proof import tries
from store.vault.columns import EMPTIED, VOLUNTEER_CODE, VOLUNTEER_PIN, row_of
from store.volunteers import roster

TRIES: Final = 3
"""Wrong PINs an hour for one number. A call shows one number, so this is also what one caller has."""
TRIES_A_DAY: Final = 9
LINE_TRIES: Final = 60
"""Wrong PINs an hour for all numbers together: somebody may try the same PIN with one number after the other."""
CODE_LASTS: Final = timedelta(minutes=15)
CODES: Final = 3
"""Codes an hour that a volunteer is texted: anybody can send a text with their number."""
_ANY_NUMBER: Final = "any number"
_N, _R, _P = 2**13, 8, 1
_NOBODYS: Final = "0" * 32
"""The salt with which a PIN is hashed that nobody has, so that it takes as long."""
_C, _V = Contact.__table__.c, Volunteer.__table__.c
_KEPT: Final = select(
    _V.id, _V.row_key, _C.id.label("contact_id"), _V.pin_sealed, _V.code_sealed, _V.code_until
).join(Contact.__table__, _V.contact_id == _C.id)


class Tried(NamedTuple):
    """What came of a PIN: whose call it is now, if anybody's; and whether this number has had its tries."""

    contact_id: int | None
    over: bool


def keep(tx: Tx, volunteer_id: int, pin: str) -> None:
    """Keep a new PIN."""
    them = roster.named(tx, volunteer_id)
    salt = tx.unlocked(
        ("salt", volunteer_id), lambda: secrets.token_hex(16)
    )  # the same when this is run once more
    kept = f"{salt}${_hashed(tx, pin, salt)}"
    sealed = tx.seal(VOLUNTEER_PIN, them.row, kept, whose=them.contact_id)
    tx.run(update(Volunteer).where(_V.id == volunteer_id).values(pin_sealed=sealed))


def new_code(tx: Tx, volunteer_id: int, number: str) -> str | None:
    """A code that opens one call within a quarter of an hour; None where they had too many this hour."""
    if tries.count(tx, "code", number) > CODES:
        return None
    code = f"{secrets.randbelow(10**6):06}"
    them, until = roster.named(tx, volunteer_id), tx.now + CODE_LASTS
    sealed = tx.seal(VOLUNTEER_CODE, them.row, code, whose=them.contact_id)
    tx.run(update(Volunteer).where(_V.id == volunteer_id).values(code_sealed=sealed, code_until=until))
    return code


def match(tx: Tx, number: str, pin: str) -> Tried:
    """Whose phone `number` is, if the PIN or the code is theirs.

    Counted before it is compared: of many tries at once no more are looked at than may be.
    """
    tried = tries.count(tx, "pin", number)
    over = tried > TRIES or tries.count(tx, "pin_day", number, window=tries.DAY) > TRIES_A_DAY
    over = tries.count(tx, "pin_line", _ANY_NUMBER) > LINE_TRIES or over
    mine = (_C.number_hash.in_(tx.vault.hashes(number)), _V.status == "active", _C.opted_out_at.is_(None))
    found = tx.run(_KEPT.where(*mine)).first()
    kept = tx.open(VOLUNTEER_PIN, row_of(found), found.pin_sealed or EMPTIED) if found is not None else ""
    kept = kept or f"{_NOBODYS}$"
    salt, _, hashed = kept.partition("$")
    is_pin = hmac.compare_digest(_hashed(tx, pin, salt), hashed)
    code_until = found.code_until if found is not None else None
    fresh = code_until is not None and code_until > tx.now
    code = ""
    if found is not None and found.code_sealed and fresh:
        code = tx.open(VOLUNTEER_CODE, row_of(found), found.code_sealed)
    is_code = hmac.compare_digest(pin.encode(), code.encode())
    if found is not None and not over and is_code and not is_pin:
        is_code = _spend(tx, found.id, found.code_sealed)
    if found is None or over or not (is_pin or is_code):
        if tried == TRIES and found is not None and (found.pin_sealed or fresh):
            compose.queue(tx, found.contact_id, "notice", "pin.told_tried")
        return Tried(None, tried >= TRIES or over)
    for kind in ("pin", "pin_day"):
        tries.undo(tx, kind, number)
    compose.queue(tx, found.contact_id, "notice", "pin.told_used")
    return Tried(found.contact_id, over=False)


def _spend(tx: Tx, volunteer_id: int, sealed: str) -> bool:
    """The code is used up; False where another call had it first."""
    mine = (_V.id == volunteer_id) & (_V.code_sealed == sealed)
    return bool(tx.run(update(Volunteer).where(mine).values(code_sealed=None, code_until=None)).rowcount)


def _hashed(tx: Tx, pin: str, salt: str) -> str:
    def work_out() -> str:
        return hashlib.scrypt(pin.encode(), salt=bytes.fromhex(salt), n=_N, r=_R, p=_P, dklen=32).hex()

    return tx.unlocked(("pin", pin, salt), work_out)
