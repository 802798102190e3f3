"""An open question as it is kept: the menu as heard, the answers so far, sealed."""

import json
from datetime import datetime
from typing import Any

from flows.engine import Phrase, Session
from flows.requests.more import CONFIDED
from flows.wording import Days, Hours, Named
from store.database import Tx
from store.vault.columns import RowName, SealedColumn


def read_session(tx: Tx, column: SealedColumn, row: RowName, sealed: str) -> Session | None:
    """A session as it was kept in this column of this row; None where it was erased."""
    opened = tx.open(column, row, sealed)
    if not opened:
        return None
    kept = json.loads(opened)
    params = {name: _revived(value) for name, value in kept["params"].items()}
    offered = tuple((key, meaning, step) for key, meaning, step in kept["offered"])
    return Session(
        kept["step"],
        Phrase(kept["question"], params),
        offered,
        kept["answers"],
        tuple(kept["trail"]),
        kept["misses"],
        kept.get("optional", False),
        kept.get("caused_by", ""),
        datetime.fromisoformat(kept["put_at"]) if kept.get("put_at") else None,
        kept.get("after_end", False),
        datetime.fromisoformat(kept["told_at"]) if kept.get("told_at") else None,
    )


def seal_session(
    tx: Tx, column: SealedColumn, row: RowName, session: Session | None, *, whose: int | None
) -> str | None:
    """A session in the form it is kept in, for this column of this row: the menu as heard, the answers so far."""
    if session is None:
        return None
    kept = {
        "step": session.step,
        "question": session.question.id,
        "params": {name: _kept(value) for name, value in session.question.params.items()},
        "offered": session.offered,
        "answers": {name: value for name, value in session.answers.items() if name not in CONFIDED},
        "trail": session.trail,
        "misses": session.misses,
        "optional": session.optional,
        "caused_by": session.caused_by,
        "after_end": session.after_end,
        "put_at": session.put_at.isoformat() if session.put_at else None,
        "told_at": session.told_at.isoformat() if session.told_at else None,
    }
    return tx.seal(column, row, json.dumps(kept, ensure_ascii=False, separators=(",", ":")), whose=whose)


def _kept(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, Hours):
        return {"from": value.start.isoformat(), "to": value.end.isoformat()}
    if isinstance(value, Days):
        return {"first": value.start.isoformat(), "last": value.end.isoformat()}
    return {"named": value.id} if isinstance(value, Named) else value


def _revived(value: Any) -> Any:
    match value:
        case {"at": moment}:
            return datetime.fromisoformat(moment)
        case {"from": start, "to": end}:
            return Hours(datetime.fromisoformat(start), datetime.fromisoformat(end))
        case {"first": start, "last": end}:
            return Days(datetime.fromisoformat(start), datetime.fromisoformat(end))
        case {"named": id}:
            return Named(id)
    return value
