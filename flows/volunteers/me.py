"""ME: what the line knows of a volunteer, and how to change it. The same questions follow JOIN, one after the other."""

from flows.effects.joining import LookUpProfile
from flows.engine import Ask, Channel, End, Move, Phrase, Scene, act
from flows.volunteers.name import joining
from flows.volunteers.name import look_up as ask_name
from flows.volunteers.pin import new as new_pin
from flows.volunteers.profile_danger import danger
from flows.volunteers.profile_experiences import ask_experiences, experiences, languages, zone
from flows.volunteers.profile_hours import calls, hours, reserve
from flows.volunteers.profile_questions import ALL, is_joining, me
from flows.volunteers.profile_said import beside, in_words

__all__ = ("begin", "go_on", "is_joining", "look_up", "me", "shown")


@me.start
def look_up(s: Scene) -> Move:
    """ME."""
    return End(act(LookUpProfile(), leads={"found": shown.name}, none="volunteer.only"))


@me.step
def shown(s: Scene) -> Move:
    """Show the profile, and let them change one part of it."""
    known = s.person.profile
    if known is None:
        return End("volunteer.only")
    # A PIN is keyed in, on a call that is surely theirs; a week cannot be keyed in.
    by_key = s.channel is Channel.VOICE
    parts = {"experiences": experiences, "languages": languages, "zone": zone}
    parts |= {"pin": new_pin} if by_key else {"hours": hours, "danger": danger}
    return Ask(
        Phrase("me.shown_by_key" if by_key else "me.shown", in_words(known, s)),
        *beside(known, s),
        optional=True,
        learned={ALL: "no"},
        to={**parts, "calls": calls, "reserve": reserve, "name": ask_name},
    )


@me.step
def begin(s: Scene) -> Move:
    """Ask a new volunteer about their profile, one question after the other: first what they may be called."""
    return End(act(LookUpProfile(), leads={"found": joining.name}, none="volunteer.only"))


@me.step
def go_on(s: Scene) -> Move:
    """The name is settled: the rest of their profile."""
    return ask_experiences(s, {ALL: "yes"})
