"""Calls that cross: somebody calls the line while their own callback is being put through, or was just missed.

Where the call is surely theirs they are joined with their volunteer. Where nobody vouches for it they hear what every
such caller hears, and their phone rings once more when they have hung up; the volunteer is held that long. Such a ring
is no attempt, and there is one for each attempt at most, for anybody can show a number.
"""

import secrets
from datetime import timedelta
from typing import Final

from sqlalchemy import and_, select, update

from flows.effects.base import Outcome
from flows.rules.promises import time_limit
from flows.states import CallbackState, LegState, OfferState
from store import decisions
from store.callbacks import callbacks, legs
from store.callbacks.callbacks import S
from store.callbacks.rows import HeldCallback, with_volunteer
from store.calls import commands
from store.consent import ground_rules
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Leg, Offer
from store.offers import take
from store.requests import ready

HELD: Final = timedelta(seconds=60)
"""So long a volunteer waits for somebody who is calling us, and so long a participant waits for their volunteer."""
JUST: Final = timedelta(minutes=10)
"""So long after a ring that was missed a call is an answer to it."""
HANG_UP: Final = timedelta(seconds=9)
_MISSED: Final = ("no_answer", "busy", "no_key", "machine", "canceled", "failed", "voicemail")
_L, _B = Leg.__table__.c, Callback.__table__.c


def participant(tx: Tx, contact_id: int, sid: str) -> Callback | None:
    """A call that is surely theirs, while their callback is put through or was just missed: joined, or about to be.

    The callback, CONNECTED where its volunteer was on the phone already; None where nothing crosses.
    """
    cb = callbacks.lock_open(tx, contact_id)
    if cb is None or not _crosses(tx, cb):
        return None
    held = with_volunteer(cb)
    rung = legs.live_of(tx, cb.id)
    if not rung and _had_their_crossings(held):
        return None
    decisions.note(tx, cb.id, "crossed", "they called while they were being called")
    calls = {"crossed_at": tx.now, "crossings": held.crossings + 1, "call_sid": sid, "crossing_sid": None}
    callbacks.change(tx, cb.id, **calls, yes_at=tx.now, ready_asked_at=None)
    if not rung:
        _ring_volunteer(tx, held)
    ready_leg = next((each for each in rung if _dials(tx, each)), None)
    if ready_leg is not None:
        join(tx, ready_leg, held, sid)
        commands.ask(tx, ready_leg.id, commands.GO_ROOM)
    return callbacks.lock(tx, cb.id)


def unverified(tx: Tx, number: str, sid: str) -> None:
    """The same on a call that nobody vouches for: their phone is to ring once they have hung up. Says nothing."""
    known = contacts.on_file(tx, number)
    cb = callbacks.lock_open(tx, known.contact_id) if known is not None and known.contact_id else None
    if cb is None or cb.keyed_in or not _crosses(tx, cb) or _had_their_crossings(cb):
        return
    decisions.note(
        tx, cb.id, "crossed", "a call that is not proven to be theirs, while they were being called"
    )
    callbacks.change(tx, cb.id, crossed_at=tx.now, crossings=cb.crossings + 1, crossing_sid=sid)
    if not legs.live_of(tx, cb.id):
        _ring_volunteer(tx, with_volunteer(cb), after=HANG_UP)


def _ring_volunteer(tx: Tx, cb: HeldCallback, *, after: timedelta = timedelta()) -> None:
    callbacks.change(tx, cb.id, retry_at=None, ready_asked_at=None, due_at=tx.now + timedelta(minutes=2))
    legs.plan_volunteer(tx, cb.id, cb.volunteer_id, after=after)


def _crosses(tx: Tx, cb: Callback) -> bool:
    if (
        cb.kind != "call"
        or cb.silenced_at is not None
        or cb.volunteer_id is None
        or cb.talk_started_at is not None
    ):
        return False
    if cb.state == S.CONNECTING:
        return True
    return cb.state == S.ACCEPTED and (bool(legs.live_of(tx, cb.id)) or _just_missed(tx, cb))


def _just_missed(tx: Tx, cb: Callback) -> bool:
    missed = and_(
        _L.callback_id == cb.id,
        _L.role == "participant",
        _L.ended_at > tx.now - JUST,
        _L.outcome.in_(_MISSED),
    )
    return tx.run(select(_L.id).where(missed).limit(1)).first() is not None


