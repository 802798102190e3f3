"""Effects of what a volunteer does with duty, offers and notes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from flows.effects.base import Effect, outcomes
from flows.rules.times.times import Unread

HowItWas = Literal["fine", "hard", "silent", "abusive"]
"""How a call was for its volunteer."""


@dataclass(frozen=True, slots=True)
class SetDuty(Effect):
    """On or off duty. `lasting`: off by itself after so long; else with the cover, at 10 PM or in two hours.

    Outcomes: on_until (until), off, off_holding (code).
    """

    OUTCOMES = outcomes("on_until", "off", "off_holding", "none")

    on: bool
    lasting: timedelta | None = None


@dataclass(frozen=True, slots=True)
class SetPause(Effect):
    """Nobody asks them anything until then (aware); None: until they say ON. `is_break`: duty goes on after it.

    Outcomes: paused; paused_until (until); break_until (until). Afterwards `Person` has the shifts that begin within
    the pause, those that outlast a break, and the callback they hold.
    """

    OUTCOMES = outcomes("paused", "paused_until", "break_until", "none")

    until: datetime | None
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class TalkItOver(Effect):
    """After a hard call they would like to talk with somebody: tell the coordinator.

    Outcomes: told; nobody, the line has no coordinator; none, they had no call.
    """

    OUTCOMES = outcomes("told", "nobody", "none")


@dataclass(frozen=True, slots=True)
class TakeOffer(Effect):
    """Take a callback, or say TAKE again for the one they have.

    `ring`: ring me at once. `at` (aware, to come): ring me then.
    `unread`: they named a time, and why it was not read.

    Outcomes, all with the code. Theirs now: taken, ringing; writing, the two write to each other; asking_them, whether
    the participant can be rung; not_now (at), outside the participant's safe hours; waits_for_them, the participant
    begins; by_phone, they can get no text, so it is a call after all. Theirs for later: taken_later (by), taken_which
    (by), it waits for GO; taken_at (at); taken_theirs (at), the time the participant said; taken_instead (at, was), the
    next safe hour in place of one that is not. Where the two are to write: asking_them_text, taken_later_text,
    taken_which_text, taken_at_text, taken_theirs_text, taken_instead_text.
    Not theirs: unsafe (was, until), no safe hour in time after that one, and another time is asked for; beyond (by,
    at), later than was promised, and they are asked again then; beyond_which (by); cannot_write, their own phone takes
    no texts; no_way, nothing reaches the participant, or they said no; closed (at): the line is; covered; busy; which
    (codes); not_ready: they have spoken of danger since, and this volunteer takes no such calls; none.
    yours: it was theirs already.
    """

    OUTCOMES = outcomes(
        "taken",
        "ringing",
        "taken_later",
        "taken_which",
        "taken_at",
        "taken_theirs",
        "taken_instead",
        "unsafe",
        "beyond",
        "beyond_which",
        "yours",
        "covered",
        "not_ready",
        "busy",
        "which",
        "writing",
        "asking_them",
        "asking_them_text",
        "by_phone",
        "cannot_write",
        "no_way",
        "closed",
        "not_now",
        "taken_at_text",
        "taken_instead_text",
        "taken_later_text",
        "taken_theirs_text",
        "taken_which_text",
        "waits_for_them",
        "none",
    )

    code: str | None
    ring: bool = True
    at: datetime | None = None
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class PassOffer(Effect):
    """Not this one. `willing_from` (aware): ask me again from then. `unread`: they named a time that was not read.

    Outcomes: passed, handed_back; passed_until, handed_back_until (at); passed_which; talking, covered, which, none.
    """

    OUTCOMES = outcomes(
        "passed",
        "handed_back",
        "passed_until",
        "handed_back_until",
        "passed_which",
        "talking",
        "covered",
        "which",
        "none",
    )

    code: str | None
    willing_from: datetime | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class BlockPair(Effect):
    """Never again with the participant of their last call (or of the one with this code). Outcomes: blocked, none."""

    OUTCOMES = outcomes("blocked", "none")

    code: str | None


@dataclass(frozen=True, slots=True)
class WriteNote(Effect):
    """A volunteer's words after a call. `hard`: it was hard on them.

    Outcomes: noted; done, without words; hard (until), they rest until then; none.
    """

    OUTCOMES = outcomes("noted", "done", "hard", "none")

    code: str | None
    words: str
    done: bool
    hard: bool = False


@dataclass(frozen=True, slots=True)
class AfterCall(Effect):
    """How a call was, in one digit: of the one with this code, or their latest.

    Outcomes: fine; silent_call; hard (until), they rest until then; abusive (until), and the team is told, or
    abusive_kept, where nobody is; none.
    """

    OUTCOMES = outcomes("fine", "silent_call", "hard", "abusive", "abusive_kept", "none")

    code: str | None
    how: HowItWas


@dataclass(frozen=True, slots=True)
class TalkAfterShift(Effect):
    """After a shift they would like to talk with somebody: tell the coordinator, once for each shift.

    Outcomes: told; nobody, the line has no coordinator.
    """

    OUTCOMES = outcomes("told", "nobody", "none")
