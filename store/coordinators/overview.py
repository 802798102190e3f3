"""What a coordinator may see of callbacks: the status of each, and who has it. No numbers, and nobody's words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from sqlalchemy import or_, select

from flows.rules.promises import promise
from flows.states import OPEN_STATES, CallbackState
from store.callbacks import queue
from store.callbacks.callbacks import S
from store.contacts import views
from store.database import Tx
from store.models import Callback, Contact, Offer, Volunteer
from store.offers import escalation

ENDED = 50
NO_NUMBER = "no number"
"""In place of a handle: a caller who shows none."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A volunteer as coordinators speak of them."""

    name: str
    handle: str

    def __str__(self) -> str:
        return f"{self.name} ({self.handle})"


@dataclass(frozen=True, slots=True)
class CallbackStatus:
    """What coordinators see of one callback. `row` is its row, `status` a word of `status_word`; moments are UTC.

    `lapses_at`: when the first open offer of it does.
    """

    row: Callback
    handle: str
    status: str
    peer: Peer | None
    asked: Sequence[Peer]
    late: bool
    at_risk: bool
    lapses_at: datetime | None = None


def open_callbacks(tx: Tx) -> list[Callback]:
    """The rows of all open callbacks, by the time they are promised for."""
    rows = select(Callback.__table__).where(Callback.state.in_(OPEN_STATES))
    return cast(list[Callback], list(tx.run(rows.order_by(Callback.promised_by, Callback.id))))


def open_called(tx: Tx, code: str, handle: str) -> Callback | None:
    """The open callback with this code, or of the contact with this handle."""
    wanted = handle.strip().capitalize()
    named = or_(Callback.code == code, Contact.handle == wanted)
    found = select(Callback.__table__).outerjoin(Contact, Contact.id == Callback.contact_id)
    row = tx.run(found.where(Callback.state.in_(OPEN_STATES), named).limit(1)).first()
    return cast("Callback | None", row)


def ended_callbacks(tx: Tx) -> list[Callback]:
    """The rows of the last ENDED callbacks that are over, the latest first."""
    rows = select(Callback.__table__).where(~Callback.state.in_(OPEN_STATES))
    latest = rows.order_by(Callback.ended_at.desc(), Callback.id.desc()).limit(ENDED)
    return cast(list[Callback], list(tx.run(latest)))


def statuses(tx: Tx, rows: Sequence[Callback]) -> list[CallbackStatus]:
    """As `status_of`, for many at once: as many looks at the database for two hundred as for one."""
    offers: dict[int, list[_AskedRow]] = {}
    for row in _asked_of(tx, [cb.id for cb in rows]):
        offers.setdefault(row.callback_id, []).append(row)
    asked_ids = {row.volunteer_id for each in offers.values() for row in each}
    named = peers(tx, asked_ids | {cb.volunteer_id for cb in rows if cb.volunteer_id is not None})
    handles = _handles(tx, [cb.contact_id for cb in rows if cb.contact_id is not None])
    return [
        _status(
            tx,
            cb,
            handles[cb.contact_id] if cb.contact_id is not None else NO_NUMBER,
            named.get(cb.volunteer_id) if cb.volunteer_id is not None else None,
            [named[row.volunteer_id] for row in offers.get(cb.id, ())],
            min((row.expires_at for row in offers.get(cb.id, ())), default=None),
        )
        for cb in rows
    ]


def status_of(tx: Tx, cb: Callback) -> CallbackStatus:
    """All that a line about a callback says."""
    return statuses(tx, [cb])[0]


def _status(
    tx: Tx, cb: Callback, handle: str, peer: Peer | None, asked: Sequence[Peer], lapses_at: datetime | None
) -> CallbackStatus:
    is_open = cb.state in OPEN_STATES
    unkept = cb.state not in (S.CONNECTED, S.COMPLETED) and cb.connected_at is None
    at_risk = promise.at_risk_from(queue.waits_since(cb), cb.promised_by, tx.line)
    return CallbackStatus(
        row=cb,
        handle=handle,
        status=_word(tx, cb, is_asked=bool(asked)),
        peer=peer,
        asked=asked,
        lapses_at=lapses_at,
        late=is_open and unkept and tx.now >= cb.promised_by,
        at_risk=is_open and unkept and at_risk <= tx.now < cb.promised_by and cb.volunteer_id is None,
    )


