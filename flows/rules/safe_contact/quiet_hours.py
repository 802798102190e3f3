"""Holds texts that the line starts in quiet hours until it is morning where the reader lives. Answers never wait."""

from datetime import datetime
from typing import Final

from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.safe_contact.allowed import NEVER, YES, Safe, Verdict
from flows.rules.times import daily_hours

_STEPS: Final = 12
"""Enough steps: if two daily spans ever meet, they do so within a week, even when clocks change."""


def is_quiet(at: datetime, zone: str) -> bool:
    """Whether at this moment we start nothing for somebody who lives by `zone`."""
    return not daily_hours.inside(daily_hours.DAY, at, zone)


def over_at(at: datetime, zone: str) -> datetime:
    """When the quiet hours that `at` lies in are over (UTC); `at` itself if it lies outside them."""
    if not is_quiet(at, zone):
        return at
    return daily_hours.opens_next(daily_hours.DAY, at, zone) or at


def may_remind(
    safe: Safe, now: datetime, zone: str, *, quiet_from: datetime | None, asked_at: datetime | None = None
) -> Verdict:
    """Whether a reminder may go out now; if not, when both their safe hours and the quiet hours allow it.

    `quiet_from`: from when on quiet hours apply; None: never. `asked_at`: as in `safe_contact.may_text`.
    """
    at = now
    for _ in range(_STEPS):
        safely = safe_contact.may_text(safe, at, zone, asked_at=asked_at)
        if safely.not_before is not None:
            at = safely.not_before
        elif not safely.allowed:
            return NEVER
        elif quiet_from is not None and at >= quiet_from and is_quiet(at, zone):
            at = over_at(at, zone)
        else:
            return YES if at == now else Verdict(False, at)
    return NEVER
