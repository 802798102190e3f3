"""Which volunteers may be asked now: conditions on their rows, and the volunteers whom the conditions select.

What each condition means for one volunteer is said once more in `flows.rules.matching.availability`; a test holds the
two to one answer. Nobody else compares `duty_until`, `paused_until` or `resting_until` with a clock.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, cast

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, and_, exists, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from flows.rules.matching.availability import (
    VolunteerNow,
    WhyNot,
    is_asleep,
    is_on_duty_at,
    pause_ends_at,
    why_not,
    zone_of,
)
from flows.rules.times import night
from store.database import Tx
from store.models import Contact, PersonKeyRow, Shift, Volunteer
from store.volunteers import caps

Moment = datetime | InstrumentedAttribute[datetime] | BindParameter[datetime]
"""A moment, a column of another table that holds one, or a parameter of a statement that is prepared once."""


class VolunteerRow(VolunteerNow, Protocol):
    """A row of `volunteers` with the zone of its contact and the start of the shift that runs."""

    @property
    def row_key(self) -> str | None: ...
    @property
    def contact_id(self) -> int: ...
    @property
    def languages(self) -> list[str]: ...
    @property
    def experiences_sealed(self) -> str: ...


def on_duty(now: Moment) -> ColumnElement[bool]:
    """On duty, by the rota or by their own word; also in a pause that their duty outlasts."""
    return and_(Volunteer.on_duty.is_(True), or_(Volunteer.duty_until.is_(None), Volunteer.duty_until > now))


def duty_is_over(now: datetime) -> ColumnElement[bool]:
    """Marked as on duty, though the end of it that they named has come."""
    return and_(Volunteer.on_duty.is_(True), Volunteer.duty_until <= now)


def paused(at: Moment) -> ColumnElement[bool]:
    """A pause that they asked for lasts at that moment."""
    lasts = or_(Volunteer.paused_until.is_(None), Volunteer.paused_until > at)
    return and_(Volunteer.paused_at.is_not(None), lasts)


def paused_until_they_say() -> ColumnElement[bool]:
    """Paused without an end: only their own word ends it."""
    return and_(Volunteer.paused_at.is_not(None), Volunteer.paused_until.is_(None))


def pause_is_over(now: datetime) -> ColumnElement[bool]:
    """A pause stands in the row, though its end has come."""
    return and_(Volunteer.paused_at.is_not(None), Volunteer.paused_until <= now)


def paused_for_shift() -> ColumnElement[bool]:
    """Of a volunteer and a shift of theirs: the pause lasts as it begins, and they did not confirm it since."""
    unconfirmed = or_(Shift.confirmed_at.is_(None), Shift.confirmed_at < Volunteer.paused_at)
    return and_(paused(Shift.starts_at), unconfirmed)


def resting(now: datetime) -> ColumnElement[bool]:
    """They rest after a call, and nothing is asked of them before that is over."""
    return and_(Volunteer.resting_until.is_not(None), Volunteer.resting_until > now)


def reachable() -> ColumnElement[bool]:
    """Of the volunteer's contact: they have not opted out or been erased, and the carrier reaches them."""
    not_erased = or_(
        Contact.person_key_id.is_(None), exists().where(PersonKeyRow.id == Contact.person_key_id)
    )
    return and_(Contact.opted_out_at.is_(None), Contact.unreachable_at.is_(None), not_erased)


def shift_since() -> ScalarSelect[datetime]:
    """When the shift of theirs began that runs now; NULL where none does."""
    running = and_(Shift.volunteer_id == Volunteer.id, Shift.state == "on")
    return select(func.max(Shift.starts_at)).where(running).scalar_subquery()


def may_be_asked(tx: Tx) -> list[VolunteerRow]:
    """Volunteers whom the line would ask now: on duty, reachable, not paused, resting or asleep, below their caps."""
    return _without_reasons(tx, _volunteers(tx, on_duty(tx.now), not_(paused(tx.now)), reachable()))


def counted_on(tx: Tx, *besides: ColumnElement[bool]) -> list[VolunteerRow]:
    """Volunteers with whom promises and forecasts reckon; `besides`: what else must hold of them.

    As `may_be_asked`, and those who rest as well: the rest is part of the minutes that a call takes a volunteer.
    """
    rows = _volunteers(tx, on_duty(tx.now), not_(paused(tx.now)), *besides)
    return _without_reasons(tx, rows, but_for=(WhyNot.RESTING,))


def back_at(tx: Tx, language: str, *, besides: int | None = None) -> datetime | None:
    """When the first volunteer is back who is on duty, speaks `language`, and is paused or asleep now.

    `besides`: not this contact. None: nobody is known to be.
    """
    found = []
    for row in _volunteers(tx, on_duty(tx.now), not_(paused_until_they_say())):
        if language not in row.languages or row.contact_id == besides:
            continue
        at = max(tx.now, pause_ends_at(row) or tx.now)
        zone = zone_of(row, tx.line)
        if is_asleep(row, tx.now, zone):
            at = max(at, night.over_at(tx.now, zone))
        if at > tx.now and is_on_duty_at(row, at):
            found.append(at)
    return min(found, default=None)


def is_on_duty(tx: Tx, volunteer_id: int) -> bool:
    """Whether this volunteer is on duty now; also in a pause that their duty outlasts."""
    return bool(tx.run(select(on_duty(tx.now)).where(Volunteer.id == volunteer_id)).scalar_one())


def is_on_duty_and_not_paused(tx: Tx, volunteer_id: int) -> bool:
    """Whether this volunteer is on duty now and has not asked for a pause."""
    both = and_(on_duty(tx.now), not_(paused(tx.now)))
    return bool(tx.run(select(both).where(Volunteer.id == volunteer_id)).scalar())


def is_paused(tx: Tx, volunteer_id: int) -> bool:
    """Whether a pause of this volunteer lasts now: that a command put them on duty does not end it."""
    return bool(tx.run(select(paused(tx.now)).where(Volunteer.id == volunteer_id)).scalar_one())


def _without_reasons(
    tx: Tx, rows: Sequence[VolunteerRow], *, but_for: Iterable[WhyNot] = ()
) -> list[VolunteerRow]:
    had = caps.calls_had(tx, rows)
    allowed = set(but_for)
    return [
        row for row in rows if allowed.issuperset(why_not(row, tx.now, tx.line, had.get(row.id, caps.NONE)))
    ]


def _volunteers(tx: Tx, *conditions: ColumnElement[bool]) -> list[VolunteerRow]:
    active = _VOLUNTEERS.where(Volunteer.status == "active", *conditions)
    return cast(list[VolunteerRow], tx.run(active).all())


_VOLUNTEERS = select(
    Volunteer.__table__, Contact.timezone.label("zone"), shift_since().label("shift_since")
).join(Contact, Contact.id == Volunteer.contact_id)
