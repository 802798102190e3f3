"""Says how many points a reason is worth, and how that changes as the promise nears: docs/adr/0014-who-is-asked.md."""

from datetime import datetime, timedelta
from math import floor

NAMED = 150.0
"""Points for the volunteer a care plan names: more than all other matches and fairness together."""
SAME = 75.0
"""Points when both would like each other again: more than shared experience and fairness together."""
SHARED = 32.0
"""The most that shared experiences give: the first gives half of it, and each further one half of what is left."""
NOT_ASKED_YET = 20.0
"""Points for a volunteer who was never asked for this callback; each time they were asked halves it."""
SAID_THEY_CAN = 40.0
"""Points for a volunteer who said of this callback that they can from then, and has not been asked since."""
FAIR_LOAD = 4.0
"""Points for no offer in 7 days; half of it at `HALF_LOAD` offers."""
HALF_LOAD = 3
FAIR_ROOM = 12.0
"""Points for no limit to their calls, or one that the hours left on duty do not reach; nothing for the last call of
their day with hours to go, half of it if two are left."""
CALLS_AN_HOUR = 1.0
"""How many calls a volunteer takes in an hour of a busy evening: whoever leaves in two hours can take two more."""
LEAVES_SOON = 20.0
"""Points for somebody whose duty ends now; halved by each hour that is left. What they do not take before they leave,
nobody can take later, while whoever stays can still take the next."""
FAIR_IDLE = 4.0
"""Points for `FULL_IDLE` or longer without an offer; in proportion before that."""
FULL_IDLE = timedelta(hours=24)
MATCH_AT_PROMISE = 0.5
"""By how much matches (named, same, shared) are multiplied at the promised time; at the request, by 1."""
LIKELY_AT_PROMISE = 3.0
"""By how much a likely yes (not asked yet, said they can) is multiplied at the promised time; at the request, by 1."""


def pressure(requested_at: datetime, promised_by: datetime, now: datetime) -> float:
    """The share of the time from request to promise that is gone: 0 at the request, 1 at the promise and after."""
    if now >= promised_by or promised_by <= requested_at:
        return 1.0
    return max(0.0, (now - requested_at) / (promised_by - requested_at))


def match_points(full: float, gone: float) -> float:
    """What a match is worth when this share of the time is gone: less as the promise nears."""
    return _rounded(full * (1 + (MATCH_AT_PROMISE - 1) * gone))


def shared_points(count: int, gone: float) -> float:
    """What so many shared experiences are worth; the first counts most."""
    return match_points(SHARED * (1 - 0.5**count), gone)


def likely_points(full: float, times_asked: int, gone: float) -> float:
    """What a likely yes is worth: more as the promise nears, halved by each unanswered offer."""
    return _rounded(full * 0.5**times_asked * (1 + (LIKELY_AT_PROMISE - 1) * gone))


def fair_points(
    asked_lately: int,
    last_asked_at: datetime | None,
    left: int | None,
    duty_until: datetime | None,
    now: datetime,
) -> float:
    """What few offers in 7 days, none for a while, room for more calls, and leaving soon are worth.

    `left`: how many calls they can still take today (None: no limit). The last ones are spared, since nobody who is at
    their limit can be asked at the end of an evening; not of those who leave before they could take them.
    `duty_until`: when their duty ends by itself (None: it does not, or they are not on duty).
    """
    idle = 1.0 if last_asked_at is None else min(1.0, max(0.0, (now - last_asked_at) / FULL_IDLE))
    hours = None if duty_until is None else max(0.0, (duty_until - now) / timedelta(hours=1))
    load = FAIR_LOAD * HALF_LOAD / (HALF_LOAD + asked_lately)
    leaving = 0.0 if hours is None else LEAVES_SOON * 0.5**hours
    return _rounded(load + FAIR_IDLE * idle + FAIR_ROOM * _room(left, hours) + leaving)


def _room(left: int | None, hours: float | None) -> float:
    if left is None:
        return 1.0
    unreached = 0.0 if hours is None else max(0.0, left - hours * CALLS_AN_HOUR)
    return 1.0 - float(0.5 ** (max(0, left - 1) + unreached))


def thousandths(points: float) -> int:
    """Points as a whole number of thousandths: their sums are exact, so that equal scores compare as equal."""
    return floor(points * 1000 + 0.5)


def _rounded(points: float) -> float:
    return thousandths(points) / 1000
