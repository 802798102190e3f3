"""Whom a coordinator could ask for an open shift, the best first, each with why; and why not the others."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol, cast
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

from flows.rules.matching.availability import HasZone, Pause, is_paused, is_reached
from flows.rules.times import night
from flows.rules.times.moments import last_midnight, next_midnight
from store.coordinators import overview
from store.coordinators.overview import Peer
from store.database import Tx
from store.models import Callback, Contact, Shift, ShiftAsked, TimeOff, Volunteer
from store.rota import queries as rota
from store.rota import standby
from store.volunteers import availability

USUAL_SINCE: Final = timedelta(weeks=10)
USUAL: Final = 2
"""So many shifts at these hours of the week are a habit."""
REST: Final = timedelta(hours=11)
"""Between two shifts: a night's sleep."""
A_WEEK: Final = timedelta(days=7)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, or why not: a word that pages and tests know, and the numbers in what it says."""

    code: str
    gaps: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A volunteer, and what speaks for asking them, or against it."""

    volunteer_id: int
    peer: Peer
    why: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Who may be asked now by text, the best first; and the others. `agreeable`: those who may say yes aloud."""

    ask: Sequence[Suggestion]
    others: Sequence[Suggestion]
    agreeable: Sequence[Suggestion]


NEVER: Final = frozenset({"away", "busy", "paused", "unreachable"})
"""Whoever this speaks against is given no shift, whatever they said."""


def for_shift(tx: Tx, place: Shift, *, without: Collection[int] = ()) -> Suggestions:
    """Everybody who is active, for this open shift. `without`: volunteers of whom nothing is to be shown."""
    rows = [row for row in cast("list[_Active]", list(tx.run(_ACTIVE))) if row.id not in without]
    known = _Known.read(tx, place, rows)
    named = overview.peers(tx, {row.id for row in rows})
    ask: list[tuple[tuple[int, int, float, int], Suggestion]] = []
    others: list[Suggestion] = []
    for row in rows:
        against = known.against(tx, row)
        if not against:
            why = known.speaks_for(row)
            ask.append((known.rank(row, why), Suggestion(row.id, named[row.id], why)))
        else:
            others.append(Suggestion(row.id, named[row.id], against))
    ask.sort(key=lambda each: each[0])
    best = [each for _, each in ask]
    firm = [each for each in others if NEVER.isdisjoint(why.code for why in each.why)]
    return Suggestions(best, others, [*best, *firm])


class _Active(HasZone, Pause, Protocol):
    """A volunteer who is active, as the statement below finds them."""

    id: int
    languages: list[str]
    reserve: bool
    daily_cap: int | None
    opted_out_at: datetime | None
    unreachable_at: datetime | None
    landline_at: datetime | None


class _Past(Protocol):
    """A shift that somebody was there for."""

    volunteer_id: int
    shift_id: int | None
    starts_at: datetime
    ends_at: datetime


_ACTIVE = (
    select(
        Volunteer.id,
        Volunteer.languages,
        Volunteer.reserve,
        Volunteer.daily_cap,
        Volunteer.paused_at,
        Volunteer.paused_until,
        Volunteer.timezone,
        Contact.timezone.label("zone"),
        Contact.opted_out_at,
        Contact.unreachable_at,
        Contact.landline_at,
    )
    .join(Contact, Contact.id == Volunteer.contact_id)
    .where(Volunteer.status == "active")
    .order_by(Volunteer.id)
)


@dataclass(slots=True)
class _Known:
    """What is known of everybody around one shift, read at once."""

    place: Shift
    now: datetime
    zone: str
    texting: bool
    wanted: set[str]
    near: dict[int, list[tuple[datetime, datetime]]]
    hours: dict[int, float]
    usual: Counter[int]
    took: set[int]
    away: set[int]
    gave_up: set[int]
    asked: set[int]
    lately: Counter[int]
    on_duty: set[int]
    calls: Counter[int]

    @classmethod
    def read(cls, tx: Tx, place: Shift, rows: Sequence[_Active]) -> "_Known":
        line_of = standby.chain(tx, place)
        near, hours = _around(tx, place)
        usual, took = _habits(tx, place)
        asked_for = select(ShiftAsked.volunteer_id).where(ShiftAsked.turn_id.in_([row.id for row in line_of]))
        lately = select(ShiftAsked.volunteer_id).where(
            ShiftAsked.volunteer_id.in_([row.id for row in rows]),
            ShiftAsked.asked_at > tx.now - standby.A_DAY,
        )
        off = select(TimeOff.volunteer_id).where(
            TimeOff.ended_at.is_(None), TimeOff.begins_at < place.ends_at, TimeOff.ends_at > place.starts_at
        )
        capped = [row.id for row in rows if row.daily_cap is not None]
        return cls(
            place=place,
            now=tx.now,
            zone=tx.line.timezone,
            texting=tx.line.texting,
            wanted=standby.languages(tx, line_of),
            near=near,
            hours=hours,
            usual=usual,
            took=took,
            away=set(tx.run(off).scalars()),
            gave_up={row.volunteer_id for row in line_of if row.volunteer_id is not None},
            asked=set(tx.run(asked_for).scalars()),
            lately=Counter(tx.run(lately).scalars()),
            on_duty=set(tx.run(select(Volunteer.id).where(availability.on_duty(tx.now))).scalars()),
            calls=_calls(tx, place, capped),
        )

    def against(self, tx: Tx, row: _Active) -> tuple[Reason, ...]:
        """Every reason not to ask them now."""
        busy = any(
            starts < self.place.ends_at and ends > self.place.starts_at for starts, ends in self.near_of(row)
        )
        zone = row.zone or row.timezone or self.zone
        in_their_night = night.is_night(max(self.place.starts_at, self.now), zone) and not self.usual[row.id]
        reached = is_reached(row.daily_cap, self.calls[row.id]) and self.calls[row.id] > 0
        rules = (
            (row.id in self.away, "away"),
            (busy, "busy"),
            (is_paused(row, self.place.starts_at), "paused"),
            (row.opted_out_at is not None or row.unreachable_at is not None, "unreachable"),
            (row.id in self.gave_up, "gave_up"),
            (row.id in self.asked - self.gave_up, "asked"),
            (not self.wanted & set(row.languages), "language"),
            (not row.reserve, "not_standby"),
            (row.landline_at is not None or not self.texting, "no_text"),
            (in_their_night and row.id not in self.took, "night"),
            (reached, "cap"),
            (row.id not in self.asked and self.lately[row.id] >= standby.most(tx, self.place), "asked_today"),
            (row.id not in self.on_duty and not standby.is_civil(tx, row, self.place.starts_at), "hour"),
        )
        return tuple(Reason(code) for holds, code in rules if holds)

    def speaks_for(self, row: _Active) -> tuple[Reason, ...]:
        """What speaks for them, the strongest first."""
        close = any(
            starts < self.place.ends_at + REST and ends > self.place.starts_at - REST
            for starts, ends in self.near_of(row)
        )
        hours = round(self.hours.get(row.id, 0))
        rules = (
            (self.usual[row.id] >= USUAL, Reason("usual", {"count": self.usual[row.id]})),
            (row.id in self.took, Reason("said_yes")),
            (len(self.wanted) > 1 and self.wanted <= set(row.languages), Reason("languages")),
            (not close, Reason("rested")),
            (close, Reason("close")),
            (hours == 0, Reason("free_week")),
            (hours > 0, Reason("hours_one" if hours == 1 else "hours", {"count": hours})),
            (row.daily_cap is not None, Reason("cap_left", {"count": self.left(row)})),
        )
        return tuple(reason for holds, reason in rules if holds)

    def rank(self, row: _Active, why: Sequence[Reason]) -> tuple[int, int, float, int]:
        """Lower comes first: all the languages, then habits and rest, then few hours in that week."""
        points = sum(_POINTS.get(each.code, 0) for each in why)
        return len(self.wanted - set(row.languages)), -points, self.hours.get(row.id, 0), row.id

    def left(self, row: _Active) -> int:
        """How many calls of their cap are left on the day of the shift."""
        return max(0, (row.daily_cap or 0) - self.calls[row.id])

    def near_of(self, row: _Active) -> list[tuple[datetime, datetime]]:
        """Their shifts around this one."""
        return self.near.get(row.id, [])


_POINTS: Final = {"usual": 3, "said_yes": 2, "rested": 2, "free_week": 1}


def _around(tx: Tx, place: Shift) -> tuple[dict[int, list[tuple[datetime, datetime]]], dict[int, float]]:
    """Everybody's shifts in the days around this one, and how many hours they have in them."""
    half = A_WEEK / 2
    near: dict[int, list[tuple[datetime, datetime]]] = {}
    hours: dict[int, float] = {}
    for row in rota.begin_between(tx, place.starts_at - half, place.ends_at + half):
        if row.volunteer_id is None or row.state == "missed":
            continue
        near.setdefault(row.volunteer_id, []).append((row.starts_at, row.ends_at))
        hours[row.volunteer_id] = hours.get(row.volunteer_id, 0) + (row.ends_at - row.starts_at) / _HOUR
    return near, hours


