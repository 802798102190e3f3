"""Slots: hours of the week that want at least so many people, and where somebody is missing. They change no shift."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, cast

from sqlalchemy import and_, insert, or_, select, update

from flows.rules.promises.coverage import Stretch, fewest
from flows.rules.times.moments import moment
from store.database import Tx
from store.models import Slot

MOST = 20
"""Nobody needs more at once; a higher number is a typing error."""
_A_DAY = timedelta(days=1)


class SlotHours(NamedTuple):
    """What a slot asks for. `days`: weekdays, 0 is Monday."""

    days: tuple[int, ...]
    starts: time
    ends: time
    minimum: int


class Short(NamedTuple):
    """One time of a slot, and how many are missing in it. `on`: the fewest who are there at any moment."""

    slot_id: int
    starts_at: datetime
    ends_at: datetime
    minimum: int
    on: int

    @property
    def missing(self) -> int:
        """How many are missing."""
        return max(0, self.minimum - self.on)


def listed(tx: Tx, today: date) -> list[Slot]:
    """The slots that count today or later, by day and hour."""
    rows = select(Slot.__table__).where(or_(Slot.last.is_(None), Slot.last >= today.isoformat()))
    return cast(list[Slot], list(tx.run(rows.order_by(Slot.days, Slot.starts, Slot.id))))


def read(tx: Tx, slot_id: int) -> Slot | None:
    """The slot of this id; None where there is none."""
    return cast("Slot | None", tx.run(select(Slot.__table__).where(Slot.id == slot_id)).first())


def find(tx: Tx, slot_id: int) -> Slot | None:
    """The slot of this id, nobody else changing it until this transaction ends; None where there is none."""
    row = tx.run(select(Slot.__table__).where(Slot.id == slot_id).with_for_update()).first()
    return cast("Slot | None", row)


def add(tx: Tx, hours: SlotHours, first: date) -> int:
    """Add a slot that counts from a day on. The same one said twice is one: its id is given again."""
    values = _values(hours)
    same = and_(*(getattr(Slot, name) == value for name, value in values.items()), Slot.last.is_(None))
    if (known := tx.run(select(Slot.id).where(same)).scalar()) is not None:
        return int(known)
    made = insert(Slot).values(first=first.isoformat(), created_at=tx.now, **values)
    return int(tx.run(made.returning(Slot.id)).scalar_one())


def change(tx: Tx, slot: Slot, hours: SlotHours, first: date) -> int:
    """Other hours, days or numbers from a day on; gives the id of the row that says so."""
    if _values(hours) == {name: getattr(slot, name) for name in _values(hours)}:
        return slot.id
    end(tx, slot, first)
    return add(tx, hours, max(first, date.fromisoformat(slot.first)))


def end(tx: Tx, slot: Slot, first: date) -> None:
    """It counts no more from this day on. Shifts are untouched."""
    last = (first - _A_DAY).isoformat()
    earlier = or_(Slot.last.is_(None), Slot.last > last)
    tx.run(update(Slot).where(Slot.id == slot.id, earlier).values(last=last))


def within(tx: Tx, first: date, last: date) -> list[Slot]:
    """The slots that count on one of these days, both included."""
    rows = select(Slot.__table__).where(
        Slot.first <= last.isoformat(), or_(Slot.last.is_(None), Slot.last >= first.isoformat())
    )
    return cast(list[Slot], list(tx.run(rows.order_by(Slot.id))))


def times(slot: Slot, first: date, last: date, zone: str) -> Iterator[tuple[datetime, datetime]]:
    """When it is, on the days from first to last, by the clock on the wall also in nights when clocks change."""
    starts, ends = time.fromisoformat(slot.starts), time.fromisoformat(slot.ends)
    day = max(first, date.fromisoformat(slot.first))
    until = min(last, date.fromisoformat(slot.last)) if slot.last is not None else last
    while day <= until:
        if str(day.weekday()) in slot.days:
            next_day = day + _A_DAY if ends <= starts else day
            span = moment(datetime.combine(day, starts), zone), moment(datetime.combine(next_day, ends), zone)
            if span[1] > span[0]:
                yield span
        day += _A_DAY


def short(slots: Iterable[Slot], on: Sequence[Stretch], first: date, last: date, zone: str) -> list[Short]:
    """Every time of these slots between the days, with how many are there, in order."""
    found = [
        Short(slot.id, starts_at, ends_at, slot.minimum, fewest(starts_at, ends_at, on))
        for slot in slots
        for starts_at, ends_at in times(slot, first, last, zone)
    ]
    return sorted(found, key=lambda each: (each.starts_at, each.ends_at, each.slot_id))


def _values(hours: SlotHours) -> dict[str, str | int]:
    return {
        "days": "".join(map(str, sorted(set(hours.days)))),
        "starts": f"{hours.starts:%H:%M}",
        "ends": f"{hours.ends:%H:%M}",
        "minimum": hours.minimum,
    }
