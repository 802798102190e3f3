"""Reads on which weekdays and at what time of day somebody wants to be asked. It never guesses.

`recurring` and `times` read the days and the times; this module puts them together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from flows.rules.times import daily_hours
from flows.rules.times.daily_hours import DAY
from flows.rules.times.local import Unread as UnreadTime
from flows.rules.times.local import read_day, resolve
from flows.rules.times.moments import day_starts
from flows.rules.times.phrases import Phrase, fold, phrases, zone_said
from flows.rules.times.recurring import Occurrence, Recurring, next_one, read_days, weekly_rule
from flows.rules.times.words import NUMBERS, WEEKDAYS
from flows.rules.times.zones import read_zone_said
from flows.rules.words.replies import clean


class Unclear(StrEnum):
    """Why what was said is not one time on some weekdays, for the wording that asks again."""

    ONCE = "once"
    """A date, or an amount of time from now: something that happens once."""
    SEVERAL = "several"
    """Several times of a day, or a span from one to another."""
    NO_HOUR = "no_hour"
    """An hour that no clock shows."""
    NO_ZONE = "no_zone"
    """An hour in the time of some place that we do not know."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood. `days`: 0 is Monday, () if none was named. `at`: None if no time was named.

    `zone`: the zone named with the time ("7pm PT"), as an IANA name.
    """

    days: tuple[int, ...] = ()
    at: time | None = None
    zone: str | None = None


def read(words: str, language: str) -> Asked | Unclear:
    """Read "Mon Thu 7pm", "every day 9", "weekdays 8:30", "lunes y jueves a las 19:00".

    An hour that could be two is the one by day (9 to 20), or else the one before noon; it is read back with am or pm.
    """
    days, rest = read_days(words, language)
    said = [phrase for phrase in phrases(fold(rest)) if not phrase.refused]
    if any(phrase.day or phrase.this or phrase.minutes is not None for phrase in said):
        return Unclear.ONCE
    clocks = [phrase for phrase in said if phrase.clock is not None]
    besides = rest
    for phrase in clocks:
        besides = besides[: phrase.start] + " " * (phrase.end - phrase.start) + besides[phrase.end :]
    more = re.search(r"\d", besides) is not None  # "every 2 weeks", "9 and 7pm": half of it would be a guess
    if len(clocks) > 1 or any(phrase.until is not None for phrase in clocks) or (clocks and more):
        return Unclear.SEVERAL
    if not clocks:
        return Unclear.NO_HOUR if more else Asked(days)
    at = _time_of_day(clocks[0])
    if at is None:
        return Unclear.NO_HOUR
    said_zone = zone_said(clocks[0])
    zone = read_zone_said(said_zone, "") if said_zone else None
    if said_zone and zone is None:
        return Unclear.NO_ZONE
    return Asked(days, at, zone)


def together(words: str, before: str, language: str) -> Asked | Unclear:
    """As `read`, for an answer to the question that `before` left open; new days or times replace the earlier ones."""
    read_now = read(words, language)
    earlier = read(before, language)
    if isinstance(read_now, Unclear) or isinstance(earlier, Unclear):
        return read_now
    return Asked(read_now.days or earlier.days, read_now.at or earlier.at, read_now.zone or earlier.zone)


_REFERENCE: Final = datetime(2001, 1, 1, 12, tzinfo=UTC)


def _time_of_day(phrase: Phrase) -> time | None:
    clock = phrase.clock
    if clock is None or clock.minute > 59:
        return None
    if not clock.exact and not phrase.part:
        either = [time(clock.hour % 12 + later, clock.minute) for later in (0, 12)]
        return next((at for at in either if is_by_day(at)), either[0])
    # Resolve it on a day to come, in a zone without daylight saving: that leaves the hour that was meant.
    found = resolve(replace(phrase, day="tomorrow"), _REFERENCE, ZoneInfo("UTC"), "en")
    return None if isinstance(found, UnreadTime) else found[0].time()


def is_by_day(at: time) -> bool:
    """Whether the line would start a text at this time on somebody's clock if they had not asked for it."""
    return DAY[0] <= at < DAY[1]


def in_words(days: tuple[int, ...]) -> str:
    """Days in words that `read` takes in every language."""
    return " ".join(WEEKDAYS[day][0] for day in days)


def recurring(days: tuple[int, ...], at: time, zone: str, since: datetime) -> Recurring:
    """What comes back on these days at this time, as of the moment `since` (aware)."""
    day = since.astimezone(ZoneInfo(zone)).date() - timedelta(days=8)
    return Recurring(datetime.combine(day, at), weekly_rule(days), zone)


def first(days: tuple[int, ...], at: time, zone: str, now: datetime) -> Occurrence:
    """The next time it comes. `days` must have at least one."""
    found = next_one(recurring(days, at, zone, now), now)
    assert found is not None  # noqa: S101  (a week has no end)
    return found


def is_safe(hours: tuple[time, time] | None, at: datetime, zone: str) -> bool:
    """Whether a moment lies in the hours that somebody called safe, on their clock."""
    return hours is None or daily_hours.inside(hours, at, zone)


_FOR: Final = re.compile(r"^(?:(?:for|por|durante|unos|about) )+")
_ONE: Final = re.compile(r"^(?:an?|one|una?) ")


def read_pause(words: str, now: datetime, zone: str, language: str) -> datetime | None:
    """Until when (UTC) a pause lasts: "3 days", "2 weeks", "until Monday", "1 hour"; None if it cannot be read.

    A day that was named ends the pause when it begins, at midnight there.
    """
    local = now.astimezone(ZoneInfo(zone))
    said = _ONE.sub("1 ", _FOR.sub("", clean(words)))
    amount = said[:1].isdigit() or said.partition(" ")[0] in NUMBERS
    for phrase in phrases(fold(f"in {said}" if amount else words)):
        if phrase.minutes is not None:
            return now + timedelta(minutes=phrase.minutes)
        day = read_day(phrase.day, local, language) if phrase.day else None
        if day is not None and day > local.date():
            return day_starts(day, zone)
    days, rest = read_days(words, language)
    if len(days) == 1 and not rest.strip():
        ahead = (days[0] - local.weekday() - 1) % 7 + 1
        return day_starts(local.date() + timedelta(days=ahead), zone)
    return None
