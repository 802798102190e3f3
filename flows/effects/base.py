"""What every effect is, and what came of one."""

from dataclasses import dataclass
from enum import StrEnum


class Effect:
    """What a conversation wants to happen. `store.effects.apply` makes it true; its docstring names the outcomes."""

    __slots__ = ()


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
