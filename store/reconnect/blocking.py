"""BLOCK: a volunteer never wants to be connected with a participant again, who is never told. No reason is asked."""

from datetime import timedelta

from sqlalchemy import and_, or_, select

from flows.effects.base import Outcome
from flows.states import HELD_STATES, OPEN_STATES, OfferState
from store import decisions
from store.callbacks import callbacks, cut_off, offer_rows
from store.callbacks.callbacks import S
from store.database import Tx
from store.models import Callback, Offer
from store.relay import writing
from store.volunteers import pairings

LASTS = timedelta(hours=24)
"""How long after a talk BLOCK knows which one is meant."""


def block_last(tx: Tx, volunteer_id: int, code: str | None) -> Outcome:
    """BLOCK by text: block the participant of their last talk within a day, or under this code. Writing ends."""
    talks_of_volunteer = and_(Callback.volunteer_id == volunteer_id, Callback.connected_at.is_not(None))
    within_a_day = or_(Callback.ended_at > tx.now - LASTS, Callback.state == S.CONNECTED)
    last_talk = select(Callback.id).where(talks_of_volunteer, within_a_day, Callback.contact_id.is_not(None))
    if code is not None:
        last_talk = last_talk.where(Callback.code == code)
    found = tx.run(last_talk.order_by(Callback.connected_at.desc(), Callback.id.desc()).limit(1)).scalar()
    if found is None:
        return Outcome("none", {})
    cb = callbacks.lock(tx, found)
    block(tx, cb, volunteer_id)
    if writing.is_on(cb):
        writing.end(tx, cb, "peer")
    return Outcome("blocked", {"code": cb.code})


def block(tx: Tx, cb: Callback, volunteer_id: int) -> None:
    """Never connect these two again, nor in another callback of the participant that is open already."""
    if cb.contact_id is None:
        return
    pairings.refuse(tx, contact_id=cb.contact_id, volunteer_id=volunteer_id, by="volunteer")
    decisions.note(tx, cb.id, "never-again", "the peer asked for it", volunteer_id=volunteer_id)
    if cb.state == S.COMPLETED:
        cut_off.drop_word_of_reconnect(tx, cb)
    other_open_callbacks = select(Callback.id).where(
        Callback.contact_id == cb.contact_id, Callback.state.in_(OPEN_STATES)
    )
    for other_id in list(tx.run(other_open_callbacks.where(Callback.id != cb.id)).scalars()):
        _release(tx, callbacks.lock(tx, other_id), volunteer_id)


def take_back(tx: Tx, cb: Callback, volunteer_id: int) -> None:
    """Star was pressed by mistake: nothing was said of them after all. What the participant said stands."""
    if pairings.is_blocked(tx, contact_id=cb.contact_id, volunteer_id=volunteer_id) and cb.contact_id:
        pairings.take_back(tx, contact_id=cb.contact_id, volunteer_id=volunteer_id, by="volunteer")
        decisions.note(tx, cb.id, "not-never", "the peer pressed star by mistake", volunteer_id=volunteer_id)


def _release(tx: Tx, cb: Callback, volunteer_id: int) -> None:
    if cb.volunteer_id == volunteer_id and cb.state in HELD_STATES:
        if cb.state != S.CONNECTED:
            callbacks.time_is_off(tx, cb)
            callbacks.let_go(tx, cb, OfferState.PASSED)
        return
    offers_of_volunteer = and_(Offer.callback_id == cb.id, Offer.volunteer_id == volunteer_id)
    offer_rows.move(tx, offers_of_volunteer, OfferState.PASSED, OfferState.OPEN)
    tx.wake("advance_callback", cb.id)


def talk_again(tx: Tx, cb: Callback, volunteer_id: int) -> None:
    """The volunteer is glad to talk with them again, if they want it too."""
    if cb.contact_id is not None:
        pairings.again(tx, contact_id=cb.contact_id, volunteer_id=volunteer_id, by="volunteer")
        decisions.note(tx, cb.id, "again", "the peer is glad to talk again", volunteer_id=volunteer_id)
