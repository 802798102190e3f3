"""Keeps what happened in bounded lists, and lets others wait for the next thing."""

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field

from telephony.local_carrier.clock import CLOCK
from telephony.local_carrier.exchanges import Exchanges

KEPT = 2000


@dataclass
class Fault:
    """A warning or error as Twilio's debugger would show it."""

    code: int
    message: str
    level: str
    url: str
    sid: str
    at: float = field(default_factory=CLOCK.seconds)


@dataclass
class Rung:
    """A phone that was rung, the number it was shown, and how it ended."""

    number: str
    shown: str
    call_sid: str
    parent_call_sid: str
    outcome: str = "ringing"
    at: float = field(default_factory=CLOCK.seconds)


@dataclass
class Request:
    """A webhook request that was made; `status` is 0 if no answer came."""

    kind: str
    method: str
    path: str
    sid: str
    status: int = 0
    ms: int = 0
    at: float = field(default_factory=CLOCK.seconds)


class Journal:
    """The carrier's logs. Every error or warning, and every call of `changed`, wakes whoever waits."""

    def __init__(self) -> None:
        self.faults: deque[Fault] = deque(maxlen=KEPT)
        self.rings: deque[Rung] = deque(maxlen=KEPT)
        self.requests: deque[Request] = deque(maxlen=KEPT)
        self.exchanges = Exchanges()
        self.revision = 1
        self._next = asyncio.Event()

    def error(self, code: int, message: str, *, url: str = "", sid: str = "") -> None:
        self.faults.append(Fault(code, message, "error", url, sid))
        self.changed()

    def warning(self, code: int, message: str, *, url: str = "", sid: str = "") -> None:
        self.faults.append(Fault(code, message, "warning", url, sid))
        self.changed()

    def changed(self) -> None:
        self.revision += 1
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self, since: int, seconds: float) -> int:
        """Wait until the revision is past `since`, or for `seconds` real seconds at most; returns the revision."""
        if self.revision <= since:
            # Not wait_for: in Python 3.11 it loses a cancellation at the moment of a change, and with it a closed tab.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._next.wait()
        return self.revision

    def clear(self) -> None:
        for log in (self.faults, self.rings, self.requests, self.exchanges):
            log.clear()
        self.changed()
