"""A participant who writes has said goodbye, or is away for a moment: kept as a decision, over once they write on."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import select

from flows.rules.relay.goodbye import Goodbye
from store import decisions
from store.callbacks.rows import WritingCallback
from store.database import Tx
from store.models import Decision

_BACK: Final = "back-from-goodbye"
_SAID: Final = MappingProxyType(
    {
        "said-goodbye": Goodbye.FOR_TODAY,
        "away-a-moment": Goodbye.A_MOMENT,
        _BACK: None,
    }
)
_WHAT: Final = MappingProxyType({said: what for what, said in _SAID.items()})


@dataclass(frozen=True, slots=True)
class Latest:
    """What they said last of going or staying (None: they are back), and when."""

    said: Goodbye | None
    at: datetime


def latest(tx: Tx, cb: WritingCallback) -> Latest | None:
    """What counts in this conversation; None where they never spoke of going."""
    spoken = (
        select(Decision.what, Decision.at)
        .where(Decision.callback_id == cb.id, Decision.what.in_(_SAID), Decision.at >= cb.connected_at)
        .order_by(Decision.id.desc())
        .limit(1)
    )
    row = tx.run(spoken).first()
    return Latest(_SAID[row.what], row.at) if row is not None else None


def heard(tx: Tx, cb: WritingCallback, said: Goodbye | None, *, adds_nothing: bool = False) -> bool:
    """Keep what their words say of going. Gives whether it is news that they say goodbye for today.

    `adds_nothing`: "you too" after a goodbye leaves it one.
    """
    before = latest(tx, cb)
    was = before.said if before is not None else None
    if said is was or (said is None and adds_nothing and was is Goodbye.FOR_TODAY):
        return False
    why = "the participant writes on" if said is None else "the participant said so"
    decisions.note(tx, cb.id, _WHAT[said], why, volunteer_id=cb.volunteer_id)
    return said is Goodbye.FOR_TODAY
