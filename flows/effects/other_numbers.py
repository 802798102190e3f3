"""Effects of another number to be called on: naming, showing and dropping it, and confirming it from that phone."""

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
    """Show the other number. Outcomes: pending (digits, tail), stands (tail), none. `tail`: its last two digits."""

    OUTCOMES = outcomes("pending", "stands", "none")


@dataclass(frozen=True, slots=True)
class DropNumber(Effect):
    """Back to their own number. Outcomes: dropped, none."""

    OUTCOMES = outcomes("dropped", "none")


@dataclass(frozen=True, slots=True)
class ConfirmNumber(Effect):
    """Somebody sends the code `digits` from another phone.

    Outcomes: confirmed; confirmed_tell (name): it may be told when that person misses a check-in; elsewhere (digits,
    tail): who named the other phone sent its code from their own; none (wrong, late, never asked alike).
    """

    OUTCOMES = outcomes("confirmed", "confirmed_tell", "elsewhere", "none")

    digits: str
