"""PAUSE: nobody asks a volunteer anything until the pause is over, by its time or by ON."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select, update

from flows.effects.base import Outcome
from flows.rules.matching.availability import Duty, is_on_duty_at
from flows.rules.times import pauses
from store.callbacks import callbacks, offer_rows, queue
from store.database import Tx
from store.models import Shift, Volunteer
from store.rota import on_off, shifts, time_off
from store.rota import queries as rota
from store.rota.rows import HeldShift
from store.volunteers import availability


def begin(tx: Tx, volunteer_id: int, until: datetime | None, *, is_break: bool) -> Outcome:
    """Begin a pause: no offers, open shifts or swaps until then (aware), or until ON. A call they took stays theirs.

    They go off duty, but for a break that ends before their duty does: that waits for them. So does a shift that begins
    in the break and outlasts it: who says when they are back has said that they come.
    """
    kept = _keep_what_outlasts(tx, volunteer_id, until) if is_break and until is not None else []
    row = tx.run(
        select(Volunteer.on_duty, Volunteer.duty_until)
        .where(Volunteer.id == volunteer_id)
        .with_for_update(key_share=True)
    ).one()
    stays = is_break and until is not None and _goes_on(tx, row, until, kept)
    if stays:
        offer_rows.withdraw_open(tx, volunteer_id)
    else:
        on_off.set_duty(tx, volunteer_id, False, None)
    pause = {"paused_at": tx.now, "paused_until": until}
    tx.run(update(Volunteer).where(Volunteer.id == volunteer_id).values(**pause))
    if until is None:
        return Outcome("paused", {})
    return Outcome("break_until" if stays else "paused_until", {"until": until})


def _goes_on(tx: Tx, duty: Duty, until: datetime, kept: Sequence[HeldShift]) -> bool:
    """Whether the volunteer's duty, or a shift that follows it, goes on after a break until then."""
    if is_on_duty_at(duty, until):
        return True
    ends = duty.duty_until
    return is_on_duty_at(duty, tx.now) and ends is not None and any(row.starts_at <= ends for row in kept)


def _keep_what_outlasts(tx: Tx, volunteer_id: int, until: datetime) -> Sequence[HeldShift]:
    none = dict.fromkeys(("paused_at", "paused_until"))
    before = and_(Volunteer.id == volunteer_id, Volunteer.paused_at.is_not(None))
    if tx.run(update(Volunteer).where(before).values(**none)).rowcount:
        # "PAUSE", and then "PAUSE 1 hour": what was given back for the first is theirs again, unless taken.
        time_off.there_again(tx, volunteer_id)
    kept = outlasting(shifts_within(tx, volunteer_id, until), until)
    for row in kept:
        shifts.confirm(tx, row.id, volunteer_id)
    return kept


def outlasting(within: Sequence[HeldShift], until: datetime) -> list[HeldShift]:
    """Those of these shifts that go on long enough after a break until then to stay theirs."""
    return [row for row in within if pauses.outlasts(row.starts_at, row.ends_at, until)]


def shifts_within(tx: Tx, volunteer_id: int, until: datetime | None) -> list[HeldShift]:
    """The volunteer's shifts that begin in the pause, in order. Others are asked for those they do not keep."""
    return [row for row in rota.coming(tx, volunteer_id, until=until) if row.starts_at > tx.now]


def end_by_itself(tx: Tx) -> int:
    """End every pause whose time is over, and offer what waits. Gives how many there were.

    Nobody is told, but for who was having a break from a shift: that goes on, and somebody may be offered to them.
    """
    over = availability.pause_is_over(tx.now)
    ended = {
        row.id: row.paused_until for row in tx.run(select(Volunteer.id, Volunteer.paused_until).where(over))
    }
    if not ended:
        return 0
    # Which they are says the one update: of two clocks, one has the row.
    values = {"paused_at": None, "paused_until": None}
    ours = list(tx.run(update(Volunteer).where(over).values(**values).returning(Volunteer.id)).scalars())
    until: dict[int, datetime] = {}
    for shift in tx.run(_RUNNING.where(Shift.volunteer_id.in_(ours), Shift.ends_at > tx.now)):
        if shift.starts_at < ended.get(shift.volunteer_id, tx.now):
            until[shift.volunteer_id] = max(shift.ends_at, until.get(shift.volunteer_id, shift.ends_at))
    for volunteer_id, at in until.items():
        callbacks.tell_volunteer(tx, volunteer_id, "pause.over", until=at)
    queue.wake_waiting(tx)
    return len(ours)


_RUNNING = (
    select(Shift.volunteer_id, Shift.starts_at, Shift.ends_at).where(Shift.state == "on").order_by(Shift.id)
)
