"""A weekly shift ends on one of its days: the others go on."""

from datetime import date
from typing import Any

from sqlalchemy import and_, select, update

from flows.rules.recurring import weekdays, weekly_rule
from store import turns
from store.database import Tx
from store.models import COMING_STATES, Shift, Turn


def end_day(tx: Tx, turn: Any) -> int | None:
    """No turns of this turn's shift on its day of the week from now on; gives how many places are open for it.

    None where that is the only day the shift has: then all of it ends (`turns.end_shift`).
    """
    shift = tx.run(select(Shift.__table__).where(Shift.id == turn.shift_id).with_for_update()).first()
    if shift is None or shift.recurs is None or turn.local_date is None:
        return None
    day = date.fromisoformat(turn.local_date).weekday()
    left = tuple(each for each in weekdays(shift.recurs) if each != day)
    if not left or len(left) == len(weekdays(shift.recurs)):
        return None
    tx.run(update(Shift).where(Shift.id == shift.id).values(recurs=weekly_rule(left)))
    coming = and_(Turn.shift_id == shift.id, Turn.state.in_(COMING_STATES))
    dates = tx.run(select(Turn.id, Turn.local_date).where(coming))
    ids = [row.id for row in dates if date.fromisoformat(row.local_date).weekday() == day]
    return turns.give_all_back(tx, and_(Turn.id.in_(ids), Turn.state.in_(COMING_STATES)), "dropped")
