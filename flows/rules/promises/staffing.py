"""Computes how many volunteers keep the promise, by Erlang's waiting line: arithmetic on rates alone.

M/M/c (A. K. Erlang, 1917): requests come independently of each other, a free volunteer takes the one that has waited
longest, and the lengths of calls are exponential. It assumes that nobody gives up, which errs on the side of one
volunteer more. tests/flows/rules/promises/test_staffing.py simulates the line and compares.
"""

import math
from functools import lru_cache

KEPT = 0.95
"""The share of promises that the number of volunteers should keep."""
MOST = 200
"""No hour is taken to need more volunteers than this."""


def share_waiting(volunteers: int, load: float) -> float:
    """The share of requests that find nobody free (Erlang C). `load`: arrivals an hour × hours that one call takes.

    1.0 if so many volunteers can never work off the load.
    """
    if load <= 0:
        return 0.0
    if volunteers <= load:
        return 1.0
    # Erlang B by its recursion: without factorials, no number is too large for a float.
    blocked = 1.0
    for n in range(1, volunteers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked / (1 - load / volunteers * (1 - blocked))


def share_in_time(volunteers: int, per_hour: float, call_minutes: float, within_minutes: float) -> float:
    """The share of requests whose turn comes within so many minutes."""
    load = per_hour * call_minutes / 60
    if load <= 0:
        return 1.0
    if volunteers <= load:
        return 0.0
    leaving = (volunteers - load) * within_minutes / call_minutes
    return 1.0 - share_waiting(volunteers, load) * math.exp(-leaving)


@lru_cache(maxsize=1024)  # the gap forecast asks this for every hour of the week, again for each open shift
def needed(per_hour: float, call_minutes: float, within_minutes: float, *, kept: float = KEPT) -> int:
    """How many volunteers keep a promise of `within_minutes` for the share `kept` or more; 0 without requests."""
    if per_hour <= 0:
        return 0
    for volunteers in range(1, MOST):
        if share_in_time(volunteers, per_hour, call_minutes, within_minutes) >= kept:
            return volunteers
    return MOST
