"""Ends shift patterns: one weekday of a pattern while the others go on, or all patterns of a volunteer (DROP ALL)."""

from datetime import date, datetime

from sqlalchemy import and_, select, update

from flows.effects.base import Outcome
from flows.rules.times.recurring import weekdays, weekly_rule
from flows.states import ShiftState
from flows.wording import Hours
from store.database import Tx
from store.models import COMING_STATES, Shift, ShiftPattern
from store.rota import on_off, shifts
from store.rota import queries as rota


def end_day(tx: Tx, shift: Shift) -> int | None:
    """End this shift's pattern on its day of the week; gives how many shifts are open for it.

    None where that is the only day the pattern has: then all of it ends (`shifts.end_pattern`).
    """
    pattern = tx.run(
        select(ShiftPattern.__table__).where(ShiftPattern.id == shift.shift_id).with_for_update()
    ).first()
    if pattern is None or pattern.recurs is None or shift.local_date is None:
        return None
    if pattern.volunteer_id != shift.volunteer_id:
        return None  # theirs by a trade: the shift pattern is somebody else's
    day = date.fromisoformat(shift.local_date).weekday()
    left = tuple(each for each in weekdays(pattern.recurs) if each != day)
    if not left or len(left) == len(weekdays(pattern.recurs)):
        return None
    tx.run(update(ShiftPattern).where(ShiftPattern.id == pattern.id).values(recurs=weekly_rule(left)))
    # One that somebody else got in a trade is theirs.
    mine = and_(Shift.shift_id == pattern.id, Shift.volunteer_id == pattern.volunteer_id)
    coming = and_(mine, Shift.state.in_(COMING_STATES))
    dates = tx.run(select(Shift.id, Shift.local_date).where(coming))
    ids = [row.id for row in dates if date.fromisoformat(row.local_date).weekday() == day]
    return shifts.give_all_back(
        tx, and_(Shift.id.in_(ids), Shift.state.in_(COMING_STATES)), ShiftState.DROPPED
    )


def drop_all(tx: Tx, volunteer_id: int, until: datetime, *, ends: bool) -> Outcome:
    """Give back the shift that runs and those that begin up to `until` (aware), with one alert for all of them.

    `ends`: all that is to come, and their patterns. Outcomes: given (count, last: its hours); ended (count); none.
    """
    rows = rota.coming(tx, volunteer_id)
    given = [row for row in rows if ends or row.starts_at <= until]
    if ends:
        live = and_(ShiftPattern.volunteer_id == volunteer_id, ShiftPattern.ended_at.is_(None))
        tx.run(update(ShiftPattern).where(live).values(ended_at=tx.now))
    left = sum(row.state == "on" for row in given)
    if left:
        on_off.set_duty(tx, volunteer_id, False, None)
    theirs = and_(Shift.volunteer_id == volunteer_id, Shift.state.in_(COMING_STATES))
    which = theirs if ends else and_(theirs, Shift.starts_at <= until)
    count = shifts.give_all_back(tx, which, ShiftState.DROPPED) + left
    if ends:
        return Outcome("ended", {"count": count})
    if not count:
        return shifts.NONE
    return Outcome("given", {"count": count, "last": Hours(given[-1].starts_at, given[-1].ends_at)})
