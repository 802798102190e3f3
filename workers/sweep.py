"""The sweep does what is due in the rows, whether or not a wake-up for it arrived."""

import time
from collections.abc import Callable, Iterable

from sqlalchemy.exc import SQLAlchemyError

from store.alerts import escalation, nobody_yet
from store.callbacks import legs, queue, trial_rings
from store.calls import time_warning
from store.database import Tx
from store.line_rings import rows as line_ring_rows
from store.rota import clock
from store.upkeep import housekeeping
from workers import alerts as alerting
from workers import audit, heartbeat, line_rings, shifts, trials
from workers.callbacks import advance_with
from workers.calls import settle_with, sound_tone
from workers.context import Context, current
from workers.outage import Outage
from workers.reminders import drain
from workers.rows import try_row
from workers.texts import AT_ONCE, send_alerts, send_urgent

SECONDS = 5.0
"""How long one sweep works before it lets other jobs run: what it leaves stays due, and the clock asks again."""

_database = Outage("database")
Work = Callable[[Context, float], int]
"""One part of a sweep: works until a moment (monotonic seconds), and gives how much it did."""


def alerts() -> None:
    """The job: alerts to people on call that are due, as texts and rings."""
    _sweep("alerts")


def calls() -> None:
    """The job: rings, hang-ups and look-ups that are due."""
    _sweep("calls")


def offers() -> None:
    """The job: callbacks and urgent texts that are due."""
    _sweep("offers")


def reminders() -> None:
    """The job: shifts, reminders and all other texts that are due."""
    _sweep("reminders")


def housekeep() -> None:
    """The job: everything that may wait."""
    _sweep("housekeeping")


def sweep_with(ctx: Context, name: str) -> int:
    """Do all that is due on a queue now, in this context; gives how much that was."""
    until = time.monotonic() + SECONDS
    return sum(work(ctx, until) for work in _WORK[name])


def _sweep(name: str) -> None:
    ctx = current()
    if ctx.wakeups is not None:
        ctx.wakeups.sweeping(name)
    try:
        sweep_with(ctx, name)
    except SQLAlchemyError as error:
        # The clock asks again in a second. A failed job for each second of an outage would only fill Redis.
        _database.lost(type(error).__name__)
    else:
        _database.back()
        heartbeat.swept.add(name)


def _each(find: Callable[[Tx], Iterable[int]], do: Callable[[Context, int], object]) -> Work:
    """A part of a sweep that does one row after the other, as `find` gives them."""

    def work(ctx: Context, until: float) -> int:
        done = 0
        for id in ctx.run(lambda tx: list(find(tx))):
            if time.monotonic() > until:
                break
            try_row(ctx, do, id)
            done += 1
        return done

    return work


def _housekeep(ctx: Context, _: int) -> None:
    ctx.run(housekeeping.tidy)


_WORK: dict[str, tuple[Work, ...]] = {
    "alerts": (
        _each(lambda tx: escalation.due(tx, AT_ONCE), alerting.advance_with),
        _each(lambda tx: nobody_yet.due(tx, AT_ONCE), alerting.tell_them_with),
        send_alerts,
        _each(lambda tx: line_ring_rows.alerts_due(tx, AT_ONCE), line_rings.settle_with),
    ),
    "calls": (
        _each(lambda tx: time_warning.due(tx, AT_ONCE), sound_tone),
        _each(lambda tx: [leg.id for leg in legs.due(tx, AT_ONCE)], settle_with),
        _each(lambda tx: trial_rings.due(tx, AT_ONCE), trials.settle_with),
        _each(lambda tx: line_ring_rows.due(tx, AT_ONCE), line_rings.settle_with),
    ),
    "offers": (_each(lambda tx: queue.due(tx, AT_ONCE), advance_with), send_urgent),
    "reminders": (_each(lambda tx: clock.due(tx, AT_ONCE), shifts.advance_with), drain),
    "housekeeping": (_each(lambda tx: [0], _housekeep), audit.prove),
}
