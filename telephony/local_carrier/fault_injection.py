"""Plans failures on demand, for the requests that start something and the look-ups that follow.

A planned failure is met by the next so many requests; a lasting one stays until somebody mends it.
"""

from dataclasses import dataclass
from typing import Literal

KINDS = ("messages", "calls", "lookups", "redirects", "conferences")
WAYS = (
    "timeout_after_accept",
    "timeout_before_accept",
    "500",
    "500_after_accept",
    "429",
    "receipts_reversed",
    "receipts_twice",
)
Lasting = Literal["carrier_down", "twice", "out_of_order", "slow"]
"""What can be broken for everybody until it is mended."""


@dataclass
class Planned:
    """One kind of request fails this way, so many times, for this number (None: for any)."""

    kind: str
    how: str | int
    times: int
    to: str | None


class Faults:
    """What must fail next, and how slow every request is."""

    def __init__(self) -> None:
        self._planned: list[Planned] = []
        self._lasting: set[Lasting] = set()
        self.latency = 0.0

    def set_lasting(self, what: Lasting, on: bool) -> None:
        """Break something until it is mended, or mend it. Doing either twice changes nothing."""
        (self._lasting.add if on else self._lasting.discard)(what)

    def lasts(self, what: Lasting) -> bool:
        """Whether this is broken now."""
        return what in self._lasting

    def plan(self, kind: str, how: str | int, times: int, to: str | None) -> None:
        """Plan a failure. Digits count as an error code. ValueError for a kind or a way that does not exist."""
        if isinstance(how, str) and how not in WAYS:
            if not how.isdigit():
                raise ValueError(f"no such failure: {how}; there are {', '.join(WAYS)}, or an error code")
            how = int(how)
        if kind not in KINDS:
            raise ValueError(f"no such kind: {kind}; there are {', '.join(KINDS)}")
        if not 0 < times <= 10_000:
            raise ValueError("times must be from 1 to 10000")
        if len(self._planned) >= 1000:
            raise ValueError("too many failures are planned already")
        self._planned.append(Planned(kind, how, times, to))

    def take(self, kind: str, to: str) -> str | int | None:
        """The failure that this request meets, or None. It is used up."""
        for planned in self._planned:
            if planned.kind == kind and planned.to in (None, to):
                planned.times -= 1
                if not planned.times:
                    self._planned.remove(planned)
                return planned.how
        return None

    def clear(self) -> None:
        self._planned.clear()
        self._lasting.clear()
        self.latency = 0.0
