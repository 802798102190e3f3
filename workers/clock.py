"""The clock: asks for a sweep of every queue each second. Two of them do no harm; a dead one costs what it slept."""

import threading
import time

import structlog

from store.upkeep.heartbeats import OwnHeartbeat
from workers.queues import QUEUES, Wakeups
from workers.stopping import until_told
from workers.vitals import Vitals

log = structlog.get_logger(__name__)
EVERY = 1.0
HOUSEKEEPING_EVERY = 60


def run(wakeups: Wakeups, heartbeat: OwnHeartbeat, over: threading.Event | None = None) -> None:
    """Tick until `over` (by itself: SIGTERM or SIGINT), whether or not Redis and the database are there."""
    over = over or until_told()
    vitals = Vitals(heartbeat)
    ticks = 0
    log.info("clock_started")
    while not over.is_set():
        tick(wakeups, ticks)
        vitals.beat(waits_for=wakeups.trouble)
        ticks += 1
        # On the second: what is due at seven o'clock is found then, and not up to a second later.
        over.wait(EVERY - time.time() % EVERY)
    vitals.end()


def tick(wakeups: Wakeups, ticks: int) -> None:
    """One second's work."""
    for name in QUEUES:
        if name != "housekeeping" or ticks % HOUSEKEEPING_EVERY == 0:
            wakeups.sweep(name)
