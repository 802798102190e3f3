"""For tests of things that happen in other processes: a wait is for a condition, and its end is generous.

A fixed time that is enough on a quiet machine is not enough on a busy one. So nothing here is tuned: what happens at
once is seen at once, and PATIENCE is only how long a test goes on hoping. pytest's own end for a test (`timeout` in
pyproject.toml) leaves room for a few such waits in a row, so it is a wait that fails and says what it waited for.
"""

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 40.0
"""Seconds until a wait is given up."""


def eventually(happened: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Whether it happens in time. Asks often, so that a test takes no longer than it must."""
    until, pause = time.monotonic() + seconds, 0.005
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(pause)
        pause = min(pause * 1.3, 0.05)  # asking is work, which what is waited for may need the processor for
    return True


def runs(pid: int | None) -> bool:
    """Whether such a process runs; one that is dead and waits to be buried does not."""
    try:
        return pid is not None and Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
