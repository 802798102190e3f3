"""What an offer says: what kind, which language, how long, by when; a topic of the volunteer's own, and "heavy today".

No name, no number, no words of theirs. A topic goes to volunteers alone who have it in their own list.
"""

from sqlalchemy import and_, select, update

from flows.engine import Phrase
from flows.person import OfferView
from flows.volunteers import open_work
from store.contacts import in_danger, offer_topic
from store.database import Tx
from store.messages import compose
from store.models import Callback, Contact, Message, Offer, Volunteer
from store.vault.columns import row_of


def phrases(tx: Tx, cb: Callback, volunteer_id: int) -> list[Phrase]:
    """The offer of a callback as this volunteer is told it."""
    columns = select(Volunteer.id, Volunteer.row_key, Volunteer.experiences_sealed)
    asked = tx.run(columns.where(Volunteer.id == volunteer_id)).one()
    topic = offer_topic.of(
        tx,
        offer_topic.Kept(cb.wishes_sealed, row_of(cb)),
        offer_topic.Kept(asked.experiences_sealed, row_of(asked)),
    )
    heavy = in_danger.is_heavy(tx, cb.contact_id, severity=cb.severity, mood=cb.mood)
    danger = in_danger.told_to_volunteers(tx, cb)
    told = OfferView(
        cb.code,
        cb.language,
        cb.promised_by,
        cb.kind,
        cb.minutes,
        cb.not_before,
        topic,
        heavy,
        danger,
        *_said(tx, cb),
    )
    return [*open_work.offer(told, tx.now)]


def _said(tx: Tx, cb: Callback) -> tuple[bool, bool]:
    """Whether they said that they are under 18, and that they cannot hear or speak on a phone."""
    columns = select(Contact.age_said, Contact.no_phone_at).where(Contact.id == cb.contact_id)
    row = tx.run(columns).first() if cb.contact_id is not None else None
    return (row is not None and row.age_said == "minor", row is not None and row.no_phone_at is not None)


def offer_again(tx: Tx, cb: Callback) -> int:
    """Text the offer of `cb` again, as it stands by now, to everybody who is asked; it stays open, under its code.

    Gives how many were asked. An offer that has not gone out yet goes out in its new words only.
    """
    open_offers = (
        select(Offer.id, Offer.volunteer_id, Volunteer.contact_id)
        .join(Volunteer, Volunteer.id == Offer.volunteer_id)
        .where(Offer.callback_id == cb.id, Offer.state == "open")
    )
    rows = list(tx.run(open_offers))
    for row in rows:
        unsent = and_(Message.offer_id == row.id, Message.state == "due")
        tx.run(update(Message).where(unsent).values(state="dropped"))
        said = phrases(tx, cb, row.volunteer_id)
        compose.queue_said(tx, row.contact_id, "offer", said, offer_id=row.id, callback_id=cb.id)
    return len(rows)
