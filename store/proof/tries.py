"""Counts what anybody may try, by the number that it concerns or that it comes from, whether that is on file or not.

A number that is not on file is counted like any other, so that neither an answer nor the time it takes tells which are.
"""

from datetime import timedelta

from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from store.database import Tx
from store.models import Try

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FORGOTTEN_AFTER = timedelta(days=2)
_T = Try.__table__.c


def count(tx: Tx, kind: str, key: str, *, window: timedelta = HOUR) -> int:
    """Count one more try; gives how many there were, with this one, since the first of this window.

    One statement, so that of two at the same moment one is the second. `key`: a number, or whatever else is limited.
    """
    over = _T.since <= tx.now - window
    values = {"kind": kind, "key_hash": tx.vault.hash(key), "since": tx.now, "count": 1}
    dialect = sqlite if tx.on_sqlite else postgresql
    counted = (
        dialect.insert(Try.__table__)
        .values(**values)
        .on_conflict_do_update(
            index_elements=[_T.kind, _T.key_hash],
            set_={
                "since": case((over, tx.now), else_=_T.since),
                "count": case((over, 1), else_=_T.count + 1),
            },
        )
        .returning(_T.count)
    )
    return int(tx.run(counted).scalar_one())


def lately(tx: Tx, kind: str, key: str, *, window: timedelta) -> int:
    """How many there were since the first of this window."""
    found = select(_T.count).where(
        _T.kind == kind, _T.key_hash.in_(tx.vault.hashes(key)), _T.since > tx.now - window
    )
    return max(tx.run(found).scalars().all(), default=0)


def undo(tx: Tx, kind: str, key: str) -> None:
    """What was tried did not happen: it counts no more."""
    tx.run(delete(Try).where(_T.kind == kind, _T.key_hash.in_(tx.vault.hashes(key))))


def forget(tx: Tx) -> None:
    """Delete what limits nothing any more."""
    tx.run(delete(Try).where(_T.since <= tx.now - FORGOTTEN_AFTER))
