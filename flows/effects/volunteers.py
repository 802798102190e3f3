"""What a volunteer does."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.effects.base import Effect
from flows.rules.times.times import Unread


@dataclass(frozen=True, slots=True)
class SetDuty(Effect):
    """On or off duty, off by itself after `lasting`. Outcomes: on, on_until (until), off, off_holding (code)."""

    on: bool
    lasting: timedelta | None = None


@dataclass(frozen=True, slots=True)
class SetPause(Effect):
    """Nobody asks them anything until then (aware); None: until they say ON. `is_break`: duty goes on after it.

    Outcomes: paused; paused_until (until); break_until (until). The turns of theirs that begin within it, those that
    outlast a break, and what they hold, stand in `Person` afterwards.
    """

    until: datetime | None
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class TalkItOver(Effect):
    """After a hard call they would like to talk with somebody: the coordinator is told.

    Outcomes: told; nobody, the line has no coordinator; none, they had no call.
    """


@dataclass(frozen=True, slots=True)
class TakeOffer(Effect):
    """Take a callback, or what is held already once more. `ring`: ring me at once. `at` (aware, to come): ring me then.

    `unread`: they named a time, and why it was not read. Outcomes: taken, ringing; taken_later (by), taken_which (by):
    it waits for GO; taken_at (at); taken_theirs (at), the time the participant said; taken_instead (at, was): the next
    safe hour of theirs, in place of one that is not; unsafe (was, until): not taken so, for there is none in time after
    that hour, and another is asked for; beyond (by, at): later than was promised, so it is not theirs, and they are
    asked again then; beyond_which (by); yours, covered, busy, which, none; and those of `store.relay.writing.begin` and
    `store.safe_contact.safe_contact.before_ring`. All with the code; those that speak of a ring end in _text where the
    two are to write.
    """

    code: str | None
    ring: bool = True
    at: datetime | None = None
    unread: Unread | None = None


@dataclass(frozen=True, slots=True)
class PassOffer(Effect):
    """Not this one. `willing_from` (aware): ask me again from then. `unread`: they named a time that was not read.

    Outcomes: passed, handed_back; passed_until, handed_back_until (at); passed_which; talking, covered, which, none.
    """

    code: str | None
    willing_from: datetime | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class BlockPair(Effect):
    """Never again with the participant of their last call (or of the one with this code). Outcomes: blocked, none."""

    code: str | None


@dataclass(frozen=True, slots=True)
class WriteNote(Effect):
    """A volunteer's words after a call. `hard`: it was hard on them.

    Outcomes: noted; done, without words; hard (until), they rest until then; none.
    """

    code: str | None
    words: str
    done: bool
    hard: bool = False
