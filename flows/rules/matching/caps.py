"""Says from when on calls count towards a volunteer's cap for one stretch of duty. Pure."""

from datetime import datetime

from flows.rules.times import daily_hours
from flows.rules.times.night import FRESH, NIGHT


def counted_from(
    now: datetime,
    zone: str,
    *,
    since: datetime | None,
    until: datetime | None,
    shift_since: datetime | None,
) -> datetime | None:
    """When the stretch of duty began that somebody is in at `now` (aware); None if it is not known.

    `since`: when they last said ON. `until`: when their duty ends by itself. `shift_since`: when their running shift of
    the rota began. Both ON and a shift begin a new stretch. ON without an end, if forgotten, lasts for weeks: from the
    second day on, each morning in `zone` (IANA) begins a new stretch, or three calls would be all they ever got.
    """
    begun = [at for at in (since, shift_since) if at is not None]
    if since is not None and until is None and now >= since + FRESH:
        morning = daily_hours.closed_since(NIGHT, now, zone)
        begun += [morning] if morning is not None else []
    return max(begun, default=None)
