"""Effects of saying whether now is good: asked before a ring that nobody asked for in the last 15 minutes."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class SayReady(Effect):
    """The participant can be rung now.

    Outcomes: ringing; writing (they write to each other); noted (by); at (at), a time that was agreed; by_phone (by),
    no text reaches them; talking, none.
    """

    OUTCOMES = outcomes("ringing", "writing", "noted", "at", "by_phone", "talking", "none")


@dataclass(frozen=True, slots=True)
class SilenceCallback(Effect):
    """Do not ring the participant until they say CALL or READY; the request itself stays for a day.

    Outcomes: silenced; cancelled, as it had its last ring; talking; none, nothing was open.
    """

    OUTCOMES = outcomes("silenced", "cancelled", "talking", "none")


@dataclass(frozen=True, slots=True)
class PreferText(Effect):
    """The participant would rather write than talk.

    Outcomes: writing, switched (by), already (by), noted (by), by_phone (by): no text reaches them; talking, none.
    """

    OUTCOMES = outcomes("writing", "switched", "already", "noted", "by_phone", "talking", "none")
