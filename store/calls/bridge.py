"""What happens between two phones: each verb is one thing the carrier told us, safe to hear late or twice."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from store.callbacks import briefing, callbacks, cut_off, follow_up, legs, queue
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, with_volunteer
from store.calls import commands as errands
from store.calls import supervisor, time_warning
from store.contacts import contacts
from store.database import Tx
from store.messages import prompts
from store.models import Callback, Leg
from store.safe_contact import safe_contact

KEY_WAIT = timedelta(seconds=20)
"""How long after an answer without a key we look what became of the call: its end may have been told to nobody."""


class Heard(StrEnum):
    """What the phone should hear next."""

    ASK_FOR_KEY = "ask_for_key"
    DIAL = "dial"
    NOT_NOW = "not_now"
    MESSAGE = "message"
    BRIDGE = "bridge"
    GONE = "gone"
    SILENCE = "silence"
    DECLINED = "declined"
    RETRY = "retry"
    LAST = "last"
    ENDED = "ended"


class Ready(NamedTuple):
    """What the volunteer hears next; with it the participant's leg to dial, or when the next try is."""

    heard: Heard
    leg: Leg | None = None
    at: datetime | None = None


def answered(tx: Tx, held: legs.HeldLeg, *, machine: bool, sid: str) -> Heard:
    """A phone was picked up. A machine is nobody, and hears nothing (contract)."""
    leg = held.leg
    gone = not held.current or held.cb.state == S.CONNECTED
    if machine:
        return Heard.SILENCE if gone else machine_answers(tx, held)
    if gone:
        return Heard.GONE
    changes: dict[str, Any] = {
        "state": "answered",
        "answered_at": leg.answered_at or tx.now,
        "due_at": tx.now + KEY_WAIT,
    }
    if leg.sid is None and sid:
        changes["sid"] = sid
    legs.change(tx, leg.id, **changes)
    return Heard.ASK_FOR_KEY


def volunteer_ready(tx: Tx, held: legs.HeldLeg, *, speaking: timedelta = timedelta()) -> Ready:
    """The volunteer pressed a key: the participant is rung from their call.

    `speaking`: how long the volunteer is told things before that phone rings. NOT_NOW where it must not ring.
    """
    leg, cb = held.leg, held.cb
    if not held.current:
        return Ready(Heard.GONE)
    for child in legs.children(tx, leg.id):
        # The carrier asked twice (a retry): the same answer, not a second ring.
        if child.state != "ended":
            return Ready(Heard.DIAL, leg=child)
    if cb.state != S.CONNECTING or cb.contact_id is None:
        return Ready(Heard.GONE)
    quiet, at = safe_contact.at_the_dial(tx, with_volunteer(cb))
    if quiet:
        return Ready(Heard.NOT_NOW, at=at)
    callbacks.change(tx, cb.id, attempts=cb.attempts + 1, due_at=tx.now + timedelta(minutes=3))
    rings_until = tx.now + speaking + timedelta(seconds=tx.line.ring_seconds)
    legs.change(tx, leg.id, due_at=rings_until + 2 * legs.GRACE)
    seconds = tx.line.ring_seconds + 20 + speaking.total_seconds()
    child = legs.plan_dialled(tx, cb.id, leg.volunteer_id, seconds=seconds, parent_id=leg.id)
    return Ready(Heard.DIAL, leg=child)


def machine_answers(tx: Tx, held: legs.HeldLeg) -> Heard:
    """Only where they allowed it, and once a callback, a machine is left the discreet message instead of silence."""
    if held.leg.outcome == safe_contact.LEFT_A_MESSAGE:
        return Heard.MESSAGE  # the carrier asked twice
    may = held.leg.role == "participant" and safe_contact.may_leave_message(tx, held.cb)
    _nobody_there(tx, held, safe_contact.LEFT_A_MESSAGE if may else "machine")
    return Heard.MESSAGE if may else Heard.SILENCE


def no_key(tx: Tx, held: legs.HeldLeg) -> Heard:
    """Picked up, but nobody pressed a key: perhaps a machine, perhaps a pocket; nobody either way."""
    return _nobody_there(tx, held, "no_key")


def _nobody_there(tx: Tx, held: legs.HeldLeg, outcome: str) -> Heard:
    if not held.current or held.leg.outcome == "connected":
        return Heard.SILENCE
    if held.leg.role == "volunteer":
        legs.end(tx, held.leg.id, outcome)
        _volunteer_unreached(tx, with_volunteer(held.cb))
    else:
        # The call that dialled it hears of it next, and goes on from there; if that word is lost, the leg is due.
        legs.change(tx, held.leg.id, outcome=outcome, due_at=tx.now + legs.GRACE)
    return Heard.SILENCE