def _had_their_crossings(cb: Callback) -> bool:
    return cb.crossings > cb.attempts


def missed_for_good(tx: Tx, contact_id: int) -> bool:
    """Whether their callback ended a moment ago because they were not reached."""
    last = and_(_B.contact_id == contact_id, _B.state == S.MISSED, _B.ended_at > tx.now - JUST)
    return tx.run(select(_B.id).where(last, _B.kind == "call", _B.silenced_at.is_(None))).first() is not None


def _dials(tx: Tx, leg: Leg) -> bool:
    """Whether this volunteer has pressed the key, and hears the participant's phone ring."""
    return leg.role == "volunteer" and bool(_ringing(tx, leg))


def _ringing(tx: Tx, leg: Leg) -> list[Leg]:
    return [child for child in legs.children(tx, leg.id) if child.state != LegState.ENDED]


def caller_waits(tx: Tx, cb: Callback) -> str | None:
    """The call on which the participant waits for their volunteer; None where nobody waits."""
    waits = cb.crossed_at is not None and tx.now - cb.crossed_at <= HELD and cb.crossing_sid is None
    return cb.call_sid if waits and cb.state in (S.ACCEPTED, S.CONNECTING) else None


def no_attempt(tx: Tx, cb: Callback) -> bool:
    """Whether the ring that is about to go out counts for nothing: it answers a call of theirs."""
    return cb.crossed_at is not None and tx.now - cb.crossed_at <= JUST


def join(tx: Tx, volunteer_leg: Leg, cb: HeldCallback, sid: str) -> Leg:
    """Join the volunteer with the participant's own call, in a conference; gives the participant's leg."""
    for child in _ringing(tx, volunteer_leg):
        legs.end(tx, child.id, "crossed")
    check = tx.now + legs.CHECK_EVERY
    legs.change(tx, volunteer_leg.id, outcome="connected", due_at=check)
    theirs = legs.plan(
        tx,
        LegState.ANSWERED,
        callback_id=cb.id,
        volunteer_id=cb.volunteer_id,
        role="participant",
        outcome="connected",
        sid=sid,
        answered_at=tx.now,
        due_at=check,
    )
    begins = {"connected_at": tx.now, **time_limit.begins(tx.now, cb.minutes)}
    where = {"room": secrets.token_urlsafe(24), "call_sid": sid, "crossed_at": None}
    callbacks.move(tx, cb, S.CONNECTED, retry_at=None, due_at=check + legs.CHECK_EVERY, **begins, **where)
    ground_rules.accept(tx, cb.contact_id, "voice")
    return legs.get(tx, theirs)


def joined_meanwhile(tx: Tx, held: legs.HeldLeg) -> Leg | None:
    """The volunteer's leg, where this ring of the participant is over because they called and are joined already."""
    if held.leg.outcome != "crossed" or held.leg.parent_id is None or held.cb.state != S.CONNECTED:
        return None
    return legs.get(tx, held.leg.parent_id)


def hold(tx: Tx, held: legs.HeldLeg) -> bool:
    """Whether the volunteer is held: the participant is calling us, and their phone could not ring for that."""
    leg, cb = held.leg, held.cb
    if cb.state != S.CONNECTING or leg.role != "participant" or leg.parent_id is None:
        return False
    volunteer_leg = legs.get(tx, leg.parent_id)
    if leg.outcome == "crossing":
        there = cb.volunteer_id == leg.volunteer_id and volunteer_leg.state != LegState.ENDED
        return there and (cb.crossed_at is not None or bool(_ringing(tx, volunteer_leg)))
    calling = cb.crossed_at is not None and tx.now - cb.crossed_at < HELD
    if not calling or not held.current or leg.outcome is not None:
        return False
    legs.end(tx, leg.id, "crossing")
    legs.change(tx, leg.parent_id, due_at=tx.now + 2 * HELD)
    callbacks.change(tx, cb.id, due_at=tx.now + timedelta(minutes=3))
    return True


