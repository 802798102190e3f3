"""The states of the rows that wait for something, and which state may follow which. `docs/states.md` draws them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class States(Generic[State]):
    """One kind of row: the states in which a new one begins, and for every state those that may follow it."""

    begins: tuple[State, ...]
    allowed: Mapping[State, frozenset[State]]

    def is_final(self, state: State) -> bool:
        """Whether nothing follows."""
        return not self.allowed[state]

    def allows(self, was: State, to: State) -> bool:
        """Whether a row may go from `was` to `to`. A row that is not over may also stay, and change otherwise."""
        return to in self.allowed[was] or (to == was and not self.is_final(was))

    def before(self, to: State) -> tuple[State, ...]:
        """The states from which a row may come to `to`."""
        return tuple(was for was in self.allowed if self.allows(was, to))


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

_C = CallbackState
CALLBACK = States(
    begins=(_C.WAITING,),
    allowed={
        # CONNECTING at once: a volunteer is rung from the call of a caller who would talk now.
        _C.WAITING: frozenset({_C.OFFERED, _C.ACCEPTED, _C.CONNECTING, _C.CANCELLED, _C.MISSED, _C.EXPIRED}),
        _C.OFFERED: frozenset({_C.WAITING, _C.ACCEPTED, _C.CONNECTING, _C.CANCELLED, _C.MISSED, _C.EXPIRED}),
        # CONNECTED without a ring: two who write to each other.
        _C.ACCEPTED: frozenset({_C.WAITING, _C.CONNECTING, _C.CONNECTED, _C.CANCELLED, _C.MISSED}),
        _C.CONNECTING: frozenset({_C.WAITING, _C.ACCEPTED, _C.CONNECTED, _C.CANCELLED, _C.MISSED}),
        # ACCEPTED: texts no longer reach one of two who write, and it is a call after all. WAITING: the peer left.
        _C.CONNECTED: frozenset({_C.WAITING, _C.ACCEPTED, _C.COMPLETED, _C.CANCELLED, _C.MISSED}),
        _C.COMPLETED: frozenset(),
        # LATER while their phone rings for the last time: the ring is called off, and the callback goes on.
        _C.MISSED: frozenset({_C.WAITING}),
        _C.CANCELLED: frozenset(),
        _C.EXPIRED: frozenset(),
    },
)


class LegState(StrEnum):
    """Where one ring of one phone stands."""

    PLANNED = "planned"
    REQUESTING = "requesting"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


_L = LegState
LEG = States(
    # RINGING: dialled from inside another call. ANSWERED: a caller who talks already, and gets a leg of their own.
    begins=(_L.PLANNED, _L.RINGING, _L.ANSWERED),
    allowed={
        # ANSWERED: the carrier said no to a ring, and made it all the same.
        _L.PLANNED: frozenset({_L.REQUESTING, _L.RINGING, _L.ANSWERED, _L.ENDED}),
        # PLANNED: the carrier did not take it. ANSWERED: its webhook was quicker than its answer.
        _L.REQUESTING: frozenset({_L.PLANNED, _L.RINGING, _L.ANSWERED, _L.ENDED}),
        _L.RINGING: frozenset({_L.ANSWERED, _L.ENDED}),
        _L.ANSWERED: frozenset({_L.ENDED}),
        _L.ENDED: frozenset(),
    },
)


class OfferState(StrEnum):
    """What came of asking one volunteer for one callback."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PASSED = "passed"
    LAPSED = "lapsed"
    COVERED = "covered"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"
    TAKEN_BACK = "taken_back"


_O = OfferState
_LATE_WORD = frozenset({_O.ACCEPTED, _O.PASSED})
"""Whoever was asked may still take it while nobody has it, or pass: the latest word counts."""
OFFER = States(
    # ACCEPTED: reserved for a caller on the line, or for a call that goes on, and never asked.
    begins=(_O.OPEN, _O.ACCEPTED),
    allowed={
        _O.OPEN: _LATE_WORD | {_O.LAPSED, _O.COVERED, _O.WITHDRAWN, _O.FAILED},
        _O.ACCEPTED: frozenset({_O.PASSED, _O.LAPSED, _O.WITHDRAWN, _O.FAILED, _O.TAKEN_BACK}),
        _O.PASSED: frozenset({_O.ACCEPTED}),
        _O.LAPSED: _LATE_WORD,
        _O.COVERED: _LATE_WORD,
        _O.WITHDRAWN: _LATE_WORD,
        _O.FAILED: _LATE_WORD,
        _O.TAKEN_BACK: _LATE_WORD,
    },
)


class ShiftState(StrEnum):
    """Where one stretch of duty by the rota stands."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    ON = "on"
    OVER = "over"
    MISSED = "missed"
    OPEN = "open"
    DROPPED = "dropped"
    AWAY = "away"
    HOLIDAY = "holiday"


_S = ShiftState
_GIVEN_BACK = frozenset({_S.DROPPED, _S.AWAY, _S.HOLIDAY})
_COMING = frozenset({_S.PLANNED, _S.CONFIRMED})
SHIFT = States(
    begins=(_S.PLANNED, _S.CONFIRMED, _S.OPEN),
    allowed={
        _S.PLANNED: _GIVEN_BACK | {_S.CONFIRMED, _S.ON, _S.MISSED},
        # PLANNED: somebody else's by a swap, who has not confirmed it. OVER: the clock stood still while it ran.
        _S.CONFIRMED: _GIVEN_BACK | {_S.PLANNED, _S.ON, _S.OVER},
        # DROPPED: its volunteer was not heard from, and somebody else has come.
        _S.ON: frozenset({_S.OVER, _S.MISSED, _S.DROPPED}),
        _S.OPEN: _COMING | {_S.MISSED, _S.DROPPED},
        # Taken back, while nobody has come for it.
        _S.DROPPED: _COMING,
        _S.AWAY: _COMING,
        _S.HOLIDAY: _COMING,
        _S.OVER: frozenset(),
        _S.MISSED: frozenset(),
    },
)


class ReminderState(StrEnum):
    """Where a reminder stands."""

    DUE = "due"
    SENT = "sent"
    DROPPED = "dropped"


_R = ReminderState
REMINDER = States(
    begins=(_R.DUE,),
    allowed={
        _R.DUE: frozenset({_R.SENT, _R.DROPPED}),
        # It is claimed as sent before its rules are asked: then it may have to wait, or not be said at all.
        _R.SENT: frozenset({_R.DUE, _R.DROPPED}),
        # A shift that was dropped, and is theirs again.
        _R.DROPPED: frozenset({_R.DUE}),
    },
)
