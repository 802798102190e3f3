"""Numbers and people's words are sealed before they reach a table, and numbers are found again by a keyed hash.

A sealed value is four characters for its form, twelve for its key, and urlsafe base64 of twelve random bytes (the
nonce) and what AES-256-GCM makes of the text. Form, key, table, column and row are part of what is proved at opening,
so a value that was put anywhere else does not open. Before that there was Fernet, bound to nothing; it still opens.
"""

import base64
import hmac
import os
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.vault.columns import EMPTIED, PERSON_KEY, RowName, SealedColumn
from store.vault.errors import Erased, VaultError, WrongKey, WrongPlace

OF_LINE: Final = "wlA."
OF_PERSON: Final = "wlB."
FORM, PREFIX = 4, 16
"""So many characters of a sealed value say its form; its form and its key."""
FERNET: Final = "gAAAA"
"""How a value in the form of before begins."""
_KEY_ID, _NONCE = 9, 12


class PersonKey:
    """One person's own key. Once its row is deleted, nothing that was sealed with it can be read by anybody."""

    def __init__(self, id: str, key: bytes) -> None:
        self.id = id
        self.head = OF_PERSON + id
        self.cipher = AESGCM(key)


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
        self.fingerprints = tuple(mark.hex() for mark in marks)
        """By which a key is known without being told, newest first."""
        heads = [OF_LINE + _written(mark[:_KEY_ID]) for mark in marks]
        self._fingerprint_by_head = dict(zip(heads, self.fingerprints, strict=True))
        self._ciphers = {
            head: AESGCM(_derived(key, b"warmline sealing")) for head, key in zip(heads, keys, strict=True)
        }
        self.newest_prefix = heads[0]
        """How every value begins that is sealed with the newest of the line's keys, and bound to its row."""

    def seal(self, column: SealedColumn, row: RowName, text: str, key: PersonKey | None = None) -> str:
        """The sealed form of `text`, safe to store in this column of this row. `key`: whose; None: the line's."""
        head = key.head if key is not None else self.newest_prefix
        cipher = key.cipher if key is not None else self._ciphers[head]
        nonce = os.urandom(_NONCE)
        return head + _written(nonce + cipher.encrypt(nonce, text.encode(), _place(head, column, row)))

    def seal_unbound(self, text: str) -> str:
        """The form of before, for as long as a process may live that knows no other."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(
        self,
        column: SealedColumn,
        row: RowName,
        sealed: str,
        find: Callable[[str], PersonKey | None] = lambda _: None,
    ) -> str:
        """The text that was sealed. `find`: a person's key by its id, None for one that was destroyed.

        Raises WrongKey where none of ours fits, WrongPlace where it does not belong there, Erased where its person's
        key is no more.
        """
        if sealed == EMPTIED:
            return ""
        if sealed.startswith(FERNET):
            return self._open_unbound(sealed)
        head = sealed[:PREFIX]
        if sealed.startswith(OF_PERSON):
            key = find(head[FORM:])
            if key is None:
                raise Erased(column)
            cipher = key.cipher
        elif sealed.startswith(OF_LINE):
            if head not in self._ciphers:
                raise WrongKey
            cipher = self._ciphers[head]
        else:
            raise WrongPlace(column)
        try:
            raw = base64.urlsafe_b64decode(sealed[PREFIX:].encode("ascii"))
            return cipher.decrypt(raw[:_NONCE], raw[_NONCE:], _place(head, column, row)).decode()
        except (InvalidTag, NotBase64, ValueError) as wrong:
            raise WrongPlace(column) from wrong

    def _open_unbound(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as wrong:
            raise WrongKey from wrong

    def new_person_key(self) -> tuple[PersonKey, str]:
        """A key for one person, and what is stored of it: sealed with the line's newest."""
        id, raw = _written(os.urandom(_KEY_ID)), os.urandom(32)
        return PersonKey(id, raw), self.seal(PERSON_KEY, RowName(id), _written(raw))

    def person_key(self, id: str, sealed: str) -> PersonKey:
        """A person's key as it was stored."""
        return PersonKey(id, base64.urlsafe_b64decode(self.open(PERSON_KEY, RowName(id), sealed)))

    def fingerprint_of(self, sealed: str) -> str | None:
        """The fingerprint of the line's key that this was sealed with; None where that is none of ours."""
        if sealed.startswith(FERNET):
            for fernet, fingerprint in zip(self._each, self.fingerprints, strict=True):
                with suppress(InvalidToken):
                    fernet.decrypt(sealed.encode())
                    return fingerprint
        return self._fingerprint_by_head.get(sealed[:PREFIX])

    def hash(self, number: str) -> str:
        """Where a number is filed now."""
        return hmac.new(self._hash_keys[0], number.encode(), sha256).hexdigest()

    def hashes(self, number: str) -> list[str]:
        """Everywhere a number may be filed, newest key first."""
        return [hmac.new(key, number.encode(), sha256).hexdigest() for key in self._hash_keys]


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode("ascii")


def _place(head: str, column: SealedColumn, row: RowName) -> bytes:
    return f"{head}\n{column.table}\n{column.name}\n{row}".encode()


def _derived(key: str, purpose: bytes) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose)
    return hkdf.derive(base64.urlsafe_b64decode(key))
