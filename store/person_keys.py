"""A key for each person, stored sealed with the line's: what is theirs cannot be read by anybody once it is deleted.

A contact names its key (`person_key_id`). None: it has none yet, from before there were such keys. A name without a
row in `person_keys`: the key was destroyed. A new contact gets one at once, an older one with its next text or call,
or when `warmline keys rotate` is run.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from store.models import Contact, PersonKeyRow
from store.vault import PersonKey, Vault
from store.vault.vault import FORM, OF_PERSON, PREFIX

_P, _C = PersonKeyRow.__table__.c, Contact.__table__.c
COLUMNS = (_C.person_key_id, _P.key_sealed)
"""What `KeyRing.remember` takes; to be read with a contact, joined `ON_KEY`."""
ON_KEY = _P.id == _C.person_key_id
_BY_ID = select(_P.key_sealed).where(_P.id == bindparam("key_id"))
_SEVERAL = select(_P.id, _P.key_sealed).where(_P.id.in_(bindparam("ids", expanding=True)))
_OF = (
    select(*COLUMNS)
    .select_from(Contact.__table__.outerjoin(PersonKeyRow.__table__, ON_KEY))
    .where(_C.id == bindparam("contact_id"))
)


class _Whose(NamedTuple):
    key: PersonKey | None
    destroyed: bool


class KeyRing:
    """The keys that one transaction has read. Never kept longer: a destroyed key must not live on in a process."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        self._connection, self._vault = connection, vault
        self._by_id: dict[str, PersonKey | None] = {}
        self._of: dict[int, _Whose] = {}

    def remember(self, contact_id: int, key_id: str | None, key_sealed: str | None) -> None:
        """Take what was read with a contact's row."""
        if key_id is None:
            self._of[contact_id] = _Whose(None, destroyed=False)
            return
        if key_id not in self._by_id:
            self._by_id[key_id] = self._vault.person_key(key_id, key_sealed) if key_sealed else None
        key = self._by_id[key_id]
        self._of[contact_id] = _Whose(key, destroyed=key is None)

    def of(self, contact_id: int) -> PersonKey | None:
        """The key of a contact; None where they have none yet, or none any more."""
        return self._whose(contact_id).key

    def is_destroyed(self, contact_id: int) -> bool:
        """Whether a contact had a key, and it is gone."""
        return self._whose(contact_id).destroyed

    def find(self, key_id: str) -> PersonKey | None:
        """A key by its id; None for one that was destroyed."""
        if key_id not in self._by_id:
            sealed = self._connection.execute(_BY_ID, {"key_id": key_id}).scalar()
            self._by_id[key_id] = self._vault.person_key(key_id, sealed) if sealed else None
        return self._by_id[key_id]

    def load(self, sealed: Iterable[str | None]) -> None:
        """Read at once the keys that these values need, before they are opened one by one."""
        needed = {each[FORM:PREFIX] for each in sealed if each and each.startswith(OF_PERSON)}
        missing = needed - self._by_id.keys()
        if missing:
            found = {
                row.id: row.key_sealed for row in self._connection.execute(_SEVERAL, {"ids": list(missing)})
            }
            for id in missing:
                self._by_id[id] = self._vault.person_key(id, found[id]) if id in found else None

    def make(self, now: datetime) -> PersonKey:
        """A new key, for somebody who is about to be filed."""
        key, sealed = self._vault.new_person_key()
        self._connection.execute(insert(PersonKeyRow).values(id=key.id, key_sealed=sealed, created_at=now))
        self._by_id[key.id] = key
        return key

    def drop(self, key: PersonKey) -> None:
        """A key that was made for nobody after all."""
        self._connection.execute(delete(PersonKeyRow).where(_P.id == key.id))
        self._by_id[key.id] = None

    def give(self, contact_id: int, now: datetime) -> PersonKey:
        """A new key for a contact whose row is locked. What is sealed for them from now on is theirs."""
        key = self.make(now)
        self._connection.execute(update(Contact).where(_C.id == contact_id).values(person_key_id=key.id))
        self._of[contact_id] = _Whose(key, destroyed=False)
        return key

    def _whose(self, contact_id: int) -> _Whose:
        if contact_id not in self._of:
            row = self._connection.execute(_OF, {"contact_id": contact_id}).first()
            key_id, key_sealed = (row.person_key_id, row.key_sealed) if row is not None else (None, None)
            self.remember(contact_id, key_id, key_sealed)
        return self._of[contact_id]
