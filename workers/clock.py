"""The clock asks for a sweep of every queue each second. Two clocks do no harm; without one, due work waits."""

import threading
import time

import structlog

from store.upkeep.heartbeats import OwnHeartbeat
from workers.heartbeat import HeartbeatWriter
from workers.queues import QUEUES, Wakeups
from workers.stopping import until_told

log = structlog.get_logger(__name__)
EVERY = 1.0
HOUSEKEEPING_EVERY = 60


def run(wakeups: Wakeups, heartbeat: OwnHeartbeat, over: threading.Event | None = None) -> None:
    """Tick until `over` is set (left out: by SIGTERM or SIGINT), whether or not Redis and the database are there."""
    over = over or until_told()
    writer = HeartbeatWriter(heartbeat)
    ticks = 0
    log.info("clock_started")
    while not over.is_set():
        tick(wakeups, ticks)
        writer.beat(waits_for=wakeups.trouble)
        ticks += 1
        # On the full second: what is due at seven o'clock is found at seven, and not up to a second later.
        over.wait(EVERY - time.time() % EVERY)
    writer.end()


def tick(wakeups: Wakeups, ticks: int) -> None:
    """One second's work: a sweep of each queue, of housekeeping once a minute."""
    for name in QUEUES:
        if name != "housekeeping" or ticks % HOUSEKEEPING_EVERY == 0:
            wakeups.sweep(name)
