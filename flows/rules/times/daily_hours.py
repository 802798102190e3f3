"""Computes with hours that come every day on somebody's own clock, across midnight and through daylight saving."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.rules.times.moments import readings

DAY = (time(9), time(20))
"""From nine to eight on the receiver's own clock: within the hours in which the law allows advertising (8 to 9)."""


def inside(hours: tuple[time, time], now: datetime, zone: str) -> bool:
    """Whether the clock there shows one of these hours: from the first to before the second; all day if equal."""
    begins, ends = hours
    clock = now.astimezone(ZoneInfo(zone)).time()
    if begins == ends:
        return True
    return begins <= clock < ends if begins < ends else clock >= begins or clock < ends


def opens_next(hours: tuple[time, time], now: datetime, zone: str) -> datetime | None:
    """The next moment at which the hours begin; None if there is none. Some nights skip that hour, or have it twice."""
    return min(
        (at for at in _openings(hours[0], now, zone) if at > now and inside(hours, at, zone)), default=None
    )


def closed_since(hours: tuple[time, time], at: datetime, zone: str) -> datetime | None:
    """When the hours were last over, for a moment outside them; None for a moment inside them."""
    if inside(hours, at, zone):
        return None
    return max((over for over in _openings(hours[1], at, zone, back=2) if over <= at), default=None)


def _openings(begins: time, now: datetime, zone: str, *, back: int = 1) -> Iterator[datetime]:
    today = now.astimezone(ZoneInfo(zone)).date()
    for day in range(-back, 4):
        either = readings(datetime.combine(today + timedelta(days=day), begins), zone)
        yield from either
        # In the night that skips this hour, the hours begin at the first minute after the gap.
        skipped = (either[0] - either[1]) // timedelta(minutes=1)
        yield from (either[1] + timedelta(minutes=minute) for minute in range(1, skipped))
