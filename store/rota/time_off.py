"""Time off: a volunteer's shifts within it are open. If they take it back, they get those that nobody took."""

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import and_, exists, insert, not_, select, update

from flows.effects.base import Outcome
from flows.states import ShiftState
from store.database import Tx
from store.models import COMING_STATES, Shift, TimeOff, Volunteer
from store.rota import queries as rota
from store.rota import shifts
from store.rota.rows import with_volunteer
from store.volunteers import availability

LONGEST = timedelta(days=366)
PAUSE_AHEAD = timedelta(hours=24)
"""A volunteer in a pause without an end keeps shifts further off than this: they may be back before."""


def be_away(tx: Tx, volunteer_id: int, begins_at: datetime, ends_at: datetime) -> Outcome:
    """The volunteer is away from then until then (aware). A shift that runs stays theirs.

    Outcomes: away (at, until, count of the shifts that are open now); backwards, it ends before it begins or is over;
    too_long, more than a year.
    """
    said: dict[str, object] = {"at": begins_at, "until": ends_at}
    if ends_at <= max(begins_at, tx.now):
        return Outcome("backwards", said)
    if ends_at - begins_at > LONGEST:
        return Outcome("too_long", said)
    values = {"volunteer_id": volunteer_id, "begins_at": begins_at, "ends_at": ends_at}
    same = [getattr(TimeOff, name) == value for name, value in values.items()]
    if tx.run(select(TimeOff.id).where(*same, TimeOff.ended_at.is_(None))).first() is None:
        tx.run(insert(TimeOff).values(created_at=tx.now, **values))
    within = and_(Shift.starts_at < ends_at, Shift.ends_at > begins_at)
    theirs = and_(Shift.volunteer_id == volunteer_id, Shift.state.in_(COMING_STATES))
    return Outcome("away", said | {"count": shifts.give_all_back(tx, and_(theirs, within), ShiftState.AWAY)})


def of(tx: Tx, volunteer_id: int) -> list[TimeOff]:
    """Their times off that are not over, the first first."""
    live = and_(TimeOff.volunteer_id == volunteer_id, TimeOff.ended_at.is_(None), TimeOff.ends_at > tx.now)
    rows = tx.run(select(TimeOff.__table__).where(live).order_by(TimeOff.begins_at))
    return cast(list[TimeOff], list(rows))


def back(tx: Tx, volunteer_id: int, *, time_off_id: int | None = None) -> Outcome:
    """Take back this time off, or every one. Shifts that nobody took meanwhile are theirs again.

    Outcomes: back (count of the shifts they have again); none, they were not away.
    """
    live = and_(TimeOff.volunteer_id == volunteer_id, TimeOff.ended_at.is_(None), TimeOff.ends_at > tx.now)
    if time_off_id is not None:
        live = and_(live, TimeOff.id == time_off_id)
    ended = tx.run(update(TimeOff).where(live).values(ended_at=tx.now)).rowcount
    again = there_again(tx, volunteer_id)
    return Outcome("back", {"count": again}) if ended else Outcome("none", {})


def there_again(tx: Tx, volunteer_id: int | None = None) -> int:
    """Give back to volunteers the shifts they lost to a time off or a pause that is over, unless taken. Gives how many.

    `volunteer_id`: only theirs; the clock asks for everybody's.
    """
    off = exists().where(
        TimeOff.volunteer_id == Shift.volunteer_id,
        TimeOff.ended_at.is_(None),
        TimeOff.begins_at < Shift.ends_at,
        TimeOff.ends_at > Shift.starts_at,
    )
    paused = availability.paused_for_shift()
    away = and_(
        Shift.state == "away", Shift.ends_at > tx.now, ~off, not_(paused), Volunteer.status == "active"
    )
    if volunteer_id is not None:
        away = and_(away, Shift.volunteer_id == volunteer_id)
    found = select(Shift.id).join(Volunteer, Volunteer.id == Shift.volunteer_id).where(away)
    ids = sorted(tx.run(found).scalars())
    return sum(shifts.take_back(tx, with_volunteer(rota.lock_known(tx, shift_id))) for shift_id in ids)


def open_paused_shifts(tx: Tx) -> int:
    """Open the shifts of paused volunteers that begin soon, while somebody can still be found. Gives how many."""
    soon = and_(
        Shift.state.in_(COMING_STATES), Shift.starts_at > tx.now, Shift.starts_at <= tx.now + PAUSE_AHEAD
    )
    paused = availability.paused_for_shift()
    found = select(Shift.id).join(Volunteer, Volunteer.id == Shift.volunteer_id).where(soon, paused)
    ids = sorted(tx.run(found).scalars())
    for shift_id in ids:
        shifts.give_back(tx, rota.lock_known(tx, shift_id), ShiftState.AWAY)
    return len(ids)
