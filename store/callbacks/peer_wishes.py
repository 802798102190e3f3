"""Whom a participant would like from now on, said in their own words: of the peer they talked with last."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from flows.effects.base import Outcome
from flows.states import HELD_STATES, OfferState
from store import decisions
from store.callbacks import callbacks, follow_up, offer_rows, wishes
from store.callbacks.callbacks import S
from store.callbacks.rows import has_volunteer
from store.database import Tx
from store.models import Callback, Offer
from store.volunteers import pairings


def say(tx: Tx, contact_id: int, whom: str) -> Outcome:
    """Keep it, for the next callback and for the one that is open. The outcomes are those of `WishForPeer`."""
    last = _last_talk(tx, contact_id)
    if last is None or last.volunteer_id is None:
        return Outcome("none", {})
    peer, mine = last.volunteer_id, callbacks.lock_open(tx, contact_id)
    if whom == "unsaid":
        pairings.take_back(tx, contact_id=contact_id, volunteer_id=peer, by="contact")
        callbacks.change(tx, last.id, again=None)
        decisions.note(tx, last.id, "next-time", "took that back", volunteer_id=peer)
    else:
        follow_up.choose_peer(tx, contact_id, last.id, whom)
    if mine is None:
        return Outcome("noted", {})
    _keep_for(tx, mine, peer, wanted=whom == "same")
    if whom == "not_them":
        _free_from(tx, mine, peer)
    another = whom == "same" and mine.volunteer_id not in (None, peer)
    return Outcome("another_has_it" if another else "noted", {})


def last_peer(tx: Tx, contact_id: int, *, since: datetime) -> int | None:
    """The volunteer whom they talked with last, if that was after this moment."""
    talks = select(Callback.volunteer_id).where(
        Callback.contact_id == contact_id, Callback.connected_at > since, Callback.volunteer_id.is_not(None)
    )
    found: int | None = tx.run(talks.order_by(Callback.connected_at.desc()).limit(1)).scalar()
    return found


def _last_talk(tx: Tx, contact_id: int) -> Callback | None:
    talks_of_contact = select(Callback.id).where(
        Callback.contact_id == contact_id,
        Callback.connected_at.is_not(None),
        Callback.state == S.COMPLETED,
        Callback.volunteer_id.is_not(None),
    )
    latest = tx.run(talks_of_contact.order_by(Callback.ended_at.desc(), Callback.id.desc()).limit(1)).scalar()
    return callbacks.lock(tx, latest) if latest is not None else None


def _keep_for(tx: Tx, mine: Callback, peer: int, *, wanted: bool) -> None:
    """Write it into the wishes of the open callback; there it counts beside what was said of anybody."""
    held = wishes.read(tx, mine)
    if wanted:
        wishes.write(tx, mine.id, replace(held, same=True, gender=None, peer=peer))
    elif wishes.meant(tx, mine, held) == peer:
        wishes.write(tx, mine.id, replace(held, same=False, peer=None))
    tx.wake("advance_callback", mine.id)


def _free_from(tx: Tx, mine: Callback, peer: int) -> None:
    """Take their open callback, and an offer of it, from this peer: "no longer needed", and no word why."""
    if mine.state == S.CONNECTED or mine.talk_started_at is not None:
        return
    open_offer = (Offer.callback_id == mine.id) & (Offer.volunteer_id == peer) & (Offer.state == "open")
    if offer_rows.move(tx, open_offer, OfferState.WITHDRAWN, OfferState.OPEN):
        callbacks.tell_volunteer(tx, peer, "offer.withdrawn", callback_id=mine.id, code=mine.code)
    if mine.volunteer_id == peer and mine.state in HELD_STATES and has_volunteer(mine):
        callbacks.tell_holder_last(tx, mine, "offer.withdrawn")
        callbacks.time_is_off(tx, mine)
        callbacks.let_go(tx, mine, OfferState.WITHDRAWN)