def machine_heard(tx: Tx, held: legs.HeldLeg, sid: str) -> None:
    """The carrier found out, while the phone was speaking, that a machine answered: the leg is to be hung up."""
    if held.leg.outcome in ("connected", safe_contact.LEFT_A_MESSAGE) or not held.current:
        return
    _nobody_there(tx, held, "machine")
    if held.leg.role == "participant" and safe_contact.may_leave_message(tx, held.cb):
        return  # it is past its greeting and records: the message is what the whisper says next
    legs.change(tx, held.leg.id, hang_up_at=tx.now, sid=held.leg.sid or sid or None)
    tx.wake("hang_up_leg", held.leg.id)


def _is_nobody(leg: Leg) -> bool:
    # A machine that is to be left a message is not hung up at once: whoever presses 1 until then is no machine.
    waits = leg.outcome == "machine" and leg.hang_up_at is None and leg.state != "ended"
    return leg.outcome in ("no_key", safe_contact.LEFT_A_MESSAGE) or (leg.outcome == "machine" and not waits)


def connect(tx: Tx, held: legs.HeldLeg) -> Heard:
    """The second person pressed the key: from here they talk."""
    leg, cb = held.leg, held.cb
    if not held.current or _is_nobody(leg):
        return Heard.GONE
    if leg.parent_id is not None and legs.get(tx, leg.parent_id).state == "ended":
        legs.end(tx, leg.id, "other_side_gone")
        return Heard.GONE
    check = tx.now + legs.CHECK_EVERY
    legs.change(
        tx, leg.id, state="answered", answered_at=leg.answered_at or tx.now, outcome="connected", due_at=check
    )
    if leg.parent_id is not None:
        legs.change(tx, leg.parent_id, outcome="connected", due_at=check)
    else:
        # Their phone rang unasked for a caller on the line: this key was their yes.
        briefing.send(tx, with_volunteer(cb))
    first = {} if cb.connected_at else {"connected_at": tx.now, "tone_at": time_warning.at(cb, tx.now)}
    callbacks.change(tx, cb.id, state=S.CONNECTED, retry_at=None, due_at=check + legs.CHECK_EVERY, **first)
    errands.to_a_room(tx, leg, cb)
    return Heard.BRIDGE


def declined(tx: Tx, held: legs.HeldLeg) -> Heard:
    """The participant said not now: nobody is rung who did not ask this time, so the request ends here."""
    if held.current and held.cb.state == S.CONNECTING:
        legs.change(tx, held.leg.id, state="ended", outcome="declined", ended_at=tx.now)
        callbacks.change(tx, held.cb.id, state=S.CANCELLED, ended_at=tx.now, retry_at=None)
        queue.wake_waiting(tx)
    return Heard.DECLINED


def dial_over(
    tx: Tx, held: legs.HeldLeg, status: str, *, gone: bool = False
) -> tuple[Heard, datetime | None]:
    """The carrier's word that the participant's ring, or the talk, is over. Gives the time of the next try, if any.

    `gone`: the volunteer's call is over too. Who hung up while the other phone rang is not rung again for it.
    """
    leg = held.leg
    if leg.outcome == "connected":
        finish(tx, held, failed=status == "failed", gone=gone)
        return Heard.ENDED, None
    if leg.outcome == "declined":
        return Heard.DECLINED, None
    if not held.current:
        # The carrier asks once more: the same answer.
        if held.cb.state == S.MISSED:
            return Heard.LAST, None
        retry = held.cb.retry_at if held.cb.state == S.ACCEPTED else None
        return (Heard.RETRY, retry) if retry else (Heard.GONE, None)
    if gone and leg.outcome is None and leg.parent_id is not None and held.cb.state == S.CONNECTING:
        # This word of it overtook the one about the volunteer's own call.
        legs.end(tx, leg.id, "other_side_gone")
        legs.end(tx, leg.parent_id, "hung_up")
        _volunteer_unreached(tx, with_volunteer(held.cb))
        return Heard.GONE, None
    legs.end(tx, leg.id, leg.outcome or status.replace("-", "_") or "no_answer")
    cb = with_volunteer(held.cb)
    return participant_unreached(tx, cb, last=status == "failed" and _takes_nothing(tx, cb))


def _takes_nothing(tx: Tx, cb: Callback) -> bool:
    """Whether the carrier said of this number that it delivers nothing there: another ring would end as this one."""
    if cb.contact_id is None or cb.other_number_id is not None:
        return False
    return contacts.listening(tx, cb.contact_id).unreachable


def participant_unreached(tx: Tx, cb: HeldCallback, *, last: bool = False) -> tuple[Heard, datetime | None]:
    """Not reached: the volunteer keeps it for the next try, or, after the last, everybody is told kindly.

    `last`: no other try is made, however many there were.
    """
    if cb.attempts < tx.line.callback_attempts and not last:
        at = tx.now + timedelta(minutes=tx.line.callback_retry_minutes)
        callbacks.change(tx, cb.id, state=S.ACCEPTED, retry_at=at, due_at=at)
        _tell_not_reached(tx, cb)
        about = {"callback_id": cb.id, "code": cb.code}
        callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.retry", at=at, **about)
        return Heard.RETRY, at
    callbacks.change(tx, cb.id, state=S.MISSED, ended_at=tx.now, retry_at=None)
    callbacks.tell_participant(tx, cb, "notice.missed")
    callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.last_try", code=cb.code)
    queue.wake_waiting(tx)
    return Heard.LAST, None


