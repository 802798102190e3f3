"""On duty by the rota: a shift that begins puts its volunteer on without a word from them; its end takes them off.

Matching, cover and "talk now" read `on_duty` and `duty_until` alone, however they came about. The end of a shift needs
nothing but the time that stands there; ON, ON 3H and OFF stand beside it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update

from store.callbacks import offer_rows, queue
from store.database import Tx
from store.models import Contact, Volunteer


def by_rota(tx: Tx, volunteer_id: int, until: datetime, word: datetime | None) -> bool:
    """Their shift runs until then: on duty, no shorter than they are already. What waits is taken up.

    `word`: when they last said that they come. False, and nothing changes, for who has left, opted out, or asked for
    peace since. In a break that they come back from they are on duty, and asked from its end on.
    """
    columns = select(Volunteer.__table__, Contact.opted_out_at).join(Contact)
    row = tx.run(
        columns.where(Volunteer.id == volunteer_id).with_for_update(of=Volunteer.__table__, key_share=True)
    ).one()
    if row.status != "active" or row.opted_out_at is not None:
        return False
    if is_paused(row, tx.now) and not _since(row, word):
        return False
    is_on = row.on_duty and (row.duty_until is None or row.duty_until > tx.now)
    ends = None if is_on and row.duty_until is None else max(until, row.duty_until if is_on else until)
    since = row.duty_since if is_on and row.duty_since is not None else tx.now
    values = {"on_duty": True, "duty_until": ends, "duty_since": since}
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**values))
    queue.make_waiting_due(tx)
    queue.wake_waiting(tx)
    return True


def is_paused(volunteer: Any, at: datetime) -> bool:
    """Whether they asked for peace, and it lasts at that moment."""
    return volunteer.paused_at is not None and (volunteer.paused_until is None or volunteer.paused_until > at)


def is_spared(volunteer: Any, shift: Any) -> bool:
    """Whether peace they asked for lasts as this shift begins, and they said nothing of the shift since."""
    return is_paused(volunteer, shift.starts_at) and not _since(volunteer, shift.confirmed_at)


def _since(volunteer: Any, word: datetime | None) -> bool:
    return word is not None and word >= volunteer.paused_at


def word_given(tx: Tx, volunteer_id: int, at: datetime) -> None:
    """They said that they will be there at that time: peace they asked for lasts until then, and no longer."""
    lasts = or_(Volunteer.paused_until.is_(None), Volunteer.paused_until > at)
    peace = and_(Volunteer.id == volunteer_id, Volunteer.paused_at.is_not(None), lasts)
    tx.run(update(Volunteer).where(peace).values(paused_until=max(at, tx.now)))


def is_on(tx: Tx, volunteer_id: int) -> bool:
    """Whether they are on duty now, by the rota or by their own word."""
    row = tx.run(select(Volunteer.on_duty, Volunteer.duty_until).where(Volunteer.id == volunteer_id)).one()
    return bool(row.on_duty and (row.duty_until is None or row.duty_until > tx.now))


def off_by_rota(tx: Tx, volunteer_id: int, until: datetime) -> None:
    """Somebody else has their shift that would have run until then. Who is on by their own word as well stays on."""
    by_the_shift = (Volunteer.id == volunteer_id) & (Volunteer.duty_until == until)
    off = update(Volunteer).where(by_the_shift, Volunteer.on_duty.is_(True))
    if not tx.run(off.values(on_duty=False, duty_until=None, duty_since=None)).rowcount:
        return
    offer_rows.withdraw_open(tx, volunteer_id)
