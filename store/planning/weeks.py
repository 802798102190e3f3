"""What a coordinator sees of the rota in some days: whose shift is when, what is open, who is away, who is needed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from flows.rules.promises.coverage import Gap, Hour, Stretch, gaps
from flows.rules.times.moments import day_starts
from store.contacts import known_people
from store.coordinators import overview
from store.coordinators.overview import Peer
from store.database import Tx
from store.models import COMING_STATES, Shift, Volunteer
from store.rota import queries as rota
from store.rota import slots
from store.rota.slots import Short
from store.staffing import forecast

AHEAD: Final = timedelta(days=36)
"""Further ahead shifts are not made yet, so no hour is said to be short."""
_THERE: Final = (*rota.THEIRS, "over")


@dataclass(frozen=True, slots=True)
class ShiftSeen:
    """A shift as a coordinator sees it. `peer`: whose it is; None: nobody's, or `hidden`, somebody this account knows.

    `stands_in`: it stands in for another one.
    """

    id: int
    starts_at: datetime
    ends_at: datetime
    state: str
    code: str | None
    peer: Peer | None
    hidden: bool
    confirmed: bool
    stands_in: bool

    @property
    def is_open(self) -> bool:
        """Whether anybody may take it."""
        return self.state == "open"

    @property
    def there(self) -> bool:
        """Whether somebody is, or was, there for it."""
        return self.state in _THERE


@dataclass(frozen=True, slots=True)
class AwaySeen:
    """A time off as a coordinator sees it."""

    id: int
    begins_at: datetime
    ends_at: datetime
    peer: Peer | None


@dataclass(frozen=True, slots=True)
class Days:
    """All that is known of some days on the line's clock. `hours`: those to come, by the forecast.

    `short`: times of slots to come in which somebody is missing whom no open shift stands for. `gaps`: the same by the
    forecast. `standby`: how many may be asked to fill a gap.
    """

    first: date
    last: date
    shifts: Sequence[ShiftSeen]
    away: Sequence[AwaySeen]
    hours: Sequence[Hour]
    short: Sequence[Short]
    gaps: Sequence[Gap]
    standby: int


def look(tx: Tx, first: date, last: date, account_id: int) -> Days:
    """The days from first to last, both included, as this account may see them."""
    zone = tx.line.timezone
    since, until = day_starts(first, zone), day_starts(last + timedelta(days=1), zone)
    rows = rota.begin_between(tx, since, until)
    off = rota.times_off(tx, since, until)
    known = known_people.volunteers_known(tx, account_id)
    ids = {row.volunteer_id for row in rows if row.volunteer_id is not None} | {
        row.volunteer_id for row in off
    }
    named = overview.peers(tx, ids - known)
    shifts = [_seen(row, named, known) for row in rows]
    away = [AwaySeen(row.id, row.begins_at, row.ends_at, named.get(row.volunteer_id)) for row in off]
    hours: tuple[Hour, ...] = ()
    found: list[Gap] = []
    ahead = min(until, tx.now + AHEAD)
    opened = _open(tx, ahead)
    if ahead > max(since, tx.now):
        hours, with_open = forecast.hours_between(tx, since, ahead, also=opened)
        found = gaps(with_open)
    return Days(
        first=first,
        last=last,
        shifts=shifts,
        away=away,
        hours=hours,
        short=_short(tx, first, last, rows),
        gaps=found,
        standby=_standby(tx),
    )


def seen(tx: Tx, shift_id: int, account_id: int) -> ShiftSeen | None:
    """One shift, whatever became of it; None where there is none."""
    row = rota.shift(tx, shift_id)
    if row is None:
        return None
    known = known_people.volunteers_known(tx, account_id)
    ids = {row.volunteer_id} if row.volunteer_id is not None else set()
    return _seen(row, overview.peers(tx, ids - known), known)


def _seen(row: Shift, named: dict[int, Peer], known: Collection[int]) -> ShiftSeen:
    return ShiftSeen(
        id=row.id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=row.state,
        code=row.code if row.state == "open" else None,
        peer=named.get(row.volunteer_id) if row.volunteer_id is not None else None,
        hidden=row.volunteer_id in known,
        confirmed=row.confirmed_at is not None,
        stands_in=row.covers_id is not None and row.state != "open",
    )


def _open(tx: Tx, until: datetime) -> list[Stretch]:
    return [Stretch(row.starts_at, row.ends_at) for row in rota.unfilled(tx, before=until)]


def _short(tx: Tx, first: date, last: date, rows: Sequence[Shift]) -> list[Short]:
    found = slots.within(tx, first, last)
    if not found:
        return []
    begins = day_starts(first, tx.line.timezone)
    # A shift that began on the evening before may reach into the first morning.
    before = [
        row for row in rota.begin_between(tx, begins - timedelta(days=2), begins) if row.ends_at > begins
    ]
    on = [Stretch(row.starts_at, row.ends_at) for row in (*before, *rows) if row.state in (*_THERE, "open")]
    times = slots.short(found, on, first, last, tx.line.timezone)
    return [each for each in times if each.missing and each.ends_at > tx.now]


def _standby(tx: Tx) -> int:
    may = select(func.count()).where(Volunteer.reserve.is_(True), Volunteer.status == "active")
    return int(tx.run(may).scalar_one())


def volunteers(tx: Tx, account_id: int) -> list[tuple[int, str]]:
    """Everybody who is active, by id and in words, by name; without those whom this account knows."""
    active = set(tx.run(select(Volunteer.id).where(Volunteer.status == "active")).scalars())
    named = overview.peers(tx, active - known_people.volunteers_known(tx, account_id))
    return sorted(
        ((id, str(peer)) for id, peer in named.items()), key=lambda each: (each[1].casefold(), each[0])
    )


def tradable(tx: Tx, shift_id: int, account_id: int) -> list[ShiftSeen]:
    """Shifts of others, in the weeks to come, for which the volunteer of this one could ask to trade."""
    mine = rota.shift(tx, shift_id)
    if mine is None or mine.state not in COMING_STATES:
        return []
    rows = [
        row
        for row in rota.begin_between(tx, tx.now + timedelta(hours=1), tx.now + AHEAD)
        if row.state in COMING_STATES
        and row.volunteer_id not in (None, mine.volunteer_id)
        and (row.starts_at, row.ends_at) != (mine.starts_at, mine.ends_at)
    ]
    known = known_people.volunteers_known(tx, account_id)
    ids = {row.volunteer_id for row in rows if row.volunteer_id is not None}
    named = overview.peers(tx, ids - known)
    return [_seen(row, named, known) for row in rows if row.volunteer_id not in known]
