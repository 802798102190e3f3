"""Shift patterns, and the shifts they come to: rows five weeks ahead, so that each can be confirmed or given away."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import cast

from sqlalchemy import ColumnElement, and_, bindparam, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.rules.times.recurring import Recurring
from flows.rules.times.shift_patterns import Stretch, is_holiday, stretches
from flows.states import ShiftState
from store.database import Tx
from store.models import COMING_STATES, Shift, ShiftPattern, TimeOff, Volunteer
from store.rota import open_shifts, reminders, shifts
from store.rota import queries as rota
from store.rota.rows import HeldShift, with_volunteer

AHEAD = timedelta(weeks=5)
"""How far ahead shifts are rows: a month to look at, and a week in which the clock may fail to make more."""
FRESH = timedelta(days=1)
"""How far behind that may fall before the clock makes more."""
AT_ONCE = 100
_ONCE_AHEAD = timedelta(days=400)


def add_pattern(
    tx: Tx,
    volunteer_id: int,
    *,
    begins: datetime,
    recurs: str | None,
    minutes: int,
    ends: time | None,
    timezone: str,
) -> int:
    """Add a pattern that begins at `begins` (naive, on a clock in `timezone`), and make its first shifts.

    As `flows.rules.times.shift_patterns.ShiftPatternSaid`. The same pattern said twice is one,
    in whichever week: its id is given again.
    Raises ValueError for a rule that is none.
    """
    values = {
        "volunteer_id": volunteer_id,
        "begins": begins.isoformat(timespec="minutes"),
        "recurs": recurs,
        "minutes": minutes,
        "ends": f"{ends:%H:%M}" if ends is not None else None,
        "timezone": timezone,
    }
    same = [getattr(ShiftPattern, name).is_not_distinct_from(value) for name, value in values.items()]
    if recurs is not None:
        same[1] = ShiftPattern.begins.endswith(f"T{begins:%H:%M}")
    if (
        known := tx.run(select(ShiftPattern.id).where(*same, ShiftPattern.ended_at.is_(None))).scalar()
    ) is not None:
        _theirs_again(tx, volunteer_id, Shift.shift_id == int(known))
        return int(known)
    made = tx.run(insert(ShiftPattern).values(created_at=tx.now, **values).returning(ShiftPattern.id))
    pattern_id = int(made.scalar_one())
    expand(tx, pattern_id)
    _no_longer_missing(tx, volunteer_id, pattern_id)
    return pattern_id


def _dropped(volunteer_id: int) -> ColumnElement[bool]:
    return and_(Shift.volunteer_id == volunteer_id, Shift.state == "dropped", Shift.shift_id.is_not(None))


def _theirs_again(tx: Tx, volunteer_id: int, which: ColumnElement[bool]) -> None:
    """A volunteer who adds the same pattern again gets the shifts of it back that they dropped and nobody took."""
    ahead = and_(_dropped(volunteer_id), which, Shift.starts_at > tx.now)
    for shift_id in list(tx.run(select(Shift.id).where(ahead).order_by(Shift.id)).scalars()):
        shifts.take_back(tx, with_volunteer(rota.lock_known(tx, shift_id)))


def _no_longer_missing(tx: Tx, volunteer_id: int, pattern_id: int) -> None:
    """Close the open shifts that the volunteer left at the very hours in which they come by this new pattern."""
    new = Shift.__table__.alias()
    same = and_(
        new.c.shift_id == pattern_id,
        new.c.state.in_(COMING_STATES),
        new.c.starts_at == Shift.starts_at,
        new.c.ends_at == Shift.ends_at,
    )
    left = and_(_dropped(volunteer_id), Shift.starts_at > tx.now, select(new.c.id).where(same).exists())
    for shift_id in list(tx.run(select(Shift.id).where(left).order_by(Shift.id)).scalars()):
        open_shifts.close(tx, shift_id)


def of(tx: Tx, volunteer_id: int) -> list[ShiftPattern]:
    """A volunteer's shift patterns that still come to shifts, oldest first."""
    live = and_(ShiftPattern.volunteer_id == volunteer_id, ShiftPattern.ended_at.is_(None))
    coming = select(Shift.id).where(Shift.shift_id == ShiftPattern.id, Shift.ends_at > tx.now).exists()
    rows = select(ShiftPattern.__table__).where(live, or_(ShiftPattern.recurs.is_not(None), coming))
    return cast(list[ShiftPattern], list(tx.run(rows.order_by(ShiftPattern.id))))


def expand_all(tx: Tx) -> int:
    """Make the shifts of all patterns for the weeks to come; gives how many patterns got new ones."""
    behind = and_(ShiftPattern.recurs.is_not(None), ShiftPattern.expanded_to < tx.now + AHEAD - FRESH)
    live = and_(ShiftPattern.ended_at.is_(None), or_(ShiftPattern.expanded_to.is_(None), behind))
    ids = list(tx.run(select(ShiftPattern.id).where(live).order_by(ShiftPattern.id).limit(AT_ONCE)).scalars())
    for pattern_id in ids:
        expand(tx, pattern_id)
    return len(ids)


