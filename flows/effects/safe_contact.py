"""Effects of safe contact: how somebody may be reached, and the secret word that ends everything."""

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
class BringBackSafe(Effect):
    """Put back what SAFE OFF forgot within a day. Outcomes: back, none."""

    OUTCOMES = outcomes("back", "none")


@dataclass(frozen=True, slots=True)
class EndEverything(Effect):
    """They said their secret word: end all that is open, rings, talks or waits at once, and tell nobody why."""
