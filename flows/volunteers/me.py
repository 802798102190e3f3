"""ME: what the line knows of a volunteer, and how to change it. The same questions follow JOIN, one after the other."""

from typing import Final

from flows.contacts.zone import offered, picked, which
from flows.effects.joining import KeepProfile, LookUpProfile
from flows.effects.requests import SetZone
from flows.engine import (
    Again,
    Ask,
    Channel,
    Collect,
    End,
    Flow,
    Move,
    Phrase,
    Said,
    Scene,
    Session,
    Step,
    act,
)
from flows.rota.shifts import added, why_not
from flows.rules.matching.profile import read_calls, read_experiences
from flows.rules.matching.wishes import LONGEST_LABEL, MOST_OFFERED
from flows.rules.times import zones
from flows.rules.times.shift_patterns import Unread, read_shift_pattern
from flows.said_times import zone_of
from flows.volunteers.name import joining
from flows.volunteers.name import look_up as ask_name
from flows.volunteers.profile_said import beside, in_words

me = Flow("me", keywords=("ME",), volunteers_only=True, everyday_words=True)

_ALL: Final = "all"
"""The answer that says: one question after the other, as after JOIN."""


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
    return Ask(
        Phrase("me.shown", in_words(known, s)),
        *beside(known, s),
        optional=True,
        learned={_ALL: "no"},
        experiences=experiences,
        languages=languages,
        zone=zone,
        hours=hours,
        calls=calls,
        reserve=reserve,
        name=ask_name,
    )


@me.step
def begin(s: Scene) -> Move:
    """Ask a new volunteer about their profile, one question after the other: first what they may be called."""
    return End(act(LookUpProfile(), leads={"found": joining.name}, none="volunteer.only"))


@me.step
def go_on(s: Scene) -> Move:
    """The name is settled: the rest of their profile."""
    return _experiences(s, {_ALL: "yes"})


@me.step
def experiences(s: Scene) -> Move:
    """Ask what they have been through and would talk about."""
    return _experiences(s, {})


def _experiences(s: Scene, learned: dict[str, str]) -> Move:
    offered = s.line.experiences[:MOST_OFFERED]
    listed = ", ".join(f"{number} {each[:LONGEST_LABEL]}" for number, each in enumerate(offered, 1))
    question = Phrase("me.experiences", {"choices": listed}) if offered else Phrase("me.experiences_own")
    if s.channel is Channel.VOICE and not offered:
        return _after_experiences(s, learned=learned)
    also = _or_nothing(s, experiences_skipped)
    return Collect(question, then=experiences_said, optional=True, learned=learned, to=also)


@me.step
def experiences_said(s: Scene) -> Move:
    """Numbers of the list, or their own words, commas between; "none" takes back what was said before."""
    offered = s.line.experiences[:MOST_OFFERED]
    keyed = s.channel is Channel.VOICE
    names = read_experiences(s.answers[experiences_said.name], offered, keyed=keyed)
    if names is None:
        return Again("me.experiences_unread")
    return _after_experiences(
        s, act(KeepProfile("experiences", names), none="volunteer.only", silent=("kept",))
    )


@me.step
def experiences_skipped(s: Scene) -> Move:
    """They would rather not say."""
    return _after_experiences(s)


def _after_experiences(s: Scene, *kept: Said, learned: dict[str, str] | None = None) -> Move:
    return _languages(s, *kept, learned=learned) if _goes_on(s, learned) else _kept(s, *kept)


@me.step
def languages(s: Scene) -> Move:
    """Ask in which languages they talk."""
    return _languages(s)


def _languages(s: Scene, *kept: Said, learned: dict[str, str] | None = None) -> Move:
    spoken = dict.fromkeys(("english", "spanish", "both"), language_said)
    to = {**spoken, **_or_nothing(s, languages_skipped)}
    return Ask("me.languages", *kept, optional=True, to=to, learned=learned)


@me.step
def language_said(s: Scene) -> Move:
    """English, Spanish, or both."""
    chosen = {"english": ("en",), "spanish": ("es",), "both": ("en", "es")}
    said = next(chosen[answer] for answer in reversed([*s.answers.values()]) if answer in chosen)
    return _after_languages(s, act(KeepProfile("languages", said), none="volunteer.only", silent=("kept",)))


