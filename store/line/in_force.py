"""The line as it is now: the environment's, with what the organisation chose in place of it.

Each transaction that looks at its line asks for the number of the newest choice (one row of a primary key), and reads
the choices again only when that has changed: they are in force at once, in every process, for some microseconds.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from flows.line import Line
from flows.line.choices import CHOICES, NotAllowed
from flows.line.help_line import HelpLine
from flows.rules.crisis import own_lines
from flows.wording import rewording
from store.models import LineChoice

_C = LineChoice.__table__.c
_NEWEST = "SELECT max(id) FROM line_choices"
_EACH_NEWEST = (
    select(_C.name, _C.value)
    .where(_C.id.in_(select(func.max(_C.id)).group_by(_C.name)), _C.value.is_not(None))
    .order_by(_C.name)
)


class _Read(NamedTuple):
    newest: int | None
    defaults: Line
    line: Line


class InForce:
    """Keeps the line of the last look. One for each Database."""

    def __init__(self) -> None:
        self._read: _Read | None = None

    def line(self, connection: Connection, defaults: Line) -> Line:
        """The line now. `defaults`: what the environment says of it."""
        newest = connection.exec_driver_sql(_NEWEST).scalar()
        read = self._read
        if read is None or read.newest != newest or read.defaults is not defaults:
            read = _Read(newest, defaults, with_choices(defaults, chosen(connection)))
            self._read = read
        return read.line

    def last_seen(self, defaults: Line) -> Line:
        """The line as it was when this process last looked, for when the database cannot be reached."""
        return self._read.line if self._read is not None else defaults


def chosen(connection: Connection) -> dict[str, str]:
    """Name → value as written, of all that is chosen now."""
    return {row.name: row.value for row in connection.execute(_EACH_NEWEST)}


def with_choices(defaults: Line, rows: Mapping[str, str], *, on_trial: Collection[str] = ()) -> Line:
    """The line with these choices. One that this program cannot read changes nothing; `line show` says so.

    `on_trial`: wordings whose new words stand in it whether or not they fit, to be measured.
    """
    made: dict[str, Any] = {}
    reworded: dict[str, str] = {}
    help_lines: dict[str, HelpLine] = {}
    checked: dict[str, date] = {}
    for name in sorted(rows):  # a .voice of its own stands behind the text that brings one along, and counts
        if name in on_trial or reads(name, rows[name]):
            if name.startswith(own_lines.LINE):
                help_lines[own_lines.named(name).key] = own_lines.line(rows[name])
            elif name.startswith(own_lines.CHECKED):
                checked[own_lines.named(name).key] = own_lines.day(rows[name])
            elif name.startswith(rewording.PREFIX):
                reworded |= rewording.wording_called(name).entries(rows[name])
            else:
                made[name] = CHOICES[name].read(rows[name])
    return replace(
        defaults,
        **made,
        reworded=tuple(sorted(reworded.items())),
        help_lines=tuple(help_lines.items()),
        checked=tuple(checked.items()),
    )


def reads(name: str, text: str) -> bool:
    """Whether this program can make something of a row: an older or a newer one may have written it."""
    try:
        if name.startswith(rewording.PREFIX):
            return rewording.still_fits(rewording.wording_called(name), text)
        if name.startswith(own_lines.PREFIXES):
            return bool(own_lines.read(own_lines.named(name), text))
        CHOICES[name].read(text)
    except (NotAllowed, KeyError):
        return False
    return True
