"""ME, and after JOIN: what a volunteer has been through, their languages, their clock."""

from flows.contacts.zone import offered, picked, which
from flows.effects.joining import KeepProfile
from flows.effects.requests import SetZone
from flows.engine import Again, Ask, Channel, Collect, End, Move, Phrase, Said, Scene, act
from flows.rules.matching.profile import read_experiences
from flows.rules.matching.wishes import LONGEST_LABEL, MOST_OFFERED
from flows.rules.times import zones
from flows.volunteers.profile_hours import ask_hours
from flows.volunteers.profile_questions import goes_on, kept_or_left, me, or_nothing


@me.step
def experiences(s: Scene) -> Move:
    """Ask what they have been through and would talk about."""
    return ask_experiences(s, {})


def ask_experiences(s: Scene, learned: dict[str, str]) -> Move:
    """The same; `learned`: whether the other questions follow."""
    offered = s.line.experiences[:MOST_OFFERED]
    listed = ", ".join(f"{number} {each[:LONGEST_LABEL]}" for number, each in enumerate(offered, 1))
    question = Phrase("me.experiences", {"choices": listed}) if offered else Phrase("me.experiences_own")
    if s.channel is Channel.VOICE and not offered:
        return _after_experiences(s, learned=learned)
    also = or_nothing(s, experiences_skipped)
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
    return _languages(s, *kept, learned=learned) if goes_on(s, learned) else kept_or_left(s, *kept)


@me.step
def languages(s: Scene) -> Move:
    """Ask in which languages they talk."""
    return _languages(s)


def _languages(s: Scene, *kept: Said, learned: dict[str, str] | None = None) -> Move:
    spoken = dict.fromkeys(("english", "spanish", "both"), language_said)
    to = {**spoken, **or_nothing(s, languages_skipped)}
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
    if not goes_on(s):
        return kept_or_left(s, *kept)
    return _zone(s, *kept) if s.person.zone is None else ask_hours(s, *kept)


@me.step
def zone(s: Scene) -> Move:
    """Ask for their time zone."""
    return _zone(s)


def _zone(s: Scene, *kept: Said) -> Move:
    also = or_nothing(s, zone_skipped)
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
    return ask_hours(s) if goes_on(s) else End("me.as_it_was")


def _zone_is(name: str, s: Scene) -> Move:
    kept = act(
        SetZone(name),
        set="zone.set",
        moved="zone.moved",
        gone="zone.gone",
        outside_safe="asking.outside_safe",
        none="volunteer.only",
    )
    return ask_hours(s, kept) if goes_on(s) else kept_or_left(s, kept)
