"""Key 3, talk now: ring a free volunteer from the caller's own call, or make it a callback."""

from datetime import timedelta

from flows.effects.base import Outcome
from flows.states import CallbackState, OfferState
from store.callbacks import blocks, callbacks, legs, limits
from store.callbacks.callbacks import S
from store.calls import bridge, ending
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Leg
from store.offers import matching
from store.volunteers import roster

TALK_SECONDS = 60
"""How long a caller who wants to talk now is kept on the line before it becomes a callback: a promise to callers."""


def talk_now(tx: Tx, known: contacts.Known, mood: int | None, call_sid: str) -> tuple[Outcome, Leg | None]:
    """Reserve a free volunteer for a caller on the line. Gives the outcome, and the leg to dial, if there is one."""
    if tx.line.closed_at(tx.now) is not None:
        return Outcome("nobody_free", {}), None
    cb = callbacks.lock_open(tx, known.contact_id) if known.contact_id is not None else None
    if cb is not None and cb.state not in (S.WAITING, S.OFFERED):
        return Outcome("already", {"by": cb.promised_by, "code": cb.code}), None
    if cb is None:
        if known.contact_id is not None:
            refused = blocks.refusal(tx, known.contact_id)
            if refused is not None:
                return refused, None
            may = limits.verdict(tx, known.contact_id)
            if not may.allowed:
                return Outcome("limit", {"at": may.again_at}), None
        cb = callbacks.open_new(
            tx,
            known.contact_id,
            promised_by=tx.now + timedelta(minutes=tx.line.promise_minutes),
            mood=mood,
            language=known.language,
            severity=limits.severity(tx, known.contact_id, mood) if known.contact_id is not None else 0,
            yes_at=tx.now,
        )
    callbacks.withdraw_offers(tx, cb, OfferState.COVERED, tell="offer.covered")
    callbacks.change(tx, cb.id, talk_started_at=tx.now, call_sid=call_sid)
    leg = dial_next(tx, callbacks.lock(tx, cb.id))
    if leg is None:
        give_up_talking(tx, callbacks.lock(tx, cb.id), withheld=known.contact_id is None, said=True)
        return Outcome("nobody_free", {}), None
    return Outcome("ringing", {"code": cb.code}), leg


def dial_next(tx: Tx, cb: Callback) -> Leg | None:
    """Reserve the next free volunteer and plan the leg that the caller's call dials; None: out of time, or people."""
    left = TALK_SECONDS - (tx.now - (cb.talk_started_at or tx.now)).total_seconds()
    if left < 5:
        return None
    for choice in matching.ranked(tx, cb).choices:
        if matching.reserve(tx, cb, choice):
            callbacks.change(tx, cb.id, due_at=tx.now + timedelta(seconds=left + 30))
            return legs.plan_dialled(tx, cb.id, choice.volunteer_id, seconds=min(left, tx.line.ring_seconds))
    return None


def talk_next(tx: Tx, held: legs.HeldLeg, *, status: str, caller_gone: bool) -> tuple[str, Leg | None]:
    """The call to a volunteer for a caller on the line is over: "ended" after a talk, "dial" the next, or "nobody"."""
    leg, cb = held.leg, held.cb
    if leg.outcome == "connected" or cb.state == S.CONNECTED:
        ending.finish(tx, held)
        return "ended", None
    if not held.current:
        return "ended", None
    legs.end(tx, leg.id, leg.outcome or status.replace("-", "_") or "no_answer")
    withheld = cb.contact_id is None
    if caller_gone:
        give_up_talking(tx, cb, withheld=withheld, said=False)
        return "ended", None
    started = cb.talk_started_at
    callbacks.let_go(tx, cb, OfferState.FAILED)
    callbacks.change(tx, cb.id, talk_started_at=started)
    following = dial_next(tx, callbacks.lock(tx, cb.id))
    if following is not None:
        return "dial", following
    give_up_talking(tx, callbacks.lock(tx, cb.id), withheld=withheld, said=True)
    return "nobody", None


def caller_hung_up(tx: Tx, call_sid: str) -> None:
    """An inbound call ended: a talk it was part of is over, a search for a peer becomes a callback."""
    volunteer_id = roster.volunteer_who_called(tx, call_sid)
    if volunteer_id is not None:
        legs.place_now(tx, volunteer_id)  # they took an offer on this call, and their phone is free for it
    talking = legs.lock_by_sid(tx, call_sid)
    if talking is not None:
        bridge.leg_over(tx, talking, "completed")  # a caller who talked in a room
        return
    cb = callbacks.lock_call(tx, call_sid)
    if cb is None:
        return
    if cb.state == S.CONNECTED:
        for leg in legs.live_of(tx, cb.id):
            ending.finish(tx, legs.HeldLeg(leg, cb))
            return
    elif cb.talk_started_at is not None:
        give_up_talking(tx, cb, withheld=cb.contact_id is None, said=False)


def give_up_talking(tx: Tx, cb: Callback, *, withheld: bool, said: bool) -> None:
    """No volunteer was free: it goes on as an ordinary callback, or ends where there is no number to call.

    `said`: the caller is still on the line and hears it; otherwise they hung up and are texted.
    """
    if withheld:
        callbacks.end(tx, cb, CallbackState.CANCELLED)
        return
    if cb.volunteer_id is not None:
        callbacks.let_go(tx, cb, OfferState.WITHDRAWN)
    callbacks.move(tx, cb, S.WAITING, talk_started_at=None, due_at=tx.now)
    tx.wake("advance_callback", cb.id)
    if not said:
        callbacks.tell_participant(tx, cb, "talk.cut_off", by=cb.promised_by)
