"""Reads and sets what a rehearsal needs in the line's own rows, past its webhooks and commands."""

from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from sqlalchemy import ColumnElement, func, insert, select, update

from flows.effects.base import AlertKind
from flows.states import OPEN_STATES, ShiftState
from store.callbacks import callbacks, legs, queue
from store.callbacks.callbacks import S
from store.contacts import contacts
from store.database import Tx
from store.joining import names
from store.models import (
    Alert,
    Callback,
    Contact,
    Leg,
    LineRing,
    Message,
    Offer,
    Reminder,
    Shift,
    ShiftPattern,
    Volunteer,
)
from store.rota import shifts
from store.vault.columns import MESSAGE_WORDS, new_row_key
from store.volunteers import availability, roster

FORGOTTEN = "forgotten"
"""A kind of text that no worker sends."""


def add_volunteer(
    tx: Tx, *, name: str, number: str, languages: Sequence[str], experiences: Sequence[str], on_duty: bool
) -> int:
    """As `warmline volunteers add NAME PHONE --active`, with --on-duty or without; participants may know their name."""
    made, _ = roster.add_volunteer(
        tx,
        name,
        number,
        languages=list(languages),
        experiences=list(experiences),
        timezone=None,
        active=True,
        on_duty=on_duty,
    )
    names.keep(tx, legs.volunteer_contact(tx, made), made, name, "text")
    if on_duty:
        queue.make_waiting_due(tx)
    return made


def come_on(tx: Tx, numbers: Sequence[str]) -> None:
    """Put these volunteers on duty, in one moment."""
    hashes = [each for number in numbers for each in tx.vault.hashes(number)]
    theirs = select(Contact.id).where(Contact.number_hash.in_(hashes))
    tx.run(update(Volunteer).where(Volunteer.contact_id.in_(theirs)).values(on_duty=True, duty_until=None))
    queue.make_waiting_due(tx)


def put_on_standby(tx: Tx, number: str) -> None:
    """This volunteer may be asked to fill a gap in the rota."""
    tx.run(update(Volunteer).where(_has_number(tx, number)).values(reserve=True))


def is_on_duty(tx: Tx, number: str) -> bool:
    """Whether this volunteer is on duty, by the rota or by ON."""
    return availability.is_on_duty(
        tx, tx.run(select(Volunteer.id).where(_has_number(tx, number))).scalar_one()
    )


def _has_number(tx: Tx, number: str) -> ColumnElement[bool]:
    theirs = select(Contact.id).where(Contact.number_hash.in_(tx.vault.hashes(number)))
    return Volunteer.contact_id.in_(theirs)


def write_stuck_text(tx: Tx) -> None:
    """Write a text that has been due for half an hour and that no worker sends: it is stuck."""
    due = tx.now - timedelta(minutes=30)
    row = new_row_key()
    words = tx.seal(MESSAGE_WORDS, row, "of a rehearsal", whose=None)
    tx.run(
        insert(Message).values(
            row_key=row,
            purpose=FORGOTTEN,
            words_sealed=words,
            state="due",
            due_at=due,
            created_at=due,
            veiled=False,
        )
    )


def drop_stuck_text(tx: Tx) -> None:
    """Drop the text that is stuck."""
    tx.run(update(Message).where(Message.purpose == FORGOTTEN).values(state="dropped"))


def stuck_alerts(tx: Tx) -> int:
    """How many alerts about stuck rows were filed, whether or not a coordinator was told."""
    filed = select(func.count()).select_from(Alert).where(Alert.kind == AlertKind.STUCK.value)
    return int(tx.run(filed).scalar_one())


def callback_of(tx: Tx, number: str) -> Callback | None:
    """The latest callback of the contact with this number; None when they never asked for one."""
    theirs = select(Callback.__table__).join(Contact, Contact.id == Callback.contact_id)
    found = theirs.where(Contact.number_hash.in_(tx.vault.hashes(number))).order_by(Callback.id.desc())
    return cast("Callback | None", tx.run(found.limit(1)).first())


def callbacks_of(tx: Tx, number: str) -> int:
    """How many callbacks the contact with this number has asked for."""
    theirs = select(func.count()).select_from(Callback).join(Contact, Contact.id == Callback.contact_id)
    return int(tx.run(theirs.where(Contact.number_hash.in_(tx.vault.hashes(number)))).scalar_one())


