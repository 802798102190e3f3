"""A callback's row: read it under its lock, open one, end one, let a volunteer go. People's verbs build on these."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from flows.person import HELD_STATES, OPEN_STATES, CallbackState
from store import texts
from store.database import Tx
from store.models import Callback, Leg, Offer, Volunteer

S = CallbackState
_LETTERS = "ACDEFGHJKMNPRTUVWXY"
_DIGITS = "23456789"
_REUSE_AFTER = timedelta(days=7)

_LOCK = select(Callback.__table__).with_for_update(key_share=True)


def lock(tx: Tx, callback_id: int) -> Any:
    """The callback's row, nobody else changing it until this transaction ends."""
    return tx.run(_LOCK.where(Callback.id == callback_id)).one()


def lock_open(tx: Tx, contact_id: int) -> Any:
    """The contact's open callback, locked; None when there is none."""
    return tx.run(_LOCK.where(Callback.contact_id == contact_id, Callback.state.in_(OPEN_STATES))).first()


def lock_code(tx: Tx, code: str) -> Any:
    """The open callback with this code, locked; None when there is none."""
    return tx.run(_LOCK.where(Callback.code == code, Callback.state.in_(OPEN_STATES))).first()


def lock_call(tx: Tx, call_sid: str) -> Any:
    """The open callback a caller on this call wants to talk about at once, locked; None when there is none."""
    return tx.run(_LOCK.where(Callback.call_sid == call_sid, Callback.state.in_(OPEN_STATES))).first()


def lock_held(tx: Tx, volunteer_id: int) -> Any:
    """The callback this volunteer holds, locked; None when there is none."""
    return tx.run(_LOCK.where(Callback.volunteer_id == volunteer_id, Callback.state.in_(HELD_STATES))).first()


def change(tx: Tx, callback_id: int, **values: Any) -> None:
    """Write to the callback's row."""
    tx.run(update(Callback).where(Callback.id == callback_id).values(**values))


def open_new(tx: Tx, contact_id: int | None, **values: Any) -> Any:
    """A new callback, with a code nobody else's has."""
    code = _free_code(tx)
    made = tx.run(
        insert(Callback)
        .values(
            contact_id=contact_id, code=code, state=S.WAITING, requested_at=tx.now, due_at=tx.now, **values
        )
        .returning(Callback.id)
    )
    return lock(tx, int(made.scalar_one()))


def _free_code(tx: Tx) -> str:
    recent = select(Callback.code).where(
        Callback.state.in_(OPEN_STATES) | (Callback.ended_at > tx.now - _REUSE_AFTER)
    )
    taken = set(tx.run(recent).scalars())
    for digits in (1, 2, 3):
        free = [
            letter + "".join(random.choices(_DIGITS, k=digits))  # noqa: S311  (a code is a name, not a secret)
            for letter in random.sample(_LETTERS, len(_LETTERS))
            for _ in range(4)
        ]
        for code in free:
            if code not in taken:
                return code
    raise RuntimeError("no free callback code")


def end(tx: Tx, cb: Any, state: CallbackState, *, tell_volunteers: str | None = None) -> None:
    """Close a callback: offers withdrawn, rings called off, whoever held it free for the next one."""
    change(tx, cb.id, state=state, ended_at=tx.now, retry_at=None)
    withdraw_offers(tx, cb, "withdrawn", tell=tell_volunteers)
    call_off_rings(tx, cb.id)
    if tell_volunteers and cb.volunteer_id is not None and cb.state in HELD_STATES:
        tell_volunteer(tx, cb.volunteer_id, tell_volunteers, code=cb.code)
    if cb.volunteer_id is not None:
        stir(tx)


