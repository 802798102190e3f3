"""Two who are not to be connected again, by the volunteer's word. No reason is asked, and the other is never told."""

from datetime import timedelta

from sqlalchemy import and_, or_, select, update

from flows.effects.base import Outcome
from flows.states import HELD_STATES, OPEN_STATES
from store import decisions
from store.callbacks import callbacks, cut_off
from store.callbacks.callbacks import S
from store.database import Tx
from store.models import Callback, Offer
from store.relay import writing
from store.volunteers import pairings

LASTS = timedelta(hours=24)
"""How long after a talk BLOCK knows which one is meant."""


def block_last(tx: Tx, volunteer_id: int, code: str | None) -> Outcome:
    """BLOCK, by text: who they talked or wrote with last within a day, or under this code. Writing ends with it."""
    mine = and_(Callback.volunteer_id == volunteer_id, Callback.connected_at.is_not(None))
    lately = or_(Callback.ended_at > tx.now - LASTS, Callback.state == S.CONNECTED)
    last = select(Callback.id).where(mine, lately, Callback.contact_id.is_not(None))
    if code is not None:
        last = last.where(Callback.code == code)
    found = tx.run(last.order_by(Callback.connected_at.desc(), Callback.id.desc()).limit(1)).scalar()
    if found is None:
        return Outcome("none", {})
    cb = callbacks.lock(tx, found)
    block(tx, cb, volunteer_id)
    if writing.is_on(cb):
        writing.end(tx, cb, "peer")
    return Outcome("blocked", {"code": cb.code})


def block(tx: Tx, cb: Callback, volunteer_id: int) -> None:
    """Never those two again: not in another callback of theirs that is open already, either."""
    if cb.contact_id is None:
        return
    pairings.refuse(tx, contact_id=cb.contact_id, volunteer_id=volunteer_id, by="volunteer")
    decisions.note(tx, cb.id, "never-again", "the peer asked for it", volunteer_id=volunteer_id)
    if cb.state == S.COMPLETED:
        cut_off.drop_word_of_reconnect(tx, cb)
    theirs = select(Callback.id).where(Callback.contact_id == cb.contact_id, Callback.state.in_(OPEN_STATES))
    for other_id in list(tx.run(theirs.where(Callback.id != cb.id)).scalars()):
        _release(tx, callbacks.lock(tx, other_id), volunteer_id)


def _release(tx: Tx, cb: Callback, volunteer_id: int) -> None:
    if cb.volunteer_id == volunteer_id and cb.state in HELD_STATES:
        if cb.state != S.CONNECTED:
            callbacks.time_is_off(tx, cb)
            callbacks.let_go(tx, cb, "passed")
        return
    mine = and_(Offer.callback_id == cb.id, Offer.volunteer_id == volunteer_id, Offer.state == "open")
    tx.run(update(Offer).where(mine).values(state="passed", answered_at=tx.now))
    tx.wake("advance_callback", cb.id)


def talk_again(tx: Tx, cb: Callback, volunteer_id: int) -> None:
    """Glad to talk with them again, if they want it too."""
    if cb.contact_id is not None:
        pairings.again(tx, contact_id=cb.contact_id, volunteer_id=volunteer_id, by="volunteer")
        decisions.note(tx, cb.id, "again", "the peer is glad to talk again", volunteer_id=volunteer_id)
