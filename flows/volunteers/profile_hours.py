"""ME, and after JOIN: when a volunteer is there, how many calls are enough, whether they fill a gap."""

from flows.effects.joining import KeepProfile
from flows.engine import Again, Ask, Channel, Collect, End, Move, Said, Scene, act
from flows.rota.shifts import added, why_not
from flows.rules.matching.profile import read_calls
from flows.rules.times.shift_patterns import Unread, read_shift_pattern
from flows.said_times import zone_of
from flows.volunteers.profile_danger import ask_danger
from flows.volunteers.profile_questions import goes_on, kept_or_left, me, or_nothing


@me.step
def hours(s: Scene) -> Move:
    """Ask when they are usually there."""
    return ask_hours(s)


def ask_hours(s: Scene, *kept: Said) -> Move:
    """The same, behind what was kept before."""
    if s.channel is Channel.VOICE:  # a week cannot be keyed in; SHIFT by text can be sent any time
        return _calls(s, *kept)
    return Collect("me.hours", *kept, then=hours_said, skip=hours_skipped, optional=True)


@me.step
def hours_said(s: Scene) -> Move:
    """ "Mon Thu 7pm-10pm"."""
    read = read_shift_pattern(s.answers[hours_said.name], s.now, zone_of(s), s.person.language)
    if isinstance(read, Unread):
        return Again(why_not(read))
    kept = added(read, zone_of(s))
    return _calls(s, kept) if goes_on(s) else End(kept)


@me.step
def hours_skipped(s: Scene) -> Move:
    """No fixed hours: ON and OFF."""
    return _calls(s) if goes_on(s) else End("me.as_it_was")


@me.step
def calls(s: Scene) -> Move:
    """Ask how many calls are enough in one shift."""
    return _calls(s)


def _calls(s: Scene, *kept: Said) -> Move:
    return Collect("me.calls", *kept, then=calls_said, optional=True, to=or_nothing(s, calls_skipped))


@me.step
def calls_said(s: Scene) -> Move:
    """A number; "no limit", or 0, for as many as come."""
    many = read_calls(s.answers[calls_said.name])
    if many is None:
        return Again("me.calls_unread")
    kept = act(KeepProfile("shift_cap", many), none="volunteer.only", silent=("kept",))
    return _reserve(s, kept) if goes_on(s) else kept_or_left(s, kept)


@me.step
def calls_skipped(s: Scene) -> Move:
    """As many as come."""
    return _reserve(s) if goes_on(s) else End("me.as_it_was")


@me.step
def reserve(s: Scene) -> Move:
    """Ask whether they may be asked to fill a gap."""
    return _reserve(s)


def _reserve(s: Scene, *kept: Said) -> Move:
    to = {"yes": reserve_yes, "no": reserve_no, **or_nothing(s, reserve_skipped)}
    return Ask("me.reserve", *kept, optional=True, to=to)


@me.step
def reserve_yes(s: Scene) -> Move:
    """They may."""
    return _done(s, act(KeepProfile("reserve", "yes"), none="volunteer.only", silent=("kept",)))


@me.step
def reserve_no(s: Scene) -> Move:
    """Rather not."""
    return _done(s, act(KeepProfile("reserve", "no"), none="volunteer.only", silent=("kept",)))


@me.step
def reserve_skipped(s: Scene) -> Move:
    """Not said: not asked."""
    return _done(s)


def _done(s: Scene, *kept: Said) -> Move:
    return ask_danger(s, *kept) if goes_on(s) else kept_or_left(s, *kept)
