"""Sets what the organisation chooses about its line.

The rows themselves say who chose what and when. The log says that something was chosen, without the words: a wording
may hold a number.
"""

from datetime import datetime
from typing import Final, NamedTuple

import structlog
from sqlalchemy import Connection, func, insert, select, text

from flows.line import Line
from flows.line.choices import NotAllowed, choice_called
from flows.rules.crisis import own_lines
from flows.wording import rewording
from flows.wording.flaws import of_new_words
from store.line import in_force
from store.models import LineChoice

log = structlog.get_logger(__name__)

_C = LineChoice.__table__.c
BY_COMMAND: Final = ("closed",)
"""Choices that something else follows from: they are not taken back by a row alone (`store.closing`)."""


class Chosen(NamedTuple):
    """What was done: the name in full, and its value until then and from now on; None: none of its own."""

    name: str
    before: str | None
    value: str | None


class ChangedSince(Exception):
    """What is to be taken back does not stand any more: somebody chose something else since, or it is no such row."""


def choose(
    connection: Connection, defaults: Line, name: str, value: str | None, *, by: str, at: datetime
) -> Chosen:
    """Set a choice, None: back to the default. Raises NotAllowed where name or value do not fit."""
    lock(connection)
    rows = in_force.chosen(connection)
    name, value = _checked(defaults, rows, name, value)
    made = Chosen(name, rows.get(name), value)
    if made.before != made.value:
        row = {"name": name, "value": value, "before": made.before, "chosen_by": by[:120], "chosen_at": at}
        connection.execute(insert(LineChoice), row)
        log.info("line_choice", choice=made.name, done="set" if value is not None else "back to the default")
    return made


def undo(connection: Connection, defaults: Line, id: int, *, by: str, at: datetime) -> Chosen:
    """Choose again what stood before this row. Raises ChangedSince, or NotAllowed where that does not fit any more."""
    lock(connection)
    row = connection.execute(select(LineChoice.__table__).where(_C.id == id)).first()
    if row is None or row.name in BY_COMMAND or newest(connection)[row.name].id != id:
        raise ChangedSince
    return choose(connection, defaults, row.name, row.before, by=by, at=at)


def lock(connection: Connection) -> None:
    """From here on nobody else chooses until the end of this transaction: what stands now can be compared."""
    if connection.dialect.name == "postgresql":
        # The newest number tells every process that something changed: no lower one may be committed after it.
        connection.execute(text("LOCK TABLE line_choices IN SHARE ROW EXCLUSIVE MODE"))


def newest(connection: Connection) -> dict[str, LineChoice]:
    """The last row of each name that was ever chosen, also where it went back to the default."""
    last = select(func.max(_C.id)).group_by(_C.name)
    rows = connection.execute(select(LineChoice.__table__).where(_C.id.in_(last)))
    return {row.name: row for row in rows}  # type: ignore[misc]


def history(
    connection: Connection, most: int = 50, *, before: int | None = None, name: str | None = None
) -> list[LineChoice]:
    """Who chose what, newest first. `before`: only what is older than this row; `name`: only of this choice."""
    asked = select(LineChoice.__table__).order_by(_C.id.desc()).limit(most)
    asked = asked if before is None else asked.where(_C.id < before)
    asked = asked if name is None else asked.where(_C.name == name)
    return list(connection.execute(asked))  # type: ignore[arg-type]


def _checked(defaults: Line, rows: dict[str, str], name: str, value: str | None) -> tuple[str, str | None]:
    if name.startswith(own_lines.PREFIXES):
        about = own_lines.named(name)
        if value is not None:
            own_lines.read(about, value)
        return name, value
    if not name.strip().startswith(rewording.PREFIX):
        if value is None and name in rows:
            return name, None  # also one that this program no longer knows
        choice = choice_called(name)
        if value is not None:
            try:
                choice.read(value)
            except NotAllowed as wrong:
                raise NotAllowed(f"{choice.name}: {wrong}") from None
        return choice.name, value and " ".join(value.split())
    wording = rewording.wording_called(name)
    if value is None:
        return wording.name, None
    said = rewording.as_written(value)
    trial = in_force.with_choices(defaults, rows | {wording.name: said}, on_trial={wording.name})
    if flaws := of_new_words(wording.id, wording.language, trial):
        raise NotAllowed(f"{wording.name}: " + " ".join(flaws))
    return wording.name, said
