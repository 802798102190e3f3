"""Offers: which callbacks a volunteer was asked for, and the one way to change the state of an offer."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from flows.states import HELD_STATES, OPEN_STATES, CallbackState, OfferState
from store import transitions
from store.database import Tx
from store.models import Callback, Offer


def open_codes(tx: Tx, volunteer_id: int) -> list[str]:
    """The codes of the callbacks a volunteer is asked for now."""
    codes_of_open_offers = (
        select(Callback.code)
        .join(Offer, Offer.callback_id == Callback.id)
        .where(Offer.volunteer_id == volunteer_id, Offer.state == "open")
        .order_by(Offer.id)
    )
    return list(tx.run(codes_of_open_offers).scalars())


def lapsed_codes(tx: Tx, volunteer_id: int) -> list[str]:
    """The codes of callbacks they did not answer in time, and that still wait for a volunteer."""
    latest_offer_by_callback = (
        select(func.max(Offer.id)).where(Offer.volunteer_id == volunteer_id).group_by(Offer.callback_id)
    )
    codes_of_lapsed_offers = (
        select(Callback.code)
        .join(Offer, Offer.callback_id == Callback.id)
        .where(
            Offer.id.in_(latest_offer_by_callback),
            Offer.state == "lapsed",
            Callback.state.in_((CallbackState.WAITING, CallbackState.OFFERED)),
            Callback.ready_asked_at.is_(None),
            Callback.talk_started_at.is_(None),
        )
        .order_by(Callback.id)
    )
    return list(tx.run(codes_of_lapsed_offers).scalars())


def was_asked(tx: Tx, callback_id: int, volunteer_id: int) -> bool:
    """Whether this volunteer was ever asked for this callback."""
    offers_of_volunteer = select(Offer.id).where(
        Offer.callback_id == callback_id, Offer.volunteer_id == volunteer_id
    )
    return tx.run(offers_of_volunteer.limit(1)).first() is not None


def was_once_asked(tx: Tx, code: str, volunteer_id: int) -> bool:
    """Whether they were asked for a callback with this code that is over by now, or that a volunteer has."""
    offers_that_are_over = (
        select(Offer.id)
        .join(Callback, Callback.id == Offer.callback_id)
        .where(
            Callback.code == code,
            Offer.volunteer_id == volunteer_id,
            or_(~Callback.state.in_(OPEN_STATES), Callback.state.in_(HELD_STATES)),
        )
    )
    return tx.run(offers_that_are_over.limit(1)).first() is not None


def move(tx: Tx, which: ColumnElement[bool], to: OfferState, *came_from: OfferState, **values: Any) -> int:
    """Bring the offers for which `which` holds into the state `to`, answered now; gives how many they were.

    `came_from`: those in these states alone; without, in every state that `to` may follow (`flows.states`).
    """
    answered = transitions.moving(Offer, to, *came_from).where(which)
    return int(tx.run(answered.values(answered_at=tx.now, **values)).rowcount)


def lapse(tx: Tx, which: ColumnElement[bool]) -> int:
    """The time of the open offers for which `which` holds is over: nobody has answered them."""
    return int(tx.run(transitions.moving(Offer, OfferState.LAPSED, OfferState.OPEN).where(which)).rowcount)


def withdraw_open(tx: Tx, volunteer_id: int) -> None:
    """Withdraw the open offers of a volunteer; for each callback the next volunteer is asked at once."""
    open_offers_of_volunteer = and_(Offer.volunteer_id == volunteer_id, Offer.state == OfferState.OPEN)
    for callback_id in list(tx.run(select(Offer.callback_id).where(open_offers_of_volunteer)).scalars()):
        tx.wake("advance_callback", callback_id)
    move(tx, open_offers_of_volunteer, OfferState.WITHDRAWN, OfferState.OPEN)


def not_delivered(tx: Tx, offer_id: int) -> None:
    """The offer never reached its volunteer: the next one is asked at once."""
    row = tx.run(select(Offer.callback_id, Offer.state).where(Offer.id == offer_id)).first()
    if row is not None and row.state == OfferState.OPEN:
        move(tx, Offer.id == offer_id, OfferState.FAILED, OfferState.OPEN)
        tx.wake("advance_callback", row.callback_id)