@me.step
def languages_skipped(s: Scene) -> Move:
    """Leave the languages as they are."""
    return _after_languages(s)


def _after_languages(s: Scene, *kept: Said) -> Move:
    if not _goes_on(s):
        return _kept(s, *kept)
    return _zone(s, *kept) if s.person.zone is None else _hours(s, *kept)


@me.step
def zone(s: Scene) -> Move:
    """Ask for their time zone."""
    return _zone(s)


def _zone(s: Scene, *kept: Said) -> Move:
    also = _or_nothing(s, zone_skipped)
    return which(s, "me.zone", *kept, then=zone_said, pick=zone_picked, optional=True, to=also)


@me.step
def zone_said(s: Scene) -> Move:
    """A zone or a city in their own words."""
    said = s.answers[zone_said.name].strip()
    if s.channel is Channel.VOICE and said.isdigit():
        return _zone_by_key(int(said), s)
    read = zones.read_zone(said, s.line.region)
    return _zone_is(read, s) if read else Again("zone.unknown")


def _zone_by_key(key: int, s: Scene) -> Move:
    listed = offered(s)
    return _zone_is(listed[key - 1], s) if 1 <= key <= len(listed) else Again("zone.unknown")


@me.step
def zone_picked(s: Scene) -> Move:
    """One of the list."""
    return _zone_is(picked(s), s)


@me.step
def zone_skipped(s: Scene) -> Move:
    """Not said: times name the zone they are in."""
    return _hours(s) if _goes_on(s) else End("me.as_it_was")


def _zone_is(name: str, s: Scene) -> Move:
    kept = act(
        SetZone(name),
        set="zone.set",
        moved="zone.moved",
        gone="zone.gone",
        outside_safe="asking.outside_safe",
        none="volunteer.only",
    )
    return _hours(s, kept) if _goes_on(s) else _kept(s, kept)


@me.step
def hours(s: Scene) -> Move:
    """Ask when they are usually there."""
    return _hours(s)


def _hours(s: Scene, *kept: Said) -> Move:
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
    return _calls(s, kept) if _goes_on(s) else End(kept)


@me.step
def hours_skipped(s: Scene) -> Move:
    """No fixed hours: ON and OFF."""
    return _calls(s) if _goes_on(s) else End("me.as_it_was")


@me.step
def calls(s: Scene) -> Move:
    """Ask how many calls are enough in one shift."""
    return _calls(s)


def _calls(s: Scene, *kept: Said) -> Move:
    return Collect("me.calls", *kept, then=calls_said, optional=True, to=_or_nothing(s, calls_skipped))


@me.step
def calls_said(s: Scene) -> Move:
    """A number; "no limit", or 0, for as many as come."""
    many = read_calls(s.answers[calls_said.name])
    if many is None:
        return Again("me.calls_unread")
    kept = act(KeepProfile("shift_cap", many), none="volunteer.only", silent=("kept",))
    return _reserve(s, kept) if _goes_on(s) else _kept(s, kept)


@me.step
def calls_skipped(s: Scene) -> Move:
    """As many as come."""
    return _reserve(s) if _goes_on(s) else End("me.as_it_was")


@me.step
def reserve(s: Scene) -> Move:
    """Ask whether they may be asked to fill a gap."""
    return _reserve(s)


def _reserve(s: Scene, *kept: Said) -> Move:
    to = {"yes": reserve_yes, "no": reserve_no, **_or_nothing(s, reserve_skipped)}
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
    return End(*kept, "me.done") if _goes_on(s) else _kept(s, *kept)


def _or_nothing(s: Scene, step: Step) -> dict[str, Step]:
    """Nobody has to answer: SKIP, and on the phone silence, go on to the next."""
    return {"skip": step, "silence": step} if s.channel is Channel.VOICE else {"skip": step}


def is_joining(session: Session) -> bool:
    """Whether this is one of the questions that follow JOIN: they can wait for a day."""
    if session.step == joining.name:
        return True
    return session.step.startswith(f"{me.name}.") and session.answers.get(_ALL) == "yes"


def _goes_on(s: Scene, learned: dict[str, str] | None = None) -> bool:
    return (learned or s.answers).get(_ALL) == "yes"


def _kept(s: Scene, *kept: Said) -> Move:
    return End(*kept, "me.kept") if kept else End("me.as_it_was")
