"""Joins two phones. Each function handles one thing the carrier tells us, which may come late or twice."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from flows.rules.promises import time_limit
from flows.states import LegState, OfferState
from store.callbacks import briefing, callbacks, cut_off, erased, legs, queue
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, rings_at_most, with_volunteer
from store.calls import commands, crossing, ending
from store.consent import ground_rules
from store.contacts import contacts
from store.database import Tx
from store.messages import prompts
from store.models import Callback, Leg
from store.safe_contact import safe_contact

KEY_WAIT = timedelta(seconds=20)
"""How long after an answer without a key we look the call up: the webhook of its end may be lost."""


class Heard(StrEnum):
    """What the phone should hear next."""

    ASK_FOR_KEY = "ask_for_key"
    DIAL = "dial"
    NOT_NOW = "not_now"
    MESSAGE = "message"
    BRIDGE = "bridge"
    ROOM = "room"
    GONE = "gone"
    SILENCE = "silence"
    DECLINED = "declined"
    ASKED = "asked"
    RETRY = "retry"
    LAST = "last"
    ENDED = "ended"


class Ready(NamedTuple):
    """What the volunteer hears next; with it the participant's leg to dial, or when the next try is."""

    heard: Heard
    leg: Leg | None = None
    at: datetime | None = None


def answered(tx: Tx, held: legs.HeldLeg, *, machine: bool, sid: str) -> Heard:
    """A phone was picked up: ask for a key. A machine hears nothing: the line leaves no word it was not allowed to."""
    leg = held.leg
    gone = not held.current or held.cb.state == S.CONNECTED
    if machine:
        return Heard.SILENCE if gone else machine_answers(tx, held)
    if gone:
        return Heard.GONE
    told = {"sid": sid} if leg.sid is None and sid else {}
    answered_at = leg.answered_at or tx.now
    legs.move(tx, leg, LegState.ANSWERED, answered_at=answered_at, due_at=tx.now + KEY_WAIT, **told)
    return Heard.ASK_FOR_KEY


def volunteer_ready(tx: Tx, held: legs.HeldLeg, *, speaking: timedelta = timedelta()) -> Ready:
    """The volunteer pressed a key: the participant is rung from their call.

    `speaking`: how long the volunteer is told things before that phone rings. NOT_NOW where it must not ring.
    """
    leg, cb = held.leg, held.cb
    if not held.current:
        return Ready(Heard.GONE)
    for child in legs.children(tx, leg.id):
        # The carrier repeats its request: the same answer, not a second ring.
        if child.state != "ended":
            return Ready(Heard.DIAL, leg=child)
    if cb.state == S.CONNECTED and leg.outcome == "connected" and cb.room is not None:
        return Ready(Heard.ROOM)  # the carrier repeats its request
    if cb.state != S.CONNECTING or cb.contact_id is None or erased.ends(tx, cb):
        return Ready(Heard.GONE)
    on_the_line = crossing.caller_waits(tx, cb)
    if on_the_line is not None:
        theirs = crossing.join(tx, leg, with_volunteer(cb), on_the_line)
        commands.ask(tx, theirs.id, commands.GO_ROOM)
        return Ready(Heard.ROOM)
    quiet, at = safe_contact.put_off_at_the_dial(tx, with_volunteer(cb))
    if quiet:
        return Ready(Heard.NOT_NOW, at=at)
    attempts = cb.attempts if crossing.no_attempt(tx, cb) else cb.attempts + 1
    callbacks.change(tx, cb.id, attempts=attempts, due_at=tx.now + timedelta(minutes=3))
    rings_until = tx.now + speaking + timedelta(seconds=tx.line.ring_seconds)
    legs.change(tx, leg.id, due_at=rings_until + 2 * legs.GRACE)
    seconds = tx.line.ring_seconds + 20 + speaking.total_seconds()
    child = legs.plan_dialled(tx, cb.id, leg.volunteer_id, seconds=seconds, parent_id=leg.id)
    return Ready(Heard.DIAL, leg=child)


def machine_answers(tx: Tx, held: legs.HeldLeg) -> Heard:
    """A machine answered. Leave the discreet message where they allowed it, once a callback; otherwise say nothing."""
    if held.leg.outcome == safe_contact.LEFT_A_MESSAGE:
        return Heard.MESSAGE  # the carrier asked twice
    may = held.leg.role == "participant" and safe_contact.may_leave_message(tx, held.cb)
    _nobody_there(tx, held, safe_contact.LEFT_A_MESSAGE if may else "machine")
    return Heard.MESSAGE if may else Heard.SILENCE


