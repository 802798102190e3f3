"""Numbers and people's words are sealed before they reach a table, and numbers are found again by a keyed hash."""

import base64
import hmac
from collections.abc import Sequence
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class VaultError(Exception):
    """A sealed value that none of the configured DATA_KEYS opens."""


class Vault:
    """Seals with the newest of `keys` (urlsafe base64 of 32 bytes, newest first) and opens with any of them.

    The lookup hash is keyed per data key, so that a dump of the database cannot be searched for a number, and
    rotation needs no window in which people are not recognised: `hashes` gives one candidate per key.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise VaultError("DATA_KEYS is empty")
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._hash_keys = [_derived(key) for key in keys]

    def seal(self, text: str) -> str:
        """The sealed form of `text`, safe to store."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """The text that was sealed. Raises VaultError when no key fits."""
        try:
            return self._fernet.decrypt(sealed.encode("ascii")).decode()
        except InvalidToken as wrong:
            raise VaultError("a stored value opens with none of DATA_KEYS") from wrong

    def rotate(self, sealed: str) -> str:
        """The same value sealed with the newest key."""
        try:
            return self._fernet.rotate(sealed.encode("ascii")).decode("ascii")
        except InvalidToken as wrong:
            raise VaultError("a stored value opens with none of DATA_KEYS") from wrong

    def hash(self, number: str) -> str:
        """Where a number is filed now."""
        return hmac.new(self._hash_keys[0], number.encode(), sha256).hexdigest()

    def hashes(self, number: str) -> list[str]:
        """Everywhere a number may be filed, newest key first."""
        return [hmac.new(key, number.encode(), sha256).hexdigest() for key in self._hash_keys]


def _derived(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"warmline number lookup")
    return hkdf.derive(base64.urlsafe_b64decode(key))
