"""Says when the duty of a volunteer ends who says ON and names no end. Pure."""

from datetime import datetime, time, timedelta
from typing import Final

from flows.rules.times import daily_hours, night

AT_NIGHT: Final = timedelta(hours=2)
"""How long ON lasts in the evening and at night, when nothing else says until when."""
WORTH_IT: Final = timedelta(minutes=30)
"""An end nearer than that is none: whoever says ON so shortly before it means to stay longer."""
WARNED: Final = timedelta(minutes=10)
"""How long before the end they are told, so that ON can keep them."""


def ends_at(
    now: datetime,
    zone: str,
    *,
    cover: tuple[time, time] | None,
    line_zone: str,
    shift_ends: datetime | None = None,
) -> datetime:
    """When (UTC) duty ends that begins, or goes on, with an ON at `now`.

    With the shift that runs, else with the line's cover, else at 10 PM; where that is near, or it is night: in 2 hours.

    `zone`: the volunteer's. `cover`: the hours of the line on its own clock (`line_zone`), where it has any.
    `shift_ends`: when the shift of theirs that runs is over.
    """
    end = shift_ends
    if end is None and cover is not None and daily_hours.inside(cover, now, line_zone):
        end = daily_hours.opens_next((cover[1], cover[0]), now, line_zone)
    elif end is None and not night.is_night(now, zone):
        end = daily_hours.opens_next(night.NIGHT, now, zone)
    return end if end is not None and end >= now + WORTH_IT else now + AT_NIGHT
