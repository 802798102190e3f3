"""Whether an answer was one to somebody who is not alone: then nothing that the line starts goes to their phone."""

from typing import Final

from flows.effects.relay import PassOn
from flows.engine import Act, Scene, Turn
from flows.rules.refusal import refusal

_QUIET: Final = frozenset(("callback.quiet", "answer.unsafe", "answer.unsafe_quiet"))
"""What is answered to words of somebody near, by which all that rings was called off."""


def is_near(turn: Turn, scene: Scene) -> bool:
    """Whether these words say that somebody is near who may read or hear us.

    A volunteer's "my kid is here" keeps no offer from them: they are asked for a call as ever. "My mom is with me, call
    us" is no reason either.
    """
    if any(_is_quiet(part) for part in turn.said):
        return True
    volunteer = scene.person.volunteer
    works_here = scene.person.coordinator or (volunteer is not None and volunteer.active)
    if works_here or not refusal.somebody_is_there(scene.given):
        return False
    return not refusal.keeps(scene.given)


def _is_quiet(part: object) -> bool:
    if not isinstance(part, Act):
        return False
    passed_on = isinstance(part.effect, PassOn) and part.effect.in_company
    return passed_on or not _QUIET.isdisjoint(part.says.values())
