"""What the clock does with an open callback: ask the next one, widen, warn, admit we are late, try again, end it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update

from flows.effects import AlertKind
from flows.rules import promise
from flows.wording import Named
from store import callbacks, legs, matching, texts
from store.callbacks import S
from store.database import Tx
from store.models import Offer, Volunteer

LOOK_AGAIN = timedelta(seconds=15)
"""With nobody to ask, how often we look whether somebody can be; coming on duty does not wait for it."""


def advance(tx: Tx, callback_id: int) -> None:
    """Do what is due for this callback, and note when to look again. Safe to run at any time, by anybody, twice."""
    cb = callbacks.lock(tx, callback_id)
    match cb.state:
        case S.WAITING | S.OFFERED if cb.talk_started_at is None:
            _find_somebody(tx, cb)
        case S.ACCEPTED:
            _held(tx, cb)
        case S.CONNECTING | S.CONNECTED if cb.due_at <= tx.now:
            _stuck(tx, cb)
        case S.WAITING | S.OFFERED if cb.due_at <= tx.now:
            # A caller who wanted to talk at once, and a process that died while looking for somebody.
            callbacks.change(tx, cb.id, talk_started_at=None, due_at=tx.now)
            tx.wake("advance_callback", cb.id)


def _find_somebody(tx: Tx, cb: Any) -> None:
    if cb.contact_id is None:
        # A caller without a number whose call is gone: there is nobody to ring.
        callbacks.end(tx, cb, S.CANCELLED)
        return
    if cb.not_before is not None and tx.now < cb.not_before:
        callbacks.change(tx, cb.id, due_at=cb.not_before)
        return
    _lapse(tx, cb)
    if tx.now >= cb.promised_by + promise.KEEP_TRYING:
        callbacks.end(tx, cb, S.EXPIRED, tell_volunteers="offer.withdrawn")
        callbacks.tell_participant(tx, cb, "notice.expired")
        return
    _warn(tx, cb)
    open_now = select(func.count(), func.min(Offer.expires_at)).where(
        Offer.callback_id == cb.id, Offer.state == "open"
    )
    count, next_expiry = tx.run(open_now).one()
    wanted = promise.asked_at_once(tx.now, cb.requested_at, cb.promised_by, tx.line)
    expires = tx.now + timedelta(minutes=tx.line.offer_minutes)
    for choice in matching.ranked(tx, cb) if count < wanted else ():
        offer_id = matching.offer(tx, cb, choice)
        if offer_id is None:
            continue
        _ask(tx, cb, choice.volunteer_id, offer_id)
        count, next_expiry = count + 1, min(next_expiry or expires, expires)
        if count >= wanted:
            break
    callbacks.change(
        tx,
        cb.id,
        state=S.OFFERED if count else S.WAITING,
        due_at=_next_look(tx, cb, next_expiry, count < wanted),
    )


def _next_look(tx: Tx, cb: Any, next_expiry: Any, short: bool) -> Any:
    times = [promise.at_risk_from(cb.requested_at, cb.promised_by, tx.line), cb.promised_by]
    coming = [at for at in (*times, next_expiry) if at is not None and at > tx.now]
    if short or not coming:
        coming.append(tx.now + LOOK_AGAIN)
    return min(coming)


def _ask(tx: Tx, cb: Any, volunteer_id: int, offer_id: int) -> None:
    contact_id = tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one()
    texts.queue(
        tx,
        contact_id,
        "offer",
        "offer",
        offer_id=offer_id,
        code=cb.code,
        by=cb.promised_by,
        wanted_language=Named(f"language.{cb.language}"),
    )


def _lapse(tx: Tx, cb: Any) -> None:
    over = (Offer.callback_id == cb.id) & (Offer.state == "open") & (Offer.expires_at <= tx.now)
    silent = list(tx.run(select(Offer.volunteer_id).where(over)).scalars())
    if silent:
        tx.run(update(Offer).where(over).values(state="lapsed"))
    for volunteer_id in silent:
        callbacks.tell_volunteer(tx, volunteer_id, "offer.lapsed", code=cb.code)


def _warn(tx: Tx, cb: Any) -> None:
    if tx.now >= cb.promised_by:
        if cb.late_told_at is None:
            callbacks.change(tx, cb.id, late_told_at=tx.now, risk_alerted_at=cb.risk_alerted_at or tx.now)
            callbacks.tell_participant(tx, cb, "notice.late")
            texts.raise_alert(
                tx, AlertKind.BROKEN, contact_id=cb.contact_id, callback_id=cb.id, by=cb.promised_by
            )
    elif cb.risk_alerted_at is None and tx.now >= promise.at_risk_from(
        cb.requested_at, cb.promised_by, tx.line
    ):
        callbacks.change(tx, cb.id, risk_alerted_at=tx.now)
        texts.raise_alert(
            tx, AlertKind.AT_RISK, contact_id=cb.contact_id, callback_id=cb.id, by=cb.promised_by
        )


def _held(tx: Tx, cb: Any) -> None:
    """A volunteer has it: ring them when it is time, and see that a promise in their hand is not forgotten."""
    if cb.due_at > tx.now or legs.live_of(tx, cb.id):
        if cb.due_at <= tx.now:
            callbacks.change(tx, cb.id, due_at=tx.now + LOOK_AGAIN)
        return
    if cb.wait_for_go:
        # They never said GO and were never rung: an offer that ran out, and so it is told.
        callbacks.tell_volunteer(tx, cb.volunteer_id, "offer.lapsed", code=cb.code)
        callbacks.let_go(tx, cb, "lapsed")
        return
    legs.plan_volunteer(tx, cb.id, cb.volunteer_id)
    callbacks.change(tx, cb.id, due_at=tx.now + timedelta(minutes=1))


def _stuck(tx: Tx, cb: Any) -> None:
    """Nothing speaks for a ring any more: its legs are settled first, and with none left it goes back in line."""
    if legs.live_of(tx, cb.id):
        callbacks.change(tx, cb.id, due_at=tx.now + LOOK_AGAIN)
    elif cb.state == S.CONNECTED:
        callbacks.change(tx, cb.id, state=S.COMPLETED, ended_at=tx.now)
        callbacks.stir(tx)
    else:
        callbacks.let_go(tx, cb, "failed")
