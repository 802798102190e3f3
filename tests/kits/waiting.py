"""For tests of things that happen in other processes."""

import time
from collections.abc import Callable
from pathlib import Path


def eventually(happened: Callable[[], object], seconds: float = 10.0) -> bool:
    """Whether it happens in time. Asks often, so that a test takes no longer than it must."""
    until = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def runs(pid: int | None) -> bool:
    """Whether such a process runs; one that is dead and waits to be buried does not."""
    try:
        return pid is not None and Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
