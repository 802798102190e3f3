"""Effects of a volunteer's report of danger, and of words held back until the volunteer says whom they are for."""

from dataclasses import dataclass

from flows.effects.base import AlertKind, Effect, outcomes


@dataclass(frozen=True, slots=True)
class ReportDanger(Effect):
    """A volunteer says that the person of a callback may be in danger: a coordinator is told of that person, by code.

    `code`: the callback they named; None: the one they have now, or had last within a day. `note`: their words, kept as
    a note of it. `done`: they said that it is over; `hard`: and hard on them.
    Outcomes: in_writing, in_call, after, each with the code: the callback is known, and whether it goes on; which
    (code, codes): they had several, the last one is taken until they say; unknown: they had none, and the alert is
    about their report; noted: a check was raised, or is open already and is not raised again.
    """

    OUTCOMES = outcomes("in_writing", "in_call", "after", "which", "unknown", "noted", "none")

    kind: AlertKind
    code: str | None = None
    note: str = ""
    done: bool = False
    hard: bool = False


@dataclass(frozen=True, slots=True)
class HoldWords(Effect):
    """A peer's words wait until the peer says whom they are for: after a while they are told that nothing went out.

    Outcomes: held (code), none.
    """

    OUTCOMES = outcomes("held", "none")

    code: str


@dataclass(frozen=True, slots=True)
class ForgetHeld(Effect):
    """What waited was answered, or is not sent: no more of it. Outcomes: forgotten, none."""

    OUTCOMES = outcomes("forgotten", "none")
