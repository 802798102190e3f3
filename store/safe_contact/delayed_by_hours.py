"""A promise that safe hours delay: move it into the next safe hours, and say so while a text may still go."""

from datetime import datetime, time, timedelta

from flows.effects.base import AlertKind
from flows.rules.promises import promise
from flows.rules.safe_contact import allowed as safe_contact
from flows.rules.times import daily_hours
from flows.wording import Span
from store import decisions
from store.callbacks import callbacks, queue
from store.contacts import contacts
from store.database import Tx
from store.messages import compose
from store.models import Callback

TOLD_AT_MOST = 2
"""As for other promises: after being put off so often it is broken, and we say so."""


def told_from(tx: Tx, cb: Callback) -> datetime | None:
    """From when it is likely that their safe hours end before anybody takes it; None where they do not end first."""
    hours, zone = _hours(tx, cb)
    if hours is None or daily_hours.inside(hours, cb.promised_by, zone):
        return None
    closes = daily_hours.closed_since(hours, cb.promised_by, zone)
    if cb.revised >= TOLD_AT_MOST or closes is None or closes <= queue.waits_since(cb):
        return None
    return promise.at_risk_from(queue.waits_since(cb), closes, tx.line)


def tell(tx: Tx, cb: Callback) -> bool:
    """Put the promise off to the next safe hours, if these end before it and nobody has it. False: not (yet) needed."""
    at = told_from(tx, cb)
    hours, zone = _hours(tx, cb)
    if at is None or hours is None or tx.now < at:
        return False
    opens = daily_hours.opens_next(hours, cb.promised_by, zone)
    if opens is None:
        return False
    by = put_off(tx, cb, opens)
    callbacks.change(tx, cb.id, revised=cb.revised + 1)
    compose.raise_alert(
        tx, AlertKind.REVISED, contact_id=cb.contact_id, callback_id=cb.id, was=cb.promised_by, by=by
    )
    return True


def around(tx: Tx, cb: Callback, at: datetime) -> tuple[datetime | None, datetime | None]:
    """The first moment from `at` on at which they may be reached; where it is not `at`, until when before it they may.

    None for the first where they start themselves, and nothing but a word of theirs opens another.
    """
    hours, zone = _hours(tx, cb)
    if cb.contact_id is not None and contacts.listening(tx, cb.contact_id).safe.they_contact:
        until = (cb.yes_at or cb.requested_at) + safe_contact.ASKING_LASTS
        if at > until:
            return None, until
    if hours is None or daily_hours.inside(hours, at, zone):
        return at, None
    return daily_hours.opens_next(hours, at, zone), daily_hours.closed_since(hours, at, zone)


def put_off(tx: Tx, cb: Callback, opens: datetime) -> datetime:
    """Promise it for after `opens`, when safe hours begin; the participant is told if a text may go now."""
    by = opens + min(promise.SCHEDULED_WINDOW, timedelta(minutes=tx.line.promise_minutes))
    callbacks.change(tx, cb.id, promised_by=by, risk_alerted_at=None, late_told_at=None)
    decisions.note(tx, cb.id, "promise-revised", "their safe hours end before, and begin again only then")
    if cb.contact_id is None:
        return by
    ear = contacts.listening(tx, cb.contact_id)
    if safe_contact.may_text(ear.safe, tx.now, ear.to.zone or tx.line.timezone, asked_at=tx.now).allowed:
        callbacks.tell_participant(tx, cb, "notice.beyond_hours", when=Span(opens, by))
    return by


def _hours(tx: Tx, cb: Callback) -> tuple[tuple[time, time] | None, str]:
    if cb.contact_id is None:
        return None, tx.line.timezone
    ear = contacts.listening(tx, cb.contact_id)
    return ear.safe.hours, ear.to.zone or tx.line.timezone
