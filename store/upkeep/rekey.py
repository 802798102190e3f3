"""Seal everything anew with the newest of DATA_KEYS, so that an old key can be thrown away."""

from datetime import datetime

from sqlalchemy import Table, select, update

from store import key_check
from store.database import Database
from store.models import Base

AT_ONCE = 500


def rotate(db: Database, now: datetime) -> dict[str, int]:
    """Re-seal every sealed value and file every number under the newest key, a few hundred rows a transaction.

    The line may run meanwhile, if every process of it already has the new key among DATA_KEYS. Gives the number of
    rows by table. Safe to run again, also after it was cut off.
    """
    counts = {table.name: _rotate(db, now, table) for table in Base.metadata.sorted_tables if _sealed(table)}
    with db.begin(now) as tx:
        key_check.only_newest(tx.connection, tx.vault)
    return counts


def _sealed(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name.endswith("_sealed")]


def _rotate(db: Database, now: datetime, table: Table) -> int:
    [key] = table.primary_key.columns
    columns = [table.c[name] for name in _sealed(table)]
    done, last = 0, None
    while True:
        with db.begin(now) as tx:
            rows = select(key.label("key"), *columns).order_by(key).limit(AT_ONCE).with_for_update()
            found = tx.run(rows if last is None else rows.where(key > last)).all()
            for row in found:
                values = {
                    name: tx.vault.rotate(old) for name in _sealed(table) if (old := getattr(row, name))
                }
                if "number_hash" in table.c:
                    values["number_hash"] = tx.vault.hash(tx.vault.open(row.number_sealed))
                if values:
                    tx.run(update(table).where(key == row.key).values(**values))
        if not found:
            return done
        done, last = done + len(found), found[-1].key
