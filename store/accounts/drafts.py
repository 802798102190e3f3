"""What somebody looks over before it happens: what is done then is exactly what they saw, and it is done once."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import and_, delete, insert, select, update

from store.database import Tx
from store.models import AccountDraft
from store.vault.columns import DRAFT_WORDS, EMPTIED, new_row_key, row_of

GOOD_FOR: Final = timedelta(hours=1)
_D = AccountDraft.__table__.c


def keep(tx: Tx, account_id: int, kind: str, what: Mapping[str, Any]) -> int:
    """Keep this, sealed, until they say yes to it; gives the number of the draft. `what`: plain data."""
    row = new_row_key()
    sealed = tx.seal(DRAFT_WORDS, row, json.dumps(what, ensure_ascii=False), whose=None)
    values = {"account_id": account_id, "kind": kind, "words_sealed": sealed, "created_at": tx.now}
    made = insert(AccountDraft).values(row_key=row, **values).returning(_D.id)
    return int(tx.run(made).scalar_one())


def find(tx: Tx, number: int, account_id: int, kind: str) -> dict[str, Any] | None:
    """What they look over; None where it is not theirs, was used, or is older than an hour."""
    columns = select(_D.id, _D.row_key, _D.words_sealed)
    row = tx.run(columns.where(_still(tx, number, account_id, kind))).first()
    if row is None:
        return None
    found: dict[str, Any] = json.loads(tx.open(DRAFT_WORDS, row_of(row), row.words_sealed))
    return found


def lock(tx: Tx, number: int, account_id: int, kind: str) -> dict[str, Any] | None:
    """As `find`, and nobody else changes it until this transaction ends."""
    mine = select(_D.id).where(_still(tx, number, account_id, kind)).with_for_update()
    return find(tx, number, account_id, kind) if tx.run(mine).first() is not None else None


def change(tx: Tx, number: int, what: Mapping[str, Any]) -> None:
    """Keep what is left of it, once a part of it is done."""
    row = tx.run(select(_D.id, _D.row_key).where(_D.id == number)).one()
    sealed = tx.seal(DRAFT_WORDS, row_of(row), json.dumps(what, ensure_ascii=False), whose=None)
    tx.run(update(AccountDraft).where(_D.id == number).values(words_sealed=sealed))


def use(tx: Tx, number: int, account_id: int, kind: str) -> dict[str, Any] | None:
    """As `find`, and it is used up: whoever presses twice has done it once."""
    what = find(tx, number, account_id, kind)
    used = update(AccountDraft).where(_still(tx, number, account_id, kind))
    done = tx.run(used.values(used_at=tx.now, words_sealed=EMPTIED)).rowcount
    return what if done else None


def was_used(tx: Tx, number: int, account_id: int) -> bool:
    """Whether they said yes to it already."""
    theirs = and_(_D.id == number, _D.account_id == account_id, _D.used_at.is_not(None))
    return tx.run(select(_D.id).where(theirs)).first() is not None


def forget(tx: Tx) -> None:
    """Delete what nobody can say yes to any more."""
    tx.run(delete(AccountDraft).where(_D.created_at <= tx.now - GOOD_FOR))


def _still(tx: Tx, number: int, account_id: int, kind: str) -> Any:
    theirs = and_(_D.id == number, _D.account_id == account_id, _D.kind == kind)
    return and_(theirs, _D.used_at.is_(None), _D.created_at > tx.now - GOOD_FOR)
