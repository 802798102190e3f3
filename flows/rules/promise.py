"""The time we promise, and what nears with it: pure arithmetic on the line's settings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows.line import Line

KEEP_TRYING = timedelta(hours=24)
"""How long after its promised time an unanswered request stays open: every wait ends (invariant 5)."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What may honestly be said: by when, and, when nobody is on, from when there is cover (None: not known)."""

    by: datetime
    anyone_on: bool
    cover_from: datetime | None = None


def make(now: datetime, line: Line, *, anyone_on: bool) -> Promise:
    """The promise for a request made now."""
    wait = timedelta(minutes=line.promise_minutes)
    if anyone_on:
        return Promise(now + wait, True)
    start = next_cover(now, line)
    return Promise((start or now) + wait, False, start)


def next_cover(now: datetime, line: Line) -> datetime | None:
    """When the line's cover hours begin next; None when no hours are set or they are running now."""
    if line.cover_hours is None:
        return None
    opens, closes = line.cover_hours
    local = now.astimezone(ZoneInfo(line.timezone))
    clock = local.time()
    open_now = opens <= clock < closes if opens <= closes else clock >= opens or clock < closes
    if open_now:
        return None
    start = local.replace(hour=opens.hour, minute=opens.minute, second=0, microsecond=0)
    if start <= local:
        start += timedelta(days=1)
    return start.astimezone(now.tzinfo)


def at_risk_from(requested_at: datetime, promised_by: datetime, line: Line) -> datetime:
    """From when a promise without a taker is in danger: two offers' time, or a quarter of the wait, before its end."""
    lead = max(timedelta(minutes=2 * line.offer_minutes), (promised_by - requested_at) / 4)
    return max(requested_at, promised_by - lead)


def asked_at_once(now: datetime, requested_at: datetime, promised_by: datetime, line: Line) -> int:
    """How many volunteers may hold an open offer together: one while there is time, more as the promise nears."""
    if now >= promised_by:
        return 10
    return 3 if now >= at_risk_from(requested_at, promised_by, line) else 1
