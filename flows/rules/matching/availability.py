"""Says whether a volunteer may be asked at a moment, and why not: defines "on duty", "paused", "resting" and "asleep".

`store.volunteers.availability` puts the same questions to the database; a test checks that both answer alike.
`flows.rules.matching.matching` combines these reasons with those of the pair: a new reason goes into both modules.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from flows.line import Line
from flows.rules.times import night


class Duty(Protocol):
    """When a volunteer is on duty: from ON, or from the start of a shift, until OFF or `duty_until`."""

    @property
    def on_duty(self) -> bool: ...
    @property
    def duty_until(self) -> datetime | None: ...


class Pause(Protocol):
    """A pause, asked for at `paused_at`; without `paused_until` it lasts until they end it."""

    @property
    def paused_at(self) -> datetime | None: ...
    @property
    def paused_until(self) -> datetime | None: ...


class Awake(Protocol):
    """What shows that somebody on duty is up at night. `shift_since`: when their running shift began, if one runs."""

    @property
    def duty_since(self) -> datetime | None: ...
    @property
    def duty_until(self) -> datetime | None: ...
    @property
    def shift_since(self) -> datetime | None: ...


class Shift(Protocol):
    """A shift that somebody may have confirmed."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def confirmed_at(self) -> datetime | None: ...


class HasZone(Protocol):
    """The zone that a volunteer told us, and the zone in the roster."""

    @property
    def zone(self) -> str | None: ...
    @property
    def timezone(self) -> str | None: ...


class VolunteerNow(Duty, Pause, Awake, HasZone, Protocol):
    """All that decides whether a volunteer may be asked: their row, their contact's zone, and their running shift."""

    @property
    def id(self) -> int: ...
    @property
    def resting_until(self) -> datetime | None: ...
    @property
    def daily_cap(self) -> int | None: ...
    @property
    def shift_cap(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class CallsHad:
    """How many calls a volunteer has had: on the line's day, and in their present stretch of duty."""

    today: int = 0
    stretch: int = 0


class WhyNot(StrEnum):
    """A reason not to ask a volunteer; each is a slug of the decision log as well (`flows.rules.matching.matching`)."""

    NOT_ON_DUTY = "not-on-duty"
    ASLEEP = "asleep"
    PAUSED = "paused"
    CAP_REACHED = "cap-reached"
    SHIFT_CAP_REACHED = "shift-cap-reached"
    RESTING = "resting"


def why_not(row: VolunteerNow, now: datetime, line: Line, calls: CallsHad) -> tuple[WhyNot, ...]:
    """Every reason not to ask this volunteer now; empty if they may be asked. `calls`: the calls they have had."""
    rules = (
        (not is_on_duty_at(row, now), WhyNot.NOT_ON_DUTY),
        (is_asleep(row, now, zone_of(row, line)), WhyNot.ASLEEP),
        (is_paused(row, now), WhyNot.PAUSED),
        (is_reached(row.daily_cap, calls.today), WhyNot.CAP_REACHED),
        (is_reached(row.shift_cap, calls.stretch), WhyNot.SHIFT_CAP_REACHED),
        (is_resting(row.resting_until, now), WhyNot.RESTING),
    )
    return tuple(reason for holds, reason in rules if holds)


def is_on_duty_at(volunteer: Duty, at: datetime) -> bool:
    """Whether they are on duty at that moment, by the rota or their own word; also during a pause within their duty."""
    return volunteer.on_duty and (volunteer.duty_until is None or volunteer.duty_until > at)


def is_paused(who: Pause, at: datetime) -> bool:
    """Whether a pause that somebody asked for lasts at that moment: of a volunteer, or of somebody's reminders."""
    return who.paused_at is not None and (who.paused_until is None or who.paused_until > at)


def pause_ends_at(who: Pause) -> datetime | None:
    """When the pause that they asked for ends by itself; None if there is no pause, or it lasts until they end it."""
    return who.paused_until if who.paused_at is not None else None


def is_paused_for_shift(volunteer: Pause, shift: Shift) -> bool:
    """Whether their pause lasts when this shift begins, and they have not confirmed the shift since they paused."""
    return is_paused(volunteer, shift.starts_at) and not spoke_since_pause(volunteer, shift.confirmed_at)


def spoke_since_pause(volunteer: Pause, word: datetime | None) -> bool:
    """Whether what they said at the moment `word` is newer than their pause, and so counts instead of it."""
    return word is not None and volunteer.paused_at is not None and word >= volunteer.paused_at


def is_resting(resting_until: datetime | None, at: datetime) -> bool:
    """Whether their rest after a call, in which nothing is asked of them, lasts at that moment."""
    return resting_until is not None and resting_until > at


def is_asleep(volunteer: Awake, now: datetime, zone: str) -> bool:
    """Whether they are not asked because it is night for them, although they are on duty."""
    return night.is_asleep(
        now,
        zone,
        on_shift=volunteer.shift_since is not None,
        since=volunteer.duty_since,
        until=volunteer.duty_until,
    )


def may_sleep(volunteer: Awake, now: datetime, zone: str) -> bool:
    """Whether they may well be in bed: then an offer that they left unanswered is not repeated."""
    return night.may_sleep(
        now,
        zone,
        on_shift=volunteer.shift_since is not None,
        since=volunteer.duty_since,
        until=volunteer.duty_until,
    )


def zone_of(volunteer: HasZone, line: Line) -> str:
    """The zone a volunteer lives by: the one they told us, else the roster's, else the line's own."""
    return volunteer.zone or volunteer.timezone or line.timezone


def is_reached(cap: int | None, calls: int) -> bool:
    """Whether somebody has had as many calls as they agreed to. A `cap` of None means no cap."""
    return cap is not None and calls >= cap
