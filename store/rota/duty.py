"""Duty by the rota: a shift that begins puts its volunteer on duty without a text of theirs; its end takes them off.

Matching, cover and "talk now" read `on_duty` and `duty_until` alone, however they came about. The end of a shift needs
nothing but the time that stands there; ON, ON 3H and OFF stand beside it.
"""

from datetime import datetime

from sqlalchemy import and_, select, update

from flows.rules.matching.availability import is_on_duty_at, is_paused, spoke_since_pause
from store.callbacks import offer_rows, queue
from store.database import Tx
from store.models import Contact, Volunteer
from store.volunteers import availability


def by_rota(tx: Tx, volunteer_id: int, until: datetime, word: datetime | None) -> bool:
    """Put a volunteer on duty until their shift ends, or longer where they already are; waiting callbacks are offered.

    `word`: when they last said that they come. False, and nothing changes, for who has left, opted out, or asked for
    a pause since. In a break that they come back from they are on duty, and asked from its end on.
    """
    columns = select(Volunteer.__table__, Contact.opted_out_at).join(Contact)
    row = tx.run(
        columns.where(Volunteer.id == volunteer_id).with_for_update(of=Volunteer.__table__, key_share=True)
    ).one()
    if row.status != "active" or row.opted_out_at is not None:
        return False
    if is_paused(row, tx.now) and not spoke_since_pause(row, word):
        return False
    is_on = is_on_duty_at(row, tx.now)
    ends = None if is_on and row.duty_until is None else max(until, row.duty_until if is_on else until)
    since = row.duty_since if is_on and row.duty_since is not None else tx.now
    values = {"on_duty": True, "duty_until": ends, "duty_since": since}
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**values))
    queue.make_waiting_due(tx)
    queue.wake_waiting(tx)
    return True


def word_given(tx: Tx, volunteer_id: int, at: datetime) -> None:
    """The volunteer said that they will be there at that time: a pause they asked for lasts until then at most."""
    paused = and_(Volunteer.id == volunteer_id, availability.paused(at))
    tx.run(update(Volunteer).where(paused).values(paused_until=max(at, tx.now)))


def off_by_rota(tx: Tx, volunteer_id: int, until: datetime) -> None:
    """Take a volunteer off duty whose shift, until then, somebody else has now. Duty by their own word stays."""
    by_the_shift = (Volunteer.id == volunteer_id) & (Volunteer.duty_until == until)
    off = update(Volunteer).where(by_the_shift, Volunteer.on_duty.is_(True))
    if not tx.run(off.values(on_duty=False, duty_until=None, duty_since=None)).rowcount:
        return
    offer_rows.withdraw_open(tx, volunteer_id)
