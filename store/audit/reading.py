"""Reads the log of who did what, a page at a time, the newest first: by whom, about what, of which kind, since when.

The entries have no columns to search by: what was hashed stays as it was. So a search reads back through so many
entries at a time, and says how far it came. The database drops what cannot fit; what fits is decided here.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from store.audit.chain import Entry, read
from store.models import AuditEntry

WINDOW: Final = 25_000
"""Through so many entries one search reads back; a link goes on from there."""
_FETCHED: Final = 500
_A = AuditEntry.__table__.c


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries somebody asks for; what is empty asks for all. `did`: a key, as `key_of` makes it.

    `before`: the last number of the page before.
    """

    who: str = ""
    about: str = ""
    did: str = ""
    since: datetime | None = None
    before: int | None = None


class Found(NamedTuple):
    """A page of entries. `before`: where the next begins, None at the end of the log.

    `looked_to`: the lowest number that was looked at, where it ended before the page was full.
    """

    entries: list[Entry]
    before: int | None
    looked_to: int | None = None


def find(
    connection: Connection,
    sought: Sought,
    most: int,
    hidden: Callable[[Entry], bool] = lambda each: False,
    *,
    window: int = WINDOW,
) -> Found:
    """The newest `most` entries that fit, without those that are `hidden` from whoever asks."""
    last = newest(connection)
    start = min(last, sought.before - 1) if sought.before is not None else last
    floor = _first(connection, last, sought.since)
    lowest = max(floor, start - window + 1)
    found: list[Entry] = []
    at = start
    while at >= lowest:
        page = select(_A.id, _A.entry).where(_A.id <= at, _A.id >= lowest, *_may_fit(sought))
        rows = connection.execute(page.order_by(_A.id.desc()).limit(_FETCHED)).all()
        for row in rows:
            entry = read(row.id, row.entry)
            if fits(entry, sought) and not hidden(entry):
                found.append(entry)
                if len(found) > most:
                    return Found(found[:most], found[most - 1].number)
        at = rows[-1].id - 1 if len(rows) == _FETCHED else lowest - 1
    return Found(found, lowest, lowest) if lowest > floor else Found(found, None)


def newest(connection: Connection) -> int:
    """The number of the last entry; 0 where there is none."""
    return int(connection.execute(select(func.coalesce(func.max(_A.id), 0))).scalar_one())


def fits(entry: Entry, sought: Sought) -> bool:
    """Whether an entry is one of those asked for: a handle or a code as a whole word, whatever its capitals."""
    return (
        (not sought.did or key_of(entry.did) == sought.did)
        and (not sought.who or sought.who.casefold() in entry.who.casefold())
        and (not sought.about or sought.about.casefold() in (entry.about.casefold(), *words(entry.about)))
        and (sought.since is None or entry.at >= sought.since)
    )


def key_of(did: str) -> str:
    """What was done, as a key for words: "callbacks.reassign" as callbacks_reassign."""
    return re.sub(r"[^a-z0-9]+", "_", did.casefold()).strip("_")


def words(about: str) -> list[str]:
    """The handles and codes in what an entry is about, in small letters: "K7 #12", "A1 + A3"."""
    return [each.casefold() for each in re.findall(r"[\w#-]+", about)]


def _may_fit(sought: Sought) -> list[ColumnElement[bool]]:
    conditions = [
        _A.entry.icontains(_as_written(each)[1:-1], autoescape=True)
        for each in (sought.who, sought.about)
        if each
    ]
    # In a pattern, "_" stands for any one letter: for whatever `key_of` put it in the place of.
    return [*conditions, _A.entry.like(f'%"did":"{sought.did}"%')] if sought.did else conditions


def _as_written(words: str) -> str:
    return json.dumps(words, ensure_ascii=True)


def _first(connection: Connection, last: int, since: datetime | None) -> int:
    """The number of the first entry there is; with `since`, of the first from then on: the log is in order of time."""
    low = int(connection.execute(select(func.coalesce(func.min(_A.id), 1))).scalar_one())
    if since is None:
        return low
    high = last + 1
    while low < high:
        middle = (low + high) // 2
        found: Any = connection.execute(
            select(_A.id, _A.entry).where(_A.id >= middle).order_by(_A.id).limit(1)
        ).first()
        if found is None or read(found.id, found.entry).at >= since:
            high = middle
        else:
            low = max(found.id, middle) + 1
    return low
