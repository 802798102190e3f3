"""ZONE: which clock is theirs. It is what they say; until then times are named with the zone they are read in."""

from flows.effects import SetZone
from flows.engine import Act, Again, Collect, End, Flow, Move, Phrase, Scene, Step, act
from flows.rules import zones
from flows.rules.matching_words import clean
from flows.when import zone_of
from flows.wording import words

_LONGEST = 4
"""A longer answer (words) to a question that needs none is about something else."""

zone = Flow("zone", keywords=("ZONE",), argument=True, accepts=lambda s: _short(s.given))


def _short(said: str) -> bool:
    return len(clean(said).split()) <= _LONGEST


def set_to(name: str) -> Act:
    """Their zone, and an agreed time with it."""
    return act(
        SetZone(name),
        leads={"gone": "later.choose"},
        set="zone.set",
        moved="zone.moved",
        gone="zone.gone",
        outside_safe="asking.outside_safe",
    )


@zone.start
def ask(s: Scene) -> Move:
    """ZONE, or ZONE Pacific."""
    read = zones.read_zone(s.given, s.line.region) if s.given else None
    return End(set_to(read)) if read else _which(s, "zone.which", then=named)


@zone.step
def after(s: Scene) -> Move:
    """They have named a time of day, and never told us: asked once, and no answer is one."""
    return ask_after(s)


def ask_after(s: Scene) -> Move:
    """The question of `after`, for a step that puts it itself."""
    likely = s.person.zone_to_ask
    if not likely:
        return _which(s, "zone.ask", then=perhaps_named, optional=True)
    said = Phrase("zone.right", {"zone": zones.name_of(likely, s.person.language, s.now)})
    return Collect(
        said, then=perhaps_named, optional=True, yes=is_likely, other=another, learned={"likely": likely}
    )


def _which(s: Scene, question: str, *, then: Step, optional: bool = False) -> Move:
    known = zones.choices(s.line.region) or zones.choices("US")
    keys = {name: str(number) for number, (name, _) in enumerate(known, 1)}
    labels = [words(id, s.person.language).text if id else zones.city(name) for name, id in known]
    listed = ", ".join(f"{number} {label}" for number, label in enumerate(labels, 1))
    to = dict.fromkeys(keys, chosen)
    return Collect(Phrase(question, {"choices": listed}), then=then, optional=optional, to=to, keys=keys)


@zone.step
def chosen(s: Scene) -> Move:
    """One of the list as they were given it."""
    known = dict(zones.choices(s.line.region) or zones.choices("US"))
    return End(set_to(next(answer for answer in reversed([*s.answers.values()]) if answer in known)))


@zone.step
def named(s: Scene) -> Move:
    """A zone or a city in their own words."""
    read = zones.read_zone(s.answers[named.name], s.line.region)
    return End(set_to(read)) if read else Again("zone.unknown")


@zone.step
def perhaps_named(s: Scene) -> Move:
    """As `named`, where they need not say: what is no zone is no mistake."""
    said = s.answers[perhaps_named.name]
    read = zones.read_zone(said, s.line.region)
    if read:
        return End(set_to(read))
    if not _short(said):
        return End("missed.unknown")
    return End(Phrase("zone.kept", {"zone": zones.name_of(zone_of(s), s.person.language, s.now)}))


@zone.step
def is_likely(s: Scene) -> Move:
    """The one we suggested."""
    return End(set_to(s.answers["likely"]))


@zone.step
def another(s: Scene) -> Move:
    """Not that one."""
    return _which(s, "zone.which", then=named)
