"""What a scene is: a name, a title, and a function that plays it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.rehearsal.play import Play

UNREACHED = (11200, 11205)
"""The carrier's own errors for a web process that is down."""
OPTED_OUT = 21610
"""The carrier drops what we answer to somebody opted out, and notes it."""


class Unmet(AssertionError):
    """What was expected, and what was there instead."""

    def __init__(self, wanted: str, found: object) -> None:
        super().__init__(f"expected: {wanted}\nthere was: {found}")
        self.wanted, self.found = wanted, found


def expect(holds: object, wanted: str, found: object) -> None:
    """Go on only where it holds."""
    if not holds:
        raise Unmet(wanted, found)


@dataclass(frozen=True, slots=True)
class Scene:
    """`chaos`: it kills and delays, so it has a stage where nobody else plays. `forgives`: carrier errors it causes.

    `hours`: it goes over hours, on a stage with the times of a real line, whose clocks it moves on.
    """

    name: str
    title: str
    act: Callable[["Play"], None]
    chaos: bool
    forgives: frozenset[int]
    mishaps: bool
    hours: bool = False


SCENES: dict[str, Scene] = {}
"""Every scene by name, in the order of the programme."""


def scene(
    name: str,
    *,
    chaos: bool = False,
    forgives: tuple[int, ...] = (),
    mishaps: bool = False,
    hours: bool = False,
) -> Callable[[Callable[["Play"], None]], Callable[["Play"], None]]:
    """Put a function on the programme; its docstring is the title. `mishaps`: errors in the logs belong to it."""

    def register(act: Callable[["Play"], None]) -> Callable[["Play"], None]:
        if name in SCENES:
            raise ValueError(f"two scenes are named {name}")
        title = (act.__doc__ or name).strip().splitlines()[0]
        SCENES[name] = Scene(name, title, act, chaos, frozenset(forgives), mishaps, hours)
        return act

    return register
