"""Shifts of duty as conversations see them. Pure data."""

from dataclasses import dataclass
from datetime import datetime

from flows.wording import Hours


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A turn: its own volunteer's, somebody else's, or nobody's (`code`). `running`: it has begun."""

    id: int
    at: datetime
    until: datetime
    confirmed: bool = False
    running: bool = False
    code: str | None = None

    @property
    def hours(self) -> Hours:
        """From when to when."""
        return Hours(self.at, self.until)


@dataclass(frozen=True, slots=True)
class SwapView:
    """A swap that was asked of them. `mine`: the hours they would get, `theirs`: those they have and would give."""

    code: str
    mine: Hours
    theirs: Hours


@dataclass(frozen=True, slots=True)
class RotaView:
    """What was looked up for a volunteer, in order: their shifts, those nobody has, those of others.

    `others_said`: the words by which those of others were looked up. `kept`: begin in a break of theirs, and are theirs
    all the same. `swaps`: wait for their answer.
    """

    mine: tuple[ShiftView, ...] = ()
    free: tuple[ShiftView, ...] = ()
    others: tuple[ShiftView, ...] = ()
    others_said: str = ""
    kept: tuple[ShiftView, ...] = ()
    swaps: tuple[SwapView, ...] = ()