def no_key(tx: Tx, held: legs.HeldLeg) -> Heard:
    """Somebody picked up and pressed no key: perhaps a machine, or a pocket. It counts as nobody."""
    return _nobody_there(tx, held, "no_key")


def _nobody_there(tx: Tx, held: legs.HeldLeg, outcome: str) -> Heard:
    if not held.current or held.leg.outcome == "connected":
        return Heard.SILENCE
    if held.leg.role == "volunteer":
        legs.end(tx, held.leg.id, outcome)
        _volunteer_unreached(tx, with_volunteer(held.cb))
    else:
        # The call that dialled it is told next, and goes on from there; the leg is due in case that webhook is lost.
        legs.change(tx, held.leg.id, outcome=outcome, due_at=tx.now + legs.GRACE)
    return Heard.SILENCE


def machine_heard(tx: Tx, held: legs.HeldLeg, sid: str) -> None:
    """The carrier noticed, while we were speaking, that a machine had answered: hang the leg up."""
    if held.leg.outcome in ("connected", safe_contact.LEFT_A_MESSAGE) or not held.current:
        return
    _nobody_there(tx, held, "machine")
    if held.leg.role == "participant" and safe_contact.may_leave_message(tx, held.cb):
        return  # it records by now: what the whisper says next is the message
    legs.change(tx, held.leg.id, hang_up_at=tx.now, sid=held.leg.sid or sid or None)
    tx.wake("hang_up_leg", held.leg.id)


def _is_nobody(leg: Leg) -> bool:
    # A machine that gets a message is not hung up at once: if 1 is pressed before that, it is a person after all.
    waits = leg.outcome == "machine" and leg.hang_up_at is None and leg.state != "ended"
    return leg.outcome in ("no_key", safe_contact.LEFT_A_MESSAGE) or (leg.outcome == "machine" and not waits)


def connect(tx: Tx, held: legs.HeldLeg) -> Heard:
    """The second person pressed the key: from now on the two talk."""
    leg, cb = held.leg, held.cb
    if not held.current or _is_nobody(leg):
        return Heard.GONE
    if leg.parent_id is not None and legs.get(tx, leg.parent_id).state == "ended":
        legs.end(tx, leg.id, "other_side_gone")
        return Heard.GONE
    check = tx.now + legs.CHECK_EVERY
    answered_at = leg.answered_at or tx.now
    legs.move(tx, leg, LegState.ANSWERED, answered_at=answered_at, outcome="connected", due_at=check)
    if leg.parent_id is not None:
        legs.change(tx, leg.parent_id, outcome="connected", due_at=check)
    else:
        # A volunteer rung for a caller on the line: this key was their yes, and now they may be briefed.
        briefing.send(tx, with_volunteer(cb))
    first = {} if cb.connected_at else {"connected_at": tx.now, **time_limit.begins(tx.now, cb.minutes)}
    callbacks.move(tx, cb, S.CONNECTED, retry_at=None, due_at=check + legs.CHECK_EVERY, **first)
    ground_rules.accept(tx, cb.contact_id, "voice")
    commands.move_to_conference(tx, leg, cb)
    return Heard.BRIDGE


def declined(tx: Tx, held: legs.HeldLeg) -> Heard:
    """The participant pressed 2: "not now". The callback ends, and nobody rings them until they ask again."""
    if held.current and held.cb.state == S.CONNECTING:
        legs.move(tx, held.leg, LegState.ENDED, outcome="declined", ended_at=tx.now)
        callbacks.move(tx, held.cb, S.CANCELLED, ended_at=tx.now, retry_at=None)
        queue.wake_waiting(tx)
    return Heard.DECLINED


def dial_over(
    tx: Tx, held: legs.HeldLeg, status: str, *, gone: bool = False
) -> tuple[Heard, datetime | None]:
    """The participant's ring, or the talk, is over, says the carrier. Gives the time of the next try, if there is one.

    `gone`: the volunteer's call is over too. They hung up while the other phone rang, and are not rung again.
    """
    leg = held.leg
    if leg.outcome == "connected":
        ending.finish(tx, held, failed=status == "failed", gone=gone)
        return Heard.ENDED, None
    if leg.outcome == "declined":
        return Heard.DECLINED, None
    if not held.current:
        # The carrier asks once more: the same answer.
        if held.cb.state == S.MISSED:
            return Heard.LAST, None
        retry = held.cb.retry_at if held.cb.state == S.ACCEPTED else None
        return (_next_try(held.cb), retry) if retry else (Heard.GONE, None)
    if gone and leg.outcome is None and leg.parent_id is not None and held.cb.state == S.CONNECTING:
        # This webhook was quicker than the one about the volunteer's own call.
        legs.end(tx, leg.id, "other_side_gone")
        legs.end(tx, leg.parent_id, "hung_up")
        _volunteer_unreached(tx, with_volunteer(held.cb))
        return Heard.GONE, None
    legs.end(tx, leg.id, leg.outcome or status.replace("-", "_") or "no_answer")
    cb = with_volunteer(held.cb)
    return participant_unreached(tx, cb, last=status == "failed" and _takes_nothing(tx, cb))


