"""Estimates how many requests an hour of the week may bring, from the requests so far. Pure arithmetic."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

HOURS = 7 * 24
WEEKS_OF_HOUR = 2.0
"""How many weeks the average of that hour over all days counts for, in the estimate for an hour of the week."""
A_NEW_LINE = 0.25
"""Requests an hour that a line without a history is assumed to have: one in four hours."""
WEEKS_OF_PRIOR = 1.0


@dataclass(frozen=True, slots=True)
class Demand:
    """Requests an hour, by hour of the week on the line's clock (0 is Monday midnight). `weeks`: how many were seen."""

    per_hour: tuple[float, ...]
    weeks: float
    requests: int

    def at(self, moment: datetime, zone: str) -> float:
        """Requests an hour at this moment."""
        return self.per_hour[hour_of_week(moment, zone)]


def hour_of_week(moment: datetime, zone: str) -> int:
    """0 (Monday midnight) to 167, on the clock of the zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.weekday() * 24 + local.hour


def learn(requested: Iterable[datetime], zone: str, *, weeks: float) -> Demand:
    """The demand that `weeks` of requests show. With few, an hour leans on that hour of every day and on the prior."""
    seen = Counter(hour_of_week(moment, zone) for moment in requested)
    by_hour = _by_hour_of_day(seen, weeks)
    rates = tuple(
        (seen[hour] + WEEKS_OF_HOUR * by_hour[hour % 24]) / (weeks + WEEKS_OF_HOUR) for hour in range(HOURS)
    )
    return Demand(rates, weeks, sum(seen.values()))


def _by_hour_of_day(seen: Mapping[int, int], weeks: float) -> list[float]:
    """Requests an hour, by hour of the day, averaged over all days."""
    days, prior = 7 * weeks, 7 * WEEKS_OF_PRIOR
    return [
        (sum(seen.get(day * 24 + hour, 0) for day in range(7)) + prior * A_NEW_LINE) / (days + prior)
        for hour in range(24)
    ]
