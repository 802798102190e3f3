"""How much the line asks of a participant by itself: little, so that nobody is worn out by questions (docs/adr/0051).

What they booked themselves (a call, REMIND, a shift) does not count: they want to be asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

DAY: Final = timedelta(hours=24)
"""At most one question in so long."""
WEEK: Final = timedelta(days=7)
A_WEEK: Final = 2
"""At most so many questions in a week."""
REST_AFTER_DANGER: Final = timedelta(hours=72)
"""After words of danger people are with them, not questions."""
LET_PASS: Final = 3
"""Who let so many pass in a row has answered: they are asked nothing more."""

BY_ITSELF: Final = frozenset({"after.rating", "unanswered.mood", "learn.may_we"})
"""The steps whose question the line puts by itself. A new one (a wave, a group, a tip, a story) joins these."""
THEIR_OWN: Final = frozenset(
    {
        *("ready.coming", "ready.now", "ready.near", "ready.missed"),  # the call they asked for
        *("waiting.late", "waiting.still"),
        *("closed.waits", "closed.opened"),
        "reconnect.cut_off",  # the volunteer of their last talk would go on
        *("reminded.mood", "unanswered.call"),  # REMIND, and what they set up for a check-in they miss
        "trusted.told",
        "team_call.may_we",  # of somebody in danger, whom the team would call
        *("listen.asked", "listen.still"),  # a call that one of two who write asked for
        "goodbye.ask",  # they said goodbye to the volunteer they write with
        *("silent_volunteer.ask", "silent_volunteer.over"),  # the volunteer they write with is silent
        *("shifts.remind_day", "shifts.remind_hour", "swap.asked"),  # of volunteers, about their shifts
        *("time_limit.ask", "after_call.ask", "shift_ending.ask"),  # of volunteers: what is ending
    }
)
"""The steps that ask about what somebody booked, or takes part in. They do not count."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that the line put by itself, and whether they answered."""

    at: datetime
    answered: bool


def counts(step: str) -> bool:
    """Whether a question of this step is one that the line asks by itself. One that nobody has sorted counts."""
    return step not in THEIR_OWN


def why_not(lately: Sequence[Asked], now: datetime, *, danger: bool) -> str | None:
    """Why the line asks nothing by itself now, in a few words; None where it may.

    `lately`: what it asked before, the newest first, `LET_PASS` of them at least where there are so many. `danger`:
    they spoke of danger within `REST_AFTER_DANGER`.
    """
    if danger:
        return "words of danger"
    if any(now - asked.at < DAY for asked in lately):
        return "asked within a day"
    if sum(now - asked.at < WEEK for asked in lately) >= A_WEEK:
        return "asked enough this week"
    passed = lately[:LET_PASS]
    if len(passed) == LET_PASS and not any(asked.answered for asked in passed):
        return "let three pass"
    return None
