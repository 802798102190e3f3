"""Rank volunteers for a callback, make an offer to one, or reserve one for a caller on the line."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from flows.rules.matching.matching import (
    Candidate,
    Choice,
    LeftOut,
    Ranking,
    Reason,
    Wish,
    fitness,
    in_words,
    rank,
)
from flows.rules.matching.more_offers import Asked, suits
from flows.states import CallbackState, OfferState
from store import decisions
from store.callbacks import callbacks, offer_rows
from store.database import Tx
from store.models import Callback, Offer, Volunteer
from store.offers import candidates


def ranked(tx: Tx, cb: Callback) -> Ranking:
    """Volunteers who may be asked for this callback now, best first, and those who may not, with the reasons."""
    rest = timedelta(minutes=tx.line.offer_minutes)
    wish = candidates.wish_of(tx, cb)
    return rank(wish, candidates.candidates(tx, cb), now=tx.now, rest=rest)


def reasons_against(tx: Tx, cb: Callback, volunteer_id: int) -> tuple[Candidate, tuple[Reason, ...]] | None:
    """One volunteer, on duty or not, and every hard reason against asking them now. None: they cannot be texted."""
    them = candidates.one(tx, cb, volunteer_id)
    if them is None:
        return None
    rest = timedelta(minutes=tx.line.offer_minutes)
    fit = fitness(candidates.wish_of(tx, cb), them, now=tx.now, rest=rest)
    return them, fit.why if isinstance(fit, LeftOut) else ()


def asked_now(tx: Tx, cb: Callback) -> list[Asked]:
    """The open offers of this callback, and whether each volunteer suits it by what is wished now."""
    rows = tx.run(_OPEN_OFFERS, {"callback_id": cb.id}).all()
    wish = candidates.wish_of(tx, cb)
    wished = bool(wish.about) or wish.same or wish.named_volunteer is not None
    return [Asked(row.offered_at, wished and _suits(tx, cb, wish, row.volunteer_id)) for row in rows]


def _suits(tx: Tx, cb: Callback, wish: Wish, volunteer_id: int) -> bool:
    them = candidates.one(tx, cb, volunteer_id)
    return them is not None and suits(wish, them)


_OPEN_OFFERS = (
    select(Offer.volunteer_id, Offer.offered_at)
    .where(Offer.callback_id == bindparam("callback_id"), Offer.state == "open")
    .order_by(Offer.id)
)


def willing_from(tx: Tx, callback_id: int) -> dict[int, datetime]:
    """Volunteers whose last word on this callback was "not now, but from then on", and from when."""
    passed_with_a_time = tx.run(_PASSED_WITH_A_TIME, {"callback_id": callback_id})
    return {row.volunteer_id: row.willing_from for row in passed_with_a_time}


_LATEST_OFFER_BY_VOLUNTEER = (
    select(func.max(Offer.id))
    .where(Offer.callback_id == bindparam("callback_id"))
    .group_by(Offer.volunteer_id)
)
_PASSED_WITH_A_TIME = select(Offer.volunteer_id, Offer.willing_from).where(
    Offer.id.in_(_LATEST_OFFER_BY_VOLUNTEER), Offer.state == "passed", Offer.willing_from.is_not(None)
)


def offer(tx: Tx, cb: Callback, choice: Choice, *why: str) -> int | None:
    """Ask this volunteer: the open offer's id, or None when another callback was quicker (unique constraint)."""
    expires = tx.now + timedelta(minutes=tx.line.offer_minutes)
    offer_id = _file(tx, cb, choice, OfferState.OPEN, expires)
    if offer_id is not None:
        reasons = [in_words(reason) for reason in choice.why]
        decisions.note(tx, cb.id, "asked", *reasons, *why, volunteer_id=choice.volunteer_id)
    return offer_id


def reserve(tx: Tx, cb: Callback, choice: Choice) -> bool:
    """Give the callback to this volunteer without asking: their phone rings at once. False: they have another one."""
    try:
        with tx.connection.begin_nested():
            callbacks.move(tx, cb, CallbackState.CONNECTING, volunteer_id=choice.volunteer_id)
    except IntegrityError:
        return False
    offer_rows.withdraw_open(tx, choice.volunteer_id)
    return _file(tx, cb, choice, OfferState.ACCEPTED, tx.now) is not None


_NEXT_ROUND = (
    select(func.coalesce(func.max(Offer.round), 0) + 1)
    .where(Offer.callback_id == bindparam("asked_for"), Offer.volunteer_id == bindparam("asked"))
    .scalar_subquery()
)


def _file(tx: Tx, cb: Callback, choice: Choice, state: OfferState, expires: datetime) -> int | None:
    values = {
        "asked_for": cb.id,
        "asked": choice.volunteer_id,
        "callback_id": cb.id,
        "volunteer_id": choice.volunteer_id,
        "state": state,
        "why": [in_words(reason) for reason in choice.why],
        "offered_at": tx.now,
        "expires_at": expires,
    }
    try:
        with tx.connection.begin_nested():
            filed = tx.run(insert(Offer).values(round=_NEXT_ROUND).returning(Offer.id), values)
            made = int(filed.scalar_one())
    except IntegrityError:
        return None
    tx.run(update(Volunteer).where(Volunteer.id == choice.volunteer_id).values(last_asked_at=tx.now))
    return made