def _habits(tx: Tx, place: Shift) -> tuple[Counter[int], set[int]]:
    """How often each was there at these hours of the week lately; and who took an open shift at them."""
    theirs = select(
        Shift.volunteer_id, Shift.starts_at, Shift.ends_at, Shift.covers_id, Shift.shift_id
    ).where(
        or_(*(and_(Shift.starts_at >= since, Shift.starts_at < until) for since, until in _weeks(tx, place))),
        Shift.volunteer_id.is_not(None),
        Shift.state.in_(("over", "on")),
    )
    zone = ZoneInfo(tx.line.timezone)
    usual: Counter[int] = Counter()
    took: set[int] = set()
    for row in tx.run(theirs):
        if not _same_hours(row, place, zone):
            continue
        usual[row.volunteer_id] += 1
        if row.shift_id is None:
            took.add(row.volunteer_id)
    return usual, took


def _weeks(tx: Tx, place: Shift) -> list[tuple[datetime, datetime]]:
    """The stretches of the last weeks in which a shift may have begun that was at the same hours."""
    back = max(0, (place.starts_at - tx.now) // A_WEEK)
    return [
        (place.starts_at - n * A_WEEK - timedelta(hours=25), place.ends_at - n * A_WEEK + timedelta(hours=1))
        for n in range(back + 1, back + 1 + USUAL_SINCE // A_WEEK)
    ]


def _same_hours(row: _Past, place: Shift, zone: ZoneInfo) -> bool:
    """Whether it is on the same day of the week, and shares an hour of the clock."""
    one, other = row.starts_at.astimezone(zone), place.starts_at.astimezone(zone)
    if one.weekday() != other.weekday():
        return False
    begins = timedelta(hours=other.hour - one.hour, minutes=other.minute - one.minute)
    return begins < row.ends_at - row.starts_at and -begins < place.ends_at - place.starts_at


def _calls(tx: Tx, place: Shift, capped: Sequence[int]) -> Counter[int]:
    """How many calls each of those with a cap has had today, where the shift is today."""
    if not capped or place.starts_at >= next_midnight(tx.now, tx.line.timezone):
        return Counter()
    today = and_(
        Callback.volunteer_id.in_(capped),
        Callback.connected_at >= last_midnight(tx.now, tx.line.timezone),
    )
    return Counter(tx.run(select(Callback.volunteer_id).where(today)).scalars())
