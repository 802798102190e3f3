"""The clock on the wall. A rehearsal may move its own one on: nobody waits an hour to see what happens after one."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

VARIABLE = "WARMLINE_CLOCK"
"""Names a file that holds by how many seconds a rehearsal's clock goes before the one on the wall."""
_HERE = ("127.0.0.1", "localhost", "::1")


def now() -> datetime:
    """This moment, UTC. Every process of a line asks here, so that they agree on it."""
    named = os.environ.get(VARIABLE)
    return at(Path(named)) if named else datetime.now(UTC)


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
