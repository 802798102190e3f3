"""Effects after a talk: how it was, with whom next time, and reconnecting one that was cut off."""

from dataclasses import dataclass
from typing import Literal

from flows.effects.base import Effect, outcomes
from flows.effects.requests import RequestCallback
from flows.effects.volunteers import TakeOffer

WhomNext = Literal["same", "anyone", "not_them"]
"""Whom they would like next time."""


@dataclass(frozen=True, slots=True)
class RateTalk(Effect):
    """How much the talk helped: 1 (not at all) to 5 (very much). Outcomes: done, none (not their callback)."""

    callback_id: int
    rating: int


@dataclass(frozen=True, slots=True)
class ChoosePeer(Effect):
    """Whom they would like next time; "not_them" keeps those two apart. Outcomes: done, none (not their callback)."""

    callback_id: int
    whom: WhomNext


@dataclass(frozen=True, slots=True)
class WishForPeer(Effect):
    """Whom they would like, in their own words: it is about the peer they talked with last.

    "same": next time, and for the callback they have open. "not_them": never again; their open callback, or an offer
    of it, is taken from that peer, who is not told why. "unsaid": forget what they said of that peer.
    Outcomes: noted; another_has_it: noted, but another peer has their open callback; none: they had no talk yet.
    """

    OUTCOMES = outcomes("noted", "another_has_it", "none")

    whom: Literal["same", "not_them", "unsaid"]


@dataclass(frozen=True, slots=True)
class LookUpTalk(Effect):
    """Whether there is a talk that RECONNECT may take up again. Nothing rings.

    Outcomes: there; too_late, it ended over an hour ago; nothing, they had none or are in one; none.
    """

    OUTCOMES = outcomes("there", "too_late", "nothing", "none")


@dataclass(frozen=True, slots=True)
class WantAgain(Effect):
    """A volunteer would like to talk with them again. Without a code: their last talk. Outcomes: noted (code), none."""

    OUTCOMES = outcomes("noted", "none")

    code: str | None


@dataclass(frozen=True, slots=True)
class Reconnect(Effect):
    """Back together after a call that was cut off, within an hour, by either side. `code` where a volunteer gave one.

    Outcomes for the participant: coming (peer, by), at (at), writing (peer), asked (peer, by), not_free, in_line (by),
    waiting (by), limit (at), blocked (at) and blocked_for_good, by the team.
    For the volunteer: asking (code), connecting (code), busy (code), and those of `TakeOffer` where they were asked.
    For both: talking, too_late, not_available, nothing.
    """

    OUTCOMES = TakeOffer.OUTCOMES | outcomes(
        *("coming", "at", "writing", "asked", "not_free", "in_line", "waiting", "limit", "blocked"),
        *("blocked_for_good",),
        *("asking", "connecting", "busy", "talking", "too_late", "not_available", "nothing", "none"),
    )

    code: str | None = None


@dataclass(frozen=True, slots=True)
class LeaveIt(Effect):
    """The participant would rather not go on; the volunteer who asked is told kindly. Outcome: done."""

    callback_id: int


@dataclass(frozen=True, slots=True)
class AnotherPeer(Effect):
    """An ordinary callback in place of a reconnect: those of `RequestCallback`, counted once with the call cut off."""

    OUTCOMES = RequestCallback.OUTCOMES
