"""The list of people who use the line: the last heard of first, some at a time, without those whom somebody knows."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple, Protocol, cast

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union

from flows.line import on_call
from flows.states import OPEN_STATES
from store.alerts.telling import is_open
from store.contacts.known_people import contacts_known
from store.database import Tx
from store.models import Alert, Callback, CarePlan, Checkin, Contact, Volunteer

AT_ONCE: Final = 50
OPEN_FOR: Final = timedelta(days=7)
"""So long after their last words an alert that nobody took is shown as open."""
_LOOKS_BACK: Final = timedelta(days=30)
"""How far back such an alert can have begun."""
_C = Contact.__table__.c
_MARKS: Final = {
    "opted_out": _C.opted_out_at,
    "unreachable": _C.unreachable_at,
    "landline": _C.landline_at,
    "shared": _C.shared_at,
}
FILTERS: Final = ("open", "unreachable", "opted_out", "landline", "shared", "plan", "same")
"""What the list can be narrowed to."""
_START: Final = re.compile(r"[A-Za-z]{1,12}(-\d{0,9})?")
_MOMENT: Final = re.compile(r"(\d{1,17})\.(\d{1,17})", re.ASCII)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Listed(NamedTuple):
    """One person of the list. `open`: codes of what is open, alerts first; `marks`: as FILTERS has them."""

    id: int
    handle: str
    language: str
    since: datetime
    heard_at: datetime
    open: Sequence[str]
    marks: Sequence[str]


class _ListedRow(Protocol):
    """What is read of each."""

    id: int
    handle: str
    language: str
    created_at: datetime
    heard_at: datetime
    same_as: int | None


class People(NamedTuple):
    """Some of the list. `after`: where the next ones begin, "" where there are none."""

    rows: Sequence[Listed]
    after: str


def people(tx: Tx, account_id: int, *, only: str = "", handle: str = "", after: str = "") -> People:
    """The next people for whoever has this account.

    `only`: one of FILTERS; `handle`: it, or its beginning; `after`: as the page before gave it. What cannot be one of
    these counts as nothing, but for a handle, which finds nobody.
    """
    wanted = select(*_COLUMNS).where(_C.heard_at.is_not(None), ~_C.id.in_(contacts_known(account_id)))
    wanted = wanted.where(_uses_the_line(tx))
    if only in FILTERS:
        wanted = wanted.where(_narrowed(tx, only))
    if handle:
        start = handle_start(handle)
        if start is None:
            return People((), "")
        wanted = wanted.where(_begins(tx, start))
    if (key := _key(after)) is not None:
        at, id = key
        wanted = wanted.where(_C.heard_at <= at, or_(_C.heard_at < at, _C.id < id))
    rows = tx.run(wanted.order_by(_C.heard_at.desc(), _C.id.desc()).limit(AT_ONCE + 1)).all()
    shown = cast(list[_ListedRow], rows[:AT_ONCE])
    return People(_listed(tx, shown), _after(shown[-1]) if len(rows) > AT_ONCE else "")


def handle_start(typed: str) -> str | None:
    """A handle or its beginning as handles are written; None for what can be neither."""
    name = "".join(typed.split())
    return name.capitalize() if _START.fullmatch(name) else None


_COLUMNS = (_C.id, _C.handle, _C.language, _C.created_at, _C.heard_at, _C.same_as, *_MARKS.values())


def _uses_the_line(tx: Tx) -> ColumnElement[bool]:
    """Not those who only work for it: volunteers have a page of their own, and people on call are no participants."""
    hashes = [each for number in on_call.numbers(tx.line.ladder) for each in tx.vault.hashes(number)]
    works = or_(exists().where(Volunteer.contact_id == _C.id), _C.number_hash.in_(hashes))
    uses = or_(exists().where(Callback.contact_id == _C.id), exists().where(Checkin.contact_id == _C.id))
    return or_(~works, uses)


def _narrowed(tx: Tx, only: str) -> ColumnElement[bool]:
    if only in _MARKS:
        return _MARKS[only].is_not(None)
    if only == "plan":
        return _C.id.in_(select(CarePlan.contact_id))
    if only == "same":
        several = Contact.same_as.is_not(None)
        return _C.id.in_(union(select(Contact.id).where(several), select(Contact.same_as).where(several)))
    called = select(Callback.contact_id).where(
        Callback.state.in_(OPEN_STATES), Callback.contact_id.is_not(None)
    )
    return _C.id.in_(union(called, _alerts_open(tx, Alert.contact_id).where(Alert.contact_id.is_not(None))))


def _alerts_open(tx: Tx, *columns: Any) -> Select[Any]:
    lately = func.coalesce(Alert.last_at, Alert.at) > tx.now - OPEN_FOR
    return select(*columns).where(is_open(), Alert.at > tx.now - _LOOKS_BACK, lately)


def _begins(tx: Tx, start: str) -> ColumnElement[bool]:
    # Nothing but letters, a hyphen and digits is left in it. Only GLOB finds its way by SQLite's index.
    return _C.handle.op("GLOB")(f"{start}*") if tx.on_sqlite else _C.handle.like(f"{start}%")


def _listed(tx: Tx, found: Sequence[_ListedRow]) -> list[Listed]:
    ids = [row.id for row in found]
    open_now = codes_open(tx, ids)
    plans = set(tx.run(select(CarePlan.contact_id).where(CarePlan.contact_id.in_(ids))).scalars())
    linked = set(tx.run(select(Contact.same_as).where(Contact.same_as.in_(ids))).scalars())
    return [
        Listed(
            row.id,
            row.handle,
            row.language,
            row.created_at,
            row.heard_at,
            open_now.get(row.id, ()),
            [
                *(mark for mark in _MARKS if getattr(row, f"{mark}_at") is not None),
                *(["plan"] if row.id in plans else []),
                *(["same"] if row.same_as is not None or row.id in linked else []),
            ],
        )
        for row in found
    ]


def codes_open(tx: Tx, contact_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """By contact, the codes of the alerts and callbacks of theirs that are open."""
    found: dict[int, list[str]] = {}
    alerts = _alerts_open(tx, Alert.contact_id, Alert.id, Callback.code)
    alerts = alerts.outerjoin(Callback, Callback.id == Alert.callback_id)
    for row in tx.run(alerts.where(Alert.contact_id.in_(contact_ids)).order_by(Alert.id)):
        found.setdefault(row.contact_id, []).append(row.code or f"A{row.id}")
    calls = select(Callback.contact_id, Callback.code).where(Callback.contact_id.in_(contact_ids))
    for row in tx.run(calls.where(Callback.state.in_(OPEN_STATES))):
        if row.code not in found.setdefault(row.contact_id, []):
            found[row.contact_id].append(row.code)
    return found


def _after(last: _ListedRow) -> str:
    return f"{(last.heard_at - _EPOCH) // timedelta(microseconds=1)}.{last.id}"


def _key(after: str) -> tuple[datetime, int] | None:
    read = _MOMENT.fullmatch(after)
    return (_EPOCH + timedelta(microseconds=int(read[1])), int(read[2])) if read else None
