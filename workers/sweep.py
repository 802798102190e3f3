"""The sweep: what is due in the rows is done, whether or not anybody was woken for it."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from store.callbacks import legs, queue
from store.calls import time_warning
from store.database import Tx
from store.rota import clock
from store.upkeep import housekeeping
from workers import reminders as drained
from workers import vitals
from workers.callbacks import advance_with
from workers.calls import settle_with, sound_tone
from workers.context import Context, current
from workers.outage import Outage
from workers.rows import alone
from workers.texts import AT_ONCE, send_urgent
from workers.turns import advance_with as shift_with

SECONDS = 5.0
"""How long one sweep works before it makes room: what is left is due still, and the clock comes every second."""

_database = Outage("database")
Work = Callable[[Context, float], int]
"""What a sweep does till a moment (monotonic seconds); gives how much that was."""


def calls() -> None:
    """Rings that are due."""
    _sweep("calls")


def offers() -> None:
    """Callbacks and urgent texts that are due."""
    _sweep("offers")


def reminders() -> None:
    """Reminders that are due."""
    _sweep("reminders")


def housekeep() -> None:
    """What may wait."""
    _sweep("housekeeping")


def sweep_with(ctx: Context, name: str) -> int:
    """Do all that is due on a queue now; gives how much that was."""
    until = time.monotonic() + SECONDS
    return sum(work(ctx, until) for work in _WORK[name])


def _sweep(name: str) -> None:
    ctx = current()
    if ctx.wakeups is not None:
        ctx.wakeups.sweeping(name)
    try:
        sweep_with(ctx, name)
    except SQLAlchemyError as error:
        # The clock asks again in a second. A failed job for each of those seconds would only fill up Redis.
        _database.lost(type(error).__name__)
    else:
        _database.back()
        vitals.swept.add(name)


def _each(find: Callable[[Tx], Iterable[int]], do: Callable[[Context, int], Any]) -> Work:
    """One row after the other, as `find` gives them."""

    def work(ctx: Context, until: float) -> int:
        done = 0
        for id in ctx.run(lambda tx: list(find(tx))):
            if time.monotonic() > until:
                break
            alone(ctx, do, id)
            done += 1
        return done

    return work


def _housekeep(ctx: Context, _: int) -> None:
    ctx.run(housekeeping.tidy)


_WORK: dict[str, tuple[Work, ...]] = {
    "calls": (
        _each(lambda tx: time_warning.due(tx, AT_ONCE), sound_tone),
        _each(lambda tx: [leg.id for leg in legs.due(tx, AT_ONCE)], settle_with),
    ),
    "offers": (_each(lambda tx: queue.due(tx, AT_ONCE), advance_with), send_urgent),
    "reminders": (_each(lambda tx: clock.due(tx, AT_ONCE), shift_with), drained.drain),
    "housekeeping": (_each(lambda tx: [0], _housekeep),),
}
