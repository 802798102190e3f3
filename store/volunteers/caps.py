"""How many calls volunteers have had, against what they agreed to: calls a day, and in one stretch of duty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from flows.rules.matching.caps import counted_from
from store.database import Tx
from store.models import Callback


@dataclass(frozen=True, slots=True)
class Had:
    """Calls of one volunteer: on the line's day, and in the stretch of duty they are in."""

    today: int = 0
    stretch: int = 0


NONE = Had()


def had(tx: Tx, rows: Iterable[Any]) -> Mapping[int, Had]:
    """What the volunteers have had who agreed to a cap, by id; nobody else is counted.

    `rows`: of volunteers, with the zone they told us, and `turn_since` (`store.volunteers.availability`).
    """
    today = midnight(tx.now, tx.line.timezone)
    since = {
        row.id: _stretch(tx, row) or today
        for row in rows
        if row.daily_cap is not None or row.shift_cap is not None
    }
    if not since:
        return {}
    counts = {id: [0, 0] for id in since}
    calls = select(Callback.volunteer_id, Callback.connected_at).where(
        Callback.volunteer_id.is_not(None), Callback.connected_at >= min(today, *since.values())
    )
    for volunteer_id, at in tx.run(calls):
        if volunteer_id in counts:
            counts[volunteer_id][0] += at >= today
            counts[volunteer_id][1] += at >= since[volunteer_id]
    return {id: Had(*both) for id, both in counts.items()}


def is_reached(row: Any, so_far: Had) -> bool:
    """Whether a volunteer has had as many as they agreed to, a day or in this stretch."""
    caps = ((row.daily_cap, so_far.today), (row.shift_cap, so_far.stretch))
    return any(cap is not None and calls >= cap for cap, calls in caps)


def midnight(now: datetime, zone: str) -> datetime:
    """The line's last midnight."""
    local = now.astimezone(ZoneInfo(zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(now.tzinfo)


def _stretch(tx: Tx, row: Any) -> datetime | None:
    zone = str(row.zone or row.timezone or tx.line.timezone)
    on = {"since": row.duty_since, "until": row.duty_until, "turn_since": row.turn_since}
    return counted_from(tx.now, zone, **on)
