"""Effects of becoming a volunteer, and of a volunteer's profile."""

from dataclasses import dataclass

from flows.effects.base import Effect, outcomes
from flows.rules.ground_rules import RULES


@dataclass(frozen=True, slots=True)
class JoinAsVolunteer(Effect):
    """An invited volunteer joins, or goes on; one who left takes that back.

    Outcomes: the rule to ask about next (of `RULES`); joined; back, who left within 30 days by their own word; none.
    """

    OUTCOMES = outcomes(*RULES, "joined", "back", "none")


@dataclass(frozen=True, slots=True)
class LeaveVolunteers(Effect):
    """They volunteer here no more: what they had and were asked goes to others. Outcomes: left; none."""

    OUTCOMES = outcomes("left", "none")


@dataclass(frozen=True, slots=True)
class AcceptRule(Effect):
    """They agree to a ground rule; the ledger has the words they read or heard. Outcomes: as `JoinAsVolunteer`."""

    OUTCOMES = outcomes(*RULES, "joined", "none")

    rule: str


@dataclass(frozen=True, slots=True)
class DeclineRule(Effect):
    """They do not agree, and stay no volunteer; JOIN asks again. Outcomes: declined, none."""

    OUTCOMES = outcomes("declined", "none")

    rule: str


@dataclass(frozen=True, slots=True)
class LookUpProfile(Effect):
    """What the line knows of a volunteer; `Person.profile` has it then. Outcomes: found, none."""

    OUTCOMES = outcomes("found", "none")


@dataclass(frozen=True, slots=True)
class KeepProfile(Effect):
    """Keep one thing a volunteer said of themselves. Outcomes: kept, none.

    `what` and `value`: experiences (names), languages (codes), shift_cap (calls, 0: as many as come), reserve and
    danger ("yes", "no").
    """

    OUTCOMES = outcomes("kept", "none")

    what: str
    value: tuple[str, ...] | int | str
