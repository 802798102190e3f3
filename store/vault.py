"""Numbers and people's words are sealed before they reach a table, and numbers are found again by a keyed hash."""

import base64
import hmac
from collections.abc import Sequence
from contextlib import suppress
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
        self._each = [Fernet(key) for key in keys]
        self._fernet = MultiFernet(self._each)
        self._hash_keys = [_derived(key, b"warmline number lookup") for key in keys]
        self.fingerprints = tuple(_derived(key, b"warmline key fingerprint").hex() for key in keys)
        """By which a key is known without being told, newest first."""

    def seal(self, text: str) -> str:
        """The sealed form of `text`, safe to store."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """The text that was sealed. Raises VaultError when no key fits."""
        try:
            return self._fernet.decrypt(sealed.encode("ascii")).decode()
        except InvalidToken as wrong:
            raise VaultError("a stored value opens with none of DATA_KEYS") from wrong

    def fingerprint_of(self, sealed: str) -> str | None:
        """The fingerprint of the key that opens this; None where none does."""
        for fernet, fingerprint in zip(self._each, self.fingerprints, strict=True):
            with suppress(InvalidToken):
                fernet.decrypt(sealed.encode("ascii"))
                return fingerprint
        return None

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


def _derived(key: str, purpose: bytes) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
    return hkdf.derive(base64.urlsafe_b64decode(key))
