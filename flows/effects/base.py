"""What an effect is, and its outcome."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Effect:
    """What a conversation wants to happen. `store.effects.apply` makes it true.

    `OUTCOMES`: the name of everything that may come of it; the docstring says what each means. Where an effect has none
    of its own: done, and none for somebody for whom it cannot be done.
    """

    __slots__ = ()
    OUTCOMES: ClassVar[frozenset[str]] = frozenset({"done", "none"})


def outcomes(*names: str) -> frozenset[str]:
    """The names of all that may come of an effect. `act` has words for each, or says that it is silent."""
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an effect, and what the wording about it may mention. `then`: wordings that are said after it."""

    name: str
    params: dict[str, object]
    then: tuple[str, ...] = ()


class AlertKind(StrEnum):
    """Why a coordinator is texted."""

    CRISIS = "crisis"
    CHECK = "check"
    NOBODY_ON_DUTY = "nobody_on_duty"
    AT_RISK = "at_risk"
    REVISED = "revised"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    LANDLINE = "landline"
    CRISIS_ANSWER_BLOCKED = "crisis_answer_blocked"
    CARRIER_REFUSED = "carrier_refused"
    STUCK = "stuck"
    SUPERVISOR = "supervisor"
    DEBRIEF = "debrief"
    COVER_AHEAD = "cover_ahead"
    COVER_SOON = "cover_soon"
    UNCONFIRMED = "unconfirmed"
    GAP = "gap"
    GAPS = "gaps"
    UNREAD = "unread"
    WRONG_NUMBER = "wrong_number"
    LEFT = "left"
    ERASE = "erase"
    COMPLAINT = "complaint"
    VOLUNTEER = "volunteer"
    QUESTION = "question"
    GROUP = "group"
    REVEALED = "revealed"
    TEST = "test"
