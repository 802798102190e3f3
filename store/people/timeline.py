"""What happened with one person, the newest first, some at a time. Nobody's words: those are named, and stay sealed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, Protocol

from sqlalchemy import ColumnElement, select

from store.alerts.telling import is_open
from store.coordinators import overview
from store.coordinators.overview import Peer
from store.database import Tx
from store.models import (
    Account,
    AccountReason,
    Alert,
    Callback,
    Checkin,
    Consent,
    Decision,
    Inbound,
    Message,
    Note,
    TeamRequest,
)
from store.people import sealed

AT_ONCE: Final = 40
_SPARE: Final = 30
"""More of each kind, since what happened in one moment stands on one page."""
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "checkins": ("checkin",),
    "callbacks": ("callback", "decision", "note"),
    "alerts": ("alert", "request"),
    "texts": ("text", "message"),
    "consents": ("consent",),
    "looks": ("reason",),
}
"""What a timeline can be narrowed to, and which entries that are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `facts` depend on `kind`; `id` names it within its kind.

    `words`: whose sealed words it has, None for nobody's: as `sealed.State` says, they can be opened or not.
    """

    at: datetime
    kind: str
    id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    words: sealed.State | None = None


class Page(NamedTuple):
    """Some entries, and from when on the older ones begin; None where there are none."""

    entries: Sequence[Entry]
    before: datetime | None


def page(tx: Tx, contact_id: int, *, before: datetime | None = None, only: str = "") -> Page:
    """The entries of a contact before this moment. `only`: one of KINDS."""
    wanted = KINDS.get(only, tuple(_READ))
    found = [each for kind in wanted for each in _READ[kind](tx, contact_id, before or tx.now + _AHEAD)]
    found.sort(key=lambda each: each.at, reverse=True)
    if len(found) <= AT_ONCE:
        return Page(found, None)
    cut = found[AT_ONCE - 1].at
    shown = [each for each in found if each.at >= cut]
    return Page(shown, cut if len(found) > len(shown) else None)


_AHEAD: Final = timedelta(days=1)


def _newest(wanted: Any, at: ColumnElement[datetime], before: datetime) -> Any:
    return wanted.where(at < before).order_by(at.desc()).limit(AT_ONCE + _SPARE)


def _checkins(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    mine = select(Checkin.id, Checkin.at, Checkin.mood, Checkin.channel)
    mine = mine.where(Checkin.contact_id == contact_id)
    for row in tx.run(_newest(mine, Checkin.__table__.c.at, before)):
        yield Entry(row.at, "checkin", str(row.id), {"mood": row.mood, "channel": row.channel})


def _callbacks(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    mine = select(Callback.__table__).where(Callback.contact_id == contact_id)
    rows = tx.run(_newest(mine, Callback.__table__.c.requested_at, before)).all()
    for each in overview.statuses(tx, rows):
        cb = each.row
        talked = (cb.ended_at or tx.now) - cb.connected_at if cb.connected_at is not None else None
        facts = {"status": each, "talked": talked}
        words = sealed.of_wishes(tx, cb) if cb.wishes_sealed else None
        yield Entry(cb.requested_at, "callback", str(cb.id), facts, words)


def _decisions(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    mine = (
        select(Decision.id, Decision.at, Decision.what, Decision.why, Decision.volunteer_id, Callback.code)
        .join(Callback, Callback.id == Decision.callback_id)
        .where(Callback.contact_id == contact_id)
    )
    rows = tx.run(_newest(mine, Decision.__table__.c.at, before)).all()
    named = _peers(tx, rows)
    for row in rows:
        facts = {"what": row.what, "why": row.why, "code": row.code, "who": named.get(row.volunteer_id)}
        yield Entry(row.at, "decision", str(row.id), facts)


def _notes(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    mine = (
        select(Note.id, Note.row_key, Note.at, Note.volunteer_id, Note.words_sealed, Callback.code)
        .join(Callback, Callback.id == Note.callback_id)
        .where(Callback.contact_id == contact_id)
    )
    rows = tx.run(_newest(mine, Note.__table__.c.at, before)).all()
    named = _peers(tx, rows)
    for row in rows:
        facts = {"code": row.code, "who": named.get(row.volunteer_id)}
        yield Entry(row.at, "note", str(row.id), facts, sealed.of_note(tx, row))


def _alerts(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    mine = (
        select(Alert.id, Alert.at, Alert.kind, Alert.times, Alert.closed_at, Alert.acknowledged_at)
        .add_columns(is_open().label("open"), Callback.code, Alert.joined_id)
        .outerjoin(Callback, Callback.id == Alert.callback_id)
        .where(Alert.contact_id == contact_id)
    )
    for row in tx.run(_newest(mine, Alert.__table__.c.at, before)):
        state = "closed" if row.closed_at else "open" if row.open else "joined" if row.joined_id else "taken"
        facts = {"kind": row.kind, "times": row.times, "state": state, "code": row.code or f"A{row.id}"}
        yield Entry(row.at, "alert", str(row.id), facts)


def _requests(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    mine = select(TeamRequest.__table__).where(TeamRequest.contact_id == contact_id)
    for row in tx.run(_newest(mine, TeamRequest.__table__.c.at, before)):
        facts = {"kind": row.kind, "code": f"A{row.alert_id}", "answered": row.answered_at is not None}
        yield Entry(row.at, "request", str(row.id), facts, sealed.of_request(tx, row))


def _texts(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    mine = select(Inbound.__table__).where(Inbound.contact_id == contact_id)
    rows = tx.run(_newest(mine, Inbound.__table__.c.received_at, before)).all()
    states = sealed.of_texts(tx, contact_id, rows)
    for row in rows:
        yield Entry(row.received_at, "text", row.sid, {"crisis": row.crisis}, states[row.sid])


def _messages(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    columns = (Message.id, Message.created_at, Message.purpose, Message.state, Message.receipt)
    mine = select(*columns, Message.error_code).where(Message.contact_id == contact_id)
    for row in tx.run(_newest(mine, Message.__table__.c.created_at, before)):
        became = row.receipt if row.state == "sent" and row.receipt not in (None, "queued") else row.state
        facts = {"purpose": row.purpose, "became": became, "error": row.error_code}
        yield Entry(row.created_at, "message", str(row.id), facts)


def _consents(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    mine = select(Consent.__table__).where(Consent.contact_id == contact_id)
    for row in tx.run(_newest(mine, Consent.__table__.c.at, before)):
        said = {"purpose": row.purpose, "action": row.action, "source": row.source}
        ours = sealed.is_our_wording(row)
        wording = sealed.our_wording(tx, contact_id, row) if ours else ""
        words = None if ours else sealed.of_consent(tx, row)
        yield Entry(row.at, "consent", str(row.id), said | {"wording": wording}, words)


def _reasons(tx: Tx, contact_id: int, before: datetime) -> Iterator[Entry]:
    columns = (AccountReason.id, AccountReason.at, AccountReason.did, AccountReason.item)
    mine = (
        select(*columns, AccountReason.reason, Account.handle)
        .join(Account, Account.id == AccountReason.account_id)
        .where(AccountReason.contact_id == contact_id)
    )
    for row in tx.run(_newest(mine, AccountReason.__table__.c.at, before)):
        facts = {"did": row.did, "item": row.item, "reason": row.reason, "who": row.handle}
        yield Entry(row.at, "reason", str(row.id), facts)


_Read = Callable[[Tx, int, datetime], Iterator[Entry]]
_READ: Final[Mapping[str, _Read]] = {
    "checkin": _checkins,
    "callback": _callbacks,
    "decision": _decisions,
    "note": _notes,
    "alert": _alerts,
    "request": _requests,
    "text": _texts,
    "message": _messages,
    "consent": _consents,
    "reason": _reasons,
}


class _OfVolunteer(Protocol):
    """A row that names a volunteer."""

    volunteer_id: int | None


def _peers(tx: Tx, found: Sequence[_OfVolunteer]) -> dict[int, Peer]:
    return overview.peers(tx, {each.volunteer_id for each in found if each.volunteer_id is not None})