def alert_is_taken(tx: Tx, number: str) -> bool:
    """Whether somebody on call has an alert about the contact with this number."""
    theirs = select(func.count()).select_from(Alert).join(Contact, Contact.id == Alert.contact_id)
    taken = theirs.where(Contact.number_hash.in_(tx.vault.hashes(number)), Alert.acknowledged_at.is_not(None))
    return bool(tx.run(taken).scalar_one())


def no_alert_rings(tx: Tx) -> bool:
    """Whether nobody on call is rung, or about to be."""
    live = select(func.count()).select_from(LineRing).where(LineRing.state != "ended")
    return not tx.run(live).scalar_one()


def handle_of(tx: Tx, number: str) -> str:
    """The handle of the contact with this number."""
    theirs = select(Contact.handle).where(Contact.number_hash.in_(tx.vault.hashes(number)))
    return str(tx.run(theirs).scalar_one())


def asked(tx: Tx, callback_id: int) -> list[tuple[str, str]]:
    """The offers of a callback in order: (the volunteer's number, state of the offer)."""
    found = (
        select(Contact.handle, Contact.number_sealed, Offer.state)
        .join(Volunteer, Volunteer.contact_id == Contact.id)
        .join(Offer, Offer.volunteer_id == Volunteer.id)
        .where(Offer.callback_id == callback_id)
        .order_by(Offer.id)
    )
    return [(contacts.open_number(tx, row), row.state) for row in tx.run(found)]


def bring_promise_near(tx: Tx, callback_id: int, seconds: float) -> None:
    """Move the promised time to so many seconds from now."""
    by = tx.now + timedelta(seconds=seconds)
    callbacks.change(tx, callback_id, promised_by=by, due_at=tx.now)


def left_open(tx: Tx) -> list[str]:
    """How many rows of each kind are still open, in words; nothing when all is done."""
    counted = {
        "callbacks open": select(func.count()).where(Callback.state.in_(OPEN_STATES)),
        "offers open": select(func.count()).where(Offer.state == "open"),
        "rings not over": select(func.count()).where(Leg.state != "ended"),
        "texts not sent": select(func.count()).where(Message.state.in_(("due", "sending"))),
    }
    found = {what: int(tx.run(query).scalar_one()) for what, query in counted.items()}
    return [f"{count} {what}" for what, count in found.items() if count]


def due_now(tx: Tx) -> int:
    """How many rows are due at this moment: what a worker does about them, a phone may be about to show."""
    waiting = (
        select(func.count()).where(Callback.state.in_(OPEN_STATES), Callback.due_at <= tx.now),
        select(func.count()).where(Leg.state != "ended", Leg.due_at <= tx.now),
        select(func.count()).where(Shift.due_at <= tx.now),
        select(func.count()).where(Reminder.state == "due", Reminder.due_at <= tx.now),
        select(func.count()).where(Message.state.in_(("due", "sending")), Message.due_at <= tx.now),
    )
    return sum(int(tx.run(query).scalar_one()) for query in waiting)


def open_callbacks(tx: Tx) -> list[str]:
    """The code and state of each callback that is not over."""
    rows = tx.run(select(Callback.code, Callback.state).where(Callback.state.in_(OPEN_STATES)))
    return [f"{row.code} is {row.state}" for row in rows]


def clear(tx: Tx) -> None:
    """Put everybody off duty, end every callback, drop later texts: so one scene cannot disturb the next."""
    tx.run(update(Volunteer).where(Volunteer.on_duty.is_(True)).values(on_duty=False, duty_until=None))
    tx.run(update(ShiftPattern).values(ended_at=tx.now))
    shifts.move(tx, Shift.due_at.is_not(None), ShiftState.DROPPED, due_at=None)
    for row in tx.run(select(Callback.id).where(Callback.state.in_(OPEN_STATES))).all():
        callbacks.end(tx, callbacks.lock(tx, row.id), S.CANCELLED)
    tx.run(update(Alert).where(Alert.next_at.is_not(None)).values(acknowledged_at=tx.now, next_at=None))
    to_come = (Message.state == "due") & (Message.due_at > tx.now + timedelta(minutes=1))
    tx.run(update(Message).where(to_come).values(state="dropped"))
