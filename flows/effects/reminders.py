"""Effects of a check-in plan, and of the trusted person who is told when no answer comes."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from flows.effects.base import Effect, outcomes

AfterMissed = Literal["none", "call"]
"""What follows a check-in that stayed unanswered, beside one gentle text. The third, "tell", needs `NameTrusted`."""


@dataclass(frozen=True, slots=True)
class SetReminder(Effect):
    """Ask them how they are on these weekdays (0 for Monday) at this time of their clock. Replaces an older plan.

    `zone`: the one they named with the time ("7pm PT"). `wording`: what they wrote, for the consent ledger. `calls`:
    by a ring, for a phone that gets no texts.
    Outcomes, all with weekdays, clock, zone, at (the next): set; set_zone, the same for who was never asked for their
    zone; changed: it stood already, and what follows a missed one stays.
    """

    OUTCOMES = outcomes("set", "set_zone", "changed", "none")

    days: tuple[int, ...]
    at: time
    zone: str | None
    wording: str
    calls: bool = False


@dataclass(frozen=True, slots=True)
class CallForCheckins(Effect):
    """Ring them at the days and the hour that are set up; a pause is over. `wording`: for the consent ledger.

    Outcomes: called (weekdays, clock, zone, at), held (as for `ShowReminder`), none: nothing is set up.
    """

    OUTCOMES = outcomes("called", "held", "none")

    wording: str


@dataclass(frozen=True, slots=True)
class ShowReminder(Effect):
    """Show the plan.

    Outcomes: stands (weekdays, clock, zone, at, missed), called (so too): by a ring, paused (weekdays, clock, until),
    resting (so too), none; held (weekdays, clock, zone): it stands, but their safe hours, or that only they begin, lets
    none go out.
    """

    OUTCOMES = outcomes("stands", "called", "paused", "resting", "held", "none")


@dataclass(frozen=True, slots=True)
class EndReminder(Effect):
    """End the plan. `wording`: what they wrote, for the consent ledger. Outcomes: off, none."""

    OUTCOMES = outcomes("off", "none")

    wording: str


@dataclass(frozen=True, slots=True)
class PauseReminders(Effect):
    """No reminders until then (aware), or, with None, until they say. They go on by themselves afterwards.

    Outcomes: paused (weekdays, clock, until), resting (weekdays, clock), none: there are none to pause.
    """

    OUTCOMES = outcomes("paused", "resting", "none")

    until: datetime | None


@dataclass(frozen=True, slots=True)
class ResumeReminders(Effect):
    """The pause is over. Outcomes: resumed (weekdays, clock, zone, at), held (as for `ShowReminder`), none."""

    OUTCOMES = outcomes("resumed", "held", "none")


@dataclass(frozen=True, slots=True)
class SetMissed(Effect):
    """Keep what is to follow a missed check-in. A trusted person is no longer told. Outcomes: kept, none."""

    OUTCOMES = outcomes("kept", "none")

    after: AfterMissed


@dataclass(frozen=True, slots=True)
class NameTrusted(Effect):
    """Whoever has `number` (E.164) is told of a missed check-in, once a code came from there.

    `called`: the name by which that person knows the participant. Outcomes: code (digits, tail), stands (tail: the
    name is the new one from now on), own (it is the number they write from), none: no reminders stand.
    """

    OUTCOMES = outcomes("code", "stands", "own", "none")

    number: str
    called: str
