"""What a reason is worth in points, and how that moves as the promise nears: docs/adr/0014-who-is-asked.md."""

from datetime import datetime, timedelta
from math import floor

NAMED = 150.0
"""Points for the volunteer a care plan names: more than all other matches and fairness together."""
SAME = 75.0
"""Points when both would like each other again: more than shared experience and fairness together."""
SHARED = 32.0
"""What shared experience comes to at most: half of it for the first one, half of the rest for each more."""
NOT_ASKED_YET = 20.0
"""Points for who was never asked for this callback; halved with each time they were."""
SAID_THEY_CAN = 40.0
"""Points for who said of this callback that they can from then, and was not asked since."""
FAIR_LOAD = 12.0
"""Points for no offer in 7 days; half at `HALF_LOAD` offers."""
HALF_LOAD = 3
FAIR_IDLE = 8.0
"""Points for `FULL_IDLE` or longer without an offer, in proportion before."""
FULL_IDLE = timedelta(hours=24)
MATCH_AT_PROMISE = 0.5
"""What matches (named, same, shared) still weigh when the promised time has come; 1 at the request."""
LIKELY_AT_PROMISE = 3.0
"""What a likely yes (not asked yet, said they can) weighs when the promised time has come; 1 at the request."""


def pressure(requested_at: datetime, promised_by: datetime, now: datetime) -> float:
    """How much of the time from request to promise is gone: 0 at the request, 1 at the promise and after."""
    if now >= promised_by or promised_by <= requested_at:
        return 1.0
    return max(0.0, (now - requested_at) / (promised_by - requested_at))


def match_points(full: float, gone: float) -> float:
    """What a match is worth with this much of the time gone: the nearer the promise, the less."""
    return _rounded(full * (1 + (MATCH_AT_PROMISE - 1) * gone))


def shared_points(count: int, gone: float) -> float:
    """What so many shared experiences are worth: the first says most."""
    return match_points(SHARED * (1 - 0.5**count), gone)


def likely_points(full: float, times_asked: int, gone: float) -> float:
    """What the hope for a yes is worth: the nearer the promise, the more; halved by each silence."""
    return _rounded(full * 0.5**times_asked * (1 + (LIKELY_AT_PROMISE - 1) * gone))


def fair_points(asked_lately: int, last_asked_at: datetime | None, now: datetime) -> float:
    """What it is worth that somebody had few offers in 7 days, and none for a while."""
    idle = 1.0 if last_asked_at is None else min(1.0, max(0.0, (now - last_asked_at) / FULL_IDLE))
    return _rounded(FAIR_LOAD * HALF_LOAD / (HALF_LOAD + asked_lately) + FAIR_IDLE * idle)


def thousandths(points: float) -> int:
    """Points as a whole number of thousandths: sums of these are exact, and equal scores are equal."""
    return floor(points * 1000 + 0.5)


def _rounded(points: float) -> float:
    return thousandths(points) / 1000
