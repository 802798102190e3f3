"""A volunteer's peace: nobody asks them anything until it is over, by its time or by ON."""

from datetime import datetime

from sqlalchemy import and_, func, select, update

from flows.effects import Outcome
from store import callbacks, offers, rota
from store.database import Tx
from store.models import Turn, Volunteer


def begin(tx: Tx, volunteer_id: int, until: datetime | None, *, is_break: bool) -> Outcome:
    """No offers, gaps or swaps until then (aware), or until ON. A call that they have taken stays theirs.

    They go off duty, but for a break that ends before their duty does: that waits for them.
    """
    row = tx.run(
        select(Volunteer.on_duty, Volunteer.duty_until)
        .where(Volunteer.id == volunteer_id)
        .with_for_update(key_share=True)
    ).one()
    goes_on = until is not None and row.on_duty and (row.duty_until is None or row.duty_until > until)
    stays = is_break and goes_on
    if stays:
        offers.close_open(tx, volunteer_id)
    else:
        offers.set_duty(tx, volunteer_id, False, None)
    peace = {"paused_at": tx.now, "paused_until": until}
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**peace))
    if until is None:
        return Outcome("paused", {})
    return Outcome("break_until" if stays else "paused_until", {"until": until})


def turns_within(tx: Tx, volunteer_id: int, until: datetime | None) -> list[Turn]:
    """Turns of theirs that begin while they are at peace: others are asked for those."""
    return [row for row in rota.coming(tx, volunteer_id, until=until) if row.starts_at > tx.now]


def end_by_itself(tx: Tx) -> int:
    """Forget every pause whose time is over, and look again at what waits. Gives how many there were.

    Nobody is told, but for who was having a break from a shift: that goes on, and somebody may be offered to them.
    """
    over = and_(Volunteer.paused_at.is_not(None), Volunteer.paused_until <= tx.now)
    if not tx.run(select(func.count()).select_from(Volunteer).where(over)).scalar_one():
        return 0
    # Which they are says the one update: of two clocks, one has the row.
    values = {"paused_at": None, "paused_until": None}
    ended = list(tx.run(update(Volunteer).where(over).values(**values).returning(Volunteer.id)).scalars())
    for turn in tx.run(_RUNNING.where(Turn.volunteer_id.in_(ended), Turn.ends_at > tx.now)):
        callbacks.tell_volunteer(tx, turn.volunteer_id, "pause.over", until=turn.ends_at)
    callbacks.stir(tx)
    return len(ended)


_RUNNING = select(Turn.volunteer_id, Turn.ends_at).where(Turn.state == "on").order_by(Turn.id)
