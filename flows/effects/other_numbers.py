"""Another number to be called on: named, shown, dropped, and confirmed from that number itself."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class NameNumber(Effect):
    """Ring them on `number` (E.164) once it is confirmed from there.

    Outcomes: code (digits, tail), stands (tail: it is confirmed already), own (it is the number they write from).
    """

    OUTCOMES = outcomes("code", "stands", "own", "none")

    number: str


@dataclass(frozen=True, slots=True)
class ShowNumber(Effect):
    """Outcomes: pending (digits, tail), stands (tail), none. `tail`: the last two digits, for themselves only."""

    OUTCOMES = outcomes("pending", "stands", "none")


@dataclass(frozen=True, slots=True)
class DropNumber(Effect):
    """Back to their own number. Outcomes: dropped, none."""

    OUTCOMES = outcomes("dropped", "none")


@dataclass(frozen=True, slots=True)
class ConfirmNumber(Effect):
    """The phone that speaks was given these `digits`.

    Outcomes: confirmed; confirmed_tell (name): it may be told when that person misses a check-in; elsewhere (digits,
    tail): who named the other phone sent its code from their own; none (wrong, late, never asked alike).
    """

    OUTCOMES = outcomes("confirmed", "confirmed_tell", "elsewhere", "none")

    digits: str
