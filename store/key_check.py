"""Refuses DATA_KEYS that do not open what is stored, before anything is written under a second key.

Numbers are found by a hash that the key decides. With another key everybody is a stranger, and is filed once more.

The database keeps a fingerprint of every key that something in it may be sealed with. A process may work when it has
all of these keys, and writes down the newest of its own. `warmline keys rotate` ends with one fingerprint: that of the
newest key. An older database has no fingerprints yet: then some of what is stored is opened to see.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, func, inspect, select, text
from sqlalchemy.dialects import postgresql, sqlite

from store.models import Contact, Inbound, KeyFingerprint, Message, PersonKeyRow, Volunteer
from store.vault import Vault, WrongKey
from store.vault.columns import (
    CONTACT_NUMBER,
    EMPTIED,
    INBOUND_WORDS,
    MESSAGE_WORDS,
    PERSON_KEY,
    VOLUNTEER_NAME,
    RowName,
    SealedColumn,
    name_in,
)

_SAMPLE = 10
_LOCK = 0x6B657973  # "keys": two that start on an empty database agree on whose key it gets
_SEALED: Final = (
    (PERSON_KEY, PersonKeyRow, PersonKeyRow.id),
    (CONTACT_NUMBER, Contact, Contact.id),
    (VOLUNTEER_NAME, Volunteer, Volunteer.id),
    (MESSAGE_WORDS, Message, Message.id),
    (INBOUND_WORDS, Inbound, Inbound.received_at),
)
_K = KeyFingerprint.__table__.c


class KeysDoNotFit(WrongKey):
    """What is stored was sealed with a key that is not among DATA_KEYS. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "DATA_KEYS: what is stored in this database was sealed with a key that is not among them, so nothing is "
            "read or written. Put that key back, behind the newer ones, and check that DATABASE_URL is the right one."
        )


def check(connection: Connection, vault: Vault) -> None:
    """Raise KeysDoNotFit, or see that the newest key is among the fingerprints. Part of the first transaction."""
    known = _known(connection)
    if vault.fingerprints[0] not in known or not known <= set(vault.fingerprints):
        if connection.dialect.name == "postgresql":
            # Only once in the life of a key. Whoever waited here reads again what the other has written.
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if lacks_a_key(connection, vault):
            raise KeysDoNotFit
        used = set() if _known(connection) else _used(connection, vault)
        for fingerprint in used | {vault.fingerprints[0]}:
            _keep(connection, fingerprint)


def look(connection: Connection, vault: Vault) -> None:
    """Raise KeysDoNotFit, whatever the age of the tables; writes nothing. For before a migration."""
    there = inspect(connection)
    if there.has_table(KeyFingerprint.__tablename__) and _known(connection):
        if lacks_a_key(connection, vault) and _has_sealed(connection):
            raise KeysDoNotFit
    elif there.has_table(Contact.__tablename__):
        _used(connection, vault)


def adopt(connection: Connection, vault: Vault) -> None:
    """As `check`; but where nothing is sealed yet, whatever key was written down before gives way to the newest."""
    if lacks_a_key(connection, vault) and not _has_sealed(connection):
        connection.execute(delete(KeyFingerprint))
    check(connection, vault)


def only_newest(connection: Connection, vault: Vault) -> None:
    """Everything is sealed with the newest key by now: the older ones are needed no more."""
    connection.execute(delete(KeyFingerprint).where(_K.fingerprint != vault.fingerprints[0]))


def lacks_a_key(connection: Connection, vault: Vault) -> bool:
    """Whether something in the database may be sealed with a key that is not among these."""
    return not _known(connection) <= set(vault.fingerprints)


class Sample(NamedTuple):
    """A sealed value, and where it stands."""

    column: SealedColumn
    row: RowName
    sealed: str


def samples(connection: Connection, most: int = _SAMPLE) -> Iterator[Sample]:
    """Some of what is sealed: the newest and the oldest of each kind. For tables as they are today."""
    for column, model, order in _SEALED:
        there = model.__table__.c
        names = [there[name] for name in ("id", column.row_name) if name in there]
        for way in (order.asc(), order.desc()):
            read = select(*names, there[column.name].label("sealed")).order_by(way).limit(most)
            for row in connection.execute(read):
                yield Sample(column, name_in(row, column), row.sealed)


def _sealed_values(connection: Connection, most: int) -> Iterator[str]:
    """As `samples`, whatever the age of the tables."""
    there = inspect(connection)
    for column, model, order in _SEALED:
        if not there.has_table(column.table):
            continue
        for way in (order.asc(), order.desc()):
            read = select(model.__table__.c[column.name]).where(model.__table__.c[column.name] != EMPTIED)
            yield from connection.execute(read.order_by(way).limit(most)).scalars()


def _known(connection: Connection) -> set[str]:
    return set(connection.execute(select(_K.fingerprint)).scalars())


def _keep(connection: Connection, fingerprint: str) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    made = dialect.insert(KeyFingerprint.__table__).values(fingerprint=fingerprint, since=func.now())
    connection.execute(made.on_conflict_do_nothing())


def _has_sealed(connection: Connection) -> bool:
    return next(_sealed_values(connection, 1), None) is not None


def _used(connection: Connection, vault: Vault) -> set[str]:
    """The keys that open some of what is stored. Raises KeysDoNotFit where there is something and none of it opens.

    A database that was once written under two keys goes on with the one it always had.
    """
    # What is sealed with a person's own key says nothing of the line's, but that key is among the values.
    tried = list(_sealed_values(connection, _SAMPLE))
    used = {found for each in tried if (found := vault.fingerprint_of(each)) is not None}
    if tried and not used:
        raise KeysDoNotFit
    return used
