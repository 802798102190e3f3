"""A volunteer leaves: what they held, were asked and had promised goes to others."""

from datetime import timedelta
from typing import Final, Literal

from sqlalchemy import and_, or_, select, update

from flows.effects.base import AlertKind
from flows.states import OfferState
from store.callbacks import callbacks, offer_rows, queue
from store.callbacks.callbacks import S
from store.consent import ledger as consent
from store.contacts import views
from store.database import Tx
from store.messages import compose
from store.models import Offer, Volunteer
from store.relay import writing
from store.rota import shifts, swaps

TAKEN_BACK_WITHIN: Final = timedelta(days=30)
"""So long JOIN brings back who left by their own word; later the team invites them anew."""
NUMBER_BACK_WITHIN: Final = timedelta(days=1)
"""So long JOIN brings back whose number was said to be somebody else's: anybody can send "wrong number" with it."""
_NOTHING: Final = {
    "on_duty": False,
    "duty_until": None,
    "duty_since": None,
    "paused_at": None,
    "paused_until": None,
    "feed_hash": None,
}
"""What a volunteer who left has no more: duty, a pause, the address of a calendar."""


def let_all_go(tx: Tx, volunteer_id: int) -> None:
    """A volunteer has left: offer what they hold to others, and close the offers that are open to them."""
    held = callbacks.lock_held(tx, volunteer_id)
    if writing.is_on(held):
        writing.peer_is_gone(tx, held)
    elif held is not None and held.state != S.CONNECTED:
        callbacks.time_is_off(tx, held)
        if held.silenced_at is None:
            # Asked whether this volunteer may ring: their answer holds nothing any more, and others are asked.
            callbacks.change(tx, held.id, ready_asked_at=None)
        callbacks.let_go(tx, held, OfferState.WITHDRAWN)
    offer_rows.move(tx, Offer.volunteer_id == volunteer_id, OfferState.WITHDRAWN, OfferState.OPEN)
    swaps.withdraw(tx, volunteer_id)
    for asked in swaps.open_ones(tx, volunteer_id):
        swaps.answer_swap(tx, volunteer_id, asked.code, yes=False)  # who asked is told
    shifts.gone(tx, volunteer_id)
    queue.wake_waiting(tx)


def leave(tx: Tx, contact_id: int, volunteer_id: int, *, source: str) -> bool:
    """They volunteer no more, by their own word, and the coordinator is told. False: they did not before."""
    if not _gone(tx, contact_id, volunteer_id, by="self", source=source, words="LEAVE"):
        return False
    peer = views.first_name(tx, volunteer_id)
    compose.raise_alert(tx, AlertKind.LEFT, contact_id=contact_id, peer=peer)
    return True


def remove(tx: Tx, contact_id: int, volunteer_id: int) -> bool:
    """The team ends it, by a command. JOIN does not take it back. False: it was over before."""
    return _gone(tx, contact_id, volunteer_id, by="team", source="command", words="volunteers remove")


def another_owner(tx: Tx, contact_id: int, volunteer_id: int, *, words: str, source: str) -> bool:
    """Their number is somebody else's now, who is no volunteer. JOIN takes it back for a day, and the team is told."""
    return _gone(tx, contact_id, volunteer_id, by="number", source=source, words=words)


def _gone(
    tx: Tx,
    contact_id: int,
    volunteer_id: int,
    *,
    by: Literal["self", "team", "number"],
    source: str,
    words: str,
) -> bool:
    there = and_(Volunteer.id == volunteer_id, Volunteer.status != "left")
    how = {"status": "left", "left_at": tx.now, "left_by": by}
    if not tx.run(update(Volunteer).where(there).values(**how, **_NOTHING)).rowcount:
        return False
    let_all_go(tx, volunteer_id)
    consent.no_more_reading(
        tx, contact_id, words, source
    )  # with it, what was kept of theirs in Unread is gone
    for purpose in ("offer", "briefing", "invite"):
        compose.drop_unsent(tx, contact_id, purpose=purpose)
    consent.record(tx, contact_id, purpose="volunteering", action="withdrawn", words=words, source=source)
    return True


def come_back(tx: Tx, contact_id: int, volunteer_id: int, source: str) -> bool:
    """Who left by their own word, and lately, is a volunteer again, off duty. False for everybody else.

    So is whose number somebody called wrong within the day; the coordinator is told, who may know the voice.
    """
    by_word = and_(Volunteer.left_by == "self", Volunteer.left_at > tx.now - TAKEN_BACK_WITHIN)
    by_number = and_(Volunteer.left_by == "number", Volunteer.left_at > tx.now - NUMBER_BACK_WITHIN)
    lately = and_(Volunteer.id == volunteer_id, Volunteer.status == "left", or_(by_word, by_number))
    left_by = tx.run(select(Volunteer.left_by).where(lately)).scalar()
    if left_by == "number":
        peer = views.first_name(tx, volunteer_id)
        compose.raise_alert(
            tx, AlertKind.WRONG_NUMBER, contact_id=contact_id, wording="alert.number_back", peer=peer
        )
    if left_by is not None:
        again = {"status": "active", "left_at": None, "left_by": None}
        tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**again))
        consent.record(tx, contact_id, purpose="volunteering", action="given", words="JOIN", source=source)
    return left_by is not None
