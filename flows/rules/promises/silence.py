"""Decides what to do when two who write fall silent: whom to ask, when to end. Every wait ends (invariant 5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

STILL_THERE = timedelta(minutes=20)
"""How long after the last words of either the line asks both, once and gently."""
PEER_OWES = timedelta(minutes=10)
"""How long after words that the peer has not answered the line tells the peer that somebody waits."""
TO_ANSWER = timedelta(minutes=10)
"""How long they have to answer that, before the conversation ends or goes to another peer."""
LONGEST = timedelta(hours=2)
"""A conversation in writing ends after this, whatever is said, so that nobody's evening is without an end."""


class Do(StrEnum):
    """What to do now."""

    NOTHING = "nothing"
    ASK_BOTH = "ask_both"
    REMIND_PEER = "remind_peer"
    HAND_ON = "hand_on"
    END_QUIET = "end_quiet"
    END_LONG = "end_long"


@dataclass(frozen=True, slots=True)
class Silence:
    """What to do at this moment, and when to look again (unless it ends)."""

    do: Do
    look_at: datetime


def look(
    now: datetime,
    *,
    begun: datetime,
    last_word: datetime,
    waits_since: datetime | None,
    asked_at: datetime | None,
) -> Silence:
    """What to do about the silence now. All moments are aware.

    `last_word`: when words were last passed on, by either; at first, when the conversation began. `waits_since`: since
    when the participant waits for the peer; None if the peer had the last word. `asked_at`: when the line last asked or
    reminded anybody. The line always asks somebody before it hands a conversation on or ends it because of silence.
    """
    ends = begun + LONGEST
    if now >= ends:
        return Silence(Do.END_LONG, ends)
    silent_since = last_word if waits_since is None else waits_since
    asked = asked_at is not None and asked_at > silent_since
    if asked and asked_at is not None:
        at, do = asked_at + TO_ANSWER, Do.END_QUIET if waits_since is None else Do.HAND_ON
    elif waits_since is not None:
        at, do = waits_since + PEER_OWES, Do.REMIND_PEER
    else:
        at, do = last_word + STILL_THERE, Do.ASK_BOTH
    if now < at:
        return Silence(Do.NOTHING, min(at, ends))
    return Silence(do, min(now + TO_ANSWER, ends))
