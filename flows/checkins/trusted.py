"""The trusted person, told when a participant misses a check-in, and only once a code came from their own phone."""

from typing import Final

from flows.effects.reminders import NameTrusted
from flows.engine import Again, Collect, End, Flow, Move, Phrase, Scene, act
from flows.rules.phone import Refusal, read_callback_number
from flows.rules.safe_contact.answers import read_cover

CALLED: Final = "called"
"""The answer that says by which name the person who missed a check-in is known to them."""
WROTE: Final = Phrase("trusted.wrote")

trusted = Flow("trusted")


@trusted.start
def choose(s: Scene) -> Move:
    """Ask for the name by which that person knows the participant: the text will say nothing else about them."""
    return Collect("trusted.ask_name", then=read_name, skip=nobody)


@trusted.step
def read_name(s: Scene) -> Move:
    """A name to be told by."""
    if read_cover(s.answers[read_name.name], {}) is None:
        return Again("trusted.name_refused")
    return Collect("trusted.ask_number", then=read_number, skip=nobody)


@trusted.step
def read_number(s: Scene) -> Move:
    """Their number; nothing is sent to it."""
    read = read_callback_number(s.given, s.line.rung, line_number=s.line.number)
    if read.number is None:
        emergency = read.refusal is Refusal.emergency
        return Again(_EMERGENCY if emergency else "trusted.refused")
    called = read_cover(s.answers[read_name.name], {}) or ""
    named = act(
        NameTrusted(read.number, called),
        code="trusted.code",
        stands="trusted.stands",
        own="trusted.own",
        none="remind.none",
    )
    return End(named)


_EMERGENCY: Final = "trusted.refused_emergency"


@trusted.step
def nobody(s: Scene) -> Move:
    """Rather not."""
    return End("trusted.skipped")


@trusted.step
def told(s: Scene) -> Move:
    """What the trusted person is texted. A reply to it is not about the writer."""
    return Collect(Phrase("trusted.tell", {"name": s.answers[CALLED]}), then=wrote)


@trusted.step
def wrote(s: Scene) -> Move:
    """Answer that we know no more. What line this is, only the participant may tell."""
    return Collect(WROTE, then=wrote)