def ring_again(tx: Tx, held: legs.HeldLeg) -> Leg | None:
    """Ring the participant for the volunteer who was held; None while they still call us, for a minute at most."""
    leg, cb = held.leg, held.cb
    for ringing in _ringing(tx, legs.get(tx, legs.dialled_from(leg))):
        return ringing  # the carrier repeats its request: the same answer
    over = cb.crossed_at is None or tx.now - cb.crossed_at >= HELD
    if cb.crossing_sid is not None and not over:
        return None
    callbacks.change(tx, cb.id, crossed_at=None, crossing_sid=None, due_at=tx.now + timedelta(minutes=3))
    rings_until = tx.now + timedelta(seconds=tx.line.ring_seconds)
    volunteer_leg = legs.dialled_from(leg)
    legs.change(tx, volunteer_leg, due_at=rings_until + 2 * legs.GRACE)
    seconds = tx.line.ring_seconds + 20
    return legs.plan_dialled(tx, cb.id, leg.volunteer_id, seconds=seconds, parent_id=volunteer_leg)


def hung_up(tx: Tx, sid: str) -> None:
    """A call has ended that crossed: the phone is free to ring, or nobody waits on it any more."""
    for cb_id in tx.run(select(_B.id).where(_B.crossing_sid == sid)).scalars().all():
        cb = callbacks.lock(tx, cb_id)
        callbacks.change(tx, cb_id, crossing_sid=None)
        if cb.volunteer_id is not None and cb.state == S.ACCEPTED:
            legs.place_now(tx, cb.volunteer_id)
    waiting = callbacks.lock_call(tx, sid)
    if waiting is not None and caller_waits(tx, waiting) == sid:
        callbacks.change(tx, waiting.id, crossed_at=None, call_sid=None)


def volunteer(tx: Tx, volunteer_id: int, sid: str) -> Leg | None:
    """A volunteer calls who is being rung, or just missed that: this call is their leg. None where nothing crosses."""
    cb = callbacks.lock_held(tx, volunteer_id) or _take_back(tx, volunteer_id)
    if cb is None or cb.kind != "call" or cb.state not in (S.ACCEPTED, S.CONNECTING):
        return None
    rung = [each for each in legs.live_of(tx, cb.id) if each.role == "volunteer"]
    if not rung or any(each.answered_at is not None for each in rung):
        return None
    for each in rung:
        _give_up(tx, each)
    if cb.state == S.ACCEPTED:
        callbacks.move(tx, cb, S.CONNECTING, retry_at=None)
    callbacks.change(tx, cb.id, due_at=tx.now + timedelta(minutes=3))
    theirs = legs.plan(
        tx,
        LegState.ANSWERED,
        callback_id=cb.id,
        volunteer_id=volunteer_id,
        role="volunteer",
        sid=sid,
        answered_at=tx.now,
        due_at=tx.now + timedelta(seconds=30),
    )
    decisions.note(tx, cb.id, "crossed", "the peer called while they were rung", volunteer_id=volunteer_id)
    return legs.get(tx, theirs)


def _give_up(tx: Tx, leg: Leg) -> None:
    if leg.state == LegState.PLANNED:
        legs.end(tx, leg.id, "crossed")
        return
    tx.run(update(Leg).where(_L.id == leg.id).values(hang_up_at=tx.now))
    tx.wake("hang_up_leg", leg.id)


def _take_back(tx: Tx, volunteer_id: int) -> HeldCallback | None:
    """What they took and whose ring they missed a moment ago, if it waits for somebody still and its yes is fresh."""
    lately = (
        select(Offer.callback_id)
        .join(Callback, Callback.id == Offer.callback_id)
        .join(Leg, and_(Leg.callback_id == Callback.id, Leg.volunteer_id == Offer.volunteer_id))
        .where(
            Offer.volunteer_id == volunteer_id,
            Offer.state == OfferState.FAILED,
            Callback.state.in_((CallbackState.WAITING, CallbackState.OFFERED)),
            Leg.role == "volunteer",
            Leg.ended_at > tx.now - JUST,
        )
        .order_by(Leg.id.desc())
        .limit(1)
    )
    callback_id: int | None = tx.run(lately).scalar()
    cb = callbacks.lock(tx, callback_id) if callback_id is not None else None
    if cb is None or cb.kind != "call" or not ready.is_fresh(cb, tx.now):
        return None
    taken: Outcome = take.take(tx, volunteer_id, cb.code, ring=True)
    return callbacks.lock_held(tx, volunteer_id) if taken.name == "taken" else None
