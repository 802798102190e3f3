"""Reads days away in words: "24 Dec to 2 Jan", "tomorrow", "next week", "3 days", "24 al 26 de diciembre"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from flows.rules.times.local import read_day
from flows.rules.times.moments import day_starts, moment
from flows.rules.times.phrases import fold, phrases
from flows.rules.times.recurring import read_days
from flows.rules.times.shift_patterns import ShiftPatternSaid, read_shift_pattern
from flows.rules.times.words import NUMBERS


@dataclass(frozen=True, slots=True)
class DaysOff:
    """From when to when (aware, UTC). Whole days begin and end at midnight on the volunteer's own clock."""

    begins_at: datetime
    ends_at: datetime


_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*|"
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
)
_TH: Final = r"(?:st|nd|rd|th)?"
_TO: Final = r"\s*(?:-|\b(?:to|until|till?|through|thru|and|al?|hasta|y)\b)\s*(?:the|el)?\s*"
_DAYS_OF_MONTH: Final = re.compile(rf"\b(\d{{1,2}}){_TH}{_TO}(\d{{1,2}}){_TH}\s+(?:of\s+|de\s+)?({_MONTH})\b")
_MONTH_DAYS: Final = re.compile(
    rf"\b({_MONTH})\s+(\d{{1,2}}){_TH}{_TO}(\d{{1,2}}){_TH}\b(?!\s*(?:de|of|{_MONTH}))"
)
_JOINT: Final = re.compile(
    r"\s+-\s+|(?<=[a-z])-(?=[a-z])|(?<=/\d)-(?=\d)|(?<=/\d\d)-(?=\d)|"
    r"\b(?:to|until|till?|through|thru|al?|hasta(?: (?:el|la))?)\b"
)
_LASTING: Final = re.compile(
    r"(?:(?:for|por|unos|the next|los proximos|las proximas)\s+)?(?P<count>\d{1,3}|[a-z]+)\s+"
    r"(?P<unit>days?|dias?|weeks?|semanas?|months?|mes(?:es)?)"
)
_UNITS: Final = {"d": 1, "w": 7, "s": 7, "m": 30}
_NEXT_WEEK: Final = re.compile(r"(?:all )?next week|(?:la )?(?:proxima semana|semana (?:que viene|proxima))")
_THIS_WEEK: Final = re.compile(r"(?:(?:all|the rest of) )?this week|(?:toda )?esta semana")
_CLOCK: Final = re.compile(r"\d ?[ap]\.? ?m\b|\d:\d\d")


def read_days_off(words: str, *, now: datetime, zone: str, language: str) -> DaysOff | None:
    """Read when somebody is away; `now` is aware, `zone` is theirs. None if no days are named, or they are over."""
    local = now.astimezone(ZoneInfo(zone))
    said = " ".join(fold(words).text.split()).strip(" .!?,")
    if _CLOCK.search(said):
        read = read_shift_pattern(words, now, zone, language)
        return _some_hours(read, zone) if isinstance(read, ShiftPatternSaid) else None
    days = _days(said, local, language)
    if days is None:
        return None
    first, last = max(days[0], local.date()), days[1]
    if last < first:
        return None
    begins_at, ends_at = day_starts(first, zone), day_starts(last + timedelta(days=1), zone)
    return DaysOff(max(begins_at, now.astimezone(UTC)), ends_at)


def _some_hours(read: ShiftPatternSaid, zone: str) -> DaysOff:
    begins_at = moment(read.begins, zone)
    return DaysOff(begins_at, begins_at + timedelta(minutes=read.minutes))


def _days(said: str, local: datetime, language: str) -> tuple[date, date] | None:
    today = local.date()
    monday = today - timedelta(days=today.weekday())
    if _NEXT_WEEK.fullmatch(said):
        return monday + timedelta(days=7), monday + timedelta(days=13)
    if _THIS_WEEK.fullmatch(said):
        return today, monday + timedelta(days=6)
    if found := _LASTING.fullmatch(said):
        count = int(found["count"]) if found["count"].isdigit() else NUMBERS.get(found["count"], 0)
        return (today, today + timedelta(days=count * _UNITS[found["unit"][0]] - 1)) if count else None
    said = _DAYS_OF_MONTH.sub(r"\1 \3 to \2 \3", said)
    said = _MONTH_DAYS.sub(r"\1 \2 to \1 \3", said)
    parts = [part.strip(" ,") for part in _JOINT.split(said, maxsplit=1)]
    if len(parts) == 1:
        return _together(parts[0], local, language)
    first = _day(parts[0], local, language) if re.search(r"\w", _LEAD.sub("", parts[0])) else today
    if first is None:
        return None
    last = _day(parts[1], datetime.combine(first, time(12), local.tzinfo), language)
    return (first, last) if last is not None else None


_LEAD: Final = re.compile(r"\b(?:from|desde|del?|on|the|el|la|im|away|estoy|fuera)\b")


def _day(said: str, local: datetime, language: str) -> date | None:
    named = next((phrase.day for phrase in phrases(fold(said)) if phrase.day), None)
    if named is None and re.fullmatch(r"(?:now|ya|ahora|hoy|today|tonight|esta noche)", said):
        return local.date()
    return read_day(named, local, language) if named is not None else None


def _together(said: str, local: datetime, language: str) -> tuple[date, date] | None:
    """One day, or weekdays that follow one another: "tomorrow", "this weekend", "Mon and Tue"."""
    weekdays, _ = read_days(said, language)
    if len(weekdays) > 1:
        first = next(
            day for ahead in range(7) if (day := local.date() + timedelta(days=ahead)).weekday() in weekdays
        )
        last = first
        while (last + timedelta(days=1)).weekday() in weekdays and (last - first).days < 6:
            last += timedelta(days=1)
        whole = (last - first).days + 1 == len(weekdays) or first == local.date()
        return (first, last) if whole else None
    only = _day(said, local, language)
    return (only, only) if only is not None else None
