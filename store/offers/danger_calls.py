"""A request whose person spoke of danger: who may take it, and what becomes of it when they speak of it now."""

from sqlalchemy import and_, exists, select

from flows.states import OfferState
from store import decisions
from store.callbacks import callbacks, limits, offer_rows, offer_text
from store.callbacks.callbacks import S
from store.callbacks.rows import with_volunteer
from store.contacts import in_danger, ladder
from store.database import Tx
from store.models import Callback, Offer, Volunteer
from store.volunteers import danger_calls

NAMED = "named by a coordinator"
"""The reason of an offer that a coordinator made by hand: they answer for it."""


def may_take(tx: Tx, cb: Callback, volunteer_id: int) -> bool:
    """Whether this volunteer may take it: everybody, where nobody spoke of danger; else who is ready, or was named."""
    if not in_danger.needs_ready(tx, cb):
        return True
    offers = select(Offer.why).where(
        Offer.callback_id == cb.id, Offer.volunteer_id == volunteer_id, Offer.state == OfferState.OPEN
    )
    named = any(NAMED in why for why in tx.run(offers).scalars())
    return named or is_ready(tx, volunteer_id)


def is_ready(tx: Tx, volunteer_id: int) -> bool:
    """Whether this volunteer takes calls with somebody in danger, and is marked ready for them."""
    ready = exists().where(Volunteer.id == volunteer_id, danger_calls.MAY_TAKE)
    return bool(tx.run(select(ready)).scalar())


def without_danger(tx: Tx, contact_id: int | None) -> int | None:
    """The open callback of somebody who has not spoken of danger so far; None where there is none."""
    cb = callbacks.lock_open(tx, contact_id) if contact_id is not None else None
    return cb.id if cb is not None and not in_danger.needs_ready(tx, cb) else None


def spoke_of_it(tx: Tx, callback_id: int | None, *, told_by: int | None = None) -> None:
    """The person of a callback (`without_danger`) has just spoken of danger: it is urgent, and for who is ready alone.

    Whoever is asked and is not ready is asked no more; the others read the offer again, with that. A volunteer who has
    it already, and has not talked with them yet, is told, and may hand it back; who said no to such calls has it no
    more. `told_by`: the volunteer from whom we know it.
    """
    if callback_id is None:
        return
    cb = callbacks.lock(tx, callback_id)
    if cb.contact_id is None or not in_danger.needs_ready(tx, cb):
        return
    callbacks.change(tx, cb.id, severity=max(cb.severity, limits.severity(tx, cb.contact_id, cb.mood)))
    decisions.note(tx, cb.id, "danger", "they spoke of danger: only volunteers who take such calls are asked")
    if cb.state in (S.WAITING, S.OFFERED) and cb.talk_started_at is None:
        _ask_who_is_ready(tx, cb)
    elif cb.state == S.ACCEPTED and cb.volunteer_id != told_by:
        _tell_who_has_it(tx, cb)


def _ask_who_is_ready(tx: Tx, cb: Callback) -> None:
    open_now = and_(Offer.callback_id == cb.id, Offer.state == OfferState.OPEN)
    asked = list(tx.run(select(Offer.volunteer_id).where(open_now)).scalars())
    for volunteer_id in asked:
        if not is_ready(tx, volunteer_id):
            theirs = and_(open_now, Offer.volunteer_id == volunteer_id)
            offer_rows.move(tx, theirs, OfferState.WITHDRAWN, OfferState.OPEN)
            callbacks.tell_volunteer(tx, volunteer_id, "offer.danger_since", callback_id=cb.id, code=cb.code)
    offer_text.offer_again(tx, cb)
    callbacks.change(tx, cb.id, due_at=tx.now)
    tx.wake("advance_callback", cb.id)


def _tell_who_has_it(tx: Tx, cb: Callback) -> None:
    held = with_volunteer(cb)
    says = tx.run(select(Volunteer.takes_danger).where(Volunteer.id == held.volunteer_id)).scalar()
    if says is False:
        callbacks.tell_holder_last(tx, held, "offer.danger_since")
        callbacks.time_is_off(tx, held)
        callbacks.let_go(tx, held, OfferState.WITHDRAWN)
        return
    wording = "offer.danger_held" if ladder.hears(tx, besides=cb.contact_id) else "offer.danger_held_alone"
    callbacks.tell_volunteer(tx, held.volunteer_id, wording, callback_id=cb.id, code=cb.code)
