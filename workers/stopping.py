"""Ends a process: a signal asks for it, and the process ends between two pieces of work."""

import signal
import threading
from types import FrameType


def until_told() -> threading.Event:
    """An event that SIGTERM or SIGINT sets."""
    over = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return over
