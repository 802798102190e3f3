"""How somebody may be reached, and the word of their own that ends everything."""

from dataclasses import dataclass
from datetime import time

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class KeepSafe(Effect):
    """One answer on safe contact, kept at once. `answer`: the name of a field of `Safe`, `value` what it becomes.

    Outcomes: done; moved (when): their callback was for an hour that is not safe any more.
    """

    OUTCOMES = outcomes("done", "moved", "none")

    answer: str
    value: bool | str | tuple[time, time] | None


@dataclass(frozen=True, slots=True)
class ClearSafe(Effect):
    """Forget every answer on safe contact. Outcomes: cleared, none."""

    OUTCOMES = outcomes("cleared", "none")


@dataclass(frozen=True, slots=True)
class EndEverything(Effect):
    """Their own word: what is open, rings, talks, waits, is over at once, and nobody is told why."""
