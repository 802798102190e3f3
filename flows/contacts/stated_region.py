"""Where somebody says that they are: its numbers are theirs from then on, said back once.

A phone from another country says nothing sure: somebody may be visiting. Until they say where they are, danger is
answered with the line's numbers, and beside them with those of the country their number is of.
"""

from dataclasses import replace

from flows.effects.contacts import KeepRegion
from flows.engine import Channel, Phrase, Scene, Turn
from flows.line import Line
from flows.person import Person
from flows.rules.crisis import lines, stated_region
from flows.wording import ReachIn, reach_in
from flows.wording.catalogue import without_accents


def of(scene: Scene) -> str:
    """The region whose numbers are theirs: the one they stated, else the line's."""
    return scene.person.region or scene.line.region


def dialled(person: Person, line: Line) -> str:
    """What the carrier dials to reach their crisis line from a call; "" where it cannot, and the numbers are said.

    The carrier dials from where the line is: a short number reaches no line of another country.
    """
    ours = lines.for_region(line.region)
    theirs = lines.for_region(person.region or line.region)
    return ours.dial if theirs == ours else ""


def heard(scene: Scene) -> tuple[Scene, tuple[KeepRegion, ...]]:
    """The scene of a text that says where they are, with that region, and the effect that keeps it."""
    person, found = scene.person, _said(scene)
    if found is None or found == (person.region or (None if person.phone_region else scene.line.region)):
        return scene, ()
    return replace(scene, person=replace(person, region=found)), (KeepRegion(found),)


def said_back(turn: Turn, scene: Scene, kept: tuple[KeepRegion, ...]) -> Turn:
    """The answer to a text that says where they are; nothing is said where nothing was going to be, or of danger."""
    if not kept or not turn.said or any(_is_about_numbers(part) for part in turn.said):
        return turn
    return turn.saying(Phrase("region.kept", {"country": _country(scene)}))


def beside(scene: Scene) -> tuple[Phrase, ...]:
    """Said behind the numbers in an answer to danger: whose they are, or those of their phone's country as well."""
    person = scene.person
    if person.region is not None:
        told_now = _said(scene) == person.region
        return (Phrase("region.these", {"country": _country(scene)}),) if told_now else ()
    if not person.phone_region or lines.for_region(person.phone_region) == lines.for_region(
        scene.line.region
    ):
        return ()
    emergency, _ = reach_in(person.phone_region, person.language, aloud=scene.channel is Channel.VOICE)
    there = _named(person.phone_region, scene)
    said = {"country": there, "there": emergency, "reach_there": ReachIn(person.phone_region)}
    return (Phrase("region.phone", said),)


def _said(scene: Scene) -> str | None:
    found = stated_region.read(scene.given)
    if found is None and scene.person.in_danger and (scene.person.region or scene.person.phone_region):
        return stated_region.read_answer(scene.given)  # they were asked where they are
    return found


def _country(scene: Scene) -> str:
    return _named(of(scene), scene)


def _named(region: str, scene: Scene) -> str:
    name = stated_region.country(region, scene.person.language)
    # As all our texts: one accent on a vowel would turn the whole text into UCS-2 and double its price.
    return name if scene.channel is Channel.VOICE else without_accents(name)


def _is_about_numbers(part: object) -> bool:
    return isinstance(part, Phrase) and part.id == "region.these"
