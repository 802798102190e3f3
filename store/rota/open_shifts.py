"""Shifts that nobody has: opened under a code, and closed again. `store.rota.standby` asks volunteers to take them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, insert, or_, select

from flows.states import ShiftState
from store import transitions
from store.database import Tx
from store.models import Shift, Swap
from store.rota.rows import first as first_shift

TELL_AHEAD = timedelta(days=7)
"""So long before an open shift a coordinator is told and volunteers are asked; sooner, nobody knows their week."""
WORTH_IT = timedelta(minutes=30)
"""Nobody is asked to come for less than this."""
_REUSE_AFTER = timedelta(days=1)
_HIGHEST = 999
_ACTIVE = ("open", "planned", "confirmed", "on")


def open_shift(
    tx: Tx, starts_at: datetime, ends_at: datetime, *, covers_id: int | None = None, told: bool = False
) -> int | None:
    """Open a shift that anybody may take; gives its id. `covers_id`: the shift it stands in for, one at a time.

    `told`: the coordinator knows of it already. None: what is left of it is not worth asking anybody.
    """
    begins = max(starts_at, tx.now)
    if ends_at - begins < WORTH_IT:
        return None
    if covers_id is not None:
        there = select(Shift.id).where(Shift.covers_id == covers_id, Shift.state.in_(_ACTIVE))
        if (known := tx.run(there).scalar()) is not None:
            return int(known)
    made = insert(Shift).values(
        starts_at=starts_at,
        ends_at=ends_at,
        state="open",
        covers_id=covers_id,
        code=_free(tx, first=2),
        told_at=tx.now if told else None,
        due_at=max(tx.now, starts_at - TELL_AHEAD),
        created_at=tx.now,
    )
    return int(tx.run(made.returning(Shift.id)).scalar_one())


def close(tx: Tx, covers_id: int) -> bool:
    """Close what is open in place of this shift: nobody is needed for it any more. False: somebody took it."""
    no_longer_open = transitions.moving(Shift, ShiftState.DROPPED, ShiftState.OPEN)
    tx.run(no_longer_open.where(Shift.covers_id == covers_id).values(due_at=None))
    taken = select(Shift.id).where(Shift.covers_id == covers_id, Shift.state.in_(_ACTIVE))
    return tx.run(taken.limit(1)).first() is None


def stood_in(tx: Tx, shift_id: int) -> Shift | None:
    """The shift that stands in for this one and that somebody has; None when none does."""
    has = and_(Shift.covers_id == shift_id, Shift.state.in_(("planned", "confirmed", "on")))
    return first_shift(tx, select(Shift.__table__).where(has))


def free_swap_code(tx: Tx) -> str:
    """A code for a swap. Swaps have odd numbers and open shifts even ones: an S and a number is never both."""
    code = _free(tx, first=3)
    if code is None:
        raise RuntimeError("no free swap code")
    return code


def _free(tx: Tx, *, first: int) -> str | None:
    """The lowest code not used within the last day. None where there are hundreds: `warmline shifts list` has them."""
    lately = tx.now - _REUSE_AFTER
    if first % 2:
        used: Select[Any] = select(Swap.code).where(or_(Swap.state == "open", Swap.expires_at > lately))
    else:
        used = select(Shift.code).where(
            Shift.code.is_not(None), or_(Shift.state == "open", Shift.ends_at > lately)
        )
    taken = set(tx.run(used).scalars())
    return next((code for n in range(first, _HIGHEST, 2) if (code := f"S{n}") not in taken), None)
