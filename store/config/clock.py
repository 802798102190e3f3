"""The clock on the wall. A rehearsal or a demo may move its own on: nobody waits an hour to see what comes after."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

VARIABLE = "WARMLINE_CLOCK"
"""Names a file that holds by how many seconds a rehearsal's clock goes before the one on the wall."""
_followed: list[Path] = []
_HERE = ("127.0.0.1", "localhost", "::1")


def now() -> datetime:
    """This moment, UTC. Every process of a line asks here, so that they agree on it."""
    named = os.environ.get(VARIABLE)
    if named:
        return at(Path(named))
    return at(_followed[-1]) if _followed else datetime.now(UTC)


def follow(file: Path | None) -> None:
    """Go by `file` in this process, where its environment names none: for who acts on a demo from another window."""
    _followed[:] = [file] if file else []


def at(file: Path) -> datetime:
    """This moment, UTC, for whoever reads `file`."""
    return datetime.now(UTC) + ahead(file)


def ahead(file: Path) -> timedelta:
    """What the file says; nothing while there is none."""
    try:
        return timedelta(seconds=float(file.read_text()))
    except FileNotFoundError:
        return timedelta()


def move_on(file: Path, by: timedelta) -> None:
    """Let the clock of whoever reads `file` go so much further before the wall's. No clock goes back."""
    if by < timedelta():
        raise ValueError("no clock goes back")
    draft = file.with_suffix(".draft")
    draft.write_text(str((ahead(file) + by).total_seconds()))
    draft.replace(file)  # nobody ever reads half a number


def may_be_moved(carrier_url: str | None) -> bool:
    """Only where the carrier is on this machine: no real telephone rings by a clock that somebody moved."""
    return carrier_url is not None and urlsplit(carrier_url).hostname in _HERE
