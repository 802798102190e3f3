"""Since when calls count towards a volunteer's cap for one stretch of duty. Pure."""

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
    """When the stretch of duty began that somebody is in at `now` (aware); None: it is not known.

    `since`: when they last said ON, `until`: when their duty ends by itself, `shift_since`: when the shift of the rota
    began that runs. Each begins a stretch of its own. ON without an end that is forgotten lasts for weeks: from its
    second day on, each morning in `zone` (IANA) begins another, or three calls would be all there ever are.
    """
    begun = [at for at in (since, shift_since) if at is not None]
    if since is not None and until is None and now >= since + FRESH:
        morning = daily_hours.closed_since(NIGHT, now, zone)
        begun += [morning] if morning is not None else []
    return max(begun, default=None)
