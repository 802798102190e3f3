"""Moves the clock on, for whoever wants to see what happens later: in one leap, or running there in strides."""

import asyncio
import math
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from telephony.local_carrier.clock import CLOCK, strides, until_evening, until_morning
from telephony.local_carrier.control.request import read_object
from telephony.local_carrier.office import Office, Shelf
from telephony.local_carrier.rest.common import OFFICE

LONGEST_RUN = 8 * 86400.0
"""Seconds that a clock runs at most: eight days take four minutes."""


class Run:
    """A clock that runs on. It stops every few minutes or hours, long enough for a line to do what is due then."""

    def __init__(self, office: Office, until: float) -> None:
        self.until = until
        self._office = office
        self._task = office.spawn(self._go())

    async def _go(self) -> None:
        try:
            now = CLOCK.now().astimezone(self._office.settings.timezone)
            for moment in strides(now, datetime.fromtimestamp(self.until, UTC)):
                CLOCK.move(max(0.0, moment.timestamp() - CLOCK.seconds()))
                self._office.journal.changed()
                await asyncio.sleep(self._office.settings.stride)
        finally:
            self._over()

    def stop(self) -> None:
        """Stop where the clock is."""
        self._task.cancel()
        self._over()  # at once: the task itself learns of it only later

    def _over(self) -> None:
        if running(self._office) is self:
            del self._office.book(_RUNS)[_THE_ONE]
        self._office.journal.changed()


_RUNS: Shelf[Run] = Shelf(1, forgotten=Run.stop)
_THE_ONE = ""


def running(office: Office) -> Run | None:
    """The run of the clock, where it runs."""
    return office.book(_RUNS).get(_THE_ONE)


async def move(request: web.Request) -> web.Response:
    """By so many seconds, or to the next evening or morning of the line's time zone; or stop a clock that runs.

    With `run` the clock goes there in strides and this answers at once; without, it is there when this answers.
    """
    office, data = request.app[OFFICE], await read_object(request)
    before, until = running(office), None
    if data.get("stop") is not True:
        until = _move(office, data)  # where it is refused, a clock that runs goes on
    if before is not None:
        before.stop()
    if until is not None:
        office.book(_RUNS)[_THE_ONE] = Run(office, until)
    office.journal.changed()
    return web.json_response({"clock": clock_json(office)})


def _move(office: Office, data: dict[str, Any]) -> float | None:
    """Move the clock; of one that is to run there, only say until when, in seconds since 1970."""
    by = _seconds_on(office, data.get("by"), data.get("to"))
    if data.get("run") is not True:
        CLOCK.move(by)
        return None
    if by > LONGEST_RUN:
        raise ValueError("The clock runs eight days at most.")
    CLOCK.move(0.0, then=by)
    return CLOCK.seconds() + by


def _seconds_on(office: Office, by: object, to: object) -> float:
    if (by is None) == (to is None):
        raise ValueError("Say how far: either “by” a number of seconds or “to” evening or morning.")
    if to is not None:
        if to not in ("evening", "morning"):
            raise ValueError("The clock can be moved to “evening” or to “morning”.")
        until = until_evening if to == "evening" else until_morning
        return until(CLOCK.now(), office.settings.timezone)
    if isinstance(by, bool) or not isinstance(by, int | float):
        raise ValueError("“by” must be a number of seconds.")
    return float(by) if -1e12 < by < 1e12 else math.inf


def clock_json(office: Office) -> dict[str, object]:
    """What the clock says, by how much it is ahead, and where it runs to (None where it does not run)."""
    return {
        "now": CLOCK.seconds(),
        "ahead": CLOCK.ahead(),
        "movable": CLOCK.movable,
        "until": running_until(office),
    }


def running_until(office: Office) -> float | None:
    """Where the clock runs to, in seconds since 1970; None where it does not run."""
    run = running(office)
    return None if run is None else run.until
