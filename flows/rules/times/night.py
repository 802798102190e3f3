"""Says when a volunteer is not asked because it is night: 22 to 8 on their clock, unless they are on for it. Pure."""

from datetime import datetime, time, timedelta
from typing import Final

from flows.rules.times import daily_hours

NIGHT: Final = (time(22), time(8))
"""When people sleep. The rota's reserve is left alone in the same hours."""
FRESH: Final = timedelta(hours=12)
"""How long ON without an end shows that somebody is awake: longer than any night, so ON in one lasts until morning."""


def is_night(now: datetime, zone: str) -> bool:
    """Whether people sleep in `zone` (IANA) at `now` (aware)."""
    return daily_hours.inside(NIGHT, now, zone)


def is_asleep(
    now: datetime, zone: str, *, on_shift: bool, since: datetime | None, until: datetime | None
) -> bool:
    """Whether somebody on duty is not asked because it is night in `zone` (IANA).

    `on_shift`: a shift of theirs runs, so they are there. `since`: when they last said ON; None, from before we kept
    that, counts as just now. `until`: when their duty ends by itself; somebody who named an end meant to be there until
    then.
    """
    if on_shift or since is None or until is not None or now < since + FRESH:
        return False
    return is_night(now, zone)


def may_sleep(
    now: datetime, zone: str, *, on_shift: bool, since: datetime | None, until: datetime | None
) -> bool:
    """Whether it is night in `zone`, and nothing says that they are up: then an unanswered offer is not repeated.

    Stricter than `is_asleep`. They are up if a shift of theirs runs, if they named an end of their duty, or if they
    said ON in this very night; a `since` of None does not say that they are up.
    """
    if on_shift or until is not None or not is_night(now, zone):
        return False
    begun = daily_hours.closed_since((NIGHT[1], NIGHT[0]), now, zone)
    return since is None or begun is None or since < begun


def over_at(now: datetime, zone: str) -> datetime:
    """When the night that `now` lies in is over (UTC); `now` itself by day."""
    if not is_night(now, zone):
        return now
    return daily_hours.opens_next((NIGHT[1], NIGHT[0]), now, zone) or now
