"""A small picture of how somebody said they were: points of a line, for an SVG. The same figures stand in a table."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from store.people.person import Mood

WIDTH: Final = 320
HEIGHT: Final = 100
_EDGE: Final = 10


class Point(NamedTuple):
    """Where one of them stands in the picture."""

    x: int
    y: int
    mood: Mood


def points(moods: Sequence[Mood]) -> list[Point]:
    """One for each, evenly from left to right, the better the higher."""
    step = (WIDTH - 2 * _EDGE) / max(1, len(moods) - 1)
    room = HEIGHT - 2 * _EDGE
    return [
        Point(round(_EDGE + n * step), round(HEIGHT - _EDGE - (each.mood - 1) * room / 4), each)
        for n, each in enumerate(moods)
    ]
