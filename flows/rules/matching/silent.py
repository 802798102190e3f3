"""Says when a volunteer on duty has left so many offers unanswered that they are surely not there. Pure."""

from collections.abc import Sequence
from typing import Final

MOST_UNANSWERED: Final = 2
"""So many in a row, within one stretch of duty, of one call or of two: twenty minutes without a word, as a rule."""
_SAYS_NOTHING: Final = frozenset(("open", "covered", "withdrawn", "failed"))
"""The states of offers that they could not answer, or need not have."""


def is_silent(latest_first: Sequence[str]) -> bool:
    """Whether the last offers of this stretch of duty, given by their states, all lapsed."""
    told = [state for state in latest_first if state not in _SAYS_NOTHING][:MOST_UNANSWERED]
    return len(told) == MOST_UNANSWERED and set(told) == {"lapsed"}
