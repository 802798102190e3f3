"""Quiet hours: texts that the line starts wait until morning where their reader lives. Answers never wait."""

from datetime import datetime
from typing import Final

from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.safe_contact.allowed import NEVER, YES, Safe, Verdict
from flows.rules.times import daily_hours

_STEPS: Final = 12
"""Two spans of every day that ever meet do so within a week, clocks that change included."""


def is_quiet(at: datetime, zone: str) -> bool:
    """Whether nothing is started by us at this moment for somebody who lives by `zone`."""
    return not daily_hours.inside(daily_hours.DAY, at, zone)


def over_at(at: datetime, zone: str) -> datetime:
    """When the quiet hours that `at` lies in are over, UTC; `at` itself outside of them."""
    if not is_quiet(at, zone):
        return at
    return daily_hours.opens_next(daily_hours.DAY, at, zone) or at


def may_remind(
    safe: Safe, now: datetime, zone: str, *, quiet_from: datetime | None, asked_at: datetime | None = None
) -> Verdict:
    """Whether a reminder may go out now, and when else both their safe hours and the quiet hours allow it.

    `quiet_from`: from when on quiet hours bind; None: never. `asked_at`: as for `safe_contact.may_text`.
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
