"""What a caller may do whose number is not attested: ask for a call to it, or for silence (docs/adr/0031).

Whatever is on file under a number, they hear the same words. Who keyed in a number, because theirs does not show, is
answered here as well.
"""

from flows import said_times
from flows.effects.requests import Wanted
from flows.effects.unverified_callers import AskForCall, KeepLength, MoveAsked, SilenceNumber
from flows.engine import Act, Ask, End, Flow, Move, Phrase, Scene, act

unverified = Flow("unverified")

_LENGTHS = {"short": 5, "usual": 15, "long": 30}


def asked(mood: int | None = None, number: str | None = None) -> Act:
    """Ask for a call to a number. When, and for how long, may be added in the same breath, whatever came of it."""
    return act(
        AskForCall(mood, number),
        leads=dict.fromkeys(("asked", "nobody", "nobody_until"), more.name),
        asked="unverified.asked",
        nobody="unverified.nobody",
        nobody_until="unverified.nobody_until",
        not_ringable="callback.not_ringable",
    )


@unverified.start
def call_or_quiet(s: Scene) -> Move:
    """Key 2: a call to this number, or none."""
    return Ask("unverified.call_or_quiet", call=ask_for_call, quiet=keep_quiet)


@unverified.step
def ask_for_call(s: Scene) -> Move:
    """A peer is to call this number."""
    return End(asked())


@unverified.step
def keep_quiet(s: Scene) -> Move:
    """Do not ring this number for now."""
    return End(act(SilenceNumber(), done="unverified.quiet"))


@unverified.step
def more(s: Scene) -> Move:
    """Ask for another time or a length; every such caller hears the same."""
    booked = {"booked": str(s.person.callback.id) if s.person.callback else ""}
    return Ask("unverified.aloud", optional=True, learned=booked, time=by_key, length=how_long)


@unverified.step
def by_key(s: Scene) -> Move:
    """Another time."""
    return _by_key()


def _by_key(*before: Phrase) -> Move:
    return Ask("asking.by_key", *before, optional=True, to=dict.fromkeys(said_times.PARTS, at_by_key))


@unverified.step
def at_by_key(s: Scene) -> Move:
    """This evening, tomorrow morning, in an hour."""
    words = next(
        said_times.PARTS[answer] for answer in reversed([*s.answers.values()]) if answer in said_times.PARTS
    )
    read = said_times.read(words, s)
    if not isinstance(read, Wanted):
        return _by_key(said_times.why_not(read))
    return End(act(MoveAsked(_booked(s), read), moved="unverified.asked_at"))


@unverified.step
def how_long(s: Scene) -> Move:
    """How long."""
    return Ask("asking.length", optional=True, to=dict.fromkeys(_LENGTHS, length_kept))


@unverified.step
def length_kept(s: Scene) -> Move:
    """So long."""
    minutes = next(_LENGTHS[answer] for answer in reversed([*s.answers.values()]) if answer in _LENGTHS)
    return End(act(KeepLength(_booked(s), minutes), kept="asking.length_kept"))


def _booked(s: Scene) -> int | None:
    return int(s.answers["booked"]) if s.answers.get("booked") else None
