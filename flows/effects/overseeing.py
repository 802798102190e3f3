"""What a coordinator asks by text."""

from dataclasses import dataclass

from flows.effects.base import Effect


@dataclass(frozen=True, slots=True)
class ListCallbacks(Effect):
    """Every open callback in short. Outcomes: open (items, more), none."""


@dataclass(frozen=True, slots=True)
class ShowCallback(Effect):
    """Where one callback stands. Outcomes: shown (item), unknown (code)."""

    code: str


@dataclass(frozen=True, slots=True)
class Acknowledge(Effect):
    """They have an alert, or all alerts about a callback; `code` None: the one that is open.

    Outcomes: taken (code), which (codes), unknown (code, codes), none.
    """

    code: str | None
