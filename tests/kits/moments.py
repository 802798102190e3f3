"""Moments of a line that ran before its modules moved: opened again as a line of today's code.

A moment is a database as the code of then left it, and what the carrier and the phones knew. They are kept in
tests/fixtures/before_the_move, whose README says how they were made.
"""

import json
import lzma
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import JSON, Boolean, DateTime, Engine, MetaData, Table, func, select

from store import schema
from store.database import open_engine
from store.vault import Vault
from tests.kits.fakes import Ring, SentText
from tests.kits.line import LINE, SharedEngine, TestLine, make_line

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "before_the_move"
KEY = "b2xkIHJvd3Mgb2YgdGVzdHMsIG5vdGhpbmcgcmVhbC4="
"""DATA_KEYS of every moment: base64 of "old rows of tests, nothing real."."""
_FIRST_NEW = 10_000
"""Calls and texts of today are numbered from here, clear of those that a moment knows."""
_KEY = Fernet(KEY)


@dataclass(frozen=True, slots=True)
class Phone:
    """A call that is up: whose it is, and the document it was given last."""

    sid: str
    number: str
    document: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One of them. `taken_from`: the test of then that led there. `line`: settings unlike those of other tests.

    `rows`: by table; what a column ending in `_sealed` holds is given unsealed. `calls`: SID and status of every call
    that the carrier knows, `rings` those that we asked for, `rooms` who is in which conference.
    """

    name: str
    taken_from: str
    at: datetime
    line: Mapping[str, Any]
    on_call: str | None
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    calls: Mapping[str, str]
    rings: Sequence[Mapping[str, Any]]
    rooms: Mapping[str, Sequence[str]]
    texts: Sequence[Mapping[str, Any]]
    phones: Sequence[Phone] = field(default=())

    @property
    def now(self) -> str:
        """When it is, as rows say it."""
        return f"{self.at:%Y-%m-%d %H:%M:%S.%f}"

    def of(self, table: str) -> Sequence[Mapping[str, Any]]:
        """The rows of a table. Columns that hold nothing are left out."""
        return self.rows.get(table, ())

    def number(self, contact_id: int) -> str:
        """A contact's number."""
        return next(str(row["number_sealed"]) for row in self.of("contacts") if row["id"] == contact_id)

    def volunteer(self, volunteer_id: int) -> str:
        """A volunteer's number."""
        return next(
            self.number(row["contact_id"]) for row in self.of("volunteers") if row["id"] == volunteer_id
        )


def moments() -> list[Moment]:
    """All of them, in the order of their names."""
    return [_read(each) for each in lzma.decompress((FOLDER / "moments.jsonl.xz").read_bytes()).splitlines()]


def write_database(moment: Moment, path: Path) -> None:
    """The moment's rows in a new SQLite file, under the schema of then."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        _empty().backup(connection)
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for table, rows in moment.rows.items():
            for row in rows:
                kept = {name: stored(name, value) for name, value in row.items()}
                names, gaps = ", ".join(kept), ", ".join("?" * len(kept))
                connection.execute(f"INSERT INTO {table} ({names}) VALUES ({gaps})", list(kept.values()))  # noqa: S608
        connection.execute("COMMIT")


def fill(engine: Engine, moment: Moment) -> None:
    """The moment's rows in the empty tables of any database, of the schema of then."""
    known = MetaData()
    known.reflect(engine)
    with engine.begin() as connection:
        for table in known.sorted_tables:
            if rows := moment.of(table.name):
                connection.execute(table.delete())  # alembic's own row
                connection.execute(table.insert(), [_typed(table, row) for row in rows])
            if engine.dialect.name == "postgresql" and "id" in table.c:
                last = select(
                    func.setval(func.pg_get_serial_sequence(table.name, "id"), func.max(table.c.id))
                )
                connection.execute(last)


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


@cache
def _empty() -> sqlite3.Connection:
    """A database of then with nothing in it."""
    connection = sqlite3.connect(":memory:")
    connection.executescript((FOLDER / "schema.sql").read_text())
    return connection


@cache
def tables() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The columns of each table as they were then, and which of them are its key."""
    found = {}
    for (table,) in (
        _empty().execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
    ):
        told = _empty().execute(f"PRAGMA table_info({table})").fetchall()
        key = [each for each in sorted(told, key=lambda each: each[5]) if each[5]]
        found[table] = tuple(each[1] for each in told), tuple(each[1] for each in key)
    return found


def stored(column: str, value: Any) -> Any:
    """A value as it stands in its column: sealed, where that is the column's name for it."""
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _KEY.encrypt(value.encode()).decode() if column.endswith("_sealed") and value else value


def unsealed(value: str) -> str:
    """What was sealed."""
    return _KEY.decrypt(value.encode()).decode()


class Opened:
    """One line for all moments, on SQLite: its engine compiles each statement once."""

    def __init__(self, folder: Path) -> None:
        """`folder`: for the files."""
        self._folder = folder
        live = folder / "live.db"
        self.line = make_line(f"sqlite:///{live}", engine=SharedEngine(f"sqlite:///{live}").engine)
        self._live, self._kept = sqlite3.connect(live), sqlite3.connect(":memory:")
        self._live.execute("PRAGMA synchronous=OFF")
        self._newest: str | None = None

    def at(self, moment: Moment) -> tuple[TestLine, Moment, Callable[[], None]]:
        """What a recorder needs: the line, and what puts its database back to this moment, under today's schema."""
        path = self._folder / "kept.db"
        self._kept.close()
        path.unlink(missing_ok=True)
        write_database(moment, path)
        self._kept = sqlite3.connect(path)
        if _version(self._kept) != self._newest:
            release(f"sqlite:///{path}")
            self._newest = _version(self._kept)
        return self.line, moment, lambda: self._kept.backup(self._live)

    def close(self) -> None:
        """No file is open any more."""
        self._live.close()
        self._kept.close()
        self.line.db.engine.dispose()


def release(url: str) -> None:
    """Bring a moment's database to today's schema, as a release does."""
    engine = open_engine(url)
    schema.migrate(engine, Vault((KEY,)))
    engine.dispose()


def _version(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def put(line: TestLine, moment: Moment) -> None:
    """The line's clock, settings and carrier are those of this moment; its database is the caller's business."""
    line.clock.at = moment.at
    line.db.line = replace(LINE, **{name: _setting(name, value) for name, value in moment.line.items()})
    line.db.vault = Vault((KEY,))
    line.ctx = replace(line.ctx, on_call=moment.on_call)
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


def _setting(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(time.fromisoformat(each) if name == "cover_hours" else each for each in value)
    return value


def _read(written: bytes) -> Moment:
    kept = json.loads(written)
    phones = tuple(Phone(**each) for each in kept.pop("phones"))
    at = datetime.fromisoformat(kept.pop("at")).replace(tzinfo=UTC)
    return Moment(at=at, phones=phones, **kept)
