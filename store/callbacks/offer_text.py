"""What an offer says: what kind, which language, how long, by when. No name, no number, nothing of why."""

from typing import Any

from sqlalchemy import and_, select, update

from flows.rules.matching.wishes import USUAL_MINUTES
from flows.wording import Named
from store.database import Tx
from store.messages import compose
from store.models import Callback, Message, Offer, Volunteer


def wording_of(tx: Tx, cb: Callback) -> tuple[str, dict[str, Any]]:
    """The wording of the offer of a callback, and what fills it."""
    params: dict[str, Any] = {
        "code": cb.code,
        "minutes": cb.minutes or USUAL_MINUTES,
        "wanted_language": Named(f"language.{cb.language}"),
    }
    by_text = cb.kind == "text"
    if cb.not_before is not None and cb.not_before > tx.now:
        return "offer.by_text_at" if by_text else "offer.at", params | {"at": cb.not_before}
    return "offer.by_text" if by_text else "offer", params | {"by": cb.promised_by}


def offer_again(tx: Tx, cb: Callback) -> int:
    """Text the offer of `cb` again, as it stands by now, to everybody who is asked; it stays open, under its code.

    Gives how many were asked. An offer that has not gone out yet goes out in its new words only.
    """
    open_offers = (
        select(Offer.id, Volunteer.contact_id)
        .join(Volunteer, Volunteer.id == Offer.volunteer_id)
        .where(Offer.callback_id == cb.id, Offer.state == "open")
    )
    wording, params = wording_of(tx, cb)
    rows = list(tx.run(open_offers))
    for row in rows:
        unsent = and_(Message.offer_id == row.id, Message.state == "due")
        tx.run(update(Message).where(unsent).values(state="dropped"))
        compose.queue(tx, row.contact_id, "offer", wording, offer_id=row.id, callback_id=cb.id, **params)
    return len(rows)
