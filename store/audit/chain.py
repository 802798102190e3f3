"""The log of who did what: entries are only ever added, and each hash holds all entries before it.

An entry is a text, and the hash is taken over exactly that text: nothing that is shown from it can be changed without
being found out. Whoever can write to the database could still make the whole chain anew, or cut its end off. So the
last hash also goes to the processes' log, and `verify` gives it, to be kept outside.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import structlog
from sqlalchemy import Connection, delete, insert, select, text

from store.logs.redaction import redacted
from store.models import AuditCut, AuditEntry

log = structlog.get_logger(__name__)

LONGEST = 120
AT_ONCE = 1000
LATELY = timedelta(minutes=2)
KEPT_FOR = timedelta(days=3 * 365 + 1)
"""How long entries are kept; then the beginning of the log is cut, and an entry says so."""
CUT = "audit cut"
NOT_AS_KEPT = "it is not the one you kept the hash of"
_A, _CUT = AuditEntry.__table__.c, AuditCut.__table__.c
_ANCHOR = select(_CUT.last_id.label("id"), _CUT.hash).order_by(_CUT.last_id.desc()).limit(1)
_LAST = select(_A.id, _A.hash).order_by(_A.id.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that was done. `who`: "ana, by command"; `did`: volunteers add; `about`: a handle, a code, a name.

    `more`: short facts, in words or counts of the program's own. Never a number of a phone, nor anybody's words.
    """

    who: str
    did: str
    about: str = ""
    more: Mapping[str, str | int | bool] | None = None


class Entry(NamedTuple):
    """An action as it was written down."""

    number: int
    at: datetime
    who: str
    did: str
    about: str
    more: Mapping[str, Any]


class Broken(NamedTuple):
    """Where the chain does not hold, and why."""

    number: int
    why: str


class Verified(NamedTuple):
    """What `verify` found. `last` and `hash`: of the newest entry, to be kept outside the database.

    `cut`: how many entries at the beginning were cut since they were too old.
    """

    entries: int
    last: int
    hash: str
    broken: Broken | None
    cut: int = 0