def _takes_nothing(tx: Tx, cb: Callback) -> bool:
    """Whether the carrier delivers nothing to this number: another ring would fail as this one did."""
    if cb.contact_id is None or cb.other_number_id is not None:
        return False
    return contacts.listening(tx, cb.contact_id).unreachable


def participant_unreached(tx: Tx, cb: HeldCallback, *, last: bool = False) -> tuple[Heard, datetime | None]:
    """The participant was not reached: the volunteer keeps the callback a while; after the last ring it is missed.

    Their phone rings again only after a new yes; one that takes no texts is rung again without. `last`: no other try is
    made, however many there were.
    """
    if cb.attempts < rings_at_most(tx, cb) and not last:
        at = tx.now + timedelta(minutes=tx.line.callback_retry_minutes)
        asked_at = tx.now if _ask_anew(tx, cb) else None
        callbacks.move(tx, cb, S.ACCEPTED, retry_at=at, due_at=at, ready_asked_at=asked_at)
        about = {"callback_id": cb.id, "code": cb.code}
        told = "unanswered.volunteer" if asked_at else "volunteer.retry"
        callbacks.tell_volunteer(tx, cb.volunteer_id, told, **about, **({} if asked_at else {"at": at}))
        return (Heard.ASKED if asked_at else Heard.RETRY), at
    callbacks.move(tx, cb, S.MISSED, ended_at=tx.now, retry_at=None)
    callbacks.tell_participant(tx, cb, "notice.missed")
    callbacks.tell_volunteer(tx, cb.volunteer_id, "volunteer.last_try", code=cb.code)
    queue.wake_waiting(tx)
    return Heard.LAST, None


def _ask_anew(tx: Tx, cb: Callback) -> bool:
    """Text that it is okay, and ask for a new yes: it makes the phone ring at once. False: they cannot be texted."""
    if cb.contact_id is None:
        return False
    return prompts.put(tx, cb.contact_id, "ready.missed", purpose="ready", callback_id=cb.id) is not None


def _next_try(cb: Callback) -> Heard:
    return Heard.ASKED if cb.ready_asked_at is not None else Heard.RETRY


def leg_over(tx: Tx, held: legs.HeldLeg, status: str) -> None:
    """A leg ended at the carrier (status: completed, busy, no-answer, failed, canceled)."""
    leg, cb = held.leg, held.cb
    if leg.state == "ended":
        if leg.role in commands.VOLUNTEERS and cb.state == S.COMPLETED:
            cut_off.no_more_keys(tx, cb)
        return
    if leg.role != "volunteer" and leg.outcome != "connected":
        # The Dial's action tells the call that dialled it, with more detail; due soon in case that webhook is lost.
        legs.change(tx, leg.id, due_at=tx.now + legs.GRACE)
        return
    speaks = held.current
    legs.end(tx, leg.id, leg.outcome or ("hung_up" if status == "completed" else status.replace("-", "_")))
    if not speaks:
        if leg.role == "participant" and cb.room is not None:
            ending.clear(tx, held)  # they had gone on with a supervisor
        return
    if leg.outcome == "connected":
        ending.leave(tx, held, failed=status == "failed")
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
    """The participant's ring is over and no webhook told the volunteer's call: settle it now."""
    legs.end(tx, held.leg.id, held.leg.outcome or "no_answer")
    if held.current and held.cb.state == S.CONNECTING:
        participant_unreached(tx, with_volunteer(held.cb))


def refused(tx: Tx, held: legs.HeldLeg) -> None:
    """The carrier will not ring this volunteer: the next one is asked at once."""
    legs.end(tx, held.leg.id, "refused")
    if held.current and held.cb.state == S.CONNECTING:
        _volunteer_unreached(tx, with_volunteer(held.cb))


def _volunteer_unreached(tx: Tx, cb: HeldCallback) -> None:
    callbacks.let_go(tx, cb, OfferState.FAILED)
    over = cb.attempts >= rings_at_most(tx, cb)
    callbacks.tell_volunteer(
        tx, cb.volunteer_id, "volunteer.last_try" if over else "volunteer.unreached", code=cb.code
    )
