"""SAFE: keep how a person may be reached, and check it before every text and every ring (docs/adr/0016)."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.effects.base import Outcome
from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.safe_contact import quiet_hours
from flows.rules.safe_contact.allowed import Verdict
from flows.rules.times.daily_hours import closed_since, inside
from flows.states import HELD_STATES, CallbackState, LegState, OfferState
from store import decisions
from store.callbacks import callbacks, legs, listening, queue, trial_rings
from store.callbacks import reminders as callback_reminders
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, has_volunteer
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Inbound, Leg, Message, SafeContact
from store.reminders import reminders, schedules
from store.safe_contact import delayed_by_hours
from store.vault.columns import SAFE_COVER, SAFE_ENDS, RowName

LEFT_A_MESSAGE = "voicemail"
"""The outcome of a ring whose machine was left a message: once a callback."""
LEAST_TO_PROMISE = timedelta(minutes=30)
"""Nothing is promised for fewer minutes than these, before their safe hours end."""
WITH_THE_TEAM = timedelta(minutes=15)
"""So long their phone is not rung for a callback while somebody of the team talks with them."""
_SEALED = {"cover": SAFE_COVER, "ends": SAFE_ENDS}


def keep(tx: Tx, contact_id: int, answer: str, value: Any) -> None:
    """Keep one answer: a field of `Safe`, and its new value."""
    values: dict[str, Any] = {"updated_at": tx.now}
    if answer == "hours":
        begins, ends = value if value is not None else (None, None)
        values |= {"hours_from": _clock(begins), "hours_to": _clock(ends)}
    elif answer in _SEALED:
        column = _SEALED[answer]
        values[column.name] = (
            tx.seal(column, RowName(str(contact_id)), value, whose=contact_id) if value is not None else None
        )
    else:
        values[answer] = value
    dialect = sqlite if tx.on_sqlite else postgresql
    made = dialect.insert(SafeContact.__table__).values(contact_id=contact_id, **values)
    tx.run(made.on_conflict_do_update(index_elements=["contact_id"], set_=values))


def _clock(at: time | None) -> str | None:
    return at.strftime("%H:%M") if at is not None else None


def clear(tx: Tx, contact_id: int) -> bool:
    """Delete all their answers. False: there was none."""
    return bool(tx.run(delete(SafeContact).where(SafeContact.contact_id == contact_id)).rowcount)


def is_first_callback(tx: Tx, contact_id: int) -> bool:
    """Whether the callback just booked is their first ever, and nothing was said about safe contact."""
    callbacks_of_contact = select(func.count()).select_from(Callback).where(Callback.contact_id == contact_id)
    answers_of_contact = select(SafeContact.contact_id).where(SafeContact.contact_id == contact_id)
    return tx.run(callbacks_of_contact).scalar_one() == 1 and tx.run(answers_of_contact).first() is None


def may_ring_participant(tx: Tx, cb: Callback) -> Verdict:
    """Whether the participant's phone may ring now. Asking for the call, and saying "ready", are asking."""
    if cb.contact_id is None:
        return safe_contact.YES
    if trial_rings.team_talks_with(tx, cb.contact_id):
        return Verdict(False, tx.now + WITH_THE_TEAM)
    ear = contacts.listening(tx, cb.contact_id)
    asked_at = max(filter(None, (cb.requested_at, cb.yes_at)))
    return safe_contact.may_ring(ear.safe, tx.now, ear.to.zone or tx.line.timezone, asked_at=asked_at)


def may_text(tx: Tx, contact_id: int, safe: safe_contact.Safe, zone: str | None) -> Verdict:
    """Whether a text of ours may go to them now."""
    asked_at = last_heard(tx, contact_id) if safe.they_contact else None
    return safe_contact.may_text(safe, tx.now, zone or tx.line.timezone, asked_at=asked_at)


def may_remind(
    tx: Tx, contact_id: int, safe: safe_contact.Safe, zone: str, *, quiet_from: datetime | None
) -> Verdict:
    """Whether a reminder may go to them now, by their safe hours and the quiet hours, which bind from `quiet_from`."""
    asked_at = last_heard(tx, contact_id) if safe.they_contact else None
    return quiet_hours.may_remind(safe, tx.now, zone, quiet_from=quiet_from, asked_at=asked_at)


