"""In which order the waiting are served: severity before age, and nobody starves.

Counted in steps of severity. While its promise holds, a callback gains by nearing it, never enough to pass one in
crisis that is not late. Once its promise is broken it goes before any that is not late and at most one step worse,
and gains a step with every STEP that it is late. All late ones gain alike, so none who asks more than PASSED_FOR
after a callback's promise can ever go before it: those who may are a bounded number, however many keep coming.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

T = TypeVar("T")

CRISIS = 3
"""The highest severity; the lowest is 0."""

STEP = timedelta(minutes=45)
"""Being late by so much more weighs as much as one step of severity."""

NEARING = (1.5, 1.5, 1.0, 1.0)
"""What nearing its promise is worth, by severity, in steps. An ordinary one about to be late goes before a
somewhat worse one with time in hand, as both can then be kept; but none that is not late passes one in crisis."""

LATE = 2.5
"""What a broken promise is worth at once: more than one step and all that nearing can give."""

PASSED_FOR = CRISIS * STEP
"""How long after its promise a callback can still be passed by one who asks only then: after that, never."""


def severity_of(mood: int | None, crisis: bool, check: bool = False) -> int:
    """How grave a request is, 0–3: words of crisis 3; words to check, or mood 1, 2; mood 2, 1; all else 0.

    `mood` is the answer at check-in, 1 (lowest) to 5; None when it was not asked or not answered.
    """
    if crisis:
        return CRISIS
    if check or mood == 1:
        return 2
    return 1 if mood == 2 else 0


def urgency(*, severity: int, requested_at: datetime, promised_by: datetime, now: datetime) -> float:
    """How urgent a waiting callback is, in steps of severity: the higher is served first.

    `requested_at` is from when it waits: for a time agreed in advance, that time. A severity outside 0–3 is read as
    the nearest: no odd number may cost anybody their place.
    """
    severity = min(max(severity, 0), CRISIS)
    if now >= promised_by:
        return severity + LATE + (now - promised_by) / STEP
    if now <= requested_at:
        return float(severity)
    return severity + NEARING[severity] * ((now - requested_at) / (promised_by - requested_at))


@dataclass(frozen=True, slots=True)
class Waiting:
    """What decides the place of one callback: see `urgency`."""

    severity: int
    requested_at: datetime
    promised_by: datetime

    def urgency(self, now: datetime) -> float:
        """As `urgency`."""
        return urgency(
            severity=self.severity, requested_at=self.requested_at, promised_by=self.promised_by, now=now
        )


def in_order(items: Iterable[T], waiting: Callable[[T], Waiting], now: datetime) -> list[T]:
    """The most urgent first; among equals who asked first; and then as they came."""

    def place(item: T) -> tuple[float, datetime]:
        one = waiting(item)
        return -one.urgency(now), one.requested_at

    return sorted(items, key=place)
