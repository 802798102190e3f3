"""Effects of a volunteer in the middle of a call."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class ReachCrisisLine(Effect):
    """Put the caller through to the crisis line of the line's region, from this very call.

    Outcomes: ringing; numbers, where the carrier cannot dial it: they are said.
    """

    OUTCOMES = outcomes("ringing", "numbers")


@dataclass(frozen=True, slots=True)
class BringSupervisor(Effect):
    """Bring the supervisor on call into the call this volunteer is in.

    Outcomes: coming (they are rung), already, is_in; told (a coordinator, where nobody can join); no_talk.
    """

    OUTCOMES = outcomes("coming", "already", "is_in", "told", "no_talk", "none")


@dataclass(frozen=True, slots=True)
class ExtendTalk(Effect):
    """Half an hour more for the talk with this code that they are in, or the conversation in writing.

    Outcomes: extended (at); longest (at), it can last no longer; over, there is no such talk.
    """

    OUTCOMES = outcomes("extended", "longest", "over", "none")

    code: str