def let_go(tx: Tx, cb: Any, offer_state: str) -> None:
    """The volunteer no longer has it: back in line, and the next one is asked at once. After the last ring: missed."""
    tx.run(
        update(Offer)
        .where(Offer.callback_id == cb.id, Offer.volunteer_id == cb.volunteer_id, Offer.state == "accepted")
        .values(state=offer_state, answered_at=tx.now)
    )
    if cb.attempts >= tx.line.callback_attempts:
        # Another peer would ring the participant once more than the line promises to.
        end(tx, cb, S.MISSED)
        tell_participant(tx, cb, "notice.missed")
        return
    call_off_rings(tx, cb.id)
    change(
        tx,
        cb.id,
        state=S.WAITING,
        volunteer_id=None,
        retry_at=None,
        wait_for_go=False,
        talk_started_at=None,
        due_at=tx.now,
    )
    tx.wake("advance_callback", cb.id)
    stir(tx, besides=cb.id)


def withdraw_offers(tx: Tx, cb: Any, state: str, *, tell: str | None, besides: int | None = None) -> None:
    """Close every open offer of a callback (but `besides`' own) and tell those who were asked."""
    still_open = (Offer.callback_id == cb.id) & (Offer.state == "open")
    if besides is not None:
        still_open &= Offer.volunteer_id != besides
    asked: Sequence[int] = list(tx.run(select(Offer.volunteer_id).where(still_open)).scalars())
    if not asked:
        return
    tx.run(update(Offer).where(still_open).values(state=state, answered_at=tx.now))
    if tell:
        for volunteer_id in asked:
            tell_volunteer(tx, volunteer_id, tell, code=cb.code)


def call_off_rings(tx: Tx, callback_id: int) -> None:
    """Every leg that is not over is ended: unasked ones at once, the rest by telling the carrier."""
    live = (Leg.callback_id == callback_id) & (Leg.state != "ended")
    over = {"state": "ended", "outcome": "called_off", "ended_at": tx.now}
    for leg in tx.run(select(Leg.id, Leg.state, Leg.role).where(live)).all():
        if leg.state == "planned":
            tx.run(update(Leg).where(Leg.id == leg.id).values(**over))
            continue
        # A volunteer's leg stays until the carrier confirms; the row is due until then, so a lost wake-up costs
        # seconds. A phone dialled from inside a call ends with that call, and may not speak for a later try.
        ended = over if leg.role != "volunteer" else {}
        tx.run(update(Leg).where(Leg.id == leg.id).values(hang_up_at=tx.now, **ended))
        tx.wake("hang_up_leg", leg.id)


def tell_volunteer(tx: Tx, volunteer_id: int, wording: str, **params: Any) -> None:
    """Text a volunteer."""
    contact_id = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    texts.queue(tx, contact_id, "notice", wording, **params)


def tell_participant(tx: Tx, cb: Any, wording: str, **params: Any) -> None:
    """Text the participant, if they can be texted."""
    if cb.contact_id is not None:
        texts.queue(tx, cb.contact_id, "notice", wording, **params)


def stir(tx: Tx, *, besides: int | None = None) -> None:
    """Somebody may be free now: look again at what waits, longest first."""
    waiting = (
        select(Callback.id)
        .where(Callback.state.in_((S.WAITING, S.OFFERED)), Callback.id != (besides or 0))
        .order_by(Callback.promised_by)
        .limit(20)
    )
    for callback_id in tx.run(waiting).scalars():
        tx.wake("advance_callback", callback_id)


def hurry_waiting(tx: Tx) -> None:
    """Somebody came on duty outside a conversation: what waits is looked at with the clock's next tick."""
    waiting = Callback.state.in_((S.WAITING, S.OFFERED)) & (Callback.due_at > tx.now)
    ready = Callback.not_before.is_(None) | (Callback.not_before <= tx.now)
    tx.run(update(Callback).where(waiting, ready).values(due_at=tx.now))


def due(tx: Tx, limit: int) -> list[int]:
    """Callbacks whose time has come, soonest promise first."""
    ready = select(Callback.id).where(Callback.state.in_(OPEN_STATES), Callback.due_at <= tx.now)
    return list(tx.run(ready.order_by(Callback.due_at).limit(limit)).scalars())
