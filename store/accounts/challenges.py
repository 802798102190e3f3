"""What a passkey is asked to sign: good once, for five minutes, in one browser and for one purpose.

A challenge carries its own time and a mark that only the line's key makes. Nothing is written where one is made, so
whoever asks for a thousand of them fills no table; a row is written where one was signed, and it is used up.
"""

import hmac
from datetime import timedelta
from typing import Final

from store.accounts import secrets
from store.database import Tx
from store.proof import tries

LASTS: Final = timedelta(minutes=5)
"""Somebody may first have to find their phone."""
SIGN_IN, AGAIN, MAKE = "sign in", "again", "make"
_USED = "passkey_used"


def make(tx: Tx, purpose: str, browser: str, account_id: int = 0) -> bytes:
    """A challenge. `browser`: a secret of this browser's cookie. `account_id`: of whoever is known already."""
    body = f"{secrets.new_token()}.{int(tx.now.timestamp())}"
    return f"{body}.{tx.vault.hash(_said(body, purpose, browser, account_id))}".encode()


def use(tx: Tx, challenge: bytes, purpose: str, browser: str, account_id: int = 0) -> bool:
    """Use a challenge up. False: it is not ours, not of this browser or purpose, too old, or was used before."""
    text = challenge.decode("ascii", "replace")
    body, _, mark = text.rpartition(".")
    said = _said(body, purpose, browser, account_id)
    good = [hmac.compare_digest(mark.encode(), each.encode()) for each in tx.vault.hashes(said)]
    if not browser or not any(good):
        return False
    made_at = int(body.rpartition(".")[2])  # ours, since its mark is
    if not 0 <= tx.now.timestamp() - made_at + 1 < LASTS.total_seconds() + 1:
        return False
    return tries.count(tx, _USED, text, window=tries.DAY) == 1


def _said(body: str, purpose: str, browser: str, account_id: int) -> str:
    return f"challenge\n{body}\n{purpose}\n{browser}\n{account_id}"
