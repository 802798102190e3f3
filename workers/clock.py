"""The clock: asks for a sweep of every queue each second. Two of them do no harm; a dead one costs what it slept."""

import signal
import threading
import time
from types import FrameType

import structlog

from workers.queues import QUEUES, Wakeups

log = structlog.get_logger(__name__)
EVERY = 1.0
HOUSEKEEPING_EVERY = 60


def run(wakeups: Wakeups) -> None:
    """Tick until SIGTERM or SIGINT."""
    over = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    ticks = 0
    log.info("clock_started")
    while not over.is_set():
        tick(wakeups, ticks)
        ticks += 1
        # On the second: what is due at seven o'clock is found then, and not up to a second later.
        over.wait(EVERY - time.time() % EVERY)


def tick(wakeups: Wakeups, ticks: int) -> None:
    """One second's work."""
    for name in QUEUES:
        if name != "housekeeping" or ticks % HOUSEKEEPING_EVERY == 0:
            wakeups.sweep(name)
