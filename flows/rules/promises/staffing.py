"""How many volunteers keep the promise: Erlang's waiting line, arithmetic on rates alone.

M/M/c (A. K. Erlang, 1917): requests come independently of each other, whoever is free takes the one that waited
longest, and how long a call occupies a volunteer varies as an exponential does. Nobody is taken to give up, which errs
on the side of one volunteer more. tests/flows/rules/promises/test_staffing.py plays the line out and compares.
"""

import math
from functools import lru_cache

KEPT = 0.95
"""The share of promises that the number of volunteers is reckoned for."""
MOST = 200
"""No hour is reckoned to need more volunteers than this."""


def share_waiting(volunteers: int, load: float) -> float:
    """The share of requests that find nobody free (Erlang C). `load`: arrivals an hour × hours that one call takes.

    1.0 where so many volunteers can never work off so much.
    """
    if load <= 0:
        return 0.0
    if volunteers <= load:
        return 1.0
    # Erlang B by its recursion: no factorials, so no number too large for a float.
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


@lru_cache(maxsize=1024)  # looking ahead asks the same of every hour of the week, for each open shift anew
def needed(per_hour: float, call_minutes: float, within_minutes: float, *, kept: float = KEPT) -> int:
    """How many volunteers keep a promise of `within_minutes` for at least the share `kept`; 0 where nobody asks."""
    if per_hour <= 0:
        return 0
    for volunteers in range(1, MOST):
        if share_in_time(volunteers, per_hour, call_minutes, within_minutes) >= kept:
            return volunteers
    return MOST