def expand(tx: Tx, pattern_id: int, *, until: datetime | None = None) -> int:
    """Make the shifts of a shift pattern up to `until`, five weeks ahead unless said; gives how many are new.

    A shift that was dropped is a row still, so it is never made again. Two processes at once make each shift once.
    """
    row = tx.run(select(ShiftPattern.__table__).where(ShiftPattern.id == pattern_id)).one()
    pattern = cast(ShiftPattern, row)
    ahead = AHEAD if pattern.recurs is not None else _ONCE_AHEAD
    until = until or tx.now + ahead
    same = ShiftPattern.expanded_to.is_not_distinct_from(pattern.expanded_to)
    ours = update(ShiftPattern).where(ShiftPattern.id == pattern_id, ShiftPattern.ended_at.is_(None), same)
    if not tx.run(ours.values(expanded_to=until)).rowcount:
        return 0
    # After a long outage, do not create shifts that have already ended.
    after = max(pattern.expanded_to or tx.now, tx.now)
    made = _insert(tx, pattern, list(_stretches(pattern, after, until)))
    _settle(tx, pattern, made)
    return len(made)


def _stretches(pattern: ShiftPattern, after: datetime, until: datetime) -> Iterator[Stretch]:
    recurring = Recurring(datetime.fromisoformat(pattern.begins), pattern.recurs, pattern.timezone)
    ends = time.fromisoformat(pattern.ends) if pattern.ends is not None else None
    return stretches(recurring, pattern.minutes, ends, after, until)


def _insert(tx: Tx, pattern: ShiftPattern, found: list[Stretch]) -> list[HeldShift]:
    if not found:
        return []
    dialect = sqlite if tx.on_sqlite else postgresql
    rows = [
        {
            "shift_id": pattern.id,
            "volunteer_id": pattern.volunteer_id,
            "local_date": each.local_date.isoformat(),
            "starts_at": each.starts_at,
            "ends_at": each.ends_at,
            "created_at": tx.now,
            "state": state,
            **coming,
        }
        for each in found
        for state, coming in (shifts.as_coming(tx, each.starts_at),)
    ]
    made = dialect.insert(Shift.__table__).values(rows).on_conflict_do_nothing()
    return cast(list[HeldShift], list(tx.run(made.returning(*Shift.__table__.c))))


def _settle(tx: Tx, pattern: ShiftPattern, made: list[HeldShift]) -> None:
    """Give back the new shifts within a time off or on a holiday, and plan reminders of the others."""
    off = tx.run(select(TimeOff.begins_at, TimeOff.ends_at).where(rota.is_off(pattern.volunteer_id))).all()
    free = bool(tx.run(_HOLIDAYS_OFF, {"volunteer_id": pattern.volunteer_id}).scalar_one())
    theirs = []
    for row in sorted(made, key=lambda row: row.starts_at):
        if any(each.begins_at < row.ends_at and each.ends_at > row.starts_at for each in off):
            shifts.give_back(tx, row, ShiftState.AWAY)
        elif free and _on_holiday(tx, row):
            shifts.give_back(tx, row, ShiftState.HOLIDAY)
        else:
            theirs.append(row)
    reminders.plan_new(tx, pattern.volunteer_id, theirs)


_HOLIDAYS_OFF = select(Volunteer.holidays_off).where(Volunteer.id == bindparam("volunteer_id"))


def _on_holiday(tx: Tx, row: Shift) -> bool:
    day = date.fromisoformat(row.local_date) if row.local_date else None
    return day is not None and is_holiday(day, tx.line.region)


def holidays_changed(tx: Tx, volunteer_id: int) -> int:
    """Apply a changed answer on public holidays to the shifts that stand. Gives how many changed."""
    theirs = and_(Shift.volunteer_id == volunteer_id, Shift.starts_at > tx.now, Shift.shift_id.is_not(None))
    rows = (
        select(Shift.__table__).where(theirs, Shift.state.in_((*COMING_STATES, "holiday"))).order_by(Shift.id)
    )
    keeps = bool(tx.run(_HOLIDAYS_OFF, {"volunteer_id": volunteer_id}).scalar_one())
    changed = 0
    for row in list(tx.run(rows.with_for_update(key_share=True))):
        free = keeps and _on_holiday(tx, row)
        if free and row.state != "holiday":
            shifts.give_back(tx, row, ShiftState.HOLIDAY)
            changed += 1
        elif not free and row.state == "holiday":
            changed += shifts.take_back(tx, row)
    return changed