def last_heard(tx: Tx, contact_id: int) -> datetime | None:
    """When they last texted, or asked for a callback, by whichever way."""
    texted = tx.run(select(func.max(Inbound.received_at)).where(Inbound.contact_id == contact_id)).scalar()
    last_asked = select(func.max(Callback.requested_at), func.max(Callback.yes_at))
    asked = tx.run(last_asked.where(Callback.contact_id == contact_id)).one()
    return max(filter(None, (texted, *asked)), default=None)


def how_to_book(tx: Tx, known: contacts.Known, by: datetime) -> dict[str, Any]:
    """How to book a callback promised `by`: as writing where no phone may ring, and not before safe hours."""
    safe, zone = known.person.safe, known.zone or tx.line.timezone
    opens = safe_contact.may_text(safe, tx.now, zone, asked_at=tx.now).not_before
    if opens is not None:
        by = max(by, opens + timedelta(minutes=tx.line.promise_minutes))
    by = _while_safe(safe, by, opens or tx.now, zone)
    return {"kind": "call" if safe.calls else "text", "not_before": opens, "promised_by": by}


def while_safe(tx: Tx, contact_id: int, by: datetime) -> datetime:
    """The time to promise from now on: `by`, or the end of their safe hours where that comes before it."""
    ear = contacts.listening(tx, contact_id)
    return _while_safe(ear.safe, by, tx.now, ear.to.zone or tx.line.timezone)


def _while_safe(safe: safe_contact.Safe, by: datetime, begins: datetime, zone: str) -> datetime:
    if safe.hours is None or not inside(safe.hours, begins, zone):
        return by
    over = closed_since(safe.hours, by, zone)
    # With so little left it comes in the next safe hours, and they are told so then (`delayed_by_hours`).
    return over if over is not None and over >= begins + LEAST_TO_PROMISE else by


def before_ring(tx: Tx, cb: Callback) -> Outcome | None:
    """Check before the volunteer is rung: None to go on (perhaps as writing now: read the row again).

    Otherwise the callback is put off, and the outcome is not_now (code, at; the volunteer keeps it) or waits_for_them
    (code; the volunteer is free). The volunteer is not told why.
    """
    verdict = may_ring_participant(tx, cb)
    if cb.contact_id is None or cb.kind != "call" or verdict.allowed:
        return None
    if verdict.not_before is not None:
        _ring_later(tx, cb, verdict.not_before)
        return Outcome("not_now", {"code": cb.code, "at": verdict.not_before})
    if not contacts.listening(tx, cb.contact_id).safe.calls:
        make_it_text(tx, cb)
        return None
    decisions.note(tx, cb.id, "waits-for-their-word", "they start, and have not texted since")
    callbacks.change(tx, cb.id, ready_asked_at=tx.now)
    callbacks.let_go(tx, cb, OfferState.WITHDRAWN)
    return Outcome("waits_for_them", {"code": cb.code})


def hold_back(tx: Tx, cb: HeldCallback) -> bool:
    """As `before_ring`, for the clock: the volunteer who has the callback is texted. True: it must not ring now."""
    outcome = before_ring(tx, cb)
    if outcome is None:
        return False
    callbacks.tell_volunteer(tx, cb.volunteer_id, f"volunteer.{outcome.name}", **dict(outcome.params))
    return True


def _ring_later(tx: Tx, cb: Callback, at: datetime) -> None:
    decisions.note(
        tx, cb.id, "rings-later", "not an hour in which they can be rung", volunteer_id=cb.volunteer_id
    )
    callbacks.move(
        tx,
        cb,
        S.ACCEPTED,
        retry_at=at,
        due_at=at,
        agreed_at=None,
        wait_for_go=False,
        ready_asked_at=None,
    )
    if at >= cb.promised_by:
        delayed_by_hours.put_off(tx, cb, at)


def make_it_text(tx: Tx, cb: Callback) -> None:
    """No phone may ring: make the callback one for writing."""
    decisions.note(tx, cb.id, "text-only", "their phone is not to ring")
    callbacks.change(tx, cb.id, kind="text", retry_at=None, wait_for_go=False)


def write_instead(tx: Tx, contact_id: int) -> bool:
    """They said just now that no phone may ring: the volunteer who has their callback writes. False: nobody has it."""
    cb = callbacks.lock_open(tx, contact_id)
    if cb is not None and cb.listen_wish is not None:
        listening.stop(tx, cb, listening.OFF)
    if cb is None or cb.kind != "call" or cb.state not in (S.ACCEPTED, S.CONNECTING) or not has_volunteer(cb):
        return False
    callbacks.call_off_rings(tx, cb.id)
    make_it_text(tx, cb)
    callbacks.move(tx, cb, S.ACCEPTED, due_at=tx.now + legs.GRACE)
    callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.by_text", code=cb.code)
    return True


