"""Waiting for something to become true, with an end."""

import time
from collections.abc import Callable
from typing import TypeVar

from tests.kits.waiting import PATIENCE

T = TypeVar("T")


def eventually(look: Callable[[], T], good: Callable[[T], bool] = bool, timeout: float = PATIENCE) -> T:
    """Look until it is good; what was seen last stands in the failure."""
    deadline = time.monotonic() + timeout
    while not good(found := look()):
        assert time.monotonic() < deadline, f"still {found!r} after {timeout} s"
        time.sleep(0.02)
    return found
