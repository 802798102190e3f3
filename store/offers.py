"""What a volunteer does with offers: take, go, pass, note; and duty."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from flows.effects import Outcome
from flows.person import HELD_STATES, OPEN_STATES
from flows.rules import promise
from store import callbacks, legs
from store.callbacks import S
from store.database import Tx
from store.models import Callback, Note, Offer, Volunteer


def take(
    tx: Tx, volunteer_id: int, code: str | None, *, ring: bool, call_sid: str | None
) -> tuple[Outcome, Any]:
    """TAKE and GO. First one wins; a lapsed or passed offer may still be taken while nobody has it.

    `call_sid`: the volunteer is on the phone with us, so that call becomes their leg (given back) and nothing rings.
    """
    mine = callbacks.lock_held(tx, volunteer_id)
    if code is None:
        if mine is not None:
            return _again(tx, mine, volunteer_id, ring, call_sid)
        open_codes = _open_codes(tx, volunteer_id)
        if len(open_codes) > 1:
            return Outcome("which", {"codes": ", ".join(open_codes)}), None
        if not open_codes:
            return Outcome("none", {}), None
        code = open_codes[0]
    if mine is not None and mine.code == code:
        return _again(tx, mine, volunteer_id, ring, call_sid)
    cb = callbacks.lock_code(tx, code)
    if cb is None or not _was_asked(tx, cb.id, volunteer_id):
        ended = _was_once_asked(tx, code, volunteer_id)
        return Outcome("covered" if ended else "none", {"code": code}), None
    if mine is not None:
        return Outcome("busy", {"code": mine.code}), None
    if cb.state not in (S.WAITING, S.OFFERED) or cb.talk_started_at is not None:
        return Outcome("covered", {"code": code}), None
    if not _accept(tx, cb, volunteer_id, ring=ring):
        return Outcome("covered", {"code": code}), None
    if not ring:
        return Outcome("taken_later", {"code": code, "by": _go_by(tx, cb)}), None
    return Outcome("taken", {"code": code}), _ring(tx, cb, volunteer_id, call_sid)


def _accept(tx: Tx, cb: Any, volunteer_id: int, *, ring: bool) -> bool:
    """One volunteer a callback, one callback a volunteer: the unique constraints decide, not a read before."""
    # Held for GO while there is time to ask somebody else: a promise in a pocket is not kept.
    until = tx.now + timedelta(minutes=1) if ring else _go_by(tx, cb)
    free = and_(
        Callback.id == cb.id, Callback.state.in_((S.WAITING, S.OFFERED)), Callback.volunteer_id.is_(None)
    )
    try:
        with tx.connection.begin_nested():
            won = tx.run(
                update(Callback)
                .where(free)
                .values(state=S.ACCEPTED, volunteer_id=volunteer_id, wait_for_go=not ring, due_at=until)
            )
    except IntegrityError:
        return False
    if not won.rowcount:
        return False
    latest = (
        select(Offer.id)
        .where(Offer.callback_id == cb.id, Offer.volunteer_id == volunteer_id)
        .order_by(Offer.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    tx.run(update(Offer).where(Offer.id == latest).values(state="accepted", answered_at=tx.now))
    # Another callback may have asked this volunteer as well; they have their hands full now.
    others = and_(Offer.volunteer_id == volunteer_id, Offer.state == "open")
    freed = list(tx.run(select(Offer.callback_id).where(others)).scalars())
    tx.run(update(Offer).where(others).values(state="withdrawn", answered_at=tx.now))
    for other_id in freed:
        tx.wake("advance_callback", other_id)
    callbacks.withdraw_offers(tx, cb, "covered", tell="offer.covered", besides=volunteer_id)
    return True


def _go_by(tx: Tx, cb: Any) -> datetime:
    risk = promise.at_risk_from(cb.requested_at, cb.promised_by, tx.line)
    return max(risk, tx.now + timedelta(minutes=tx.line.offer_minutes))


def _ring(tx: Tx, cb: Any, volunteer_id: int, call_sid: str | None) -> Any:
    if call_sid is None:
        legs.plan_volunteer(tx, cb.id, volunteer_id)
        return None
    leg = legs.volunteer_calls_in(tx, cb.id, volunteer_id, call_sid)
    callbacks.change(tx, cb.id, state=S.CONNECTING, due_at=tx.now + timedelta(minutes=3))
    return leg


def _again(tx: Tx, cb: Any, volunteer_id: int, ring: bool, call_sid: str | None) -> tuple[Outcome, Any]:
    """They have it already: GO, or TAKE once more, rings again unless a ring is under way."""
    if cb.state != S.ACCEPTED or legs.live_of(tx, cb.id) or not ring:
        return Outcome("yours", {"code": cb.code}), None
    callbacks.change(tx, cb.id, wait_for_go=False, due_at=tx.now + timedelta(minutes=1))
    return Outcome("ringing", {"code": cb.code}), _ring(tx, cb, volunteer_id, call_sid)


def pass_on(tx: Tx, volunteer_id: int, code: str | None) -> Outcome:
    """PASS: not this one, or handed back after all. No reason asked, no penalty."""
    mine = callbacks.lock_held(tx, volunteer_id)
    open_codes = _open_codes(tx, volunteer_id)
    if code is None:
        known = open_codes + ([mine.code] if mine is not None else [])
        if len(known) > 1:
            return Outcome("which", {"codes": ", ".join(known)})
        if not known:
            return Outcome("none", {})
        code = known[0]
    if mine is not None and mine.code == code:
        if mine.state == S.CONNECTED:
            return Outcome("talking", {"code": code})
        callbacks.let_go(tx, mine, "passed")
        return Outcome("handed_back", {"code": code})
    cb = callbacks.lock_code(tx, code)
    if cb is None or not _was_asked(tx, cb.id, volunteer_id):
        return Outcome("covered" if _was_once_asked(tx, code, volunteer_id) else "none", {"code": code})
    theirs = and_(
        Offer.callback_id == cb.id,
        Offer.volunteer_id == volunteer_id,
        Offer.state.in_(("open", "lapsed", "failed")),
    )
    tx.run(update(Offer).where(theirs).values(state="passed", answered_at=tx.now))
    if cb.volunteer_id is not None:
        return Outcome("covered", {"code": code})
    tx.wake("advance_callback", cb.id)
    return Outcome("passed", {"code": code})


def note(tx: Tx, volunteer_id: int, code: str | None, words: str, *, done: bool) -> Outcome:
    """DONE and NOTE: words about a call they had, kept sealed. Without a code: about the latest one."""
    had = (
        select(Callback.id, Callback.code)
        .join(Offer, and_(Offer.callback_id == Callback.id, Offer.volunteer_id == volunteer_id))
        .where(Offer.state == "accepted")
        .order_by(Callback.id.desc())
        .limit(1)
    )
    row = tx.run(had.where(Callback.code == code) if code else had).first()
    if row is None:
        return Outcome("none", {})
    tx.run(
        insert(Note).values(
            callback_id=row.id,
            volunteer_id=volunteer_id,
            kind="done" if done else "note",
            words_sealed=tx.vault.seal(words),
            at=tx.now,
        )
    )
    return Outcome("noted", {"code": row.code})


def set_duty(tx: Tx, volunteer_id: int, on: bool, lasting: timedelta | None) -> Outcome:
    """ON and OFF. Coming on takes up what waits; going off closes open offers, not a call already taken."""
    until = tx.now + lasting if on and lasting else None
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(on_duty=on, duty_until=until))
    if on:
        callbacks.stir(tx)
        return Outcome("on_until", {"until": until}) if until else Outcome("on", {})
    theirs = and_(Offer.volunteer_id == volunteer_id, Offer.state == "open")
    for callback_id in tx.run(select(Offer.callback_id).where(theirs)).scalars():
        tx.wake("advance_callback", callback_id)
    tx.run(update(Offer).where(theirs).values(state="withdrawn", answered_at=tx.now))
    held = callbacks.lock_held(tx, volunteer_id)
    return Outcome("off_holding", {"code": held.code}) if held is not None else Outcome("off", {})


def not_delivered(tx: Tx, offer_id: int) -> None:
    """The offer never reached its volunteer: the next one is asked at once."""
    row = tx.run(select(Offer.callback_id, Offer.state).where(Offer.id == offer_id)).first()
    if row is not None and row.state == "open":
        tx.run(
            update(Offer)
            .where(Offer.id == offer_id, Offer.state == "open")
            .values(state="failed", answered_at=tx.now)
        )
        tx.wake("advance_callback", row.callback_id)


def let_all_go(tx: Tx, volunteer_id: int) -> None:
    """A volunteer is gone: what they hold goes to the next one, open offers to them are closed."""
    held = callbacks.lock_held(tx, volunteer_id)
    if held is not None and held.state != S.CONNECTED:
        callbacks.let_go(tx, held, "withdrawn")
    theirs = and_(Offer.volunteer_id == volunteer_id, Offer.state == "open")
    tx.run(update(Offer).where(theirs).values(state="withdrawn", answered_at=tx.now))
    callbacks.stir(tx)


def _open_codes(tx: Tx, volunteer_id: int) -> list[str]:
    still = (
        select(Callback.code)
        .join(Offer, Offer.callback_id == Callback.id)
        .where(Offer.volunteer_id == volunteer_id, Offer.state == "open")
    )
    return list(tx.run(still).scalars())


def _was_asked(tx: Tx, callback_id: int, volunteer_id: int) -> bool:
    asked = select(Offer.id).where(Offer.callback_id == callback_id, Offer.volunteer_id == volunteer_id)
    return tx.run(asked.limit(1)).first() is not None


def _was_once_asked(tx: Tx, code: str, volunteer_id: int) -> bool:
    once = (
        select(Offer.id)
        .join(Callback, Callback.id == Offer.callback_id)
        .where(
            Callback.code == code,
            Offer.volunteer_id == volunteer_id,
            or_(~Callback.state.in_(OPEN_STATES), Callback.state.in_(HELD_STATES)),
        )
    )
    return tx.run(once.limit(1)).first() is not None
