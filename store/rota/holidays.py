"""Public holidays to come, and how many shifts were given back for each by volunteers who keep them free."""

from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from flows.rules.times.shift_patterns import is_holiday
from store.database import Tx
from store.models import Shift


class Holiday(NamedTuple):
    """A public holiday of the region. `given_back`: shifts that are open on it because their volunteer is off."""

    day: date
    given_back: int


def ahead(tx: Tx, how_far: timedelta) -> list[Holiday]:
    """The holidays from today on."""
    today = tx.now.astimezone(ZoneInfo(tx.line.timezone)).date()
    days = [today + timedelta(days=n) for n in range(how_far.days)]
    free = [day for day in days if is_holiday(day, tx.line.region)]
    given = (
        select(Shift.local_date, func.count())
        .where(Shift.state == "holiday", Shift.starts_at >= tx.now, Shift.starts_at < tx.now + how_far)
        .group_by(Shift.local_date)
    )
    counts: dict[str | None, int] = {row[0]: row[1] for row in tx.run(given)} if free else {}
    return [Holiday(day, counts.get(day.isoformat(), 0)) for day in free]
