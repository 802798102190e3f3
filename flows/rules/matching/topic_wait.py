"""Says how long an offer waits while the participant may still say what they would like to talk about. Pure.

Who is asked first decides who calls, and for that one text of theirs is worth half a minute. It is never worth a
promise, and nobody who is very low or in danger waits for it (docs/adr/0048-matching-before-offering.md).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

SILENCE: Final = timedelta(seconds=30)
"""How long the offer waits for an answer to one question."""
IN_ALL: Final = timedelta(seconds=90)
"""How long it waits from the request, however many questions are answered."""
PART_OF_PROMISE: Final = 20
"""It waits for no more than this part of the time from request to promise."""
QUESTIONS: Final = frozenset(
    ("asking.more", "asking.more_text", "wish.about", "wish.about_several", "wish.about_own")
)
"""The questions (wordings) whose answer may be a topic."""


def longest(requested_at: datetime, promised_by: datetime) -> datetime:
    """Until when the offer waits at most."""
    return requested_at + min(IN_ALL, max(promised_by - requested_at, timedelta(0)) / PART_OF_PROMISE)


def waits_until(requested_at: datetime, promised_by: datetime, put_at: datetime) -> datetime:
    """Until when the offer waits for the answer to a question that was put at `put_at`."""
    return min(put_at + SILENCE, longest(requested_at, promised_by))


def may_matter(experiences: Collection[frozenset[str]]) -> bool:
    """Whether a topic can change who is asked, given the experiences of each volunteer on duty who fits."""
    return len(set(experiences)) > 1
