"""What the line itself has written down, read past all of its doors: the rehearsal's second opinion."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from flows.effects.base import AlertKind
from flows.states import OPEN_STATES, ShiftState
from store.callbacks import callbacks, queue
from store.callbacks.callbacks import S
from store.database import Tx
from store.models import (
    Alert,
    Callback,
    Contact,
    Leg,
    Message,
    Offer,
    Reminder,
    Shift,
    ShiftPattern,
    Volunteer,
)
from store.rota import duty, shifts
from store.volunteers import roster

FORGOTTEN = "forgotten"
"""A kind of text that no worker sends."""


def add_volunteer(
    tx: Tx, *, name: str, number: str, languages: Sequence[str], experiences: Sequence[str], on_duty: bool
) -> int:
    """As `warmline volunteers add NAME PHONE --active`, with --on-duty or without."""
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
    if on_duty:
        queue.make_waiting_due(tx)
    return made


def come_on(tx: Tx, numbers: Sequence[str]) -> None:
    """These volunteers are on duty from now on."""
    hashes = [each for number in numbers for each in tx.vault.hashes(number)]
    theirs = select(Contact.id).where(Contact.number_hash.in_(hashes))
    tx.run(update(Volunteer).where(Volunteer.contact_id.in_(theirs)).values(on_duty=True, duty_until=None))
    queue.make_waiting_due(tx)


def may_be_asked(tx: Tx, number: str) -> None:
    """This volunteer is in the reserve."""
    tx.run(update(Volunteer).where(_has_number(tx, number)).values(reserve=True))


def is_on_duty(tx: Tx, number: str) -> bool:
    """Whether this volunteer is on duty, however that came about."""
    return duty.is_on(tx, tx.run(select(Volunteer.id).where(_has_number(tx, number))).scalar_one())


def _has_number(tx: Tx, number: str) -> Any:
    theirs = select(Contact.id).where(Contact.number_hash.in_(tx.vault.hashes(number)))
    return Volunteer.contact_id.in_(theirs)


def forget_a_text(tx: Tx) -> None:
    """A text that has been due for half an hour and that nobody sends: as if a worker for its kind were missing."""
    due = tx.now - timedelta(minutes=30)
    words = tx.vault.seal("of a rehearsal")
    tx.run(
        insert(Message).values(
            purpose=FORGOTTEN, words_sealed=words, state="due", due_at=due, created_at=due, veiled=False
        )
    )


def drop_forgotten(tx: Tx) -> None:
    """It is found: away with it."""
    tx.run(update(Message).where(Message.purpose == FORGOTTEN).values(state="dropped"))


def stuck_alerts(tx: Tx) -> int:
    """How many alerts of stuck rows were filed, told or not."""
    filed = select(func.count()).select_from(Alert).where(Alert.kind == AlertKind.STUCK.value)
    return int(tx.run(filed).scalar_one())


def callback_of(tx: Tx, number: str) -> Any:
    """The latest callback of whoever has this number; None when they never asked for one."""
    theirs = select(Callback.__table__).join(Contact, Contact.id == Callback.contact_id)
    found = theirs.where(Contact.number_hash.in_(tx.vault.hashes(number))).order_by(Callback.id.desc())
    return tx.run(found.limit(1)).first()


def callbacks_of(tx: Tx, number: str) -> int:
    """How many callbacks whoever has this number has asked for."""
    theirs = select(func.count()).select_from(Callback).join(Contact, Contact.id == Callback.contact_id)
    return int(tx.run(theirs.where(Contact.number_hash.in_(tx.vault.hashes(number)))).scalar_one())


def handle_of(tx: Tx, number: str) -> str:
    """How coordinators speak of whoever has this number."""
    theirs = select(Contact.handle).where(Contact.number_hash.in_(tx.vault.hashes(number)))
    return str(tx.run(theirs).scalar_one())


def asked(tx: Tx, callback_id: int) -> list[tuple[str, str]]:
    """Who was offered a callback, in order, and what came of it: (number, state)."""
    found = (
        select(Contact.number_sealed, Offer.state)
        .join(Volunteer, Volunteer.contact_id == Contact.id)
        .join(Offer, Offer.volunteer_id == Volunteer.id)
        .where(Offer.callback_id == callback_id)
        .order_by(Offer.id)
    )
    return [(tx.vault.open(row.number_sealed), row.state) for row in tx.run(found)]


def bring_promise_near(tx: Tx, callback_id: int, seconds: float) -> None:
    """As if nearly all of the time promised had passed: so much of it is left."""
    by = tx.now + timedelta(seconds=seconds)
    callbacks.change(tx, callback_id, promised_by=by, due_at=tx.now)


def left_open(tx: Tx) -> list[str]:
    """Everything that still waits for something, in words; nothing when all is done."""
    counted = {
        "callbacks open": select(func.count()).where(Callback.state.in_(OPEN_STATES)),
        "offers open": select(func.count()).where(Offer.state == "open"),
        "rings not over": select(func.count()).where(Leg.state != "ended"),
        "texts not sent": select(func.count()).where(Message.state.in_(("due", "sending"))),
    }
    found = {what: int(tx.run(query).scalar_one()) for what, query in counted.items()}
    return [f"{count} {what}" for what, count in found.items() if count]


def due_now(tx: Tx) -> int:
    """How many rows wait for a worker at this moment: what they would do, somebody may be about to see."""
    waiting = (
        select(func.count()).where(Callback.state.in_(OPEN_STATES), Callback.due_at <= tx.now),
        select(func.count()).where(Leg.state != "ended", Leg.due_at <= tx.now),
        select(func.count()).where(Shift.due_at <= tx.now),
        select(func.count()).where(Reminder.state == "due", Reminder.due_at <= tx.now),
        select(func.count()).where(Message.state.in_(("due", "sending")), Message.due_at <= tx.now),
    )
    return sum(int(tx.run(query).scalar_one()) for query in waiting)


def open_callbacks(tx: Tx) -> list[str]:
    """The codes and states of callbacks that are not over."""
    rows = tx.run(select(Callback.code, Callback.state).where(Callback.state.in_(OPEN_STATES)))
    return [f"{row.code} is {row.state}" for row in rows]


def clear(tx: Tx) -> None:
    """Everybody off duty, every callback ended, nothing to be said later: one scene cannot disturb the next."""
    tx.run(update(Volunteer).where(Volunteer.on_duty.is_(True)).values(on_duty=False, duty_until=None))
    tx.run(update(ShiftPattern).values(ended_at=tx.now))
    shifts.move(tx, Shift.due_at.is_not(None), ShiftState.DROPPED, due_at=None)
    for row in tx.run(select(Callback.id).where(Callback.state.in_(OPEN_STATES))).all():
        callbacks.end(tx, callbacks.lock(tx, row.id), S.CANCELLED)
    to_come = (Message.state == "due") & (Message.due_at > tx.now + timedelta(minutes=1))
    tx.run(update(Message).where(to_come).values(state="dropped"))
