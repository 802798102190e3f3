"""The end of a process, asked for by a signal and reached between two pieces of work."""

import signal
import threading
from types import FrameType


def until_told() -> threading.Event:
    """Set at SIGTERM or SIGINT."""
    over = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return over
