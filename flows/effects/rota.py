"""What volunteers do about their shifts: look, add, confirm, give back, take, swap, be away; and their calendar."""

from dataclasses import dataclass
from datetime import datetime, time

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class LookUpRota(Effect):
    """Shifts to look at, by what was said of them: "SAT", "sat 7pm", "5 dec", "S4"; "" for all, None for none of them.

    "#12" is the shift with that id.

    `mine`: the volunteer's own; `free`: those nobody has that they could take; `others`: those of other volunteers.
    Outcome: found; what was found stands in `Person.rota`.
    """

    OUTCOMES = outcomes("found", "none")

    mine: str | None = None
    free: str | None = None
    others: str | None = None


@dataclass(frozen=True, slots=True)
class AddShiftPattern(Effect):
    """A shift as `flows.rules.times.shift_patterns.ShiftPatternSaid`, on a clock in `timezone`.

    Outcomes, with shift (in words): added (at, its first shift); added_once; added_soon, once and too soon to be
    reminded of; added_too (at), while they have another at the same time; added_free, all its shifts so far lie in
    their time off or on holidays; added_covered, they gave all of them back, and others have them.
    """

    OUTCOMES = outcomes(
        "added", "added_once", "added_soon", "added_too", "added_free", "added_covered", "none"
    )

    begins: datetime
    recurs: str | None
    minutes: int
    ends: time | None
    timezone: str


@dataclass(frozen=True, slots=True)
class ConfirmShift(Effect):
    """They will be there, or are. Outcomes, with shift (its hours): confirmed, on, covered, over, given_back, none."""

    OUTCOMES = outcomes("confirmed", "on", "covered", "over", "given_back", "none")

    shift_id: int


@dataclass(frozen=True, slots=True)
class DropShift(Effect):
    """They cannot come. `all_of_them`: nor any other week.

    Outcomes, with shift (its hours): dropped (code), dropped_all (count), left (it was running); dropped_late and
    left_late, where nobody is asked for so little; covered, over, given_back, none.
    """

    OUTCOMES = outcomes(
        "dropped", "dropped_all", "left", "dropped_late", "left_late", "covered", "over", "given_back", "none"
    )

    shift_id: int
    all_of_them: bool = False


@dataclass(frozen=True, slots=True)
class DropAllShifts(Effect):
    """They cannot come to any shift that runs or begins up to `until` (aware).

    `ends`: nor to any other, and their shifts end. Outcomes: given (count, last: the hours of the last of them);
    ended (count); none.
    """

    OUTCOMES = outcomes("given", "ended", "none")

    until: datetime
    ends: bool = False


@dataclass(frozen=True, slots=True)
class TakeShift(Effect):
    """They come to an open shift.

    Outcomes, with shift (its hours) and code: taken; taken_soon, too late to be reminded of; on, yours, covered; gone,
    not needed any more, or over; overlaps; confirmed, it stood in for a shift that is theirs and stays so; none.

    `code`: which it is, where it is not known by its id.
    """

    OUTCOMES = outcomes(
        "taken", "taken_soon", "on", "yours", "covered", "gone", "overlaps", "confirmed", "none"
    )

    shift_id: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class ProposeSwap(Effect):
    """Their shift for another's, who is asked by text.

    Outcomes, with mine and theirs (hours): asked (code), already (code), overlaps, too_late, too_many, none.
    """

    OUTCOMES = outcomes("asked", "already", "overlaps", "too_late", "too_many", "none")

    shift_id: int
    for_shift_id: int


@dataclass(frozen=True, slots=True)
class WithdrawSwaps(Effect):
    """They ask for no trade any more, whichever they asked for. Outcomes: withdrawn; none, they had asked for none."""

    OUTCOMES = outcomes("withdrawn", "none")


@dataclass(frozen=True, slots=True)
class AnswerSwap(Effect):
    """Yes or no to a swap that was asked of them. Outcomes: swapped, declined (shift, their own); gone; none."""

    OUTCOMES = outcomes("swapped", "declined", "gone", "none")

    code: str
    yes: bool


@dataclass(frozen=True, slots=True)
class GoAway(Effect):
    """They are away from then until then (aware). Outcomes, with days: away, away_free (count), backwards, too_long."""

    OUTCOMES = outcomes("away", "away_free", "backwards", "too_long", "none")

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ComeBack(Effect):
    """They are not away after all. Outcomes: back; back_to (count, of the shifts that are theirs again); none."""

    OUTCOMES = outcomes("back", "back_to", "none")


@dataclass(frozen=True, slots=True)
class KeepHolidays(Effect):
    """Whether public holidays are free of their shifts. Outcomes: free, kept."""

    OUTCOMES = outcomes("free", "kept", "none")

    free: bool


@dataclass(frozen=True, slots=True)
class MakeFeed(Effect):
    """An address for their calendar; the old one is dead. Outcomes: made (address); there, without `again`; none."""

    OUTCOMES = outcomes("made", "there", "none")

    again: bool = False


@dataclass(frozen=True, slots=True)
class EndFeed(Effect):
    """Their calendar's address leads nowhere from now on. Outcomes: ended, none."""

    OUTCOMES = outcomes("ended", "none")
