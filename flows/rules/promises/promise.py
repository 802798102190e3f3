"""Computes the time we promise, and when a promise is at risk: arithmetic on a line's settings and on who is there."""

import heapq
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.line import Line
from flows.rules.times.daily_hours import inside, opens_next

KEEP_TRYING = timedelta(hours=24)
"""How long after its promised time an unanswered request stays open: every wait ends (invariant 5)."""

SCHEDULED_WINDOW = timedelta(minutes=30)
"""How long after a time they chose the call may come; less on a line that promises less than this."""

LATER_AT_LEAST = timedelta(minutes=30)
"""A promise is put off by at least this much: one honest time is better than many small delays."""

QUARTER = timedelta(minutes=15)
"""A time later than the line's own promise is rounded up to a quarter of an hour."""

_OPEN = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Promise:
    """What we may honestly say: by when, and if nobody is on, from when there is cover (None: not known).

    `why`: in English for a coordinator; "" if it is simply the line's own promise.
    """

    by: datetime
    anyone_on: bool
    cover_from: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """Who is there for one callback, and what comes before it. Moments are aware.

    `duty_ends` has an entry for each volunteer on duty now who could take the callback: when their duty ends, None if
    it has no end. `ahead` counts the callbacks that wait ahead of it and that nobody holds yet. `in_calls` is how many
    of these volunteers are in a call or hold one. `call_minutes` is how long one callback occupies a volunteer, with
    the rings and the rest after it. `next_cover` is when somebody comes on duty next, by the rota; if None, the line's
    cover hours decide.
    """

    duty_ends: tuple[datetime | None, ...]
    ahead: int = 0
    in_calls: int = 0
    call_minutes: float = 20
    next_cover: datetime | None = None


def make(now: datetime, line: Line, *, anyone_on: bool) -> Promise:
    """The promise for a request made now, from the line's settings and whether anyone is on."""
    wait = timedelta(minutes=line.promise_minutes)
    if anyone_on:
        return Promise(now + wait, True)
    start = next_cover(now, line)
    return Promise((start or now) + wait, False, start)


def promise_for(now: datetime, line: Line, cover: Cover, *, wanted_at: datetime | None = None) -> Promise:
    """The promise for a request made now, from who is there to keep it.

    For a call as soon as possible: the line's own promise (now + PROMISE_MINUTES), never earlier; a later quarter of an
    hour if those who wait ahead cannot be served by then. If everybody's duty ends before its turn comes, or nobody is
    on, the promise counts from the next cover, as in `make`.

    For a time they chose (`wanted_at`; a time that is past means now): within SCHEDULED_WINDOW of it, or later if the
    present queue reaches beyond. `anyone_on` then says whether cover is to be expected at that time.
    """
    closing = line.closed_at(now)
    wait = timedelta(minutes=line.promise_minutes)
    if closing is not None and (wanted_at is None or wanted_at < closing.until):
        return Promise(closing.until + wait, False, closing.until, "the line is closed until then")
    turn = _turn(now, cover)
    if wanted_at is not None and wanted_at > now:
        wanted_at = wanted_at.astimezone(UTC)  # local times add by the clock, not by what passes
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

    Ask this from `at_risk_from` on, so that the participant is told before the promise is broken. They are told at most
    twice; the caller counts. `pace_minutes` is how long an offer takes to be taken (`pace.Pace.minutes`). A later time
    is a quarter of an hour, and at least LATER_AT_LEAST after both the old time and now.
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
    """When a volunteer is free for the callback after those ahead are served; None if all duty ends before that.

    The allowance is for calls that last longer than most: two standard deviations of the wait, if the lengths of calls
    have a standard deviation of half their mean.
    """
    call = timedelta(minutes=cover.call_minutes)
    free = [(now, end or _OPEN) for end in cover.duty_ends if end is None or end > now]
    heapq.heapify(free)
    volunteers = len(free)
    # We do not know how long they have been in a call, so each call is taken to begin now.
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
    """Whether somebody can be expected to be on at a time to come, and if not, from when after it."""
    stay = on and any(end is None or end > at for end in cover.duty_ends)
    coming = cover.next_cover is not None and cover.next_cover <= at
    hours = line.cover_hours is not None and next_cover(at, line) is None
    if stay or coming or hours:
        return True, None
    return False, _next_cover(at, line, cover)


def _quarter(at: datetime) -> datetime:
    """Round up to a quarter of an hour; every zone's clock shows the same quarters."""
    at = at.astimezone(UTC)
    return at + (datetime(1970, 1, 1, tzinfo=UTC) - at) % QUARTER


def next_cover(now: datetime, line: Line) -> datetime | None:
    """When the line's cover hours begin next; None if no hours are set, or if they are running now."""
    if line.cover_hours is None:
        return None
    if inside(line.cover_hours, now, line.timezone):
        return None
    start = opens_next(line.cover_hours, now, line.timezone)
    return start.astimezone(now.tzinfo) if start is not None else None


def at_risk_from(requested_at: datetime, promised_by: datetime, line: Line) -> datetime:
    """From when a promise that nobody took is at risk: two offers' time, or a quarter of the wait, before its end."""
    lead = max(timedelta(minutes=2 * line.offer_minutes), (promised_by - requested_at) / 4)
    return max(requested_at, promised_by - lead)


def closes_at(cover: Cover, now: datetime, minutes: int, promised_by: datetime) -> datetime | None:
    """The last moment at which somebody who is on duty can begin a call of `minutes`.

    None: somebody's duty has no end, the last one ends after the promise anyway, or others come before the promise.
    """
    ends = [end for end in cover.duty_ends if end is None or end > now]
    if not ends or (cover.next_cover is not None and cover.next_cover < promised_by):
        return None
    last = max(end or _OPEN for end in ends)
    latest = last - timedelta(minutes=minutes)
    return latest if now < latest < promised_by else None
