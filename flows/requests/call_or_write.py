"""The first offer of a volunteer: a call, writing, or neither, with what they chose last time first."""

from collections.abc import Mapping
from typing import Final

from flows.contacts import age
from flows.contacts.unverified_caller import asked
from flows.effects.base import Effect
from flows.effects.requests import CancelCallback
from flows.engine import Ask, Channel, End, Flow, Move, Phrase, Said, Scene, Step, act
from flows.requests import blocks, details, understood
from flows.requests.call import booked, call_so_far, request_number, writing_so_far
from flows.requests.status import silenced

call_or_write = Flow("call_or_write")

FIRST: Final[Mapping[str, str]] = {
    "call_first": "checkin.in_touch",
    "write_first": "checkin.write_or_call",
    "call": "checkin.offer",
    "write": "checkin.write",
}
"""The wordings of the first offer: both ways in two orders, a call alone, writing alone."""
ANOTHER: Final[Mapping[str, str]] = {
    "call_first": "asking.another",
    "write_first": "asking.another_written",
    "call": "after.another",
    "write": "asking.another_writing",
}
"""The same after a talk that helped little."""


def takes_texts(s: Scene) -> bool:
    """Whether they can be written to: a text came from this phone, or the call is surely theirs and texts reach it."""
    if s.channel is Channel.TEXT:
        return True
    return s.person.takes_texts and not s.person.withheld and not s.person.unverified


def ways(s: Scene) -> str:
    """What may be offered: "call" or "write" alone, or both in the order of their last choice."""
    if not takes_texts(s):
        return "call"
    if not s.person.safe.calls or s.person.cannot_phone:
        return "write"
    return "write_first" if s.person.last_kind == "text" else "call_first"


def offer(
    s: Scene,
    *before: Said,
    no: Step,
    wordings: Mapping[str, str] = FIRST,
    do: tuple[Effect, ...] = (),
    optional: bool = False,
) -> Move:
    """Offer what suits this person. `no`: where "not now" leads. A bare yes takes what stands first.

    Who is under 18 on a line that asks is told of the youth line instead, and who is blocked of what remains.
    """
    if age.is_minor_here(s):
        return End(*before, *age.welcome(s), do=do)
    if (remains := blocks.instead_of_offer(s)) is not None:
        return End(*before, remains, do=do)
    way = ways(s)
    if way == "call":
        return Ask(wordings[way], *before, do=do, optional=optional, yes=call, no=no)
    if way == "write":
        return Ask(wordings[way], *before, do=do, optional=optional, write=write, no=no)
    if way == "write_first":
        both = {"write": write, "call": call, "yes": written}
    else:
        both = {"call": call, "write": write, "yes": called}
    return Ask(wordings[way], *before, do=do, optional=optional, to=both, no=no)


@call_or_write.start
def called(s: Scene) -> Move:
    """A bare yes where a call stood first: booked and read back. No phone rings before they say that now is good."""
    if s.person.withheld or s.person.unverified:
        return call.run(s)
    return End(call_so_far(understood.mood_of(s)), *understood.wish(s.answers.get(understood.WHO)))


@call_or_write.step
def written(s: Scene) -> Move:
    """A bare yes where writing stood first: booked and read back."""
    return End(writing_so_far(understood.mood_of(s)), *understood.wish(s.answers.get(understood.WHO)))


@call_or_write.step
def or_write(s: Scene) -> Move:
    """A call is booked on a bare yes: say how to write instead, and how to undo it."""
    return Ask("asking.or_write", optional=True, write=details.write, no=undo, keep=keep)


@call_or_write.step
def or_call(s: Scene) -> Move:
    """Writing is booked on a bare yes: say how to be called instead, and how to undo it."""
    return Ask("asking.or_call", optional=True, call=call_instead, no=undo, keep=keep)


@call_or_write.step
def call_instead(s: Scene) -> Move:
    """A call in place of the writing just booked."""
    off = act(CancelCallback(), silent=("cancelled", "ended", "talking", "none"))
    return End(off, booked(understood.mood_of(s)), *understood.wish(s.answers.get(understood.WHO)))


@call_or_write.step
def keep(s: Scene) -> Move:
    """It stays as it was read back."""
    mine = s.person.callback
    return End(Phrase("callback.kept", {"by": mine.promised_by}) if mine else "callback.none")


@call_or_write.step
def undo(s: Scene) -> Move:
    """Neither, after all."""
    return End(silenced())


@call_or_write.step
def call(s: Scene) -> Move:
    """A volunteer calls them."""
    if s.person.withheld:
        return request_number(s)
    if s.person.unverified:
        return End(asked(understood.mood_of(s)))
    return End(booked(understood.mood_of(s)), *understood.wish(s.answers.get(understood.WHO)))


@call_or_write.step
def write(s: Scene) -> Move:
    """A volunteer writes with them."""
    return understood.write.run(s)


@call_or_write.step
def neither(s: Scene) -> Move:
    """Not now; they may ask at any time."""
    return End("checkin.bye", *(("voice.bye",) if s.channel is Channel.VOICE else ()))


@call_or_write.step
def only_call(s: Scene) -> Move:
    """Writing was asked for and cannot reach this phone: nothing is booked, and a call is offered."""
    if (remains := blocks.instead_of_offer(s)) is not None:
        return End(remains)
    return Ask("checkin.offer", "writing.no_texts", yes=call, no=neither)
