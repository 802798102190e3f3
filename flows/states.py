"""The states of the rows that wait for something."""

from enum import StrEnum


class CallbackState(StrEnum):
    """Where a callback stands. The first five are open."""

    WAITING = "waiting"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    COMPLETED = "completed"
    MISSED = "missed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


OPEN_STATES = (
    CallbackState.WAITING,
    CallbackState.OFFERED,
    CallbackState.ACCEPTED,
    CallbackState.CONNECTING,
    CallbackState.CONNECTED,
)
HELD_STATES = (CallbackState.ACCEPTED, CallbackState.CONNECTING, CallbackState.CONNECTED)
"""A volunteer in one of these has the callback to themselves."""
