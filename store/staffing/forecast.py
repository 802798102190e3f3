"""Forecasts who is on and how many are needed in the days to come, from the rota and past requests."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, not_, or_, select

from flows.rules.promises import demand
from flows.rules.promises.coverage import Hour, Stretch, hours
from flows.rules.promises.demand import Demand
from store.database import Tx
from store.models import COMING_STATES, Callback, Shift, Volunteer
from store.staffing.capacity import call_minutes
from store.volunteers import availability

HISTORY = timedelta(weeks=8)
"""How far back requests are read: long enough for the hours of a week, short enough to follow the year."""
ON_BY_WORD = timedelta(hours=4)
"""A volunteer who said ON without an end is counted for so long from now: they promised no more."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The hours to come, and what they are reckoned from."""

    hours: tuple[Hour, ...]
    demand: Demand
    call_minutes: float


def outlook(tx: Tx, *, until: datetime) -> Outlook:
    """Every hour of the line from the present one to `until`."""
    seen = history(tx)
    minutes = call_minutes(tx)
    on = list(stretches(tx, until=until))
    found = hours(tx.now, tx.line, seen, on, call_minutes=minutes, until=until)
    return Outlook(tuple(found), seen, minutes)


def hours_between(
    tx: Tx, since: datetime, until: datetime, *, also: Sequence[Stretch]
) -> tuple[tuple[Hour, ...], tuple[Hour, ...]]:
    """The hours to come between two moments, none of those that are over; and the same if `also` these were on."""
    since = max(since, tx.now)
    seen, minutes, on = history(tx), call_minutes(tx), list(stretches(tx, until=until))
    found = tuple(hours(since, tx.line, seen, on, call_minutes=minutes, until=until))
    if not also:
        return found, found
    return found, tuple(hours(since, tx.line, seen, [*on, *also], call_minutes=minutes, until=until))


def history(tx: Tx) -> Demand:
    """What the last weeks of requests say. A call that goes on with a dropped one is no request of its own."""
    first = tx.run(select(func.min(Callback.requested_at))).scalar()
    since = max(first, tx.now - HISTORY) if first is not None else tx.now
    asked = select(Callback.requested_at).where(
        Callback.requested_at >= tx.now - HISTORY, Callback.reconnect_of.is_(None)
    )
    return demand.learn(
        tx.run(asked).scalars(), tx.line.timezone, weeks=(tx.now - since) / timedelta(weeks=1)
    )


def stretches(tx: Tx, *, until: datetime) -> Iterator[Stretch]:
    """Stretches of duty from now to `until`, by the rota and by volunteers' own word, each volunteer once at a time."""
    by_volunteer: dict[int, list[Stretch]] = {}
    for row in tx.run(
        select(Shift.volunteer_id, Shift.starts_at, Shift.ends_at, Shift.state)
        .join(Volunteer, Volunteer.id == Shift.volunteer_id)
        .where(
            Shift.state.in_((*COMING_STATES, "on")),
            Shift.starts_at < until,
            Shift.ends_at > tx.now,
            Volunteer.status == "active",
            or_(not_(availability.paused_for_shift()), Shift.state == "on"),
        )
    ):
        stretch = Stretch(row.starts_at, row.ends_at, row.state != "planned")
        by_volunteer.setdefault(row.volunteer_id, []).append(stretch)
    for row in availability.counted_on(tx):
        stretch = Stretch(tx.now, row.duty_until or tx.now + ON_BY_WORD, True)
        by_volunteer.setdefault(row.id, []).append(stretch)
    for theirs in by_volunteer.values():
        yield from _joined(theirs)


def _joined(theirs: list[Stretch]) -> list[Stretch]:
    """A volunteer's stretches without overlap, so that nobody counts twice. Of two at once the certain one counts."""
    found: list[Stretch] = []
    for each in sorted(theirs, key=lambda one: (not one.sure, one.starts_at)):
        pieces = [each]
        for other in found:
            pieces = [piece for part in pieces for piece in _without(part, other)]
        found += pieces
    return found


def _without(part: Stretch, other: Stretch) -> Iterator[Stretch]:
    if other.ends_at <= part.starts_at or other.starts_at >= part.ends_at:
        yield part
        return
    if part.starts_at < other.starts_at:
        yield Stretch(part.starts_at, other.starts_at, part.sure)
    if other.ends_at < part.ends_at:
        yield Stretch(other.ends_at, part.ends_at, part.sure)
