"""The roster as coordinators look through it: page by page, and where each volunteer stands now. No numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, Text, and_, func, or_, select
from sqlalchemy import cast as as_type

from flows.effects.base import AlertKind
from flows.rules.matching.availability import is_on_duty_at, is_paused
from flows.states import HELD_STATES, CallbackState
from store.contacts import known_people, views
from store.database import Tx
from store.models import Alert, Callback, Consent, Contact, TeamRequest, TimeOff, Volunteer
from store.volunteers import availability, roster

PAGE: Final = 50
STATES: Final = ("now", "askable", "attention", "invited", "left")
"""What a list may be narrowed to; without one, it has everybody who has not left."""
LATE: Final = timedelta(days=7)
"""Who was invited so long ago and has not joined needs a word from the team."""
COMPLAINTS_FOR: Final = timedelta(days=90)
_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. `called`: a part of a name, or a handle; `state`: one of STATES, or ""."""

    called: str = ""
    state: str = ""
    language: str = ""
    experience: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One volunteer. `state`: left, invited, talking, paused, on, away or off; `until`: its end, where it has one.

    `talks`: this month. `marks`: danger, unfinished, opted_out, unreachable, landline, complaint.
    """

    id: int
    contact_id: int
    handle: str
    name: str
    state: str
    until: datetime | None
    languages: Sequence[str]
    experiences: Sequence[str]
    talks: int
    last_talk: datetime | None
    marks: Sequence[str] = field(default=())


class Page(NamedTuple):
    """Some volunteers in the order they were added. `after`: where the next page begins, None at the end."""

    rows: list[Listed]
    after: int | None


if TYPE_CHECKING:

    class _Row(roster.RosterRow):
        unreachable_at: datetime | None
        landline_at: datetime | None

else:
    _Row = Volunteer


def page(tx: Tx, wanted: Wanted, *, account_id: int, after: int = 0, most: int = PAGE) -> Page:
    """A page of the roster, without anybody whom this account knows."""
    found: list[_Row] = []
    looks_inside = bool(wanted.called or wanted.experience)
    at_once = _AT_ONCE if looks_inside else most + 1
    selected = _selected(tx, wanted, account_id)
    last = after
    while len(found) <= most:
        rows = _rows(tx, selected.where(Volunteer.id > last).order_by(Volunteer.id).limit(at_once))
        found += [row for row in rows if not looks_inside or _is_meant(tx, row, wanted)]
        if len(rows) < at_once:
            break
        last = rows[-1].id
    shown = found[:most]
    return Page(_listed(tx, shown), shown[-1].id if len(found) > most else None)


def one(tx: Tx, volunteer_id: int) -> tuple[Listed, roster.RosterRow] | None:
    """One volunteer, as the list has them, and their row; None where there is none."""
    rows = _rows(tx, _COLUMNS.where(Volunteer.id == volunteer_id))
    return (_listed(tx, rows)[0], rows[0]) if rows else None


def several(tx: Tx, ids: Sequence[int]) -> list[Listed]:
    """These volunteers, as the list has them."""
    return _listed(tx, _rows(tx, _COLUMNS.where(Volunteer.id.in_(ids)).order_by(Volunteer.id)))


def hidden(tx: Tx, account_id: int) -> int:
    """How many volunteers this account knows, and so does not see."""
    return int(
        tx.run(
            select(func.count()).where(Volunteer.contact_id.in_(known_people.contacts_known(account_id)))
        ).scalar_one()
    )


_COLUMNS: Select[tuple[object, ...]] = select(
    Volunteer.__table__,
    *(Contact.handle, Contact.number_sealed, Contact.opted_out_at),
    *(Contact.unreachable_at, Contact.landline_at),
).join(Contact, Contact.id == Volunteer.contact_id)


def _rows(tx: Tx, statement: Select[tuple[object, ...]]) -> list[_Row]:
    rows = cast(list[_Row], list(tx.run(statement)))
    tx.keys.load(row.name_sealed for row in rows)
    return rows


def _selected(tx: Tx, wanted: Wanted, account_id: int) -> Select[tuple[object, ...]]:
    rows = _COLUMNS.where(Volunteer.contact_id.not_in(known_people.contacts_known(account_id)))
    if wanted.language:
        rows = rows.where(as_type(Volunteer.languages, Text).like(f'%"{wanted.language}"%'))
    match wanted.state:
        case "now":
            return rows.where(
                Volunteer.status == "active",
                availability.on_duty(tx.now),
                ~availability.paused(tx.now),
            )
        case "askable":
            busy = set(tx.run(select(Callback.volunteer_id).where(Callback.state.in_(HELD_STATES))).scalars())
            ids = {row.id for row in availability.may_be_asked(tx)} - busy
            return rows.where(Volunteer.id.in_(ids))
        case "attention":
            return rows.where(Volunteer.status != "left", _needs_attention(tx))
        case "invited" | "left":
            return rows.where(Volunteer.status == wanted.state)
    return rows.where(Volunteer.status != "left")


def _needs_attention(tx: Tx) -> ColumnElement[bool]:
    late = and_(Volunteer.status == "invited", Volunteer.created_at < tx.now - LATE)
    heard = [Contact.opted_out_at.is_not(None), Contact.unreachable_at.is_not(None)]
    if tx.line.texting:
        heard.append(Contact.landline_at.is_not(None))
    return or_(late, Volunteer.id.in_(_complained_of(tx)), *heard)


def _complained_of(tx: Tx) -> Select[int | None]:
    """Volunteers with a complaint of the last 90 days that nobody has closed."""
    return (
        select(TeamRequest.volunteer_id)
        .join(Alert, Alert.id == TeamRequest.alert_id)
        .where(
            TeamRequest.kind == AlertKind.COMPLAINT.value,
            TeamRequest.volunteer_id.is_not(None),
            TeamRequest.at > tx.now - COMPLAINTS_FOR,
            Alert.closed_at.is_(None),
        )
    )


def _is_meant(tx: Tx, row: _Row, wanted: Wanted) -> bool:
    called = wanted.called.casefold()
    if called and called not in views.name_of(tx, row).casefold() and called != row.handle.casefold():
        return False
    shared = [each.casefold() for each in roster.experiences(tx, row)] if wanted.experience else []
    return not wanted.experience or wanted.experience.casefold() in shared


def _listed(tx: Tx, rows: Sequence[_Row]) -> list[Listed]:
    ids = [row.id for row in rows]
    talks, last = _talks(tx, ids)
    talking = _talking(tx, ids)
    away = {
        row.volunteer_id: row.ends_at
        for row in tx.run(
            select(TimeOff.volunteer_id, TimeOff.ends_at).where(
                TimeOff.volunteer_id.in_(ids),
                TimeOff.ended_at.is_(None),
                TimeOff.begins_at <= tx.now,
                TimeOff.ends_at > tx.now,
            )
        )
    }
    begun = _begun(tx, [row.contact_id for row in rows if row.status == "invited"])
    complained = set(tx.run(_complained_of(tx).where(TeamRequest.volunteer_id.in_(ids))).scalars())
    found = []
    for row in rows:
        state, until = _state(row, tx.now, talking, away)
        marks = (
            (row.takes_danger is True and row.ready_for_danger, "danger"),
            (row.contact_id in begun, "unfinished"),
            (row.opted_out_at is not None, "opted_out"),
            (row.unreachable_at is not None, "unreachable"),
            (row.landline_at is not None and tx.line.texting, "landline"),
            (row.id in complained, "complaint"),
        )
        found.append(
            Listed(
                id=row.id,
                contact_id=row.contact_id,
                handle=row.handle,
                name=views.name_of(tx, row) or row.handle,  # nothing opens of somebody who was erased
                state=state,
                until=until,
                languages=tuple(row.languages),
                experiences=tuple(roster.experiences(tx, row)),
                talks=talks.get(row.id, 0),
                last_talk=last.get(row.id),
                marks=tuple(mark for holds, mark in marks if holds),
            )
        )
    return found


def _state(
    row: _Row, now: datetime, talking: frozenset[int], away: Mapping[int, datetime]
) -> tuple[str, datetime | None]:
    if row.status != "active":
        return row.status, row.left_at if row.status == "left" else row.created_at
    if row.id in talking:
        return "talking", None
    if is_paused(row, now):
        return "paused", row.paused_until
    if is_on_duty_at(row, now):
        return "on", row.duty_until
    return ("away", away[row.id]) if row.id in away else ("off", None)


def _talks(tx: Tx, ids: Sequence[int]) -> tuple[dict[int, int], dict[int, datetime]]:
    """How many talks this month, and when the last one ever was."""
    here = tx.now.astimezone(ZoneInfo(tx.line.timezone))
    month = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    had = and_(Callback.volunteer_id.in_(ids), Callback.connected_at.is_not(None))
    by_volunteer = select(Callback.volunteer_id, func.count()).where(had).group_by(Callback.volunteer_id)
    counted = {row[0]: row[1] for row in tx.run(by_volunteer.where(Callback.connected_at >= month))}
    latest = select(Callback.volunteer_id, func.max(Callback.connected_at)).where(had)
    return counted, {row[0]: row[1] for row in tx.run(latest.group_by(Callback.volunteer_id))}


def _talking(tx: Tx, ids: Sequence[int]) -> frozenset[int]:
    now = and_(Callback.volunteer_id.in_(ids), Callback.state == CallbackState.CONNECTED)
    return frozenset(tx.run(select(Callback.volunteer_id).where(now)).scalars())


def _begun(tx: Tx, contact_ids: Sequence[int]) -> frozenset[int]:
    """Those who were asked about a ground rule already, and have not joined."""
    said = and_(Consent.contact_id.in_(contact_ids), Consent.purpose.like("rule.%"))
    return frozenset(tx.run(select(Consent.contact_id).where(said)).scalars()) if contact_ids else frozenset()
