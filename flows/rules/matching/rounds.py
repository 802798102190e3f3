"""When a volunteer is asked for the same callback again: after silence in rounds, after a PASS the next day. Pure.

The first round is for keeping the promise: three offers, a pause as long as an offer between them. Whoever stays
silent then is asked again for as long as the callback waits, but in rounds further apart, one offer a round: nobody
waits with no one asked while a volunteer is on duty, and no volunteer is asked the same thing every few minutes
(docs/adr/0034-a-new-round.md).
"""

from datetime import datetime, timedelta
from typing import Final

FIRST_ROUND: Final = 3
"""How many offers of one callback a volunteer gets in the first round, silence being their answer each time."""
SECOND_AFTER: Final = timedelta(minutes=30)
"""How long after an unanswered offer the second and the third round come: long enough to have driven home."""
CLOSE_ROUNDS: Final = 2
"""How many rounds come so soon after each other."""
LATER_AFTER: Final = timedelta(hours=1)
"""How long after an unanswered offer every other round comes: a day on duty brings about twenty texts at the most."""
PASS_STANDS: Final = timedelta(hours=12)
"""How long a PASS without a time is a no: longer than any evening, and the next day is another one."""


def again_from(
    times_asked: int, asked_until: datetime, rest: timedelta, *, ready_at: datetime | None = None
) -> datetime:
    """From when a volunteer who left so many offers of this callback unanswered may be asked for it again.

    `asked_until`: when their last offer ended. `rest`: the pause within the first round. `ready_at`: when the
    participant last said that they can be called; said after the last offer, it brings the next round nearer.
    """
    if times_asked < FIRST_ROUND:
        return asked_until + rest
    news = ready_at is not None and ready_at >= asked_until
    soon = news or times_asked < FIRST_ROUND + CLOSE_ROUNDS
    return asked_until + max(rest, SECOND_AFTER if soon else LATER_AFTER)


def pass_is_over(passed_at: datetime | None, now: datetime) -> bool:
    """Whether a PASS without a time no longer stands. None: it is not known when they passed, so it stands."""
    return passed_at is not None and now >= passed_at + PASS_STANDS
