"""Hours of the day as somebody types them."""

import re
from datetime import time
from typing import Final

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


def read_clock(typed: str) -> time | None:
    """ "18:30" or "9:05"; None for what is no hour."""
    found = _CLOCK.fullmatch(typed)
    return time(int(found[1]), int(found[2])) if found else None
