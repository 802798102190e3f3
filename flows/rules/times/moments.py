"""Turns a time on a wall clock into a moment, through daylight saving. No other module does.

In autumn an hour comes twice. In spring an hour is skipped: no clock shows a time between the two ends of that gap.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Zone = str | ZoneInfo
"""A zone, or its IANA name."""
_SECOND = timedelta(seconds=1)


def readings(wall: datetime, zone: Zone) -> tuple[datetime, datetime]:
    """The two moments (UTC) that this naive time can mean; on a day without a change of clocks they are the same.

    For an hour that comes twice: the first and the second. For a skipped hour, the first reading is the later moment,
    by the clock before it was put forward, and the second is by the clock after that.
    """
    where = _zone(zone)
    first, second = (wall.replace(tzinfo=where, fold=fold).astimezone(UTC) for fold in (0, 1))
    return first, second


def shown(wall: datetime, zone: Zone) -> tuple[datetime, ...]:
    """The moments (UTC) at which a clock there shows this naive time: one; two in autumn; none if it is skipped."""
    first, second = readings(wall, zone)
    if first > second:
        return ()
    return (first,) if first == second else (first, second)


def moment(wall: datetime, zone: Zone) -> datetime:
    """When (UTC) a clock there shows this naive time: the first of two, or the end of the gap that it falls into."""
    first, second = readings(wall, zone)
    if first <= second:
        return first
    # In a gap, `second` lies before it and `first` after it: narrow down to when the clock is put forward.
    where = _zone(zone)
    before = second.astimezone(where).utcoffset()
    while first - second > _SECOND:
        middle = (second + (first - second) // 2).replace(microsecond=0)
        if middle.astimezone(where).utcoffset() == before:
            second = middle
        else:
            first = middle
    return first


def moment_or_later(wall: datetime, zone: Zone) -> datetime:
    """As `moment`, but a skipped time is later by as much as clocks are put forward: 2:30 is 3:30 in that night."""
    return readings(wall, zone)[0]


def day_starts(day: date, zone: Zone) -> datetime:
    """When a day begins there (UTC): at the first of two midnights, or at the end of the gap if midnight is skipped."""
    return moment(datetime.combine(day, time()), zone)


def last_midnight(now: datetime, zone: Zone) -> datetime:
    """When the day of `now` (aware) began there, in UTC."""
    return day_starts(now.astimezone(_zone(zone)).date(), zone)


def next_midnight(now: datetime, zone: Zone) -> datetime:
    """When the next day begins there (UTC), after the 23, 24 or 25 hours of this one."""
    return day_starts(now.astimezone(_zone(zone)).date() + timedelta(days=1), zone)


def _zone(zone: Zone) -> ZoneInfo:
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)
