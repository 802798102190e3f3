"""Numbers and people's words are sealed before they reach a table, and numbers are found again by a keyed hash.

A sealed value is urlsafe base64 of: one byte for the form, eight for the key, twelve random ones (the nonce), and what
AES-256-GCM makes of the text. Form, key, table, column and row are part of what is proved at opening, so a value that
was put anywhere else does not open. Before that form there was Fernet, bound to nothing; it is still opened.
"""

import base64
import hmac
import os
from binascii import Error as NotBase64
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.vault.columns import EMPTIED, RowName, SealedColumn

_BOUND: Final = b"\x01"
_KEY_ID, _NONCE = 8, 12
_HEAD: Final = len(_BOUND) + _KEY_ID
PREFIX: Final = 12
"""So many characters of a sealed value say its form and its key, and nothing else."""
FERNET: Final = "gAAAA"
"""How a value in the form of before begins."""


class VaultError(Exception):
    """A sealed value that does not open."""


class WrongKey(VaultError):
    """It was sealed with a key that is not among DATA_KEYS."""

    def __init__(self, said: str = "a stored value opens with none of DATA_KEYS") -> None:
        super().__init__(said)


class WrongPlace(VaultError):
    """It was sealed for another row or column, or is no longer as it was sealed."""

    def __init__(self, column: SealedColumn) -> None:
        super().__init__(f"a value in {column} was not sealed for the row it stands in, or was changed")


class Vault:
    """Seals with the newest of `keys` (urlsafe base64 of 32 bytes, newest first) and opens with any of them.

    The lookup hash is keyed per data key, so that a dump of the database cannot be searched for a number, and
    rotation needs no window in which people are not recognised: `hashes` gives one candidate per key.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise VaultError("DATA_KEYS is empty")
        self._each = [Fernet(key) for key in keys]
        self._fernet = MultiFernet(self._each)
        self._hash_keys = [_derived(key, b"warmline number lookup") for key in keys]
        marks = [_derived(key, b"warmline key fingerprint") for key in keys]
        self._ciphers = {
            mark[:_KEY_ID]: AESGCM(_derived(key, b"warmline sealing"))
            for key, mark in zip(keys, marks, strict=True)
        }
        self._head = _BOUND + marks[0][:_KEY_ID]
        self._newest = self._ciphers[marks[0][:_KEY_ID]]
        self.fingerprints = tuple(mark.hex() for mark in marks)
        """By which a key is known without being told, newest first."""
        self.newest_prefix = base64.urlsafe_b64encode(self._head).decode("ascii")
        """How every value begins that is sealed in the newest form with the newest key."""

    def seal(self, column: SealedColumn, row: RowName, text: str) -> str:
        """The sealed form of `text`, safe to store in this column of this row and nowhere else."""
        nonce = os.urandom(_NONCE)
        sealed = self._newest.encrypt(nonce, text.encode(), _place(self._head, column, row))
        return base64.urlsafe_b64encode(self._head + nonce + sealed).decode("ascii")

    def seal_unbound(self, text: str) -> str:
        """The form of before, for as long as a process may live that knows no other."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, column: SealedColumn, row: RowName, sealed: str) -> str:
        """The text that was sealed. Raises WrongKey where no key fits, WrongPlace where it does not belong there."""
        if sealed == EMPTIED:
            return ""
        if sealed.startswith(FERNET):
            try:
                return self._fernet.decrypt(sealed.encode("ascii")).decode()
            except InvalidToken as wrong:
                raise WrongKey from wrong
        head, nonce, closed = _parts(column, sealed)
        cipher = self._ciphers.get(head[1:])
        if cipher is None:
            raise WrongKey
        try:
            return cipher.decrypt(nonce, closed, _place(head, column, row)).decode()
        except InvalidTag as wrong:
            raise WrongPlace(column) from wrong

    def fingerprint_of(self, sealed: str) -> str | None:
        """The fingerprint of the key that this was sealed with; None where that is none of ours."""
        if sealed.startswith(FERNET):
            for fernet, fingerprint in zip(self._each, self.fingerprints, strict=True):
                with suppress(InvalidToken):
                    fernet.decrypt(sealed.encode("ascii"))
                    return fingerprint
            return None
        with suppress(NotBase64):
            key = base64.urlsafe_b64decode(sealed[:PREFIX])[1:].hex()
            return next((each for each in self.fingerprints if key and each.startswith(key)), None)
        return None

    def hash(self, number: str) -> str:
        """Where a number is filed now."""
        return hmac.new(self._hash_keys[0], number.encode(), sha256).hexdigest()

    def hashes(self, number: str) -> list[str]:
        """Everywhere a number may be filed, newest key first."""
        return [hmac.new(key, number.encode(), sha256).hexdigest() for key in self._hash_keys]


def _parts(column: SealedColumn, sealed: str) -> tuple[bytes, bytes, bytes]:
    try:
        raw = base64.urlsafe_b64decode(sealed.encode("ascii"))
    except (ValueError, NotBase64) as wrong:
        raise WrongPlace(column) from wrong
    if not raw.startswith(_BOUND) or len(raw) < _HEAD + _NONCE:
        raise WrongPlace(column)
    return raw[:_HEAD], raw[_HEAD : _HEAD + _NONCE], raw[_HEAD + _NONCE :]


def _place(head: bytes, column: SealedColumn, row: RowName) -> bytes:
    return head + f"{column.table}\n{column.name}\n{row}".encode()


def _derived(key: str, purpose: bytes) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
    return hkdf.derive(base64.urlsafe_b64decode(key))
