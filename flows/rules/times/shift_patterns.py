"""Reads how people write shifts, and computes which stretches of time those are in nights when clocks change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from flows.rules.times import shift_words
from flows.rules.times.local import Unread as UnreadTime
from flows.rules.times.local import read_day, resolve
from flows.rules.times.moments import moment
from flows.rules.times.phrases import Phrase, fold, phrases
from flows.rules.times.recurring import Recurring, occurrences, read_days, weekly_rule

LONGEST: Final = timedelta(hours=24)
SHORTEST: Final = timedelta(minutes=15)
"""Nobody is asked to be there for less than this."""
FURTHEST: Final = timedelta(days=366)
"""How far ahead one shift pattern may be named."""


class Unread(StrEnum):
    """Why no shift pattern was read, for the wording that asks again."""

    NO_DAY = "no_day"
    NO_TIME = "no_time"
    NO_END = "no_end"
    TOO_LONG = "too_long"
    PAST = "past"
    NOT_CLEAR = "not_clear"
    """Several times in one text, or an hour that no clock shows."""
    OTHER_CLOCK = "other_clock"
    """The zone that was named with the hours is not theirs."""
    NOT_WEEKLY = "not_weekly"
    """Every other week, once a month, from or until a day. Kept as every week, it would add nights nobody agreed to."""


@dataclass(frozen=True, slots=True)
class ShiftPatternSaid:
    """A shift pattern as somebody wrote it, on their own wall clock.

    `begins`: the first time to come, naive. `recurs`: an RFC 5545 rule; None: only once. It lasts `minutes`, or until
    the clock time `ends` if they said until when: the two differ in nights when clocks change.
    """

    begins: datetime
    recurs: str | None
    minutes: int
    ends: time | None = None


class Stretch(NamedTuple):
    """One time of a shift pattern. `local_date`: the day on which it begins. Moments are aware, UTC."""

    local_date: date
    starts_at: datetime
    ends_at: datetime


def stretches(
    recurring: Recurring, minutes: int, ends: time | None, after: datetime, before: datetime
) -> Iterator[Stretch]:
    """The times of a pattern that begin after `after`, up to and including `before`, as in `recurring.occurrences`.

    With `ends`, each lasts until a clock shows that time (on the next day if that is not later than the beginning).
    Without it, so many minutes pass, whatever the clocks do. A stretch that would lie in a skipped hour is skipped as
    well.
    """
    for day, at in occurrences(recurring, after, before):
        until = _end(recurring, day, ends) if ends is not None else at + timedelta(minutes=minutes)
        if until > at:
            yield Stretch(day, at, until)


def _end(recurring: Recurring, day: date, ends: time) -> datetime:
    over_night = ends <= recurring.begins.time()
    return moment(datetime.combine(day + timedelta(days=over_night), ends), recurring.timezone)


def is_holiday(day: date, region: str) -> bool:
    """Whether the day is a public holiday in all of the region (ISO 3166, like "US"). An unknown region has none."""
    return day in _holidays(region.upper(), day.year)


@lru_cache(maxsize=64)
def _holidays(region: str, year: int) -> frozenset[date]:
    import holidays  # late: most processes never ask

    try:
        return frozenset(holidays.country_holidays(region, years=year))
    except NotImplementedError:
        return frozenset()


def read_shift_pattern(words: str, now: datetime, zone: str, language: str) -> ShiftPatternSaid | Unread:
    """Read "Mon Thu 7pm-10pm", "SAT 10pm 8h", "every day 9-12", "5 Dec 7pm 3h" (once), "lunes 19:00 a 22:00".

    English and Spanish, whichever they write; `now` is aware, `zone` is theirs. Weekdays mean every week; with "this",
    "next", "once" or "solo" only the next one. Hours without am or pm are read as in `flows.rules.times.times`.
    """
    plain = shift_words.read(words, language)
    words, last_day = plain.words, plain.last_day
    days, rest = read_days(words, language)
    if plain.not_weekly or (plain.bounded and days):
        return Unread.NOT_WEEKLY
    if plain.zone is not None and _offset(now, plain.zone) != _offset(now, zone):
        return Unread.OTHER_CLOCK
    if plain.two_dates:
        return Unread.NOT_CLEAR
    found = _pieces(rest)
    if isinstance(found, Unread):
        return found
    clock, lasts = found
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    day = _date(clock, now.astimezone(ZoneInfo(zone)), language)
    if isinstance(day, Unread):
        return day
    if day is None and not days:
        return Unread.NO_DAY
    if day is not None and days and day.weekday() not in days:
        return Unread.NOT_CLEAR  # "tomorrow and Friday", "Sat 4 Dec" where that is a Friday
    hours = _hours(clock, lasts, midnight=_MIDNIGHT.search(fold(words).text) is not None)
    if isinstance(hours, Unread):
        return hours
    starts, minutes, ends, next_day = hours
    if last_day is not None:
        before = (day.weekday(),) if day is not None else days
        if before != ((last_day - 1) % 7,) or ends is None or ends > starts:
            return Unread.NOT_CLEAR
    if not SHORTEST <= timedelta(minutes=minutes) <= LONGEST:
        return Unread.TOO_LONG if minutes > 60 else Unread.NO_END
    if day is not None:
        begins = datetime.combine(day + timedelta(days=next_day), starts)
        if begins <= local:
            return Unread.PAST
        once = stretches(Recurring(begins, None, zone), minutes, ends, now, now + 2 * FURTHEST)
        # There is none, for example, from 2:05 to 2:50 in the night that skips that hour.
        return ShiftPatternSaid(begins, None, minutes, ends) if any(once) else Unread.NOT_CLEAR
    days = tuple(sorted((each + next_day) % 7 for each in days))
    begins = _first(local, days, starts)
    if _ONLY_ONE.search(fold(words).text) and len(days) > 1:
        return Unread.NOT_CLEAR  # "this Sat and Sun" are two, and not every one
    if len(days) == 1 and (plain.once or _ONCE.search(fold(words).text)):
        skipped = _NEXT.search(fold(words).text) is not None and begins.date() == local.date()
        return ShiftPatternSaid(begins + timedelta(days=7 * skipped), None, minutes, ends)
    return ShiftPatternSaid(begins, weekly_rule(days), minutes, ends)


def _offset(now: datetime, zone: str) -> timedelta | None:
    return now.astimezone(ZoneInfo(zone)).utcoffset()


_MIDNIGHT: Final = re.compile(r"\b(?:midnight|media ?noche)\b")
_NEXT: Final = re.compile(r"\b(?:next|proxim[ao]|que viene)\b")
_ONCE: Final = re.compile(
    r"\b(?:this|next|coming|este|esta|proxim[ao]|que viene|only|just|one time|solo|una (?:sola )?vez)\b"
)
_ONLY_ONE: Final = re.compile(
    r"\b(?:this|next|coming|est[aeo]s?|proxim[ao]s?|que vienen?|one time|una (?:sola )?vez)\b"
)
_AN_HOUR: Final = r"(?:\d{1,2}(?:[:.h]\d\d)?|(?:[01]?\d|2[0-3])[0-5]\d)(?: ?[ap]\.? ?m\b\.?| ?h\b)?"
_RANGE: Final = re.compile(
    r"(?:\b(?:from|de|desde|between|entre) +(?:las? +)?)?(?<![\d/:.\-])"
    rf"(?P<first>{_AN_HOUR})"
    r" *(?:-|\b(?:to|a|until|till|til|hasta|and|y)\b) *(?:las? +)?"
    rf"(?P<last>{_AN_HOUR})(?![\d/:\-])"
)
_TO_NOON: Final = re.compile(r" *(?:-|\b(?:to|till?)\b) *(?=(?:noon|midnight|midday)\b)")


def _pieces(rest: str) -> tuple[Phrase, float | None] | Unread:
    """The one time of day in what was said, and how many minutes it lasts if that was said."""
    text = _TO_NOON.sub(" until ", fold(rest).text)
    # Elsewhere "9-12" alone may be a date, and "6h" six hours; here they mean from nine to twelve, and at six.
    text = _RANGE.sub(lambda found: f"from {_hour(found['first'])} to {_hour(found['last'])}", text)
    said = [phrase for phrase in phrases(fold(text)) if not phrase.refused]
    clocks = [phrase for phrase in said if phrase.minutes is None and (phrase.clock or phrase.part)]
    amounts = [phrase.minutes for phrase in said if phrase.minutes is not None]
    if len(clocks) > 1 or len(amounts) > 1 or sum(bool(phrase.day) for phrase in said) > 1:
        return Unread.NOT_CLEAR
    if not clocks:
        return Unread.NO_TIME
    dated = next((phrase.day for phrase in said if phrase.day), "")
    return replace(clocks[0], day=dated), amounts[0] if amounts else None


def _hour(written: str) -> str:
    written = re.sub(r"^(\d{1,2})(\d\d)(?!\d)", r"\1:\2", written)
    return re.sub(r" ?h$", ":00", written).replace(".", ":") if not written.endswith("m.") else written


_REFERENCE: Final = datetime(2001, 1, 1, 12, tzinfo=UTC)


def _hours(
    clock: Phrase, lasts: float | None, *, midnight: bool
) -> tuple[time, int, time | None, int] | Unread:
    """From when, how many minutes, until when, and 1 if it begins at the end of the day that was named (else 0).

    "Saturday at midnight" is a night that begins on Saturday; "Saturday 0:00" is where Saturday begins.
    """
    # Resolve it on a day to come, in a zone without daylight saving: that leaves the hours that were meant.
    day = _REFERENCE.date() + timedelta(days=1)
    read = resolve(replace(clock, day="tomorrow"), _REFERENCE, ZoneInfo("UTC"), "en")
    if isinstance(read, UnreadTime):
        return Unread.NO_TIME if read is UnreadTime.NO_TIME_OF_DAY else Unread.NOT_CLEAR
    at, until = read
    next_day = int(at.date() > day and (midnight or clock.part == "night"))
    if lasts is not None:
        return at.time(), round(lasts), None, next_day
    if until is None and clock.until is not None:
        until = at + LONGEST  # from nine to nine
    if until is None:
        return Unread.NO_END
    return at.time(), round((until - at) / timedelta(minutes=1)), until.time(), next_day


def _date(clock: Phrase, local: datetime, language: str) -> date | Unread | None:
    """The one day that was named: "5 Dec", "tomorrow", "tonight"; None if none was."""
    if not clock.day:
        return local.date() if clock.this else None
    day = read_day(clock.day, local, language)
    if day is None:
        return Unread.NOT_CLEAR
    if day < local.date():
        return Unread.PAST
    return day if day <= local.date() + FURTHEST else Unread.NOT_CLEAR


def _first(local: datetime, days: tuple[int, ...], starts: time) -> datetime:
    """The first time to come on one of these weekdays at that hour."""
    coming = (datetime.combine(local.date() + timedelta(days=ahead), starts) for ahead in range(8))
    return next(at for at in coming if at > local and at.weekday() in days)


def meant(words: str, starts: Sequence[datetime], now: datetime, zone: str, language: str) -> list[int]:
    """Which of these moments (in order) "SAT", "sat 7pm", "5 dec" or "tonight" means on a clock there: their indexes.

    A weekday means the next date of that name that has such a moment. If no day and no hour is named, none is meant.
    """
    where = ZoneInfo(zone)
    local = [at.astimezone(where) for at in starts]
    weekdays, rest = read_days(words, language)
    said = [phrase for phrase in phrases(fold(rest)) if phrase.minutes is None]
    day = next((phrase.day for phrase in said if phrase.day), "")
    named = read_day(day, now.astimezone(where), language) if day else None
    if day and named is None:
        return []
    if named is None and any(phrase.this for phrase in said):
        named = now.astimezone(where).date()
    clocks = [phrase for phrase in said if phrase.clock is not None]
    if named is None and not weekdays and not clocks:
        return []
    fit = list(range(len(local)))
    if named is not None:
        fit = [place for place in fit if local[place].date() == named]
    elif weekdays:
        fit = [place for place in fit if local[place].weekday() in weekdays]
    if clocks:
        fit = [place for place in fit if _shows(clocks[0], local[place])]
    if named is None and fit:
        # Keep the next such day, which may have several.
        fit = [place for place in fit if local[place].date() == local[fit[0]].date()]
    return fit


def _shows(phrase: Phrase, local: datetime) -> bool:
    clock = phrase.clock
    if clock is None or clock.minute != local.minute:
        return False
    return local.hour == clock.hour if clock.exact else local.hour % 12 == clock.hour % 12
