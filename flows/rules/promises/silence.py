"""Decides what to do when two who write fall silent: whom to ask, when to end. Every wait ends (invariant 5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

STILL_THERE = timedelta(minutes=20)
"""How long after the last words of either the line asks both, once and gently."""
PEER_NUDGED = timedelta(minutes=5)
"""How long after words that the peer has not answered the line tells the peer that somebody waits."""
PEER_SILENT = timedelta(minutes=8)
"""How long after words that the peer has not answered the line asks the participant how to go on."""
MOST_ASKS = 2
"""How often they are asked about one silence: once, and once more after "wait"."""
TO_ANSWER = timedelta(minutes=10)
"""How long they have to answer a question of the line, before the conversation ends."""
AFTER_GOODBYE = timedelta(minutes=10)
"""How long after the last words of either a conversation ends in which the participant said goodbye."""
LONGEST = timedelta(hours=2)
"""A conversation in writing ends after this, whatever is said, so that nobody's evening is without an end."""


class Do(StrEnum):
    """What to do now."""

    NOTHING = "nothing"
    ASK_BOTH = "ask_both"
    NUDGE_PEER = "nudge_peer"
    ASK_PARTICIPANT = "ask_participant"
    END_QUIET = "end_quiet"
    END_UNANSWERED = "end_unanswered"
    END_LONG = "end_long"
    END_GOODBYE = "end_goodbye"


@dataclass(frozen=True, slots=True)
class Silence:
    """What to do at this moment, and when to look again (unless it ends)."""

    do: Do
    look_at: datetime


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A participant who waits for the peer: since when, and what the line asked them about it.

    `question_at`: when they were asked, until they say. `asks`: how often, in this silence.
    """

    since: datetime
    question_at: datetime | None = None
    asks: int = 0


def look(
    now: datetime,
    *,
    begun: datetime,
    last_word: datetime,
    waits: Unanswered | None,
    asked_at: datetime | None,
    goodbye: bool = False,
) -> Silence:
    """What to do about the silence now. All moments are aware.

    `last_word`: when words were last passed on, by either; at first, when the conversation began. `waits`: the
    participant waits for the peer; None if they do not. `asked_at`: when the line last asked or reminded
    anybody, or the participant said that they wait. The line always asks before it ends a conversation because of
    silence, and never gives a participant to another volunteer unless they say so. `goodbye`: they said
    goodbye, and were asked then.
    """
    ends = begun + LONGEST
    if now >= ends:
        return Silence(Do.END_LONG, ends)
    if goodbye:
        at, do = last_word + AFTER_GOODBYE, Do.END_GOODBYE
    elif waits is not None:
        at, do = _of_peer(waits, last_word, asked_at)
    elif asked_at is not None and asked_at > last_word:
        at, do = asked_at + TO_ANSWER, Do.END_QUIET
    else:
        at, do = last_word + STILL_THERE, Do.ASK_BOTH
    if now < at:
        return Silence(Do.NOTHING, min(at, ends))
    next_look = waits.since + PEER_SILENT if do is Do.NUDGE_PEER and waits else now + TO_ANSWER
    return Silence(do, min(max(next_look, now + timedelta(minutes=1)), ends))


def _of_peer(waits: Unanswered, last_word: datetime, asked_at: datetime | None) -> tuple[datetime, Do]:
    """What comes next while the peer is silent, and when."""
    if waits.question_at is not None:
        # Whoever writes on instead of answering still waits for the peer.
        return max(waits.question_at, last_word) + TO_ANSWER, Do.END_UNANSWERED
    if waits.asks:
        they_wait = max(asked_at or waits.since, waits.since) + PEER_SILENT
        return they_wait, Do.ASK_PARTICIPANT if waits.asks < MOST_ASKS else Do.END_UNANSWERED
    if asked_at is None or asked_at <= waits.since:
        return waits.since + PEER_NUDGED, Do.NUDGE_PEER
    return waits.since + PEER_SILENT, Do.ASK_PARTICIPANT
