"""Orders the waiting callbacks: severity comes before age, and nobody starves.

Urgency is counted in steps of severity. While its promise holds, a callback gains urgency as the promise nears, but
never enough to pass one in crisis that is not late. Once its promise is broken, it goes before every callback that is
not late and at most one step more severe, and it gains another step with every STEP that it is late. All late ones
gain alike, so a request made more than PASSED_FOR after a callback's promise can never pass that callback: however
many keep asking, only a bounded number go first.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

CRISIS = 3
"""The highest severity; the lowest is 0."""

HEAVY = 2
"""The severity of mood 1, and of words that somebody should look at."""

STEP = timedelta(minutes=45)
"""Being late by this much weighs as much as one step of severity."""

NEARING = (1.5, 1.5, 1.0, 1.0)
"""How many steps a callback gains until its promise, by severity. An ordinary one that is about to be late goes before
a somewhat more severe one with time in hand, since both can then be kept; but none that is not late passes a crisis."""

LATE = 2.5
"""How many steps a broken promise gains at once: more than one step and all that nearing can give."""

PASSED_FOR = CRISIS * STEP
"""A callback can be passed by new requests until this long after its promise, and never after that."""


def severity_of(mood: int | None, crisis: bool, check: bool = False) -> int:
    """How severe a request is: 3 for words of crisis; 2 for words to check, or mood 1; 1 for mood 2; otherwise 0.

    `mood` is the answer at check-in, 1 (lowest) to 5; None if it was not asked or not answered.
    """
    if crisis:
        return CRISIS
    if check or mood == 1:
        return 2
    return 1 if mood == 2 else 0


def is_heavy(severity: int) -> bool:
    """Whether a volunteer is told before they take it that it is heavy: very low, or words of danger or to check."""
    return severity >= HEAVY


def urgency(*, severity: int, requested_at: datetime, promised_by: datetime, now: datetime) -> float:
    """How urgent a waiting callback is, in steps of severity; the higher is served first.

    `requested_at`: since when it waits; for a time agreed in advance, that time. A severity outside 0–3 counts as the
    nearest one, since no odd number may cost anybody their place.
    """
    severity = min(max(severity, 0), CRISIS)
    if now >= promised_by:
        return severity + LATE + (now - promised_by) / STEP
    if now <= requested_at:
        return float(severity)
    return severity + NEARING[severity] * ((now - requested_at) / (promised_by - requested_at))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What decides a callback's place in the queue: see `urgency`."""

    severity: int
    requested_at: datetime
    promised_by: datetime

    def urgency(self, now: datetime) -> float:
        """See the function `urgency`."""
        return urgency(
            severity=self.severity, requested_at=self.requested_at, promised_by=self.promised_by, now=now
        )


def in_order(items: Iterable[T], waiting: Callable[[T], Waiting], now: datetime) -> list[T]:
    """Sort the items: the most urgent first; of equals, the one that asked first; then as they came."""

    def place(item: T) -> tuple[float, datetime]:
        one = waiting(item)
        return -one.urgency(now), one.requested_at

    return sorted(items, key=place)
