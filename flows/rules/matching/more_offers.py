"""Decides how many volunteers to ask now besides those who are asked and have not answered. Pure.

A volunteer who takes an offer has usually done so within this line's usual time (`pace.Pace.minutes`), so an older
offer no longer holds back the next one: a new line asks the second volunteer after 3 minutes. A volunteer who suits the
callback has twice as long before somebody is asked who suits it less, and an offer to somebody who does not suit it
holds back nobody who does (docs/adr/0048-matching-before-offering.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flows.line import Line
from flows.rules.matching.matching import Candidate, Choice, Wish
from flows.rules.matching.pace import MOST, Pace, Width, span_words

BESIDE: Final = 2
"""At most this many volunteers hold an offer for each one that `pace.width` wants, while the earlier do not answer."""
LEAST_PATIENCE: Final = timedelta(minutes=1)
"""What a volunteer has at least to look at their phone before another is asked, however quick the line is."""
FOR_A_MATCH: Final = 2
"""How many times as long the line waits for a volunteer who suits before it asks one who suits less."""

_MATCHES: Final = frozenset({"named-in-plan", "same-again", "shared-experience"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An offer that is open: since when, and whether the volunteer suits the callback (`suits`)."""

    at: datetime
    suits: bool


@dataclass(frozen=True, slots=True)
class More:
    """How many to ask now: `suiting` of those who suit the callback, `anyone` whether they do or not, `most` in all.

    `again_at`: when the numbers change next if nobody answers. `why`: in English for a coordinator.
    """

    suiting: int
    anyone: int
    most: int
    why: str
    again_at: datetime | None = None


def suits(wish: Wish, candidate: Candidate) -> bool:
    """Whether they share an experience both chose, or the care plan or the participant means this very volunteer."""
    return (
        bool(wish.about & candidate.experiences)
        or (wish.same and candidate.wants_same)
        or wish.named_volunteer == candidate.volunteer_id
    )


def more(now: datetime, wide: Width, line: Line, pace: Pace, asked: Sequence[Asked]) -> More:
    """How many to ask besides `asked`. `wide`: what `pace.width` says for this callback now."""
    usual = patience(line, pace)
    for_a_match = min(usual * FOR_A_MATCH, timedelta(minutes=line.offer_minutes))
    most = max(0, max(wide.at_once, min(MOST, wide.at_once * BESIDE)) - len(asked))
    suiting = sum(each.suits and now - each.at < usual for each in asked)
    holding = sum(now - each.at < (for_a_match if each.suits else usual) for each in asked)
    silent = any(now - each.at >= usual for each in asked)
    changes = [
        each.at + wait for each in asked for wait in ((usual, for_a_match) if each.suits else (usual,))
    ]
    return More(
        suiting=min(max(0, wide.at_once - suiting), most),
        anyone=min(max(0, wide.at_once - holding), most),
        most=most,
        why=f"{wide.why}; no answer for {span_words(usual)}" if silent else wide.why,
        again_at=min((at for at in changes if at > now), default=None) if most else None,
    )


def patience(line: Line, pace: Pace) -> timedelta:
    """How long an offer stays the only one: as long as a TAKE usually takes on this line, at most half an offer."""
    return min(
        max(timedelta(minutes=pace.minutes), LEAST_PATIENCE), timedelta(minutes=line.offer_minutes) / 2
    )


def chosen(choices: Iterable[Choice], wanted: More) -> list[Choice]:
    """Those of `choices` (best first) who are to be asked now."""
    found: list[Choice] = []
    suiting = 0
    for choice in choices:
        match = any(reason.code in _MATCHES for reason in choice.why)
        may = len(found) < wanted.anyone or (match and suiting < wanted.suiting)
        if may and len(found) < wanted.most:
            found.append(choice)
            suiting += match
    return found
