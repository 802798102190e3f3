"""Waits in tests for things that happen in other processes: for a condition, and with a generous end.

A fixed time that is enough on a quiet machine is not enough on a busy one. So nothing here is tuned: what happens at
once is seen at once, and PATIENCE only says when a test gives up hope. pytest's own limit for a test (`timeout` in
pyproject.toml) leaves room for a few such waits in a row, so that the wait fails first and says what it waited for.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 40.0
"""Seconds until a wait gives up."""


def eventually(happened: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Wait until `happened()` is true; False if it is not in time. Asks often, so that no test waits too long."""
    until, pause = time.monotonic() + seconds, 0.005
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
        pause = min(pause * 1.3, 0.05)  # asking is work, which what is waited for may need the processor for
    return True


def as_long_here(seconds: float) -> float:
    """How long something may take here that takes `seconds` at most on a machine with nothing else to do."""
    return seconds * (1 + os.getloadavg()[0] / (os.cpu_count() or 1))


def runs(pid: int | None) -> bool:
    """Whether a process with this id runs. One that has ended but was not waited for does not."""
    try:
        return pid is not None and Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
