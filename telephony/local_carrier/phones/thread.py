"""Keeps a phone's thread with the line: what it sent and what was sent to it, in order, also what did not arrive."""

from dataclasses import dataclass
from typing import Protocol


class Tracked(Protocol):
    """A text of the line on its way: what REST would say of it."""

    status: str
    error_code: int


@dataclass
class ThreadText:
    """One text in a thread. `by` is phone, line or carrier; `at` in seconds since 1970, on the carrier's clock.

    `state` of a text that the phone sent: sending, then delivered, or unanswered if the line's webhook did not take it.
    A text of the line has a `message`, whose status is its state.
    """

    sid: str
    by: str
    body: str
    at: float
    segments: int
    state: str = "delivered"
    error: int = 0
    message: Tracked | None = None

    def settle(self) -> tuple[str, int]:
        """The state and the error code as of now."""
        if self.message is None:
            return self.state, self.error
        return self.message.status, self.message.error_code
