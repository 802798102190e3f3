"""Somebody invited to volunteer calls the line: a step of JOIN that leads on to the caller's menu."""

from flows.calls.menus import menu
from flows.engine import Ask, Move, Scene
from flows.volunteers.join import accept, join

__all__ = ["by_phone", "join"]  # the catalogue takes the flow from here, with this step in it


@join.step
def by_phone(s: Scene) -> Move:
    """Somebody invited calls: the rules by key, or the line as anybody hears it."""
    return Ask("join.by_phone", rules=accept, own=menu)
