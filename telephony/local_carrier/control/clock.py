"""Moves the clock on, for whoever wants to see what happens later."""

import math

from aiohttp import web

from telephony.local_carrier.clock import CLOCK, until_evening, until_morning
from telephony.local_carrier.control.request import read_object
from telephony.local_carrier.rest.common import OFFICE


async def move(request: web.Request) -> web.Response:
    """By so many seconds, or to the next evening or morning of the line's time zone."""
    office, data = request.app[OFFICE], await read_object(request)
    by, to = data.get("by"), data.get("to")
    if (by is None) == (to is None):
        raise ValueError("Say how far: either “by” a number of seconds or “to” evening or morning.")
    if to is not None:
        if to not in ("evening", "morning"):
            raise ValueError("The clock can be moved to “evening” or to “morning”.")
        until = until_evening if to == "evening" else until_morning
        by = until(CLOCK.now(), office.settings.timezone)
    if isinstance(by, bool) or not isinstance(by, int | float):
        raise ValueError("“by” must be a number of seconds.")
    CLOCK.move(by if -1e12 < by < 1e12 else math.inf)
    office.journal.changed()
    return web.json_response({"clock": clock_json()})


def clock_json() -> dict[str, object]:
    return {"now": CLOCK.seconds(), "ahead": CLOCK.ahead(), "movable": CLOCK.movable}
