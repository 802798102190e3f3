"""ZONE: the time zone of a contact, as they tell it. Until they do, we name the zone with every time."""

from collections.abc import Mapping

from flows.effects.requests import SetZone
from flows.engine import Act, Again, Collect, End, Flow, Move, Phrase, Said, Scene, Step, act
from flows.rules.times import zones
from flows.rules.words.replies import clean
from flows.said_times import zone_of
from flows.wording import words

_LONGEST = 4
"""A longer answer (words) to a question that needs none is about something else."""

zone = Flow("zone", keywords=("ZONE",), argument=True, accepts=lambda s: _short(s.given))


def _short(said: str) -> bool:
    return len(clean(said).split()) <= _LONGEST


_AFTERWARDS = "afterwards"
"""The answer that names the step to go on with once the zone is known."""


def set_to(name: str, s: Scene) -> Act:
    """Keep their zone, and move an agreed time with it."""
    then = s.answers.get(_AFTERWARDS)
    return act(
        SetZone(name),
        leads={"gone": "later.choose", **(dict.fromkeys(("set", "moved"), then) if then else {})},
        set="zone.set",
        moved="zone.moved",
        gone="zone.gone",
        outside_safe="asking.outside_safe",
        silent=("none",),  # only a caller without a number, who is not asked
    )


@zone.start
def ask(s: Scene) -> Move:
    """ZONE, or ZONE Pacific."""
    read = zones.read_zone(s.given, s.line.region) if s.given else None
    return End(set_to(read, s)) if read else which(s, "zone.which", then=named)


@zone.step
def after(s: Scene) -> Move:
    """They named a time of day and never told us their zone: ask once; no answer is fine."""
    return ask_after(s)


def ask_after(s: Scene, then: str | None = None) -> Move:
    """The question of `after`, for a step that puts it itself. `then`: the step to go on with once it is known."""
    likely = s.person.zone_to_ask
    known = {_AFTERWARDS: then} if then else {}
    if not likely:
        return which(s, "zone.ask", then=perhaps_named, optional=True, learned=known)
    said = Phrase("zone.right", {"zone": zones.name_of(likely, s.person.language, s.now)})
    return Collect(
        said,
        then=perhaps_named,
        optional=True,
        yes=is_likely,
        other=another,
        learned={**known, "likely": likely},
    )


def which(
    s: Scene,
    question: str,
    *before: Said,
    then: Step,
    pick: Step | None = None,
    optional: bool = False,
    learned: Mapping[str, str] | None = None,
    to: Mapping[str, Step] | None = None,
) -> Move:
    """Ask for their zone: `then` reads it in their own words, `pick` finds which of the list it is (`picked`).

    `before`: said first. `to`: further choices beside the list.
    """
    known = _choices(s)
    keys = {name: str(number) for number, name in enumerate(offered(s), 1)}
    labels = [words(id, s.person.language).text if id else zones.city(name) for name, id in known]
    listed = ", ".join(f"{number} {label}" for number, label in enumerate(labels, 1))
    listed_to = dict.fromkeys(keys, pick or chosen)
    asked = Phrase(question, {"choices": listed})
    both = {**listed_to, **(to or {})}
    return Collect(asked, *before, then=then, optional=optional, to=both, keys=keys, learned=learned)


@zone.step
def chosen(s: Scene) -> Move:
    """One of the list as they were given it."""
    return End(set_to(picked(s), s))


def picked(s: Scene) -> str:
    """The zone they chose from the list of `which`, as they were given it."""
    known = offered(s)
    return next(answer for answer in reversed([*s.answers.values()]) if answer in known)


def offered(s: Scene) -> list[str]:
    """The zones of the list of `which`, in its order."""
    return [name for name, _ in _choices(s)]


def _choices(s: Scene) -> tuple[tuple[str, str], ...]:
    return zones.choices(s.line.region) or zones.choices("US")


@zone.step
def named(s: Scene) -> Move:
    """A zone or a city in their own words."""
    read = zones.read_zone(s.answers[named.name], s.line.region)
    return End(set_to(read, s)) if read else Again("zone.unknown")


@zone.step
def perhaps_named(s: Scene) -> Move:
    """As `named`, where they need not say: what is no zone is no mistake."""
    said = s.answers[perhaps_named.name]
    read = zones.read_zone(said, s.line.region)
    if read:
        return End(set_to(read, s))
    if not _short(said):
        return End("missed.unknown")
    return End(Phrase("zone.kept", {"zone": zones.name_of(zone_of(s), s.person.language, s.now)}))


@zone.step
def is_likely(s: Scene) -> Move:
    """The one we suggested."""
    return End(set_to(s.answers["likely"], s))


@zone.step
def another(s: Scene) -> Move:
    """Not that one."""
    return which(s, "zone.which", then=named)
