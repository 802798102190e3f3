"""Effects of what a participant does with a callback."""

from dataclasses import dataclass
from datetime import datetime

from flows.effects.base import Effect, outcomes


@dataclass(frozen=True, slots=True)
class Wanted:
    """When they want to be called. `at` (aware): not before then; `until`: when the span they named is over.

    `assumed`: a time by the clock, read in the line's own zone for somebody who never told us theirs.
    """

    at: datetime
    until: datetime | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class RequestCallback(Effect):
    """A contact asks for a peer to call; with `by_text`, to write with them.

    `may_ring`: asking is a yes to a ring within the next minutes. A bare yes to several ways at once is none.
    `proven`: it is surely theirs, and undoes a no.

    Outcomes: arranged, nobody, nobody_until (by, code, cover_from); by_text (by); with a time they named at, by_text_at
    and hoped (nobody is signed up for then), all with when; already (by, code); limit (at: when they may ask again);
    blocked (at: until when) and blocked_for_good, by the team; outside_safe; not_ringable; no_texts: writing cannot
    reach their phone; closed (at, by): the line is, and the request waits for it to open; youth_line (youth_line) and
    adults_only: they are under 18, and this line asks; after_refusal: SAFE kept this phone silent until today, and it
    is on hold until a code comes back.
    """

    OUTCOMES = outcomes(
        "arranged",
        "nobody",
        "nobody_until",
        "by_text",
        "at",
        "by_text_at",
        "hoped",
        "already",
        "limit",
        "blocked",
        "blocked_for_good",
        "outside_safe",
        "not_ringable",
        "closed",
        "no_texts",
        "youth_line",
        "adults_only",
        "after_refusal",
        "none",
    )

    mood: int | None = None
    wanted: Wanted | None = None
    by_text: bool = False
    may_ring: bool = True
    proven: bool = False


@dataclass(frozen=True, slots=True)
class TalkNow(Effect):
    """A caller wants a peer on the line at once.

    Outcomes: ringing; nobody_free when no volunteer is; already (by, code); limit (at); blocked (at) and
    blocked_for_good, as `RequestCallback` has them.
    """

    OUTCOMES = outcomes("ringing", "nobody_free", "already", "limit", "blocked", "blocked_for_good")

    mood: int | None = None


@dataclass(frozen=True, slots=True)
class CancelCallback(Effect):
    """Call the callback off.

    Outcomes: cancelled; ended (peer), they wrote to each other; talking (they are on the phone already); none.
    """

    OUTCOMES = outcomes("cancelled", "ended", "talking", "none")


@dataclass(frozen=True, slots=True)
class MoveCallback(Effect):
    """Move the callback; a time that is past means as soon as someone can.

    Outcomes: moved (when); moved_zone, the same for somebody who was never asked for their zone; soon (by);
    outside_safe; talking; after_refusal, as `RequestCallback` has it; none.
    """

    OUTCOMES = outcomes("moved", "moved_zone", "soon", "outside_safe", "talking", "after_refusal", "none")

    wanted: Wanted


@dataclass(frozen=True, slots=True)
class SetZone(Effect):
    """The zone (IANA name) they say they are in. A time by the clock that we read in another is moved to theirs.

    Outcomes: set (zone); moved (zone, when); gone (zone): that time is over where they are, and stands as it was;
    outside_safe: it would be outside their safe hours, and stands as it was.
    """

    OUTCOMES = outcomes("set", "moved", "gone", "outside_safe", "none")

    zone: str


@dataclass(frozen=True, slots=True)
class KeepWish(Effect):
    """One thing the peer should know of an open callback.

    `what`: about (slugs), words, minutes, question, listens, who (anyone, woman, man or same), or topic, words that ask
    for somebody who has lived through something. `names_mine`: the answer says how to keep it from the volunteer.
    Outcomes: kept (minutes); kept_too, the same where they were told that before; rare: kept, and no such peer is on
    duty; late: it is under way, with whom stays; topic (topic), who shares it is asked first; no_topic, nobody here is
    known to; none.
    """

    OUTCOMES = outcomes("kept", "kept_too", "rare", "late", "topic", "no_topic", "none")

    what: str
    value: str | int
    names_mine: bool = False


@dataclass(frozen=True, slots=True)
class LookUpPeers(Effect):
    """What the peers of the line share, and whether one called before. Outcome: found; `Person.peers` has it then."""

    OUTCOMES = outcomes("found", "none")


@dataclass(frozen=True, slots=True)
class SayReady(Effect):
    """The participant can be rung now.

    Outcomes: ringing; writing (they write to each other); noted (by); at (at), a time that was agreed; by_phone (by),
    no text reaches them; after_refusal, as `RequestCallback` has it; talking, none.
    """

    OUTCOMES = outcomes("ringing", "writing", "noted", "at", "by_phone", "talking", "after_refusal", "none")


@dataclass(frozen=True, slots=True)
class WaitMoment(Effect):
    """The participant needs a moment before their phone rings, or before they write: `minutes` at most.

    Outcomes: held (until): the volunteer who has it waits, and no phone rings before the participant says that they are
    ready; noted: nobody has it yet, and they are asked before anything rings; talking; none.
    """

    OUTCOMES = outcomes("held", "noted", "talking", "none")

    minutes: int


@dataclass(frozen=True, slots=True)
class SilenceCallback(Effect):
    """Do not ring the participant until they say CALL or READY; the request itself stays for a day.

    `rings_only`: they said no to a ring, so that a request to write stays as it is.
    Outcomes: silenced; cancelled, as it had its last ring; talking; none, nothing was open.
    """

    rings_only: bool = False

    OUTCOMES = outcomes("silenced", "cancelled", "talking", "none")


@dataclass(frozen=True, slots=True)
class PreferText(Effect):
    """The participant would rather write than talk.

    Outcomes: writing, switched (by), already (by), noted (by), by_phone (by): no text reaches them; talking, none.
    """

    OUTCOMES = outcomes("writing", "switched", "already", "noted", "by_phone", "talking", "none")


@dataclass(frozen=True, slots=True)
class RingOnTrial(Effect):
    """The participant's own phone rings once with nobody on it.

    Outcomes: coming; already, it is on its way; limit, often enough today; talking, a call is under way; silenced, they
    said no to calls; no_calls, their phone is never to ring; outside_safe, not in their safe hours; none.
    """

    OUTCOMES = outcomes(
        "coming", "already", "limit", "talking", "silenced", "no_calls", "outside_safe", "none"
    )
