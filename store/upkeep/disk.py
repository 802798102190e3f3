"""How much room is left where the line itself writes: a SQLite database, and VAR_DIR. A server's disk is its own."""

import os
from collections.abc import Iterable
from pathlib import Path

from store.database import file_of

LOW = 500_000_000
"""Bytes left at which somebody should look: weeks of texts of a busy line."""
FULL = 50_000_000
"""Bytes left at which the line is about to stop."""
NOTHING = 2_000_000
"""With less, the next text may not fit."""


def folders(database_url: str, var_dir: Path) -> tuple[Path, ...]:
    """The folders that are written to, of those that are there."""
    file = file_of(database_url)
    named = (var_dir, *([file.resolve().parent] if file is not None else []))
    return tuple(dict.fromkeys(each for each in named if each.is_dir()))


def room(places: Iterable[Path]) -> int | None:
    """Bytes that we may still write, where there is least; None where we write to no disk. Raises OSError."""
    return min((_room(place) for place in places), default=None)


def _room(place: Path) -> int:
    known = os.statvfs(place)
    return known.f_bavail * known.f_frsize
