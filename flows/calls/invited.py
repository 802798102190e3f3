"""What a caller who is invited to volunteer hears first: a step of JOIN that leads on to the caller's menu."""

from flows.calls.menus import menu
from flows.engine import Ask, Move, Scene
from flows.volunteers.join import accept, join

__all__ = ["by_phone", "join"]  # the catalogue imports the flow from here, so that this step is registered


@join.step
def by_phone(s: Scene) -> Move:
    """An invited volunteer chooses: the ground rules by key, or the menu that every caller hears."""
    return Ask("join.by_phone", rules=accept, own=menu)
