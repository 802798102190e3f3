"""Defines a scene: a name, a title, and the function that plays it. Put `@scene("name")` over a function to add one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

P = TypeVar("P")
"""What a scene's function is given: `console.rehearsal.play.Play`, which this module must not import."""

UNREACHED = (11200, 11205)
"""The carrier's errors when a web process is down."""
OPTED_OUT = 21610
"""The carrier's error when it drops our reply to somebody who has opted out."""


@dataclass(frozen=True, slots=True)
class Scene(Generic[P]):
    """One scene. `chaos`: it kills processes or delays requests, so it is played on the rough stage.

    `forgives`: codes of the carrier's errors that it causes on purpose. `mishaps`: it causes errors in the logs.
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
"""Every scene by its name."""


def scene(
    name: str,
    *,
    chaos: bool = False,
    forgives: tuple[int, ...] = (),
    mishaps: bool = False,
    hours: bool = False,
) -> Callable[[Callable[[P], None]], Callable[[P], None]]:
    """Make a function a scene; the first line of its docstring is the title. For the arguments see `Scene`."""

    def register(act: Callable[[P], None]) -> Callable[[P], None]:
        if name in SCENES:
            raise ValueError(f"two scenes are named {name}")
        title = (act.__doc__ or name).strip().splitlines()[0]
        SCENES[name] = Scene(name, title, act, chaos, frozenset(forgives), mishaps, hours)
        return act

    return register