def append(connection: Connection, actions: Sequence[Action], at: datetime) -> None:
    """Add entries at the end. Two writers go one after the other: the second waits until the first has committed.

    Called last in a transaction, since the lock on the table is kept until its end.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit_entries IN SHARE ROW EXCLUSIVE MODE"))
    last = connection.execute(_LAST).first() or connection.execute(_ANCHOR).first()
    count, before = (last.id, last.hash) if last is not None else (0, "")
    for number, action in enumerate(actions, count + 1):
        entry = _written(number, action, at)
        before = _hash(before, entry)
        connection.execute(insert(AuditEntry), {"id": number, "entry": entry, "hash": before})


def cut_old(connection: Connection, now: datetime) -> Action | None:
    """Delete the entries at the beginning that are older than `KEPT_FOR`; gives what the log must say of it.

    None: there are none. The hash of the last one stays, so that what follows can be proved as before.
    """
    last = None
    for row in connection.execute(select(_A.id, _A.entry, _A.hash).order_by(_A.id).limit(AT_ONCE)):
        if read(row.id, row.entry).at > now - KEPT_FOR:
            break
        last = row
    if last is None:
        return None
    connection.execute(insert(AuditCut), {"last_id": last.id, "hash": last.hash, "cut_at": now})
    connection.execute(delete(AuditEntry).where(_A.id <= last.id))
    return Action("the line, by itself", CUT, more={"last": last.id})


def log_last(connection: Connection, now: datetime) -> None:
    """Write the last entry's number and hash into the process's log, where it was added within two minutes."""
    last = connection.execute(select(_A.id, _A.entry, _A.hash).order_by(_A.id.desc()).limit(1)).first()
    if last is not None and now - read(last.id, last.entry).at < LATELY:
        log.info("audit_last", number=last.id, hash=last.hash)


def entries(connection: Connection, *, most: int, about: str | None = None) -> list[Entry]:
    """The newest entries, the newest first. `about`: only those of this handle, code or name."""
    newest = select(_A.id, _A.entry).order_by(_A.id.desc())
    rows = connection.execute(newest.limit(most) if about is None else newest)
    found: list[Entry] = []
    for row in rows:
        entry = read(row.id, row.entry)
        if about is None or entry.about.casefold() == about.casefold():
            found.append(entry)
        if len(found) == most:
            break
    return found


def verify(connection: Connection, *, kept: tuple[int, str] | None = None) -> Verified:
    """Whether the chain holds from its first entry to its last. `kept`: number and hash of an entry, kept outside."""
    first, before = beginning(connection)
    if first and kept is not None and kept[0] == first and not before.startswith(kept[1]):
        broken = Broken(first, NOT_AS_KEPT)
        return Verified(0, first, before, broken, first)
    found = walk(connection, first, before, kept)._replace(cut=first)
    return found if found.broken else found._replace(broken=end_is_there(connection, found.last, kept))


def beginning(connection: Connection) -> tuple[int, str]:
    """The number and hash that the first entry goes on from: of the last one that was cut, or 0 and ""."""
    anchor = connection.execute(_ANCHOR).first()
    return (anchor.id, anchor.hash) if anchor is not None else (0, "")


def hash_at(connection: Connection, number: int) -> str:
    """The hash that stands with an entry, or with the last one that was cut; "" where it is gone."""
    found: str | None = connection.execute(select(_A.hash).where(_A.id == number)).scalar()
    first, before = beginning(connection)
    return found or (before if number == first else "")


def end_is_there(connection: Connection, last: int, kept: tuple[int, str] | None) -> Broken | None:
    """What is wrong though each entry up to the `last` goes on from the one before: one of either end is missing."""
    if kept is not None and kept[0] > last:
        return Broken(last + 1, "the end is missing: you kept a later entry")
    first, _ = beginning(connection)
    if first and not _says_so(connection, first):
        return Broken(first + 1, "all before it is gone, and no entry says that it was cut")
    return None


def _says_so(connection: Connection, cut: int) -> bool:
    says = select(_A.id, _A.entry).where(_A.id > cut, _A.entry.contains(f'"did":"{CUT}"'))
    return any(read(row.id, row.entry).more.get("last") == cut for row in connection.execute(says))


def walk(
    connection: Connection, last: int, before: str, kept: tuple[int, str] | None, *, most: int | None = None
) -> Verified:
    """Prove the entries after `last`, whose hash is `before`; `most`: only so many of them."""
    count = 0
    for row in _all(connection, last):
        if count == most:
            break
        count += 1
        if row.id != last + 1:
            return Verified(count, last, before, Broken(last + 1, "it is missing"))
        last, before = row.id, _hash(before, row.entry)
        if before != row.hash:
            return Verified(count, last, row.hash, Broken(row.id, "it was changed, or one before it was"))
        if _number_in(row.entry) != row.id:
            return Verified(count, last, before, Broken(row.id, "it stands in the place of another"))
        if kept is not None and kept[0] == row.id and not before.startswith(kept[1]):
            return Verified(count, last, before, Broken(row.id, NOT_AS_KEPT))
    return Verified(count, last, before, None)


def _all(connection: Connection, last: int) -> Iterator[Any]:
    while True:
        page = select(_A.id, _A.entry, _A.hash).where(_A.id > last).order_by(_A.id).limit(AT_ONCE)
        rows = connection.execute(page).all()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].id


def _written(number: int, action: Action, at: datetime) -> str:
    said: dict[str, Any] = {"n": number, "at": at.astimezone(UTC).isoformat(timespec="seconds")}
    said |= {"who": _clean(action.who), "did": action.did, "about": _clean(action.about)}
    if action.more:
        said["more"] = {
            name: _clean(value) if isinstance(value, str) else value for name, value in action.more.items()
        }
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"))


def _clean(words: str) -> str:
    """Short, of letters one can see, and without what may be a telephone number."""
    shown = "".join(letter if letter.isprintable() else " " for letter in words)
    return redacted(" ".join(shown.split()))[:LONGEST]


def read(number: int, entry: str) -> Entry:
    """An entry as it was written down; one that cannot be read says so."""
    try:
        said = json.loads(entry)
        at = datetime.fromisoformat(said["at"])
        return Entry(number, at, said["who"], said["did"], said["about"], said.get("more", {}))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Entry(number, datetime.fromtimestamp(0, UTC), "?", "this entry cannot be read", "", {})


def _number_in(entry: str) -> int | None:
    try:
        return int(json.loads(entry)["n"])
    except (ValueError, KeyError, TypeError):
        return None


def _hash(before: str, entry: str) -> str:
    return sha256(f"{before}\n{entry}".encode()).hexdigest()
