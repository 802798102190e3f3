"""An old moment as a line of today's code: its rows in a database, brought to today's schema; its carrier and clock."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import count
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import JSON, Boolean, DateTime, MetaData, Table, func, select

from store import schema
from store.database import open_engine
from store.vault import Vault
from tests.kits.fakes import Ring, SentText
from tests.kits.line import LINE, SharedEngine, TestLine, make_line
from tests.kits.moments import KEY, Moment, empty, stored

_FIRST_NEW = 10_000
"""Calls and texts of today are numbered from here, clear of those that a moment knows."""


class Opened:
    """One line for all moments, on SQLite: its engine compiles each statement once."""

    def __init__(self, folder: Path) -> None:
        """`folder`: for the files."""
        self._folder = folder
        live = folder / "live.db"
        self.line = make_line(f"sqlite:///{live}", engine=SharedEngine(f"sqlite:///{live}").engine)
        self._live, self._kept = sqlite3.connect(live), sqlite3.connect(":memory:")
        self._live.execute("PRAGMA synchronous=OFF")
        self._newest = self._at = ""

    def at(self, moment: Moment) -> tuple[TestLine, Moment, Callable[[], None]]:
        """What a recorder needs: the line, and what puts its database back to this moment, under today's schema."""
        if moment.name != self._at:
            self._lay_down(moment)
        return self.line, moment, lambda: self._kept.backup(self._live)

    def _lay_down(self, moment: Moment) -> None:
        path = self._folder / "kept.db"
        self._kept.close()
        path.unlink(missing_ok=True)
        write_database(moment, path)
        self._kept, self._at = sqlite3.connect(path), moment.name
        if _version(self._kept) != self._newest:
            release(f"sqlite:///{path}")
            self._newest = _version(self._kept)

    def close(self) -> None:
        """No file is open any more."""
        self._live.close()
        self._kept.close()
        self.line.db.engine.dispose()


def put(line: TestLine, moment: Moment) -> None:
    """The line's clock, settings and carrier are those of this moment; its database is the caller's business."""
    line.clock.at = moment.at
    settings = {name: _setting(name, value) for name, value in moment.line.items()}
    line.db.line = replace(LINE, **settings, supervisor=moment.on_call)
    line.db.vault = Vault((KEY,))
    line.woken.clear()
    line.last_words.clear()
    line.sids = count(_FIRST_NEW)
    carrier = line.carrier
    carrier.texts[:] = [SentText(**each, at=moment.at) for each in moment.texts]
    carrier.rings[:] = [Ring(**each, at=moment.at) for each in moment.rings]
    carrier.others = dict(moment.calls)
    carrier.rooms = {name: set(inside) for name, inside in moment.rooms.items()}
    for told in (carrier.redirects, carrier.announced, carrier.failures, carrier.lost):
        told.clear()
    carrier.numbers = count(_FIRST_NEW)
    line.read = len(carrier.texts)


def write_database(moment: Moment, path: Path) -> None:
    """The moment's rows in a new SQLite file, under the schema of then."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        empty().backup(connection)
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for table, rows in moment.rows.items():
            for row in rows:
                kept = {name: stored(name, value) for name, value in row.items()}
                names, gaps = ", ".join(kept), ", ".join("?" * len(kept))
                connection.execute(f"INSERT INTO {table} ({names}) VALUES ({gaps})", list(kept.values()))  # noqa: S608
        connection.execute("COMMIT")


def write_server(moment: Moment, url: str) -> None:
    """The moment's rows in an empty PostgreSQL database, under the schema that the migrations of then made there."""
    engine, known = open_engine(url), MetaData()
    [version] = moment.of("alembic_version")
    config = schema._config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version["version_num"])
        connection.commit()
    known.reflect(engine)
    with engine.begin() as connection:
        for table in known.sorted_tables:
            rows = moment.of(table.name)
            if rows and table.name != "alembic_version":
                connection.execute(table.insert(), [_typed(table, row) for row in rows])
            if rows and "id" in table.c:
                counter = func.pg_get_serial_sequence(table.name, "id")
                connection.execute(select(func.setval(counter, func.max(table.c.id))))
    engine.dispose()


def release(url: str) -> None:
    """Bring a moment's database to today's schema, as a release does."""
    engine = open_engine(url)
    schema.migrate(engine, Vault((KEY,)))
    engine.dispose()


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the columns' types want it, with nothing where it says nothing."""
    typed: dict[str, Any] = dict.fromkeys(table.c.keys())
    for name, value in row.items():
        match table.c[name].type:
            case DateTime():
                typed[name] = datetime.fromisoformat(value).replace(tzinfo=UTC)
            case Boolean():
                typed[name] = bool(value)
            case JSON():
                typed[name] = json.loads(value)
            case _:
                typed[name] = stored(name, value)
    return typed


def _version(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _setting(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(time.fromisoformat(each) if name == "cover_hours" else each for each in value)
    return value
