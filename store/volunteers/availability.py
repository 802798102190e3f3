"""Who is there to be asked now: on duty, not at peace by their own word, not in their night, not at a cap of theirs."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, not_, or_, select

from flows.rules.times import night
from store.database import Tx
from store.models import Contact, Shift, Volunteer
from store.volunteers import caps


def on_duty(tx: Tx) -> ColumnElement[bool]:
    """The condition that a volunteer is on duty now."""
    return and_(
        Volunteer.on_duty.is_(True), or_(Volunteer.duty_until.is_(None), Volunteer.duty_until > tx.now)
    )


def paused(tx: Tx) -> ColumnElement[bool]:
    """The condition that a volunteer asked for peace, and it lasts."""
    lasts = or_(Volunteer.paused_until.is_(None), Volunteer.paused_until > tx.now)
    return and_(Volunteer.paused_at.is_not(None), lasts)


def turn_since() -> ScalarSelect[Any]:
    """When the shift of the rota of theirs began that runs; none where none does."""
    running = and_(Shift.volunteer_id == Volunteer.id, Shift.state == "on")
    return select(func.max(Shift.starts_at)).where(running).scalar_subquery()


def is_asleep(tx: Tx, row: Any) -> bool:
    """Whether the night keeps them from being asked; `row`: duty_since, duty_until, turn_since, timezone and zone."""
    on_their_shift = row.turn_since is not None
    zone = _zone_of(tx, row)
    return night.is_asleep(tx.now, zone, on_shift=on_their_shift, since=row.duty_since, until=row.duty_until)


def may_sleep(tx: Tx, row: Any) -> bool:
    """Whether they may well be in bed, so that nobody asks them once more; `row` as of `is_asleep`."""
    on_their_shift = row.turn_since is not None
    zone = _zone_of(tx, row)
    return night.may_sleep(tx.now, zone, on_shift=on_their_shift, since=row.duty_since, until=row.duty_until)


def there(tx: Tx, *besides: ColumnElement[bool]) -> list[Any]:
    """Active volunteers who may be asked now, as far as it is theirs to say; `besides`: what else must hold of them."""
    rows = list(tx.run(_ON.where(Volunteer.status == "active", on_duty(tx), not_(paused(tx)), *besides)))
    had = caps.had(tx, rows)
    return [
        row for row in rows if not is_asleep(tx, row) and not caps.is_reached(row, had.get(row.id, caps.NONE))
    ]


def back_at(tx: Tx, language: str, *, besides: int | None = None) -> datetime | None:
    """When the first of those is there again who are on duty, speak `language`, and are at peace or asleep now.

    `besides`: not this contact. None: nobody is known to be.
    """
    lasts = or_(Volunteer.paused_at.is_(None), Volunteer.paused_until.is_not(None))
    found = []
    for row in tx.run(_ON.where(Volunteer.status == "active", on_duty(tx), lasts)):
        if language not in row.languages or row.contact_id == besides:
            continue
        at = tx.now
        if row.paused_at is not None and row.paused_until is not None:
            at = max(at, row.paused_until)
        if is_asleep(tx, row):
            at = max(at, night.over_at(tx.now, _zone_of(tx, row)))
        if at > tx.now and (row.duty_until is None or row.duty_until > at):
            found.append(at)
    return min(found, default=None)


def _zone_of(tx: Tx, row: Any) -> str:
    return str(row.zone or row.timezone or tx.line.timezone)


_ON = select(Volunteer.__table__, Contact.timezone.label("zone"), turn_since().label("turn_since")).join(
    Contact, Contact.id == Volunteer.contact_id
)