def put_off_at_the_dial(tx: Tx, cb: HeldCallback) -> tuple[bool, datetime | None]:
    """Check before the participant is dialled. True: not now, and when to try again (None: by text, or by them)."""
    verdict = may_ring_participant(tx, cb)
    if cb.contact_id is None or verdict.allowed:
        return False, None
    if verdict.not_before is not None:
        _ring_later(tx, cb, verdict.not_before)
        callbacks.tell_volunteer(
            tx, cb.volunteer_id, "volunteer.not_now", code=cb.code, at=verdict.not_before
        )
    elif not contacts.listening(tx, cb.contact_id).safe.calls:
        make_it_text(tx, cb)
        # The volunteer is still on the phone: writing begins when that call is over.
        callbacks.move(tx, cb, S.ACCEPTED, retry_at=tx.now, due_at=tx.now + legs.GRACE)
        callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.by_text", code=cb.code)
    else:
        hold_back(tx, cb)
    return True, verdict.not_before


def may_leave_message(tx: Tx, cb: Callback) -> bool:
    """Whether a machine may get the discreet message: they allowed it, and none was left for this callback yet."""
    if (
        cb.contact_id is None
        or cb.keyed_in
        or not safe_contact.may_leave_message(contacts.listening(tx, cb.contact_id).safe)
    ):
        return False
    legs_with_a_message = select(Leg.id).where(Leg.callback_id == cb.id, Leg.outcome == LEFT_A_MESSAGE)
    return tx.run(legs_with_a_message.limit(1)).first() is None


def goes_unnamed(tx: Tx, cb: Callback) -> bool:
    """Whether whoever picks up hears no name at all: they want it discreet, and gave no name to go by.

    So does whoever has a number that somebody else keyed in.
    """
    if cb.contact_id is None or cb.keyed_in:
        return cb.keyed_in
    safe = contacts.listening(tx, cb.contact_id).safe
    return safe.discreet and safe.cover is None


def end_everything(tx: Tx, contact_id: int) -> None:
    """Their end word: end the callback, its rings and the talk, and drop every text that waits. Nobody is told why."""
    unsent_texts_of_contact = (Message.contact_id == contact_id) & Message.state.in_(("due", "sending"))
    tx.run(update(Message).where(unsent_texts_of_contact).values(state="dropped"))
    reminders.drop_all(tx, contact_id, why="they ended it", kinds=callback_reminders.NAMES)
    schedules.end(tx, contact_id, "they ended it")
    trial_rings.call_off(tx, contact_id)
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None:
        return
    decisions.note(tx, cb.id, "ended", "they ended it")
    callbacks.change(tx, cb.id, followed_up_at=tx.now)
    if cb.state == S.CONNECTED:
        _end_talk(tx, cb)
    elif cb.state in HELD_STATES or cb.state in (S.WAITING, S.OFFERED):
        callbacks.end(tx, cb, CallbackState.CANCELLED, tell_volunteers="offer.withdrawn")
    # Ending the callback may have queued texts to them: drop these too.
    tx.run(update(Message).where(unsent_texts_of_contact).values(state="dropped"))


def _end_talk(tx: Tx, cb: Callback) -> None:
    """Hang up the participant's phone, so that the volunteer hears only that the call has ended."""
    for leg in legs.live_of(tx, cb.id):
        if leg.role == "volunteer" or (leg.role == "volunteer_now" and cb.room is not None):
            continue
        # A caller who was put through to a volunteer is on a call of their own; ending it ends both.
        sid = cb.call_sid if leg.role == "volunteer_now" else leg.sid
        legs.move(tx, leg, LegState.ENDED, ended_at=tx.now, hang_up_at=tx.now, sid=sid)
        tx.wake("hang_up_leg", leg.id)
    callbacks.move(tx, cb, S.CANCELLED, ended_at=tx.now, retry_at=None)
    if cb.kind == "text" and cb.volunteer_id is not None:
        callbacks.tell_volunteer(tx, cb.volunteer_id, "offer.withdrawn", code=cb.code)
    queue.wake_waiting(tx)
