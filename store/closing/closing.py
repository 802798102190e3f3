"""Closes the line for a while, and opens it: nobody's request is lost, and everybody concerned is told once.

The switch is a choice of the organisation (`store.line`), in force at once in every process. Each open callback is
made due by it: `store.offers.escalation` holds it while the line is closed (`hold`), and lets it go on once it is open
(`let_go_on`), also when the time has passed and nobody said OPEN.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update

from flows.line.closing import Closing
from flows.rules.promises import promise
from flows.rules.safe_contact import quiet_hours
from flows.states import OPEN_STATES, CallbackState, OfferState
from store import decisions
from store.callbacks import callbacks
from store.callbacks.rows import has_volunteer
from store.closing.reminders import say_closed, say_closed_to_volunteer, say_open
from store.database import Tx
from store.messages import compose
from store.models import COMING_STATES, Callback, Contact, Shift, Volunteer
from store.staffing import capacity
from store.volunteers import availability

S = CallbackState
HELD: Final = (S.WAITING, S.OFFERED, S.ACCEPTED)
"""States in which a callback is held: nobody talks, and no phone rings for it."""
LATELY: Final = timedelta(minutes=15)
"""Who said so lately that they are ready is not asked again."""
RINGS_UNASKED: Final = timedelta(hours=1)
"""After a longer closing no phone rings that could not be asked, on a line that may not text."""
BEFORE_A_SHIFT: Final = timedelta(hours=1)


def close(tx: Tx, until: datetime, *, reason: str = "", by: str | None = None) -> int:
    """Close the line from now until then. Gives how many people wait who are told. `by`: as of `Tx.choose`.

    Raises `flows.line.choices.NotAllowed`, and then nothing has changed.
    """
    closing = Closing(tx.now, until, reason)
    tx.choose("closed", str(closing), by=by)
    affected = _affected(closing)
    told = waiting(tx, closing)
    tx.run(update(Callback).where(affected).values(due_at=tx.now))
    for row in tx.run(_volunteers(tx, closing)).all():
        at = tx.now
        if not row.is_on:  # by day, but in time for their shift
            by_day = quiet_hours.over_at(tx.now, row.timezone or tx.line.timezone)
            at = max(tx.now, min(by_day, row.begins - BEFORE_A_SHIFT))
        say_closed_to_volunteer(tx, row.contact_id, closing, at)
    return told


def waiting(tx: Tx, closing: Closing) -> int:
    """How many wait who would be told of this closing."""
    told = select(func.count()).where(_affected(closing), Callback.silenced_at.is_(None))
    return int(tx.run(told).scalar_one())


def reopen(tx: Tx, *, by: str | None = None) -> int | None:
    """Open the line. Gives how many wait who are asked anew; None where it was open."""
    if tx.line.closed_at(tx.now) is None:
        return None
    tx.choose("closed", None, by=by)
    held = and_(Callback.state.in_(OPEN_STATES), Callback.held_at.is_not(None))
    return int(tx.run(update(Callback).where(held).values(due_at=tx.now)).rowcount)


def holds(tx: Tx, cb: Callback) -> bool:
    """Whether the line is closed for this callback: not where its time comes once the line is open again."""
    closing = tx.line.closed_at(tx.now)
    if closing is None or cb.state not in HELD or cb.talk_started_at is not None:
        return False
    at = cb.agreed_at or cb.not_before
    return at is None or at < closing.until


def hold(tx: Tx, cb: Callback, *, tell: bool = True) -> None:
    """Hold a callback until the line opens: its offers and its volunteer are let go, its place is kept.

    `tell`: False where the answer to the participant's own text says it.
    """
    closing = tx.line.closed_at(tx.now)
    if closing is None:
        return
    if cb.held_at is not None and cb.state == S.WAITING:
        # Held already; where a new closing took the place of the old one, they hear until when.
        by = max(cb.promised_by, promise.promise_for(tx.now, tx.line, _cover(tx, cb)).by)
        callbacks.change(tx, cb.id, due_at=closing.until, promised_by=by)
        if cb.held_at < closing.since:
            _say(tx, cb, closing)
        return
    callbacks.withdraw_offers(tx, cb, OfferState.WITHDRAWN, tell=None)
    if has_volunteer(cb) and cb.state == S.ACCEPTED:
        say_closed_to_volunteer(tx, _contact(tx, cb.volunteer_id), closing, tx.now)
        callbacks.let_go(tx, cb, OfferState.WITHDRAWN)
        if callbacks.lock(tx, cb.id).state not in HELD:
            return  # that was its last ring
    if cb.contact_id is not None:
        for purpose in ("ready", callbacks.AGREED):
            compose.drop_unsent(tx, cb.contact_id, purpose=purpose)
    by = promise.promise_for(tx.now, tx.line, _cover(tx, cb)).by
    since = {"held_at": tx.now, "yes_at": cb.yes_at or cb.requested_at}
    callbacks.move(tx, cb, S.WAITING, due_at=closing.until, promised_by=max(by, cb.promised_by), **since)
    decisions.note(tx, cb.id, "held", "the line is closed")
    if tell:
        _say(tx, cb, closing)


def _say(tx: Tx, cb: Callback, closing: Closing) -> None:
    if cb.contact_id is not None and cb.silenced_at is None:
        say_closed(tx, cb, closing)


def let_go_on(tx: Tx, cb: Callback) -> None:
    """The line is open again: the callback goes on in its place, with a new promise, and they are asked if now is good.

    How long it has waited counts without the time for which the line was closed.
    """
    if cb.held_at is None:
        return
    waited = max(timedelta(), cb.held_at - cb.requested_at)
    by = promise.promise_for(tx.now, tx.line, _cover(tx, cb)).by
    asked = {} if cb.ready_asked_at is None or cb.silenced_at is not None else {"ready_asked_at": tx.now}
    if not tx.line.texting and tx.now - cb.held_at > RINGS_UNASKED and not _said_so(tx, cb, cb.held_at):
        asked = {"ready_asked_at": tx.now}  # no text can ask them whether now is good: they call, and say so
    over = {"not_before": None} if cb.not_before is not None and cb.not_before <= tx.now else {}
    anew = {"risk_alerted_at": None, "late_told_at": None, "near_asked_at": None, "held_at": None}
    callbacks.change(
        tx, cb.id, requested_at=tx.now - waited, promised_by=by, due_at=tx.now, **anew, **asked, **over
    )
    decisions.note(tx, cb.id, "goes-on", "the line is open")
    if cb.contact_id is not None and cb.silenced_at is None and not _said_so(tx, cb, cb.held_at):
        say_open(tx, cb, cb.held_at)
    tx.wake("advance_callback", cb.id)


def _said_so(tx: Tx, cb: Callback, held_at: datetime) -> bool:
    return cb.yes_at is not None and cb.yes_at > held_at and tx.now - cb.yes_at < LATELY


def told(tx: Tx, contact_id: int) -> bool:
    """They are told now that the line is closed. False where they were told before, of this closing."""
    closing = tx.line.closed_at(tx.now)
    if closing is None:
        return False
    not_told = or_(Contact.closed_told_at.is_(None), Contact.closed_told_at < closing.since)
    mine = update(Contact).where(Contact.id == contact_id, not_told)
    return bool(tx.run(mine.values(closed_told_at=tx.now)).rowcount)


def _affected(closing: Closing) -> ColumnElement[bool]:
    later = or_(Callback.agreed_at >= closing.until, Callback.not_before >= closing.until)
    idle = and_(Callback.state.in_(OPEN_STATES), Callback.state.in_(HELD), Callback.talk_started_at.is_(None))
    return and_(idle, later.is_not(True))


def _cover(tx: Tx, cb: Callback) -> promise.Cover:
    return capacity.cover_now(tx, language=cb.language, besides=cb.contact_id)


def _volunteers(tx: Tx, closing: Closing) -> Select[*tuple[Any, ...]]:
    """Volunteers on duty (`is_on`), and those whose shift `begins` before the line opens."""
    shifts = and_(
        Shift.volunteer_id == Volunteer.id,
        Shift.state.in_(COMING_STATES),
        Shift.starts_at < closing.until,
        Shift.ends_at > closing.since,
    )
    begins = select(Shift.starts_at).where(shifts).order_by(Shift.starts_at).limit(1).scalar_subquery()
    is_on = availability.on_duty(tx.now)
    return select(
        Volunteer.contact_id, Volunteer.timezone, begins.label("begins"), is_on.label("is_on")
    ).where(Volunteer.status == "active", or_(is_on, begins.is_not(None)))


def _contact(tx: Tx, volunteer_id: int) -> int:
    return int(tx.run(select(Volunteer.contact_id).where(Volunteer.id == volunteer_id)).scalar_one())
