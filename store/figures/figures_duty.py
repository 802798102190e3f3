"""Hours of a month on which somebody was on duty by the rota, and on which nobody was. ON and OFF leave no trace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from store.database import Tx
from store.models import Shift, Slot

Stretch = tuple[datetime, datetime]
LONGEST_SHIFT = timedelta(days=2)
"""A shift that began earlier is over: so few need be looked at."""


@dataclass(frozen=True, slots=True)
class Duty:
    """`volunteers`: who had a shift or a talk. `wanted`: hours that were to have somebody, up to now: those of the
    slots, or, where `by_slots` is not so, all. `unstaffed`: of these, the hours without anybody."""

    volunteers: int
    hours: timedelta
    wanted: timedelta
    unstaffed: timedelta
    by_slots: bool


def of_month(tx: Tx, span: Stretch, talked: Iterable[int | None]) -> Duty:
    """The hours of this time, as far as it has passed. `talked`: volunteers who had a talk in it."""
    since, until = span[0], min(span[1], tx.now)
    columns = select(Shift.volunteer_id, Shift.starts_at, Shift.ends_at)
    near = (Shift.starts_at < until) & (Shift.starts_at > since - LONGEST_SHIFT) & (Shift.ends_at > since)
    rows = tx.run(columns.where(near, Shift.state.in_(("on", "over")))).all()
    shifts = [(max(row.starts_at, since), min(row.ends_at, until)) for row in rows]
    slots = _slots(tx, since, until)
    wanted = merged(slots) if slots else merged([(since, until)])
    there = merged(shifts)
    who = {row.volunteer_id for row in rows} | set(talked)
    return Duty(
        len(who - {None}), total(shifts), total(wanted), total(wanted) - shared(wanted, there), bool(slots)
    )


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time in stretches that do not touch, in order."""
    found: list[Stretch] = []
    for starts, ends in sorted(each for each in stretches if each[0] < each[1]):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((starts, ends))
    return found


def shared(one: Sequence[Stretch], other: Sequence[Stretch]) -> timedelta:
    """How much of the one is in the other; both merged."""
    found, at = timedelta(), 0
    for starts, ends in one:
        while at < len(other) and other[at][1] <= starts:
            at += 1
        look = at
        while look < len(other) and other[look][0] < ends:
            found += min(ends, other[look][1]) - max(starts, other[look][0])
            look += 1
    return found


def total(stretches: Iterable[Stretch]) -> timedelta:
    """How long they are, one by one."""
    return sum((ends - starts for starts, ends in stretches), timedelta())


def _slots(tx: Tx, since: datetime, until: datetime) -> list[Stretch]:
    zone = ZoneInfo(tx.line.timezone)
    first, last = since.astimezone(zone).date() - timedelta(days=1), until.astimezone(zone).date()
    rows = tx.run(select(Slot.__table__).where(Slot.first <= f"{last}", Slot.minimum > 0)).all()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = [
        _on(row, day, zone)
        for row in rows
        for day in days
        if str(day.weekday()) in row.days and row.first <= f"{day}" <= (row.last or "9999")
    ]
    return [
        (max(starts, since), min(ends, until)) for starts, ends in found if starts < until and ends > since
    ]


def _on(slot: Slot, day: date, zone: ZoneInfo) -> Stretch:
    starts, ends = time.fromisoformat(slot.starts), time.fromisoformat(slot.ends)
    until = day if ends > starts else day + timedelta(days=1)
    utc = ZoneInfo("UTC")
    return (
        datetime.combine(day, starts, zone).astimezone(utc),
        datetime.combine(until, ends, zone).astimezone(utc),
    )
