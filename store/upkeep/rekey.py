"""Seal everything anew with the newest of DATA_KEYS, bound to its row, so that an old key can be thrown away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, and_, func, or_, select, update

from store import key_check, sealing_form
from store.database import Database, Tx
from store.models import Base
from store.vault.columns import CONTACT_NUMBER, EMPTIED, SEALED, SealedColumn, name_in
from store.vault.vault import PREFIX

AT_ONCE: Final = 500


class OlderProcesses(Exception):
    """A process of the line is alive that could not read what is sealed now. Nothing was changed."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"{number} process{'es' if number != 1 else ''} of an older program still work on this line, and could "
            "not read what is sealed anew. Stop them, wait a minute, and say it again. Nothing was changed."
        )


def rotate(db: Database, now: datetime) -> dict[str, int]:
    """Seal every value with the newest key for its own row, and file every number under that key.

    A few hundred rows a transaction, each for good: cut off, it goes on where it was when it is run again. The line may
    run meanwhile, if every process of it already has the new key among DATA_KEYS. Gives how many rows were sealed anew,
    by table. Raises OlderProcesses, and VaultError for a value that does not open.
    """
    with db.begin(now) as tx:
        if not sealing_form.turn_on(tx.connection):
            raise OlderProcesses(sealing_form.older_processes(tx.connection))
    counts = {table.name: _rotate(db, now, table) for table in Base.metadata.sorted_tables if _sealed(table)}
    with db.begin(now) as tx:
        key_check.only_newest(tx.connection, tx.vault)
    return counts


def _sealed(table: Table) -> list[SealedColumn]:
    return [column for column in SEALED.values() if column.table == table.name]


def _rotate(db: Database, now: datetime, table: Table) -> int:
    columns = _sealed(table)
    [key] = table.primary_key.columns
    newest = db.vault.newest_prefix
    to_do = or_(
        *(
            and_(table.c[each.name] != EMPTIED, func.substr(table.c[each.name], 1, PREFIX) != newest)
            for each in columns
        )
    )
    rows = select(table, key.label("key")).where(to_do).order_by(key).limit(AT_ONCE).with_for_update()
    done, last = 0, None
    while True:
        with db.begin(now) as tx:
            found = tx.run(rows if last is None else rows.where(key > last)).all()
            for row in found:
                tx.run(update(table).where(key == row.key).values(**_anew(tx, row, columns)))
        if not found:
            return done
        done, last = done + len(found), found[-1].key


def _anew(tx: Tx, row: Any, columns: Sequence[SealedColumn]) -> dict[str, str]:
    values = {}
    for column in columns:
        if sealed := getattr(row, column.name):
            name = name_in(row, column)
            text = tx.open(column, name, sealed)
            values[column.name] = tx.seal(column, name, text)
            if column.name == CONTACT_NUMBER.name:
                values["number_hash"] = tx.vault.hash(text)
    return values
