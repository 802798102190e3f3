"""Candidates for a callback, and reserving one. The ranking itself is `flows.rules.matching`."""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from flows.person import HELD_STATES
from flows.rules.matching import Candidate, Choice, rank
from store.database import Tx
from store.models import Callback, Contact, Offer, Volunteer


def ranked(tx: Tx, cb: Any) -> list[Choice]:
    """Volunteers who may be asked for this callback now, best first."""
    rest = timedelta(minutes=tx.line.offer_minutes)
    return rank(_candidates(tx, cb), language=cb.language, now=tx.now, rest=rest)


def _candidates(tx: Tx, cb: Any) -> list[Candidate]:
    live_offer = exists().where(Offer.volunteer_id == Volunteer.id, Offer.state == "open")
    on_a_call = exists().where(Callback.volunteer_id == Volunteer.id, Callback.state.in_(HELD_STATES))
    # Whose offer we took back ourselves has not stayed silent, and need not rest.
    silent: Any = Offer.state.not_in(("covered", "withdrawn"))
    if cb.talk_started_at is None:
        # Nor has somebody whose phone rang for a caller on the line (`reserve`): they were never asked by text.
        silent &= Offer.expires_at > Offer.offered_at
    asked = (
        select(
            Offer.volunteer_id,
            func.count().label("times"),
            func.max(func.coalesce(Offer.answered_at, Offer.expires_at)).filter(silent).label("until"),
            func.max(Offer.state).filter(Offer.state == "passed").label("passed"),
        )
        .where(Offer.callback_id == cb.id)
        .group_by(Offer.volunteer_id)
        .subquery()
    )
    free = (
        select(
            Volunteer.id,
            Volunteer.languages,
            Volunteer.last_asked_at,
            asked.c.times,
            asked.c.until,
            asked.c.passed,
        )
        .join(Contact, Contact.id == Volunteer.contact_id)
        .outerjoin(asked, asked.c.volunteer_id == Volunteer.id)
        .where(
            Volunteer.status == "active",
            Volunteer.on_duty.is_(True),
            or_(Volunteer.duty_until.is_(None), Volunteer.duty_until > tx.now),
            and_(Contact.opted_out_at.is_(None), Contact.unreachable_at.is_(None)),
            ~on_a_call,
        )
    )
    if cb.talk_started_at is None:
        # For a caller on the line, somebody who has not answered an offer yet is free; their phone may ring.
        free = free.where(~live_offer)
    if cb.contact_id is not None:
        # A volunteer may use the line too, and is never asked to call themselves.
        free = free.where(Contact.id != cb.contact_id)
    return [
        Candidate(
            row.id, tuple(row.languages), row.last_asked_at, row.times or 0, row.until, row.passed is not None
        )
        for row in tx.run(free)
    ]


def offer(tx: Tx, cb: Any, choice: Choice) -> int | None:
    """Ask this volunteer: the open offer's id, or None when another callback was quicker (unique constraint)."""
    expires = tx.now + timedelta(minutes=tx.line.offer_minutes)
    return _file(tx, cb, choice, "open", expires)


def reserve(tx: Tx, cb: Any, choice: Choice) -> bool:
    """Take this volunteer for a caller on the line, unasked: their phone rings instead of an offer."""
    try:
        with tx.connection.begin_nested():
            tx.run(
                update(Callback)
                .where(Callback.id == cb.id)
                .values(volunteer_id=choice.volunteer_id, state="connecting")
            )
    except IntegrityError:
        return False
    theirs = and_(Offer.volunteer_id == choice.volunteer_id, Offer.state == "open")
    for other_id in tx.run(select(Offer.callback_id).where(theirs)).scalars():
        tx.wake("advance_callback", other_id)
    tx.run(update(Offer).where(theirs).values(state="withdrawn", answered_at=tx.now))
    return _file(tx, cb, choice, "accepted", tx.now) is not None


def _file(tx: Tx, cb: Any, choice: Choice, state: str, expires: Any) -> int | None:
    values = {
        "callback_id": cb.id,
        "volunteer_id": choice.volunteer_id,
        "state": state,
        "round": choice.times_asked + 1,
        "why": list(choice.why),
        "offered_at": tx.now,
        "expires_at": expires,
    }
    try:
        with tx.connection.begin_nested():
            made = int(tx.run(insert(Offer).values(**values).returning(Offer.id)).scalar_one())
    except IntegrityError:
        return None
    tx.run(update(Volunteer).where(Volunteer.id == choice.volunteer_id).values(last_asked_at=tx.now))
    return made
