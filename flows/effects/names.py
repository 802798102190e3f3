"""Effects of what participants may call a volunteer."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class KeepName(Effect):
    """A volunteer says what participants may call them; "": nothing. The ledger has it. Outcomes: kept, none."""

    OUTCOMES = outcomes("kept", "none")

    name: str


@dataclass(frozen=True, slots=True)
class NameAsked(Effect):
    """They were asked for it beside something else, and are not asked so again. Outcomes: done, none."""
