"""Days, weeks and months on the line's clock: in addresses ("2026-W49", "2026-12") and in words."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from console.web.now.sayings import Clock
from flows.line import Line

A_DAY: Final = timedelta(days=1)
FURTHEST: Final = timedelta(days=800)
"""Nobody plans, or looks back, further than this; an address that does is one that was guessed."""
PARTS: Final = ("night", "morning", "afternoon", "evening")
"""The parts of a day, six hours each: columns of a week."""


def today(line: Line, now: datetime) -> date:
    """The day that it is where the line is."""
    return now.astimezone(ZoneInfo(line.timezone)).date()


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def read_week(said: str, near: date) -> date | None:
    """The Monday of "2026-W49"; of nothing, that of the present week. None for anything else, or too far off."""
    if not said:
        return monday(near)
    found = re.fullmatch(r"(\d{4})-W(\d{2})", said, re.ASCII)
    try:
        made = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None
    return made if made is not None and abs(made - near) < FURTHEST else None


def read_month(said: str, near: date) -> date | None:
    """The first day of "2026-12"; of nothing, that of the present month. None for anything else, or too far off."""
    if not said:
        return near.replace(day=1)
    found = re.fullmatch(r"(\d{4})-(\d{2})", said, re.ASCII)
    try:
        made = date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None
    return made if made is not None and abs(made - near) < FURTHEST else None


def read_day(said: str, near: date) -> date | None:
    """The day "2026-12-24"; None for anything else, or too far off."""
    try:
        made = date.fromisoformat(said) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said, re.ASCII) else None
    except ValueError:
        return None
    return made if made is not None and abs(made - near) < FURTHEST else None


def read_time(said: str) -> time | None:
    """The time "19:00" (browsers send "19:00:00" as well); None for anything else."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::00)?", said, re.ASCII)
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def clock_time(said: str) -> time:
    """The time that stands in a row as "19:00"."""
    return time.fromisoformat(said)


def week_said(day: date) -> str:
    """ "2026-W49", as addresses name the week of this day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def month_said(day: date) -> str:
    """ "2026-12", as addresses name the month of this day."""
    return f"{day:%Y-%m}"


def next_month(first: date) -> date:
    """The first day of the month after this one."""
    return (first + timedelta(days=31)).replace(day=1)


@lru_cache(maxsize=4096)
def _clock(at: time, language: str) -> str:
    said = str(format_time(at, "short", locale=language))
    return said.replace("\u202f", " ").replace("\u00a0", " ")


class Days(Clock):
    """Says days and hours of the line in one language."""

    def day_of(self, moment: datetime) -> date:
        """The day on which it is."""
        return self.local(moment).date()

    def day(self, day: date) -> str:
        """ "Thursday, December 3" (English), "jueves 3 de diciembre" (Spanish)."""
        return str(format_date(day, self.t("week.day_form"), locale=self.language))

    def short_day(self, day: date) -> str:
        """ "Thu 3", "jue 3"."""
        return str(format_date(day, "EEE d", locale=self.language)).replace(".", "")

    def weekday(self, number: int) -> str:
        """The name of a day of the week; 0 is Monday."""
        return str(format_date(date(2026, 6, 1) + number * A_DAY, "EEEE", locale=self.language))

    def month(self, day: date) -> str:
        """ "December 2026", "diciembre de 2026"."""
        return str(format_date(day, self.t("week.month_form"), locale=self.language))

    def hour(self, moment: datetime) -> str:
        """ "7:00 PM", "19:00"; with the zone where a clock shows that hour twice on one night."""
        local = self.local(moment)
        said = self.clock(local.replace(fold=0).time())
        twice = local.replace(fold=0).astimezone(UTC) != local.replace(fold=1).astimezone(UTC)
        return f"{said} {local:%Z}" if twice else said

    def clock(self, at: time) -> str:
        """A time of the clock."""
        return _clock(at, self.language)

    def hours(self, since: datetime, until: datetime) -> str:
        """ "7:00 PM to 10:00 PM"."""
        return self.t("week.hours", since=self.hour(since), until=self.hour(until))

    def part(self, moment: datetime) -> int:
        """In which part of its day it is, by its number in PARTS."""
        return self.local(moment).hour // 6
