"""Shifts that end: on one of their days, where the others go on; or all that a volunteer has, at once."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select, update

from flows.effects.base import Outcome
from flows.rules.times.recurring import weekdays, weekly_rule
from flows.wording import Hours
from store.database import Tx
from store.models import COMING_STATES, Shift, Turn
from store.rota import on_off, shifts
from store.rota import queries as rota


def end_day(tx: Tx, turn: Any) -> int | None:
    """No turns of this turn's shift on its day of the week from now on; gives how many places are open for it.

    None where that is the only day the shift has: then all of it ends (`turns.end_shift`).
    """
    shift = tx.run(select(Shift.__table__).where(Shift.id == turn.shift_id).with_for_update()).first()
    if shift is None or shift.recurs is None or turn.local_date is None:
        return None
    if shift.volunteer_id != turn.volunteer_id:
        return None  # theirs by a trade: the shift is somebody else's
    day = date.fromisoformat(turn.local_date).weekday()
    left = tuple(each for each in weekdays(shift.recurs) if each != day)
    if not left or len(left) == len(weekdays(shift.recurs)):
        return None
    tx.run(update(Shift).where(Shift.id == shift.id).values(recurs=weekly_rule(left)))
    # One that somebody else got in a trade is theirs.
    mine = and_(Turn.shift_id == shift.id, Turn.volunteer_id == shift.volunteer_id)
    coming = and_(mine, Turn.state.in_(COMING_STATES))
    dates = tx.run(select(Turn.id, Turn.local_date).where(coming))
    ids = [row.id for row in dates if date.fromisoformat(row.local_date).weekday() == day]
    return shifts.give_all_back(tx, and_(Turn.id.in_(ids), Turn.state.in_(COMING_STATES)), "dropped")


def drop_all(tx: Tx, volunteer_id: int, until: datetime, *, ends: bool) -> Outcome:
    """They cannot come: what runs, and what begins up to `until` (aware), is given back, with one word of it.

    `ends`: all that is to come, and their shifts. Outcomes: given (count, last: its hours); ended (count); none.
    """
    rows = rota.coming(tx, volunteer_id)
    given = [row for row in rows if ends or row.starts_at <= until]
    if ends:
        live = and_(Shift.volunteer_id == volunteer_id, Shift.ended_at.is_(None))
        tx.run(update(Shift).where(live).values(ended_at=tx.now))
    left = sum(row.state == "on" for row in given)
    if left:
        on_off.set_duty(tx, volunteer_id, False, None)
    theirs = and_(Turn.volunteer_id == volunteer_id, Turn.state.in_(COMING_STATES))
    which = theirs if ends else and_(theirs, Turn.starts_at <= until)
    count = shifts.give_all_back(tx, which, "dropped") + left
    if ends:
        return Outcome("ended", {"count": count})
    if not count:
        return shifts.NONE
    return Outcome("given", {"count": count, "last": Hours(given[-1].starts_at, given[-1].ends_at)})
