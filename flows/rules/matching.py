"""Who is asked next, and why. Reasons are data: a coordinator can read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

MOST_ASKED = 3
"""How often one volunteer is asked for the same callback, silence being their answer each time."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volunteer on duty, not on a call and with no open offer, as seen for one callback."""

    volunteer_id: int
    languages: tuple[str, ...]
    last_asked_at: datetime | None = None
    times_asked: int = 0
    asked_until: datetime | None = None
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One volunteer to ask, and the reasons."""

    volunteer_id: int
    why: tuple[str, ...]
    times_asked: int


def rank(candidates: Iterable[Candidate], *, language: str, now: datetime, rest: timedelta) -> list[Choice]:
    """Those who may be asked now, best first: language, never asked for this one, longest without an offer.

    Hard: nobody who passed is asked again; nobody whose offer lapsed less than `rest` ago, or `MOST_ASKED` times.
    """
    fit = [c for c in candidates if _may_be_asked(c, now, rest)]
    fit.sort(
        key=lambda c: (language not in c.languages, c.times_asked, c.last_asked_at or _NEVER, c.volunteer_id)
    )
    return [Choice(c.volunteer_id, _why(c, language), c.times_asked) for c in fit]


_NEVER = datetime.min.replace(tzinfo=UTC)


def _may_be_asked(c: Candidate, now: datetime, rest: timedelta) -> bool:
    if c.passed or c.times_asked >= MOST_ASKED:
        return False
    return c.asked_until is None or c.asked_until + rest <= now


def _why(c: Candidate, language: str) -> tuple[str, ...]:
    return (
        f"speaks {language}" if language in c.languages else f"does not list {language}",
        "not asked for this one yet" if c.times_asked == 0 else f"asked {c.times_asked} times before",
        "never asked before" if c.last_asked_at is None else "longest since the last offer",
    )
