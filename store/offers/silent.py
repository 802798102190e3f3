"""A volunteer who answers no offer is taken off duty, and told how to come back: they are not asked again and again."""

from sqlalchemy import select

from flows.rules.matching import silent
from flows.rules.matching.availability import is_on_duty_at
from store import decisions
from store.callbacks import callbacks
from store.contacts import last_heard
from store.database import Tx
from store.models import Callback, Offer, Volunteer
from store.rota import on_off
from store.volunteers import availability


def put_off_duty(tx: Tx, cb: Callback, volunteer_id: int) -> bool:
    """Take them off duty, with one text, if their last offers in this stretch of duty all lapsed and they said nothing.

    `cb`: the one whose offer lapsed just now; its timeline says so. What is left of their shift is opened for others.
    """
    row = tx.run(_VOLUNTEER.where(Volunteer.id == volunteer_id)).one()
    since = max((at for at in (row.duty_since, row.shift_since) if at is not None), default=row.created_at)
    offers = tx.run(_OFFERS.where(Offer.volunteer_id == volunteer_id, Offer.offered_at >= since)).all()
    if not is_on_duty_at(row, tx.now) or not silent.is_silent([each.state for each in offers]):
        return False
    unanswered = [each for each in offers if each.state == "lapsed"][: silent.MOST_UNANSWERED]
    if last_heard.heard_since(tx, row.contact_id, unanswered[-1].offered_at):
        return False  # whatever they wrote, they are there
    on_off.set_duty(tx, volunteer_id, False, None)
    why = f"left {silent.MOST_UNANSWERED} offers in a row unanswered"
    decisions.note(tx, cb.id, "put-off-duty", why, volunteer_id=volunteer_id)
    callbacks.tell_volunteer(tx, volunteer_id, "volunteer.put_off", code=cb.code)
    return True


_VOLUNTEER = select(Volunteer.__table__, availability.shift_since().label("shift_since"))
_OFFERS = select(Offer.state, Offer.offered_at).order_by(Offer.id.desc()).limit(20)
