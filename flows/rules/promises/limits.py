"""Limits how often one person may ask for a call in a day, and applies care plans, which agree on more, fewer or times.

The organisation sets the limit. The public lines that publish one allow 3 calls a day, until midnight (California's
peer-run warmline, which also counts a dropped call and the call that continues it as one). Crisis never counts, and a
refusal always says when to come back: nobody is blocked in silence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.rules.times.moments import last_midnight, next_midnight, readings

CALLS_PER_DAY = 3
"""The limit if the organisation has set no other."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier request of the same person. `at` is aware.

    `counts` is False for a reconnect after a dropped call, for crisis, for a request cancelled before anyone was rung,
    and for one in which nobody ever called: a call that we failed to give is not taken off the person's limit.
    """

    at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """An agreed weekly time: weekday 0 (Monday) to 6, `at` on the clock of the plan's zone, give or take `minutes`."""

    weekday: int
    at: time
    minutes: int


@dataclass(frozen=True, slots=True)
class CarePlan:
    """What was agreed with one person.

    `calls_per_day` replaces the line's limit, higher or lower (None: the line's own; 0: no limit). `zone` is the IANA
    name of the zone in which the slots are read. `named_volunteer` is the id of the volunteer to ask first.
    """

    calls_per_day: int | None
    slots: tuple[Slot, ...]
    zone: str
    named_volunteer: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether they may ask now; if not, from when (UTC); and why, in English for a coordinator."""

    allowed: bool
    again_at: datetime | None
    why: str


def may_ask(
    now: datetime,
    past: Sequence[Past],
    *,
    limit: int | None,
    zone: str,
    plan: CarePlan | None = None,
    crisis: bool = False,
) -> Verdict:
    """Whether somebody may ask for a call now. `past` holds what they asked for, back to yesterday at least.

    `limit` is the line's limit a day (None or 0: no limit), `zone` the line's zone, whose midnight ends the day. In
    crisis and around an agreed time they always may. If they may not, `again_at` is the next midnight or the beginning
    of the next agreed time, whichever comes first; until then they may not. Raises zoneinfo.ZoneInfoNotFoundError for a
    zone that does not exist.
    """
    if crisis:
        return Verdict(True, None, "in crisis: no limit counts")
    most = plan.calls_per_day if plan and plan.calls_per_day is not None else limit
    if not most or most < 0:
        return Verdict(True, None, "no limit is set")
    since = last_midnight(now, zone)
    asked = sum(each.counts and each.at >= since for each in past)
    whose = "their care plan" if plan and plan.calls_per_day is not None else "the line"
    if asked < most:
        return Verdict(True, None, f"{asked} of {most} asked for today, by {whose}")
    coming = _windows(plan, now) if plan else []
    if any(opens <= now for opens, _ in coming):
        return Verdict(True, None, "around a time agreed in their care plan")
    midnight = next_midnight(now, zone)
    agreed = min((opens for opens, _ in coming), default=midnight)
    until = "around the next time agreed in their care plan" if agreed < midnight else "from midnight"
    return Verdict(
        False, min(agreed, midnight), f"{asked} of {most} asked for today, by {whose}: again {until}"
    )


def _windows(plan: CarePlan, now: datetime) -> list[tuple[datetime, datetime]]:
    """Every agreed time that is not over and may begin before midnight, as (from, to), both included."""
    today = now.astimezone(ZoneInfo(plan.zone)).date()
    found = []
    for slot in plan.slots:
        around = timedelta(minutes=slot.minutes)
        for days in range(-1 - around.days, 3 + around.days):
            day = today + timedelta(days=days)
            if day.weekday() == slot.weekday:
                found += [(at - around, at + around) for at in _moments(day, slot.at, plan.zone)]
    return [(opens, closes) for opens, closes in found if closes >= now]


def _moments(day: date, at: time, zone: str) -> Iterator[datetime]:
    """When the clock there shows this time (UTC): once; twice as clocks go back; an hour later if it is skipped."""
    first, second = readings(datetime.combine(day, at), zone)
    yield first
    if second > first:
        yield second
