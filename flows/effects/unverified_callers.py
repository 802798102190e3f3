"""Effects of a caller whose number is not attested. No outcome tells anything that is on file."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes
from flows.effects.requests import Wanted


@dataclass(frozen=True, slots=True)
class AskForCall(Effect):
    """A peer is to call a number: the one a call shows (None), or one (E.164) that a caller keyed in.

    Outcomes say only how the line stands: asked; nobody (is on duty); nobody_until (cover_from); not_ringable, of a
    number that the line may not ring whoever has it. `Person.callback` is what was booked, None where nothing was.
    """

    OUTCOMES = outcomes("asked", "nobody", "nobody_until", "not_ringable")

    mood: int | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class MoveAsked(Effect):
    """Another time for what this call booked (the callback's id; None: it booked nothing). Outcome: moved (when)."""

    OUTCOMES = outcomes("moved")

    booked: int | None
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class KeepLength(Effect):
    """How long they would like to talk, as of `MoveAsked`. Outcome: kept (minutes)."""

    OUTCOMES = outcomes("kept")

    booked: int | None
    minutes: int


@dataclass(frozen=True, slots=True)
class SilenceNumber(Effect):
    """Do not ring the number that this call shows for now, and tell its owner. Outcome: done."""

    OUTCOMES = outcomes("done")
