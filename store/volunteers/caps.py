"""How many calls volunteers have had, against what they agreed to: calls a day, and in one stretch of duty."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from flows.rules.matching.availability import CallsHad, VolunteerNow, zone_of
from flows.rules.matching.caps import counted_from
from flows.rules.times.moments import last_midnight
from store.database import Tx
from store.models import Callback

NONE = CallsHad()


def calls_had(tx: Tx, volunteers: Sequence[VolunteerNow]) -> Mapping[int, CallsHad]:
    """The calls that each of these volunteers has had, by id; only of those who agreed to a cap."""
    today = last_midnight(tx.now, tx.line.timezone)
    since = {
        row.id: _stretch(tx, row) or today
        for row in volunteers
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
    return {id: CallsHad(*both) for id, both in counts.items()}


def _stretch(tx: Tx, row: VolunteerNow) -> datetime | None:
    zone = zone_of(row, tx.line)
    return counted_from(tx.now, zone, since=row.duty_since, until=row.duty_until, shift_since=row.shift_since)