def _tell_not_reached(tx: Tx, cb: Callback) -> None:
    if cb.contact_id is not None:
        # A yes makes the ring come at once, "later" and "text only" keep the phone quiet.
        prompts.put(tx, cb.contact_id, "ready.missed", purpose="ready", callback_id=cb.id)


def leg_over(tx: Tx, held: legs.HeldLeg, status: str) -> None:
    """A leg ended at the carrier (status: completed, busy, no-answer, failed, canceled)."""
    leg, cb = held.leg, held.cb
    if leg.state == "ended":
        if leg.role in errands.VOLUNTEERS and cb.state == S.COMPLETED:
            cut_off.no_more_keys(tx, cb)
        return
    if leg.role != "volunteer" and leg.outcome != "connected":
        # The Dial's action tells the call that dialled it, and says more; due soon in case that word is lost.
        legs.change(tx, leg.id, due_at=tx.now + legs.GRACE)
        return
    speaks = held.current
    legs.end(tx, leg.id, leg.outcome or ("hung_up" if status == "completed" else status.replace("-", "_")))
    if not speaks:
        if leg.role == "participant" and cb.room is not None:
            _clear(tx, held)  # they had gone on talking to a supervisor
        return
    if leg.outcome == "connected":
        leave(tx, held, failed=status == "failed")
        return
    for child in legs.children(tx, leg.id):
        legs.end(tx, child.id, child.outcome or "other_side_gone")
    if cb.state == S.CONNECTING:
        _volunteer_unreached(tx, with_volunteer(cb))
    elif cb.state == S.ACCEPTED and cb.retry_at is not None:
        # The next try waited for this call to be over.
        callbacks.change(tx, cb.id, due_at=max(tx.now, cb.retry_at))
        tx.wake("advance_callback", cb.id)


def participant_lost(tx: Tx, held: legs.HeldLeg) -> None:
    """The participant's ring is over and the carrier never told the volunteer's call: settle it ourselves."""
    legs.end(tx, held.leg.id, held.leg.outcome or "no_answer")
    if held.current and held.cb.state == S.CONNECTING:
        participant_unreached(tx, with_volunteer(held.cb))


def finish(
    tx: Tx, held: legs.HeldLeg, *, failed: bool = False, by_key: bool = False, gone: bool = False
) -> None:
    """They have talked, and both are free. `failed`: the carrier says that the call broke off.

    `by_key`: somebody ended it by key. `gone`: the call that dialled this leg is over too.
    """
    cb = held.cb
    _clear(tx, held)
    if cb.state == S.CONNECTED:
        callbacks.change(tx, cb.id, state=S.COMPLETED, ended_at=tx.now)
        # Only when it is the participant's phone that is down can the volunteer still press a key.
        on_the_phone = held.leg.role == "participant" and not gone
        follow_up.ended(tx, with_volunteer(cb), failed=failed, by_key=by_key, on_the_phone=on_the_phone)
        queue.wake_waiting(tx)
    elif gone and cb.state == S.COMPLETED:
        cut_off.no_more_keys(tx, cb)


def leave(tx: Tx, held: legs.HeldLeg, *, failed: bool = False, by_key: bool = False) -> None:
    """One of the two is out of the talk, and with it it is over; but not where a volunteer leaves others behind."""
    if held.leg.role in errands.VOLUNTEERS and supervisor.keep_company(tx, held.cb):
        supervisor.volunteer_leaves(tx, held.cb)
    else:
        finish(tx, held, failed=failed, by_key=by_key)


def _clear(tx: Tx, held: legs.HeldLeg) -> None:
    for leg in legs.live_of(tx, held.cb.id):
        legs.end(tx, leg.id, leg.outcome or "completed")
        if leg.id != held.leg.id:
            # Who hangs up is out by that; the others come out of a room by themselves, or are fetched.
            errands.out_of_the_room(tx, leg, held.cb)


def refused(tx: Tx, held: legs.HeldLeg) -> None:
    """The carrier will not ring this volunteer: the ladder moves on at once."""
    legs.end(tx, held.leg.id, "refused")
    if held.current and held.cb.state == S.CONNECTING:
        _volunteer_unreached(tx, with_volunteer(held.cb))


def _volunteer_unreached(tx: Tx, cb: HeldCallback) -> None:
    callbacks.let_go(tx, cb, "failed")
    over = cb.attempts >= tx.line.callback_attempts
    callbacks.tell_volunteer(
        tx, cb.volunteer_id, "volunteer.last_try" if over else "volunteer.unreached", code=cb.code
    )
