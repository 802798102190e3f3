"""Somebody they choose, who is told when they miss a check-in: only once a code came from that person's own phone."""

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
    """First the name that person knows them by: it is all the text will say of them."""
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
    read = read_callback_number(s.given, s.line.region, line_number=s.line.number)
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
    """What the person they chose is texted. Whoever gets such a text writes back, and not about themselves."""
    return Collect(Phrase("trusted.tell", {"name": s.answers[CALLED]}), then=wrote)


@trusted.step
def wrote(s: Scene) -> Move:
    """We know no more, and do not say what line this is: that is for the one who chose them to tell."""
    return Collect(WROTE, then=wrote)
