"""Effects of what somebody tells the line of themselves."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes

HEARD = ("heard_1", "heard_2", "heard_3")
"""The answers to further words, in turn, so that nobody reads the same one twice in a row."""


@dataclass(frozen=True, slots=True)
class KeepTold(Effect):
    """Keep words of a participant for the volunteer who takes their call.

    `goes_on`: they only go on with a thought, and get no answer. `after_talk`: they stand below our question about a
    talk, and belong to it: no other volunteer sees them.
    Outcomes: before, no call is asked for yet, or waiting: the first words that are kept, so that the answer has to say
    who sees them; heard_1, heard_2 and heard_3, further words; due and due_text (by), the same while the promise of a
    call, or of somebody to write with, is still to come; after_1 and after_2, words that belong to the last talk; full,
    as much is kept as a volunteer can read; none, nothing was kept.
    """

    OUTCOMES = outcomes("before", "waiting", *HEARD, "due", "due_text", "after_1", "after_2", "full", "none")

    words: str
    goes_on: bool = False
    after_talk: bool = False


@dataclass(frozen=True, slots=True)
class WithholdTold(Effect):
    """No volunteer is to see what they told.

    Outcomes: withheld; seen, a volunteer may have seen it by now, and the next one will not; none, there was nothing.
    """

    OUTCOMES = outcomes("withheld", "seen", "none")


@dataclass(frozen=True, slots=True)
class ReadTold(Effect):
    """A volunteer asks for what the person of the request they have told. `code` None: whichever they have.

    Outcomes: coming, in a text of its own; none, nothing is told, or no more; not_yours, they have no such request.
    """

    OUTCOMES = outcomes("coming", "none", "not_yours")

    code: str | None
