"""Effects by which somebody shows that a call or a text is theirs. No outcome tells whether a number is on file."""

from dataclasses import dataclass, field

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class RingBack(Effect):
    """Ring the number that this call shows, if a volunteer's phone may be rung for that. Outcome: done, whoever's."""

    OUTCOMES = outcomes("done")


@dataclass(frozen=True, slots=True)
class RatherPin(Effect):
    """They rather give their PIN: a ring that has not gone out does not. Outcome: done."""

    OUTCOMES = outcomes("done")


@dataclass(frozen=True, slots=True)
class TryPin(Effect):
    """A PIN, or a code for one call, of the number that this call shows.

    Outcomes: proven (the call is theirs from now on); wrong, whatever is wrong with it; over (no more tries for now).
    """

    OUTCOMES = outcomes("proven", "wrong", "over")

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeepPin(Effect):
    """A volunteer's new PIN. Outcomes: kept; easy (anybody would guess it); none."""

    OUTCOMES = outcomes("kept", "easy", "none")

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskForCode(Effect):
    """A volunteer would like a code for one call. Outcomes: code (digits); enough (they had some already); none."""

    OUTCOMES = outcomes("code", "enough", "none")


@dataclass(frozen=True, slots=True)
class AskForProof(Effect):
    """A text wants what cannot be undone: make up a code that goes to the sender's own phone, in `Person.code`.

    Anybody can send a text with somebody's number, but the answer goes to whoever has that phone. Outcomes: code;
    enough (too many this hour).
    """

    OUTCOMES = outcomes("code", "enough", "none")
