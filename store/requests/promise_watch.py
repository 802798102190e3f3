"""A promised time comes near and nobody has the callback: ask, put off, alert, and say so when it is broken."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from flows.effects.base import AlertKind
from flows.rules.promises import promise
from store import decisions
from store.callbacks import callbacks, queue
from store.contacts import in_danger
from store.database import Tx
from store.messages import compose
from store.models import Alert, Callback, Offer
from store.requests import ready, reminders
from store.safe_contact import delayed_by_hours
from store.staffing import capacity

REVISED_AT_MOST = 2
"""After being put off twice a promise is not put off again: it is broken then, and said to be."""
SHORTEST = 15.0
"""A line that promises less than this (minutes) is not helped by a later time in quarters of an hour."""
TELL_AGAIN_AFTER = timedelta(hours=3)
"""How long after a broken promise a coordinator hears once more that nobody has it; next, that it is closed."""


_THEY_KNOW = ("alert.broken", "alert.expired")
_SAID_AN_HOUR = ("alert.broken", "alert.still_late")
"""Alerts that say that the participant was told, which is by text."""


def near_from(tx: Tx, cb: Callback) -> datetime | None:
    """From when the participant is asked whether it still stands; None when they were asked, or it is too soon to."""
    if cb.near_asked_at is not None:
        return None
    if cb.not_before is not None:
        return cb.not_before - ready.ASK_AHEAD
    return promise.at_risk_from(queue.waits_since(cb), cb.promised_by, tx.line)


def warn_if_due(tx: Tx, cb: Callback) -> Callback:
    """Ask, put off or alert, whichever is due now; gives the callback as it stands afterwards."""
    if tx.now >= cb.promised_by:
        _late(tx, cb)
        return callbacks.lock(tx, cb.id)
    if delayed_by_hours.tell(tx, cb):
        return callbacks.lock(tx, cb.id)
    at_risk = promise.at_risk_from(queue.waits_since(cb), cb.promised_by, tx.line)
    if cb.risk_alerted_at is None and tx.now >= at_risk and _at_risk(tx, cb):
        return callbacks.lock(tx, cb.id)
    near = near_from(tx, cb)
    if near is not None and near <= tx.now:
        ready.ask_if_still_wanted(tx, cb)
        return callbacks.lock(tx, cb.id)
    return cb


def _late(tx: Tx, cb: Callback) -> None:
    if cb.late_told_at is None:
        decisions.note(tx, cb.id, "promise-broken", "nobody took it in time")
        callbacks.change(tx, cb.id, late_told_at=tx.now, risk_alerted_at=cb.risk_alerted_at or tx.now)
        reminders.say_late(tx, callbacks.lock(tx, cb.id))
        _alert(tx, cb, "alert.broken")
    elif tx.now >= cb.late_told_at + TELL_AGAIN_AFTER and not _told_again(tx, cb):
        asked = select(func.count()).where(Offer.callback_id == cb.id)
        _alert(tx, cb, "alert.still_late", count=tx.run(asked).scalar_one())


def _told_again(tx: Tx, cb: Callback) -> bool:
    alerts_of_callback = select(Alert.id).where(
        Alert.callback_id == cb.id, Alert.kind == AlertKind.BROKEN.value
    )
    return tx.run(alerts_of_callback.where(Alert.at > cb.late_told_at).limit(1)).first() is not None


def close_unserved(tx: Tx, cb: Callback) -> None:
    """Close a callback that nobody took for a day after its promised time; participant and coordinator are told."""
    callbacks.end(tx, cb, callbacks.S.EXPIRED, tell_volunteers="offer.withdrawn")
    callbacks.tell_participant(tx, cb, "notice.expired")
    _alert(tx, cb, "alert.expired")


def _alert(tx: Tx, cb: Callback, wording: str, **said: Any) -> None:
    about: dict[str, Any] = {"contact_id": cb.contact_id, "callback_id": cb.id, "was": cb.promised_by}
    if wording in _SAID_AN_HOUR and in_danger.needs_ready(tx, cb):
        wording, said, about["was"] = "alert.still_in_danger", {}, cb.requested_at
    if not tx.line.texting and wording in _THEY_KNOW:
        wording = f"{wording}_unsaid"
    compose.raise_alert(tx, AlertKind.BROKEN, wording=wording, **about, **said)


def _at_risk(tx: Tx, cb: Callback) -> bool:
    """Alert a coordinator; put the promise off where a later time is more honest. Gives whether it was put off."""
    callbacks.change(tx, cb.id, risk_alerted_at=tx.now)
    about: dict[str, Any] = {"contact_id": cb.contact_id, "callback_id": cb.id}
    if in_danger.needs_ready(tx, cb):
        # No hour was said to them, so none is put off; how urgent it is, the alert about their words says.
        wording = "alert.still_in_danger"
        compose.raise_alert(tx, AlertKind.AT_RISK, wording=wording, was=cb.requested_at, **about)
        return False
    by = _honest_time(tx, cb)
    if by is None:
        compose.raise_alert(tx, AlertKind.AT_RISK, by=cb.promised_by, **about)
        return False
    # They are told before the promise is broken: a later time that holds is better than one that passes in silence.
    callbacks.tell_participant(tx, cb, "notice.revised", was=cb.promised_by, by=by)
    callbacks.change(tx, cb.id, promised_by=by, revised=cb.revised + 1, risk_alerted_at=None)
    compose.raise_alert(tx, AlertKind.REVISED, was=cb.promised_by, by=by, **about)
    return True


def _honest_time(tx: Tx, cb: Callback) -> datetime | None:
    """The time that may honestly be promised now; None when the old one holds, or was put off often enough."""
    if cb.revised >= REVISED_AT_MOST or tx.line.promise_minutes < SHORTEST:
        return None
    cover = capacity.cover_now(tx, language=cb.language, besides=cb.contact_id)
    pace = capacity.pace(tx)
    by = promise.revise(tx.now, cb.promised_by, tx.line, _without(cover), pace_minutes=pace.minutes)
    if by is not None:
        decisions.note(tx, cb.id, "promise-revised", f"{len(cover.duty_ends)} on duty, {cover.ahead} waiting")
    return by


def _without(cover: promise.Cover) -> promise.Cover:
    """The cover as others see it: this callback waits itself, and is not ahead of itself."""
    ahead = max(0, cover.ahead - 1)
    return promise.Cover(cover.duty_ends, ahead, cover.in_calls, cover.call_minutes, cover.next_cover)
