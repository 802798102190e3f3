"""Effects of a line that is closed for a while."""

from dataclasses import dataclass
from datetime import datetime

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class CloseLine(Effect):
    """A coordinator closes the line until then; people are told. Outcomes: closed (at, count); none."""

    OUTCOMES = outcomes("closed", "none")

    until: datetime


@dataclass(frozen=True, slots=True)
class OpenLine(Effect):
    """A coordinator opens it; who waits is asked anew. Outcomes: opened (count), was_open; none."""

    OUTCOMES = outcomes("opened", "was_open", "none")


@dataclass(frozen=True, slots=True)
class TellClosed(Effect):
    """Whether this person is still to be told, once each time, that it is closed. Outcomes: tell (at), told, none."""

    OUTCOMES = outcomes("tell", "told", "none")