def status_word(tx: Tx, cb: Callback) -> str:
    """Where a callback stands, in one of our words for it.

    searching, asking, planned (for the time they said), on_line (a caller waits on the phone), unsure (waits for the
    participant's word), taken, ready (the volunteer who has it waits for that word), waits_go, agreed, retry, ringing,
    talking, writing; and completed, missed, cancelled, expired.
    """
    return _word(tx, cb, is_asked=bool(asked_now(tx, cb.id)))


def _word(tx: Tx, cb: Callback, *, is_asked: bool) -> str:
    match cb.state:
        case S.WAITING | S.OFFERED:
            return _unheld(tx, cb, is_asked=is_asked)
        case S.ACCEPTED:
            return _held(tx, cb)
        case S.CONNECTING:
            return "on_line" if cb.talk_started_at is not None else "ringing"
        case S.CONNECTED:
            return "writing" if cb.kind == "text" else "talking"
    return str(CallbackState(cb.state).value)


def _unheld(tx: Tx, cb: Callback, *, is_asked: bool) -> str:
    if cb.talk_started_at is not None:
        return "on_line"
    if cb.ready_asked_at is not None:
        return "unsure"
    if is_asked:
        return "asking"
    if cb.not_before is not None and cb.not_before - escalation.AHEAD > tx.now:
        return "planned"
    return "searching"


def _held(tx: Tx, cb: Callback) -> str:
    if cb.ready_asked_at is not None:
        return "ready"
    if cb.retry_at is not None:
        return "retry"
    if cb.agreed_at is not None or (cb.not_before is not None and cb.not_before > tx.now):
        return "agreed"
    return "waits_go" if cb.wait_for_go else "taken"


def asked_now(tx: Tx, callback_id: int) -> list[Peer]:
    """The volunteers who hold an open offer of this callback."""
    waiting = select(Offer.volunteer_id).where(Offer.callback_id == callback_id, Offer.state == "open")
    found = (peer(tx, each) for each in tx.run(waiting.order_by(Offer.id)).scalars().all())
    return [each for each in found if each is not None]


def peer(tx: Tx, volunteer_id: int | None) -> Peer | None:
    """A volunteer's first name and handle."""
    if volunteer_id is None:
        return None
    handle = select(Contact.handle).join(Volunteer, Volunteer.contact_id == Contact.id)
    return Peer(
        views.first_name(tx, volunteer_id), tx.run(handle.where(Volunteer.id == volunteer_id)).scalar_one()
    )


class _AskedRow(Protocol):
    """An open offer."""

    callback_id: int
    volunteer_id: int
    expires_at: datetime


def _asked_of(tx: Tx, callback_ids: Sequence[int]) -> Sequence[_AskedRow]:
    columns = select(Offer.callback_id, Offer.volunteer_id, Offer.expires_at)
    found = columns.where(Offer.callback_id.in_(callback_ids), Offer.state == "open").order_by(Offer.id)
    return cast("Sequence[_AskedRow]", tx.run(found).all())


def peers(tx: Tx, volunteer_ids: Collection[int]) -> dict[int, Peer]:
    """As `peer`, for many at once, by their ids. Of an id that nobody has, nothing."""
    columns = select(Volunteer.id, Volunteer.row_key, Volunteer.name_sealed, Contact.handle)
    found = columns.join(Contact, Contact.id == Volunteer.contact_id).where(Volunteer.id.in_(volunteer_ids))
    rows = tx.run(found).all()
    tx.keys.load(row.name_sealed for row in rows)
    return {row.id: Peer((views.name_of(tx, row).split() or [""])[0][:20], row.handle) for row in rows}


def _handles(tx: Tx, contact_ids: Sequence[int]) -> dict[int, str]:
    found = select(Contact.id, Contact.handle).where(Contact.id.in_(contact_ids))
    return {row.id: row.handle for row in tx.run(found)}


def handle_of(tx: Tx, cb: Callback) -> str:
    """The participant, as coordinators speak of them."""
    if cb.contact_id is None:
        return NO_NUMBER
    return str(tx.run(select(Contact.handle).where(Contact.id == cb.contact_id)).scalar_one())
