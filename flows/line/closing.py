"""A line that is closed for a while: since when, until when, and why. It opens by itself: every wait ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LONGEST: Final = timedelta(days=14)
"""Who means longer says so again: a line that was forgotten would be closed to people who count on it."""


LONGEST_REASON: Final = 60


@dataclass(frozen=True, slots=True)
class Closing:
    """From `since` on nobody is offered or rung, until `until`. `reason`: for volunteers, "" for none."""

    since: datetime
    until: datetime
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.since.isoformat()}/{self.until.isoformat()}/{self.reason}".rstrip("/")


def is_reason(said: str) -> bool:
    """Whether this can stand as the reason of a closing: a few words on one line, without a slash, or none."""
    return len(said) <= LONGEST_REASON and (not said or said.isprintable()) and "/" not in said


def read_closing(text: str) -> Closing:
    """What `str` of one gives. Raises ValueError for anything else."""
    since, _, rest = text.strip().partition("/")
    until, _, reason = rest.partition("/")
    made = Closing(datetime.fromisoformat(since), datetime.fromisoformat(until), " ".join(reason.split()))
    if made.since.tzinfo is None or made.until.tzinfo is None or not made.since < made.until:
        raise ValueError(text)
    return made
