"""Moments of a line that ran before its modules moved, as they are kept in tests/fixtures/before_the_move.

A moment is a database as the code of then left it, and what the carrier and the phones knew. The README there says how
they were made; `tests.kits.moments_opened` opens them again.
"""

import json
import lzma
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "before_the_move"
KEY = "b2xkIHJvd3Mgb2YgdGVzdHMsIG5vdGhpbmcgcmVhbC4="
"""DATA_KEYS of every moment: base64 of "old rows of tests, nothing real."."""
_KEY = Fernet(KEY)
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")


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
    """All of them, in the order in which they were recorded."""
    return [_read(each) for each in lzma.decompress((FOLDER / "moments.jsonl.xz").read_bytes()).splitlines()]


def moved_to(moment: Moment, at: datetime) -> Moment:
    """The same moment at another time: each time of day in its rows is moved with it."""
    by = at - moment.at

    def moved(value: Any) -> Any:
        if isinstance(value, str) and _TIME.fullmatch(value):
            return f"{datetime.fromisoformat(value) + by:%Y-%m-%d %H:%M:%S.%f}"
        return value

    rows = {
        table: [{name: moved(value) for name, value in row.items()} for row in moment.of(table)]
        for table in moment.rows
    }
    return replace(moment, at=at, rows=rows)


@cache
def empty() -> sqlite3.Connection:
    """A database of then with nothing in it."""
    connection = sqlite3.connect(":memory:")
    connection.executescript((FOLDER / "schema.sql").read_text())
    return connection


@cache
def tables() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The columns of each table as they were then, and which of them are its key."""
    found = {}
    for (table,) in (
        empty().execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
    ):
        told = empty().execute(f"PRAGMA table_info({table})").fetchall()
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


def _read(written: bytes) -> Moment:
    kept = json.loads(written)
    phones = tuple(Phone(**each) for each in kept.pop("phones"))
    at = datetime.fromisoformat(kept.pop("at")).replace(tzinfo=UTC)
    return Moment(at=at, phones=phones, **kept)
