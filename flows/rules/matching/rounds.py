"""Says when a volunteer is asked for the same callback again: in rounds after silence, the next day after a PASS. Pure.

The first round is there to keep the promise: three offers, with pauses as long as an offer between. A volunteer
who stays silent is asked again for as long as the callback waits, but in rounds further apart, with one offer a round.
So no participant waits with nobody asked while a volunteer is on duty, and no volunteer is asked the same thing every
few minutes (docs/adr/0034-a-new-round.md).
"""

from datetime import datetime, timedelta
from typing import Final

FIRST_ROUND: Final = 3
"""How many offers of one callback a volunteer gets in the first round if they answer none."""
SECOND_AFTER: Final = timedelta(minutes=30)
"""How long after an unanswered offer the second and the third round come: long enough to drive home."""
CLOSE_ROUNDS: Final = 2
"""How many rounds come at that shorter distance."""
LATER_AFTER: Final = timedelta(hours=1)
"""How long after an unanswered offer every later round comes: about twenty texts in a day on duty, at most."""
PASS_STANDS: Final = timedelta(hours=12)
"""How long a PASS without a time counts as a no: longer than any evening, so that the next day is another day."""


def again_from(
    times_asked: int, asked_until: datetime, rest: timedelta, *, ready_at: datetime | None = None
) -> datetime:
    """From when a volunteer may be asked again for a callback of which they left `times_asked` offers unanswered.

    `asked_until`: when their last offer ended. `rest`: the pause within the first round. `ready_at`: when the
    participant last said that they can be called; if that came after the last offer, the next round comes sooner.
    """
    if times_asked < FIRST_ROUND:
        return asked_until + rest
    news = ready_at is not None and ready_at >= asked_until
    soon = news or times_asked < FIRST_ROUND + CLOSE_ROUNDS
    return asked_until + max(rest, SECOND_AFTER if soon else LATER_AFTER)


def pass_is_over(passed_at: datetime | None, now: datetime) -> bool:
    """Whether a PASS without a time no longer counts. If `passed_at` is None (not known), it still does."""
    return passed_at is not None and now >= passed_at + PASS_STANDS
