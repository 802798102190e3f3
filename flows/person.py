"""What the line knows of the person it talks with, as far as a conversation may look at it."""

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class CallbackView:
    """An open callback, as its own participant or the volunteer who holds it may see it."""

    code: str
    state: CallbackState
    promised_by: datetime
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer that stands open to this volunteer."""

    code: str
    language: str
    promised_by: datetime


@dataclass(frozen=True, slots=True)
class VolunteerView:
    """The volunteer side of a person who is one."""

    active: bool
    on_duty: bool
    duty_until: datetime | None = None
    offers: tuple[OfferView, ...] = ()
    holding: CallbackView | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who is talking. `withheld`: called without a number, so nothing is known and nobody can be texted."""

    language: str
    introduced: bool = False
    opted_out: bool = False
    withheld: bool = False
    callback: CallbackView | None = None
    volunteer: VolunteerView | None = None
