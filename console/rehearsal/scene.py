"""What a scene is: a name, a title, and a function that plays it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

P = TypeVar("P")
"""What a scene's function is given: `console.rehearsal.play.Play`, which this module must not import."""

UNREACHED = (11200, 11205)
"""The carrier's own errors for a web process that is down."""
OPTED_OUT = 21610
"""The carrier drops what we answer to somebody opted out, and notes it."""


@dataclass(frozen=True, slots=True)
class Scene(Generic[P]):
    """`chaos`: it kills and delays, so it has a stage where nobody else plays. `forgives`: carrier errors it causes.

    `hours`: it goes over hours, on a stage with the times of a real line, whose clocks it moves on.
    """

    name: str
    title: str
    act: Callable[[P], None]
    chaos: bool
    forgives: frozenset[int]
    mishaps: bool
    hours: bool = False


SCENES: dict[str, Scene[Any]] = {}
"""Every scene by name, in the order of the programme."""


def scene(
    name: str,
    *,
    chaos: bool = False,
    forgives: tuple[int, ...] = (),
    mishaps: bool = False,
    hours: bool = False,
) -> Callable[[Callable[[P], None]], Callable[[P], None]]:
    """Put a function on the programme; its docstring is the title. `mishaps`: errors in the logs belong to it."""

    def register(act: Callable[[P], None]) -> Callable[[P], None]:
        if name in SCENES:
            raise ValueError(f"two scenes are named {name}")
        title = (act.__doc__ or name).strip().splitlines()[0]
        SCENES[name] = Scene(name, title, act, chaos, frozenset(forgives), mishaps, hours)
        return act

    return register
