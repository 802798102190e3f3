"""The same volunteer once more for a call that was cut off: reserved at once, or asked first."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from flows.engine import Phrase
from flows.rules.matching.matching import Choice, Reason
from flows.rules.promises import promise
from flows.states import HELD_STATES, OfferState
from store import decisions
from store.callbacks import callbacks, legs, wishes
from store.callbacks.callbacks import S
from store.callbacks.rows import FinishedTalk
from store.contacts import contacts, in_danger
from store.database import Tx
from store.messages import compose
from store.models import Callback, Contact, Offer, Volunteer
from store.offers import danger_calls, matching
from store.safe_contact import safe_contact
from store.staffing import capacity
from store.volunteers import availability


class _NotFree(Exception):
    """The same volunteer is not free after all: the savepoint is rolled back."""


def reserve(
    tx: Tx,
    known: contacts.Known,
    old: FinishedTalk,
    mine: Callback | None,
    *,
    at_once: bool,
    own_word: bool = False,
) -> int | None:
    """The callback that goes on with `old`, its volunteer reserved or asked; None where they are not free.

    `own_word`: the volunteer asked to go on with this very person.
    """
    if not _can_be_had(tx, old.volunteer_id, by_text=not at_once):
        return None
    if (
        not own_word
        and in_danger.needs_ready(tx, mine or old)
        and not danger_calls.is_ready(tx, old.volunteer_id)
    ):
        return None  # others are asked, who take such calls
    try:
        with tx.connection.begin_nested():
            if mine is None:
                cb = _open(tx, known, old)
            else:
                callbacks.change(tx, mine.id, reconnect_of=old.id, yes_at=tx.now, ready_asked_at=None)
                callbacks.withdraw_offers(
                    tx, mine, OfferState.COVERED, tell="offer.covered", besides=old.volunteer_id
                )
                cb = callbacks.lock(tx, mine.id)
            if not (_take if at_once else _ask)(tx, cb, old.volunteer_id):
                raise _NotFree
    except _NotFree:
        return None
    return int(cb.id)


def _open(tx: Tx, known: contacts.Known, old: FinishedTalk) -> Callback:
    cover = capacity.cover_now(tx, language=old.language, besides=known.contact_id)
    how = safe_contact.how_to_book(tx, known, promise.promise_for(tx.now, tx.line, cover).by)
    like_before = {
        "language": old.language,
        "minutes": old.minutes,
        **wishes.carried_over(tx, old),
        "severity": old.severity,
        "mood": old.mood,
    }
    if old.kind == "text":
        how["kind"] = "text"
    return callbacks.open_new(
        tx, old.contact_id, reconnect_of=old.id, yes_at=tx.now, **{**how, **like_before}
    )


def _take(tx: Tx, cb: Callback, volunteer_id: int) -> bool:
    """Give it to them without asking: they were just talking. The unique constraint says whether they are free."""
    if not matching.reserve(tx, cb, _choice(tx, cb, volunteer_id)):
        return False
    callbacks.move(tx, cb, S.ACCEPTED, due_at=tx.now + timedelta(minutes=1))
    decisions.note(tx, cb.id, "reconnect", "the same peer, rung at once", volunteer_id=volunteer_id)
    return True


def _ask(tx: Tx, cb: Callback, volunteer_id: int) -> bool:
    """Some time has passed since the talk: make an offer, which goes to others if they pass."""
    offer_id = matching.offer(tx, cb, _choice(tx, cb, volunteer_id))
    if offer_id is None:
        return False
    callbacks.move(tx, cb, S.OFFERED, due_at=tx.now)
    decisions.note(tx, cb.id, "reconnect", "the same peer, asked first", volunteer_id=volunteer_id)
    contact_id = legs.volunteer_contact(tx, volunteer_id)
    about: dict[str, Any] = {"offer_id": offer_id, "callback_id": cb.id}
    danger = in_danger.told_to_volunteers(tx, cb)
    before = [Phrase("offer.danger" if danger == "told" else "offer.danger_alone")] if danger else []
    asked = Phrase("offer.reconnect", {"code": cb.code, "by": cb.promised_by})
    compose.queue_said(tx, contact_id, "offer", [*before, asked], **about)
    tx.wake("advance_callback", cb.id)
    return True


def _choice(tx: Tx, cb: Callback, volunteer_id: int) -> Choice:
    offers_of_volunteer = select(func.count()).where(
        Offer.callback_id == cb.id, Offer.volunteer_id == volunteer_id
    )
    why = (Reason("reconnect", detail="their call was cut off"),)
    return Choice(volunteer_id, 0.0, why, tx.run(offers_of_volunteer).scalar_one())


def _can_be_had(tx: Tx, volunteer_id: int, *, by_text: bool) -> bool:
    """Whether they can still be reached; whether they are free, the unique constraint says."""
    how_they_are_reached = select(Contact.landline_at, availability.paused(tx.now).label("is_paused")).join(
        Volunteer, Volunteer.contact_id == Contact.id
    )
    reachable = (
        Volunteer.id == volunteer_id,
        Volunteer.status == "active",
        availability.reachable(),
    )
    row = tx.run(how_they_are_reached.where(*reachable)).first()
    if row is None or (by_text and (row.landline_at is not None or row.is_paused or not tx.line.texting)):
        return False
    callback_they_hold = select(Callback.id).where(
        Callback.volunteer_id == volunteer_id, Callback.state.in_(HELD_STATES)
    )
    return tx.run(callback_they_hold).first() is None
