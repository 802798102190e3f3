"""The time we promise, and when it is at risk: pure arithmetic on the line's settings and on who is there."""

import heapq
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.line import Line
from flows.rules.times.daily_hours import inside, opens_next

KEEP_TRYING = timedelta(hours=24)
"""How long after its promised time an unanswered request stays open: every wait ends (invariant 5)."""

SCHEDULED_WINDOW = timedelta(minutes=30)
"""How long after a time they chose the call may come; on a line that promises less than this, what it promises."""

LATER_AT_LEAST = timedelta(minutes=30)
"""A promise is put off by no less than this: better one honest time than many small ones."""

QUARTER = timedelta(minutes=15)
"""A time that is later than the line's own is told in quarters of an hour."""

_OPEN = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Promise:
    """What may honestly be said: by when, and, when nobody is on, from when there is cover (None: not known).

    `why`, in plain English for a coordinator, when it is not simply the line's own promise.
    """

    by: datetime
    anyone_on: bool
    cover_from: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """Who is there for one callback, and what comes before it. Moments are aware.

    `duty_ends` has an entry for each volunteer on duty now who could take it: when their duty ends, None when it is
    open. `ahead` counts the callbacks waiting ahead of it that nobody holds yet; `in_calls` how many of these
    volunteers are in a call or hold one; `call_minutes` how long one callback occupies a volunteer, with the rings
    and the rest after it. `next_cover` is when somebody comes on duty next, where a rota says so; without, the line's
    cover hours say.
    """

    duty_ends: tuple[datetime | None, ...]
    ahead: int = 0
    in_calls: int = 0
    call_minutes: float = 20
    next_cover: datetime | None = None


def make(now: datetime, line: Line, *, anyone_on: bool) -> Promise:
    """The promise for a request made now."""
    wait = timedelta(minutes=line.promise_minutes)
    if anyone_on:
        return Promise(now + wait, True)
    start = next_cover(now, line)
    return Promise((start or now) + wait, False, start)


def promise_for(now: datetime, line: Line, cover: Cover, *, wanted_at: datetime | None = None) -> Promise:
    """The promise for a request made now, from who is there to keep it.

    For as soon as someone can: the line's own promise (now + PROMISE_MINUTES), never earlier. Later, in quarters of
    an hour, when those waiting ahead cannot be served by then. When everybody's duty ends before its turn comes, or
    nobody is on, it counts from the next cover, as `make` does.

    For a time they chose (`wanted_at`; one that is past means now): within SCHEDULED_WINDOW of it, or later when the
    queue of this moment reaches beyond. `anyone_on` then says whether cover is to be expected at that time.
    """
    turn = _turn(now, cover)
    wait = timedelta(minutes=line.promise_minutes)
    if wanted_at is not None and wanted_at > now:
        wanted_at = wanted_at.astimezone(UTC)  # a local time adds by its clock, not by what passes
        by = wanted_at + min(SCHEDULED_WINDOW, wait)
        expected, cover_from = _cover_at(wanted_at, line, cover, on=turn is not None)
    elif turn is None:
        cover_from = _next_cover(now, line, cover)
        on = any(end is None or end > now for end in cover.duty_ends)
        why = "everybody's duty ends before its turn would come" if on else ""
        return Promise((cover_from or now) + wait, False, cover_from, why)
    else:
        by, expected, cover_from = now + wait, True, None
    if turn is None or turn <= by:
        return Promise(by, expected, cover_from)
    why = (
        f"{cover.ahead} waiting ahead and {cover.in_calls} in calls, {len(cover.duty_ends)} on duty, "
        f"about {cover.call_minutes:.0f} min each"
    )
    return Promise(_quarter(turn), expected, cover_from, why)


def revise(
    now: datetime, promised_by: datetime, line: Line, cover: Cover, *, pace_minutes: float
) -> datetime | None:
    """The honest later time of a promise that nears with nobody to keep it; None while it can still be kept.

    To be asked from `at_risk_from` on, so that it is told before it is broken; told at most twice, which the caller
    counts. `pace_minutes` is how long an offer takes to be taken (`pace.Pace.minutes`). A later time is a quarter of
    an hour, and at least LATER_AT_LEAST after both the old one and now.
    """
    to_ring = timedelta(minutes=pace_minutes, seconds=2 * line.ring_seconds)
    wait = timedelta(minutes=line.promise_minutes)
    turn = _turn(now, cover, allowance=False)
    if turn is not None:
        possible, honest = turn + to_ring, (_turn(now, cover) or turn) + to_ring
    elif (start := _next_cover(now, line, cover)) is not None:
        possible, honest = start + to_ring, start + wait
    else:
        possible, honest = None, now + wait
    if possible is not None and possible <= promised_by:
        return None
    return _quarter(max(honest, promised_by + LATER_AT_LEAST, now + LATER_AT_LEAST))


def _turn(now: datetime, cover: Cover, *, allowance: bool = True) -> datetime | None:
    """When a volunteer is free for the callback, those ahead being served; None when all duty ends before.

    With an allowance for calls that last longer than most: two deviations of the wait, where the lengths of calls
    deviate by half.
    """
    call = timedelta(minutes=cover.call_minutes)
    free = [(now, end or _OPEN) for end in cover.duty_ends if end is None or end > now]
    heapq.heapify(free)
    volunteers = len(free)
    # How long they have been in a call is not known: each is taken to begin now.
    ahead = cover.ahead + min(cover.in_calls, volunteers)
    while free and ahead > 0:
        at, end = heapq.heappop(free)
        if at < end:
            heapq.heappush(free, (at + call, end))
            ahead -= 1
    turns = []
    for at, end in free:
        spread = math.sqrt((at - now) / call / volunteers) * call if allowance and at > now else timedelta(0)
        if at + spread < end:
            turns.append(at + spread)
    return min(turns, default=None)


def _next_cover(now: datetime, line: Line, cover: Cover) -> datetime | None:
    known = cover.next_cover
    return known if known is not None and known > now else next_cover(now, line)


def _cover_at(at: datetime, line: Line, cover: Cover, *, on: bool) -> tuple[bool, datetime | None]:
    """Whether somebody is to be expected at a time to come, and if not, from when after it."""
    stay = on and any(end is None or end > at for end in cover.duty_ends)
    coming = cover.next_cover is not None and cover.next_cover <= at
    hours = line.cover_hours is not None and next_cover(at, line) is None
    if stay or coming or hours:
        return True, None
    return False, _next_cover(at, line, cover)


def _quarter(at: datetime) -> datetime:
    """Up to the quarter of an hour; every zone's clock shows the same quarters."""
    at = at.astimezone(UTC)
    return at + (datetime(1970, 1, 1, tzinfo=UTC) - at) % QUARTER


def next_cover(now: datetime, line: Line) -> datetime | None:
    """When the line's cover hours begin next; None when no hours are set or they are running now."""
    if line.cover_hours is None:
        return None
    if inside(line.cover_hours, now, line.timezone):
        return None
    start = opens_next(line.cover_hours, now, line.timezone)
    return start.astimezone(now.tzinfo) if start is not None else None


def at_risk_from(requested_at: datetime, promised_by: datetime, line: Line) -> datetime:
    """From when a promise without a taker is in danger: two offers' time, or a quarter of the wait, before its end."""
    lead = max(timedelta(minutes=2 * line.offer_minutes), (promised_by - requested_at) / 4)
    return max(requested_at, promised_by - lead)
