"""What a coordinator may see of callbacks: the status of each, and who has it. No numbers, and nobody's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select

from flows.rules.promises import promise
from flows.states import OPEN_STATES, CallbackState
from store.callbacks import queue
from store.callbacks.callbacks import S
from store.contacts import views
from store.database import Tx
from store.models import Callback, Contact, Offer, Volunteer
from store.offers import escalation

ENDED = 50


@dataclass(frozen=True, slots=True)
class Peer:
    """A volunteer as coordinators speak of them."""

    name: str
    handle: str

    def __str__(self) -> str:
        return f"{self.name} ({self.handle})"


@dataclass(frozen=True, slots=True)
class CallbackStatus:
    """What coordinators see of one callback. `row` is its row, `status` a word of `status_word`; moments are UTC."""

    row: Callback
    handle: str
    status: str
    peer: Peer | None
    asked: Sequence[Peer]
    late: bool
    at_risk: bool


def open_callbacks(tx: Tx) -> list[Callback]:
    """The rows of all open callbacks, by the time they are promised for."""
    rows = select(Callback.__table__).where(Callback.state.in_(OPEN_STATES))
    return cast(list[Callback], list(tx.run(rows.order_by(Callback.promised_by, Callback.id))))


def ended_callbacks(tx: Tx) -> list[Callback]:
    """The rows of the last ENDED callbacks that are over, the latest first."""
    rows = select(Callback.__table__).where(~Callback.state.in_(OPEN_STATES))
    latest = rows.order_by(Callback.ended_at.desc(), Callback.id.desc()).limit(ENDED)
    return cast(list[Callback], list(tx.run(latest)))


def status_of(tx: Tx, cb: Callback) -> CallbackStatus:
    """All that a line about a callback says."""
    is_open = cb.state in OPEN_STATES
    unkept = cb.state not in (S.CONNECTED, S.COMPLETED) and cb.connected_at is None
    at_risk = promise.at_risk_from(queue.waits_since(cb), cb.promised_by, tx.line)
    return CallbackStatus(
        row=cb,
        handle=handle_of(tx, cb),
        status=status_word(tx, cb),
        peer=peer(tx, cb.volunteer_id),
        asked=asked_now(tx, cb.id),
        late=is_open and unkept and tx.now >= cb.promised_by,
        at_risk=is_open and unkept and at_risk <= tx.now < cb.promised_by and cb.volunteer_id is None,
    )


def status_word(tx: Tx, cb: Callback) -> str:
    """Where a callback stands, in one of our words for it.

    searching, asking, planned (for the time they said), on_line (a caller waits on the phone), unsure (waits for the
    participant's word), taken, ready (the volunteer who has it waits for that word), waits_go, agreed, retry, ringing,
    talking, writing; and completed, missed, cancelled, expired.
    """
    match cb.state:
        case S.WAITING | S.OFFERED:
            return _unheld(tx, cb)
        case S.ACCEPTED:
            return _held(tx, cb)
        case S.CONNECTING:
            return "on_line" if cb.talk_started_at is not None else "ringing"
        case S.CONNECTED:
            return "writing" if cb.kind == "text" else "talking"
    return str(CallbackState(cb.state).value)


def _unheld(tx: Tx, cb: Callback) -> str:
    if cb.talk_started_at is not None:
        return "on_line"
    if cb.ready_asked_at is not None:
        return "unsure"
    if asked_now(tx, cb.id):
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


def handle_of(tx: Tx, cb: Callback) -> str:
    """The participant, as coordinators speak of them."""
    if cb.contact_id is None:
        return "no number"
    return str(tx.run(select(Contact.handle).where(Contact.id == cb.contact_id)).scalar_one())
