"""Says how long a talk lasts at most, and what its volunteer hears on the way there. Pure.

A talk has one next mark at a time: five minutes before the length the two agreed, ten minutes before the limit, the
limit, and the end a moment after it.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

LONGEST: Final = timedelta(minutes=60)
"""How long a talk lasts unless its volunteer extends it."""
MORE: Final = timedelta(minutes=30)
"""By how much they extend it each time."""
AT_MOST: Final = timedelta(hours=2)
"""No talk is extended beyond that: two forgotten phones must not keep a line open for ever."""
LIMIT_NEAR: Final = timedelta(minutes=10)
AGREED_NEAR: Final = timedelta(minutes=5)
GOODBYE: Final = timedelta(seconds=25)
"""How long after the words about the end the talk is ended: time for a sentence of their own."""


class Mark(StrEnum):
    """What a moment in a talk is."""

    AGREED = "agreed"
    LIMIT = "limit"
    SAY_OVER = "say_over"
    END = "end"


def begins(connected_at: datetime, minutes: int | None) -> dict[str, datetime]:
    """What stands in the row of a talk that begins: until when it lasts at most, and its first mark.

    `minutes`: the length the two agreed, None where they agreed none.
    """
    until = connected_at + LONGEST
    agreed = connected_at + timedelta(minutes=minutes or 0) - AGREED_NEAR
    mark = until - LIMIT_NEAR
    return {"talk_until": until, "tone_at": min(agreed, mark) if agreed > connected_at else mark}


def what(mark: datetime, until: datetime | None) -> Mark:
    """What this mark of a talk is that ends at `until`; None: it has no limit."""
    if until is None or mark < until - LIMIT_NEAR:
        return Mark.AGREED
    if mark < until:
        return Mark.LIMIT
    return Mark.SAY_OVER if mark < until + GOODBYE else Mark.END


def after(mark: datetime, until: datetime | None) -> datetime | None:
    """The mark that follows this one; None where there is none."""
    if until is None:
        return None
    following = {
        Mark.AGREED: until - LIMIT_NEAR,
        Mark.LIMIT: until,
        Mark.SAY_OVER: until + GOODBYE,
    }
    return following.get(what(mark, until))


def extended(until: datetime, connected_at: datetime, now: datetime) -> datetime | None:
    """Until when a talk lasts that its volunteer extends now; None where it can last no longer."""
    longer = min(max(until, now) + MORE, connected_at + AT_MOST)
    return longer if longer > until else None
