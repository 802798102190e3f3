"""What a conversation wants to happen. `store.apply` turns these into rows; outcomes name what came of it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class AlertKind(StrEnum):
    """Why a coordinator is texted."""

    CRISIS = "crisis"
    CHECK = "check"
    NOBODY_ON_DUTY = "nobody_on_duty"
    AT_RISK = "at_risk"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"
    CRISIS_ANSWER_BLOCKED = "crisis_answer_blocked"
    CARRIER_REFUSED = "carrier_refused"


@dataclass(frozen=True, slots=True)
class Introduce:
    """The person has been told who we are and what it costs; `wording` goes to the consent ledger."""

    wording: str


@dataclass(frozen=True, slots=True)
class RecordCheckin:
    """How someone is: 1 (very low) to 5 (good), None when they skipped."""

    mood: int | None


@dataclass(frozen=True, slots=True)
class RequestCallback:
    """Someone asks for a peer to call. `number` (E.164) only from a withheld caller who keyed it in.

    Outcomes: arranged, nobody, nobody_until (by, code, cover_from); already (by, code).
    """

    mood: int | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class TalkNow:
    """A caller wants a peer on the line at once. Outcomes: ringing, or nobody_free when no volunteer is free."""

    mood: int | None = None


@dataclass(frozen=True, slots=True)
class CancelCallback:
    """Outcomes: cancelled, talking (they are connected already), none."""


@dataclass(frozen=True, slots=True)
class MoveCallback:
    """Not before `lasting` from now. Outcomes: moved (not_before, by), talking, none."""

    lasting: timedelta


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Talk in this language from now on ("en", "es")."""

    language: str


@dataclass(frozen=True, slots=True)
class OptOut:
    """No more texts; everything open is called off. `wording` is what they wrote, for the ledger."""

    wording: str


@dataclass(frozen=True, slots=True)
class OptIn:
    """Texts again, by their own words."""

    wording: str


@dataclass(frozen=True, slots=True)
class RaiseAlert:
    """Text a coordinator now."""

    kind: AlertKind


@dataclass(frozen=True, slots=True)
class JoinAsVolunteer:
    """An invited volunteer says yes. Outcomes: joined, none."""


@dataclass(frozen=True, slots=True)
class SetDuty:
    """On or off duty, off by itself after `lasting`. Outcomes: on, on_until (until), off, off_holding (code)."""

    on: bool
    lasting: timedelta | None = None


@dataclass(frozen=True, slots=True)
class TakeOffer:
    """Take a callback. `ring`: ring me at once. Outcomes: taken, taken_later, yours, covered, busy, which, none."""

    code: str | None
    ring: bool = True


@dataclass(frozen=True, slots=True)
class PassOffer:
    """Not this one. Outcomes: passed, handed_back, talking, covered, which, none."""

    code: str | None


@dataclass(frozen=True, slots=True)
class WriteNote:
    """A volunteer's words after a call. Outcomes: noted, none."""

    code: str | None
    words: str
    done: bool


Effect = (
    Introduce
    | RecordCheckin
    | RequestCallback
    | TalkNow
    | CancelCallback
    | MoveCallback
    | SetLanguage
    | OptOut
    | OptIn
    | RaiseAlert
    | JoinAsVolunteer
    | SetDuty
    | TakeOffer
    | PassOffer
    | WriteNote
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an effect, and what the wording about it may mention."""

    name: str
    params: dict[str, object]
