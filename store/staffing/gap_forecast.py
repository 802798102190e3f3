"""Finds hours to come with too few volunteers, opens them as shifts, and tells a coordinator in time."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.effects.base import AlertKind
from flows.rules.promises.coverage import Gap, Hour, Stretch, gaps, hours
from flows.states import ShiftState
from flows.wording import Span
from store.database import Tx
from store.messages import compose
from store.models import RateLimit, Shift, ShiftPattern
from store.rota import queries as rota
from store.rota import shifts
from store.rota.open_shifts import TELL_AHEAD, open_shift
from store.staffing import forecast

EVERY = timedelta(hours=1)
ONCE_MORE = timedelta(days=1)
"""A gap that is still open so long before it begins is told once more."""
A_DAY_OF_TEXTS = timedelta(hours=20)
"""Gaps further off are told of once a day, at whichever civil hour that is."""
AT_ONCE = timedelta(hours=12)
"""A gap nearer than this is told at any hour; the others wait for a civil one on the line's clock."""
CIVIL = range(9, 20)
MOST = 12
"""No look opens more shifts than this, so that a line with few volunteers is not buried in texts."""
_CLOCK = "look-ahead"


def look(tx: Tx) -> None:
    """Look ahead once an hour, in whichever process comes first. A line without shifts is told nothing."""
    if not _is_time(tx) or tx.run(select(ShiftPattern.id).limit(1)).first() is None:
        return
    found = forecast.outlook(tx, until=tx.now + TELL_AHEAD)
    _close_what_is_mended(tx, found)
    opened = _open(tx, _with_open_shifts(tx, found))
    if opened:
        first = min(opened, key=lambda row: row.starts_at)
        said: dict[str, Any] = {"when": Span(first.starts_at, first.ends_at), "code": first.code or ""}
        compose.raise_alert(tx, AlertKind.COVER_AHEAD, count=len(opened), **said)
    _tell_once_more(tx)


def _is_time(tx: Tx) -> bool:
    """Whether an hour has passed since the last look. Only the process that moves the row on gets True."""
    dialect = sqlite if tx.on_sqlite else postgresql
    made = dialect.insert(RateLimit.__table__).values(sender=_CLOCK, next_at=tx.now)
    tx.run(made.on_conflict_do_nothing())
    free = and_(RateLimit.sender == _CLOCK, RateLimit.next_at <= tx.now)
    return bool(tx.run(update(RateLimit).where(free).values(next_at=tx.now + EVERY)).rowcount)


def _with_open_shifts(tx: Tx, found: forecast.Outlook, *, besides: int = 0) -> list[Hour]:
    """The hours as they would be if every open shift found a volunteer."""
    until = tx.now + TELL_AHEAD
    on = list(forecast.stretches(tx, until=until))
    on += [
        Stretch(row.starts_at, row.ends_at)
        for row in rota.unfilled(tx, before=until)
        if row.id != besides and not _is_in_doubt(tx, row)
    ]
    return list(hours(tx.now, tx.line, found.demand, on, call_minutes=found.call_minutes, until=until))


def _is_in_doubt(tx: Tx, row: Shift) -> bool:
    """Whether this shift stands in for one whose volunteer has not confirmed, and is counted as coming."""
    instead = rota.shift(tx, row.covers_id) if row.covers_id is not None else None
    return instead is not None and instead.state in rota.THEIRS


def _open(tx: Tx, row: list[Hour]) -> list[Shift]:
    opened: list[Shift] = []
    told_of_far = _told_of_far_ones(tx)
    for gap in gaps(row, after=tx.now + EVERY):
        far = gap.starts_at - tx.now > ONCE_MORE
        if not _may_be_told(tx, gap) or (far and told_of_far):
            continue
        for _ in range(gap.missing):
            if len(opened) >= MOST:
                return opened
            shift_id = open_shift(tx, gap.starts_at, gap.ends_at, told=True)
            if shift_id is not None:
                tx.run(update(Shift).where(Shift.id == shift_id).values(by_cover=True))
                opened.append(rota.known_shift(tx, shift_id))
    return opened


def _told_of_far_ones(tx: Tx) -> bool:
    """Whether a text of this day was about gaps further off than a day.

    Every hour, one more of a sparse week comes into sight: a text each would be read by nobody.
    """
    columns = select(Shift.starts_at, Shift.created_at).where(
        Shift.by_cover.is_(True), Shift.created_at > tx.now - A_DAY_OF_TEXTS
    )
    return any(row.starts_at - row.created_at > ONCE_MORE for row in tx.run(columns))


def _may_be_told(tx: Tx, gap: Gap) -> bool:
    return gap.starts_at - tx.now <= AT_ONCE or _is_civil(tx.now, tx.line.timezone)


def _is_civil(now: datetime, zone: str) -> bool:
    return now.astimezone(ZoneInfo(zone)).hour in CIVIL


def _close_what_is_mended(tx: Tx, found: forecast.Outlook) -> None:
    """Close the shifts that were opened for hours in which enough volunteers come after all."""
    for row in rota.unfilled(tx):
        if not row.by_cover:
            continue
        without = _with_open_shifts(tx, found, besides=row.id)
        needed = any(
            hour.short and hour.at < row.ends_at and hour.at + timedelta(hours=1) > row.starts_at
            for hour in without
        )
        if not needed:
            shifts.move(tx, Shift.id == row.id, ShiftState.DROPPED, ShiftState.OPEN, due_at=None)


def _tell_once_more(tx: Tx) -> None:
    near = and_(
        Shift.state == "open",
        Shift.starts_at > tx.now,
        Shift.starts_at <= tx.now + ONCE_MORE,
        Shift.told_at.is_not(None),
    )
    rows = [
        row
        for row in tx.run(select(Shift.__table__).where(near).order_by(Shift.starts_at))
        if row.told_at < row.starts_at - ONCE_MORE
    ]
    if not rows or not (rows[0].starts_at - tx.now <= AT_ONCE or _is_civil(tx.now, tx.line.timezone)):
        return
    tx.run(update(Shift).where(or_(*(Shift.id == row.id for row in rows))).values(told_at=tx.now))
    said: dict[str, Any] = {"when": Span(rows[0].starts_at, rows[0].ends_at), "code": rows[0].code or ""}
    compose.raise_alert(tx, AlertKind.COVER_SOON, count=len(rows), **said)
