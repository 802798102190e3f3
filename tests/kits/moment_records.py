"""What an event does to an old moment, in lines that can be kept and compared: replies, texts, rings, changed rows."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.kits.line import TestLine
from tests.kits.moments import Moment, tables, unsealed
from tests.kits.moments_opened import put

Rows = dict[tuple[str, tuple[Any, ...]], dict[str, Any]]
DRAWN = {
    "callbacks": ("code", "room"),
    "contacts": ("handle",),
    "legs": ("token",),
    "other_numbers": ("code",),
    "swaps": ("code",),
    "turns": ("code",),
    "volunteers": ("feed_hash",),
}
"""Columns whose values are drawn by lot."""
WHAT = ("kind", "purpose", "role")
"""Columns that say what a row is about."""
_SECRET = re.compile(r"\b[a-z2-7]{32}\b")
_LEFT_OUT = {("inbound", "words_sealed"), ("heartbeats", "beat_at"), ("key_fingerprints", "since")}
"""The reply is in the record already; the others come from another clock."""


class Recorder:
    """Has a moment go on in one way after another, and writes down what comes of each."""

    def __init__(self, line: TestLine, moment: Moment, restore: Callable[[], None]) -> None:
        """`restore`: puts the line's database back to what it was in this moment."""
        self._line, self._moment, self._restore = line, moment, restore
        self._tables = tables()
        self._go_back()
        self._before = self._rows()

    def of(self, do: Callable[[TestLine], list[str]]) -> list[str]:
        """What comes of this, if it is what happens next: what is heard, sent and rung, and which rows change."""
        self._go_back()
        texts, rings = len(self._line.carrier.texts), len(self._line.carrier.rings)
        heard = do(self._line)
        sent = [f"{_on(each.at)} > {each.to}: {each.words}" for each in self._line.carrier.texts[texts:]]
        rung = [f"{_on(each.at)} rings {each.to}" for each in self._line.carrier.rings[rings:]]
        after = self._rows()
        lines = [*heard, *sent, *rung, *self._changes(after)]
        return self._without_lots("\n".join(lines), after).splitlines()

    def _go_back(self) -> None:
        self._restore()
        put(self._line, self._moment)

    def _rows(self) -> Rows:
        found: Rows = {}
        with self._line.db.engine.connect() as connection:
            for table, (_, key) in self._tables.items():
                read = connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608
                names = tuple(read.keys())
                for values in read:
                    row = dict(zip(names, map(_as_sqlite_has_it, values), strict=True))
                    found[table, tuple(row[name] for name in key)] = row
        return found

    def _changes(self, after: Rows) -> Iterator[str]:
        for place in sorted({*self._before, *after}):
            table, key = place
            old, new = self._before.get(place, {}), after.get(place, {})
            if old == new:
                continue
            changed = (name for name in self._tables[table][0] if old.get(name) != new.get(name))
            said = [
                change
                for name in changed
                if (table, name) not in _LEFT_OUT and (change := _change(name, old.get(name), new.get(name)))
            ]
            if said:
                sign = "=" if old and new else "+" if new else "-"
                which = " ".join(
                    map(str, (*key, *(kept[name] for name in WHAT if name in (kept := new or old))))
                )
                yield f"{sign} {table} {which}: {', '.join(said)}"

    def _without_lots(self, said: str, after: Rows) -> str:
        """With a name in place of everything that was drawn by lot since."""
        for (table, key), row in after.items():
            for name in DRAWN.get(table, ()):
                value = row.get(name)
                if value and value in said and value != self._before.get((table, key), {}).get(name):
                    alone = rf"(?<![\w+-])(?<!ends in ){re.escape(value)}(?![\w-])"
                    said = re.sub(alone, f"‹{table} {key[0]} {name}›", said)
        return _SECRET.sub("‹secret›", said)


def _on(moment: datetime) -> str:
    return f"{moment:%a %H:%M:%S}"


def _as_sqlite_has_it(value: Any) -> Any:
    """A value of either database as SQLite keeps it."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    if isinstance(value, bool):
        return int(value)
    return json.dumps(value) if isinstance(value, list) else value


def _change(name: str, old: Any, new: Any) -> str:
    """What becomes of a column; "" where it says what it said, sealed anew."""
    was, now = _shown(name, old), _shown(name, new)
    if was == now:
        return ""
    return f"{name} {now}" if old is None else f"{name} {was} → {now}"


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "–"
    if name == "session_sealed":
        return _session(json.loads(unsealed(value)))
    if name.endswith("_sealed"):
        return json.dumps(unsealed(value), ensure_ascii=False)
    return re.sub(r"^\d{4}-(\d\d-\d\d \d\d:\d\d:\d\d)\.0+$", r"\1", str(value))


def _session(session: Mapping[str, Any]) -> str:
    """Without the id and the gaps of its wording, which show in the reply."""
    offered = " ".join(f"{key or '…'}:{meaning}→{step}" for key, meaning, step in session["offered"])
    return f"{session['step']} [{offered}] {session['answers']} {session['trail']} {session['misses']}"
