"""Turns a time that was said into a moment: the hour people mean, on their own wall clock, through daylight saving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from flows.rules.times.clock import Clock
from flows.rules.times.moments import moment_or_later, shown
from flows.rules.times.phrases import Phrase
from flows.rules.times.words import DAY_NAMES


class Unread(StrEnum):
    """Why no time was read, for the wording that asks again."""

    NOT_A_TIME = "not_a_time"
    PAST = "past"
    TOO_FAR = "too_far"
    NO_SUCH_HOUR = "no_such_hour"
    NO_TIME_OF_DAY = "no_time_of_day"
    NO_ZONE = "no_zone"


FURTHEST: Final = timedelta(days=7)
EARLIEST, LATEST = time(7), time(23)
"""An hour said without am or pm is one at which we may ring people: from 7:00 to 22:59, local time."""

MORNING: Final = (time(9), time(12))
AFTERNOON: Final = (time(12), time(17))
EVENING: Final = (time(18), time(21))
SPANS: Final = {"morning": MORNING, "afternoon": AFTERNOON, "evening": EVENING, "night": EVENING}
"""From when to when each part of the day lasts. If it is already over when it is said, it lasts longer: "tonight" until
`LATEST`, and said after that until midnight, for the evening of somebody who is awake has not gone by."""
_AFTERNOON_STILL: Final = {"es": time(20)}
"""Until when "this afternoon" lasts if it is said after its end: a "tarde" lasts until dark."""

_DAY: Final = timedelta(days=1)
_AFTERNOON_HOURS: Final = range(1, 7)
_SMALL_HOURS: Final = range(5)

Resolved = tuple[datetime, datetime | None] | Unread


def resolve(phrase: Phrase, now: datetime, zone: ZoneInfo, language: str) -> Resolved:
    """When the phrase may begin and, for a span, when it is over: both in UTC, from now to seven days on."""
    if phrase.minutes is not None:
        return _elapsed(phrase, now)
    local = now.astimezone(zone)
    day = read_day(phrase.day, local, language) if phrase.day else None
    if phrase.day and day is None:
        return Unread.NOT_A_TIME
    if day is not None and (day < local.date() or day > local.date() + FURTHEST + _DAY):
        return Unread.PAST if day < local.date() else Unread.TOO_FAR
    if phrase.clock is not None:
        return _at_clock(phrase, phrase.clock, day, now, zone)
    if phrase.part in SPANS:
        return _span(phrase, day, now, zone, language)
    return Unread.NO_TIME_OF_DAY if day is not None or phrase.part else Unread.NOT_A_TIME


def _elapsed(phrase: Phrase, now: datetime) -> Resolved:
    """A time that passes, even if clocks are put back meanwhile: so it is added in UTC."""
    minutes = phrase.minutes or 0
    if minutes > FURTHEST / timedelta(minutes=1):
        return Unread.TOO_FAR
    then = now + timedelta(minutes=minutes)
    return (now, then) if phrase.within else (then, None)


def read_day(said: str, local: datetime, language: str) -> date | None:
    """The date that "friday", "25 de noviembre", "11/25" or "in 3 days" means, the next from today on; else None."""
    import dateparser  # type: ignore[import-untyped] # a tenth of a second and 18 MB: loaded when needed

    words, relative = said.removeprefix("next "), said.startswith(("today", "tomorrow", "yesterday", "in "))
    # "Friday", said on a Friday, may be today: so search for a named day from yesterday on.
    base = local.replace(tzinfo=None) - (timedelta() if relative else _DAY)
    try:
        read = dateparser.parse(
            words,
            languages=["en", "es"],
            settings={
                "RELATIVE_BASE": base,
                "TIMEZONE": "UTC",
                "RETURN_AS_TIMEZONE_AWARE": False,
                "PREFER_DATES_FROM": "future",
                "PREFER_LOCALE_DATE_ORDER": False,
                "DATE_ORDER": _order(words, language),
                "REQUIRE_PARTS": ["day", "month"] if "/" in words else [],
                "PARSERS": ["relative-time", "absolute-time"],
            },
        )
    except (ValueError, OverflowError):
        return None
    if read is None:
        return None
    day: date = read.date()
    return day + FURTHEST if said.startswith("next ") and words in DAY_NAMES and day == local.date() else day


def _order(words: str, language: str) -> str:
    """ "11/25" and "25/11" leave no doubt; "5/6" is May 6 in English and 5 June in Spanish."""
    numbers = [int(part) for part in words.split("/") if part.isdecimal()]
    if len(numbers) > 1 and max(numbers[:2]) > 12:
        return "DMY" if numbers[0] > 12 else "MDY"
    return "DMY" if language == "es" else "MDY"


def _at_clock(phrase: Phrase, clock: Clock, day: date | None, now: datetime, zone: ZoneInfo) -> Resolved:
    at = _moment(clock, phrase, day, now, zone)
    if isinstance(at, Unread) or phrase.until is None:
        return at if isinstance(at, Unread) else (at, None)
    start, until = _both(clock, phrase.until, phrase, day, now, zone)
    if isinstance(start, Unread):
        return start
    return start, until


def _both(
    first: Clock, last: Clock, phrase: Phrase, day: date | None, now: datetime, zone: ZoneInfo
) -> tuple[datetime | Unread, datetime | None]:
    """From one hour to another: "7 to 9pm" begins at 7 pm, "10 to 2" ends in the afternoon."""
    if last.half and not first.exact:
        hour = first.hour % 12
        halves = [first._replace(hour=hour + offset, exact=True) for offset in (12, 0)]
        ends = last.hour * 60 + last.minute
        first = next((one for one in halves if one.hour * 60 + one.minute < ends), halves[0])
    at = _moment(first, phrase, day, now, zone)
    if isinstance(at, Unread):
        return at, None
    begins = at.astimezone(zone)
    walls = sorted(
        wall
        for days in (0, 1)
        for hour in _hours(last)
        if (wall := datetime.combine(begins.date() + days * _DAY, time(hour, last.minute)))
        > begins.replace(tzinfo=None)
    )
    ends_at = moment_or_later(walls[0], zone) if walls else None
    return at, ends_at if ends_at is not None and ends_at - at < _DAY else None


def _hours(clock: Clock) -> tuple[int, ...]:
    return (clock.hour,) if clock.exact else (clock.hour % 12, clock.hour % 12 + 12)


def _moment(
    clock: Clock, phrase: Phrase, day: date | None, now: datetime, zone: ZoneInfo
) -> datetime | Unread:
    local = now.astimezone(zone)
    hours, later = _meant(clock, phrase, dated=day is not None and day != local.date())
    today = local.date()
    days = [day] if day is not None else [today] if phrase.part and phrase.this else [today, today + _DAY]
    walls = sorted(datetime.combine(one + later, time(hour, clock.minute)) for one in days for hour in hours)
    by_day = [wall for wall in walls if EARLIEST <= wall.time() < LATEST]
    answer: datetime | Unread = Unread.PAST
    for wall in [*by_day, *(wall for wall in walls if wall not in by_day)]:
        placed = place(wall, now, zone)
        if placed is not Unread.PAST:
            answer = placed
            break
    if isinstance(answer, datetime) and answer > now + FURTHEST:
        return Unread.TOO_FAR
    return answer


def _meant(clock: Clock, phrase: Phrase, *, dated: bool) -> tuple[tuple[int, ...], timedelta]:
    """The hours that a clock may mean, and a day to add if the night runs into the next day."""
    part, hour = phrase.part, clock.hour
    if not clock.exact and part:
        hour = _in_part(hour, part)
    elif not clock.exact:
        if dated:  # "tomorrow 9" is in the morning, "tomorrow 2" in the afternoon
            return ((hour % 12 + 12) if hour == 12 or hour in _AFTERNOON_HOURS else hour,), timedelta()
        return _hours(clock), timedelta()
    midnight = clock.exact and not clock.half and hour == 0
    over_night = (part == "night" and hour in _SMALL_HOURS) or (
        midnight and bool(phrase.day) and part != "morning"
    )
    return (hour,), _DAY if over_night and (phrase.this or phrase.day) else timedelta()


def _in_part(hour: int, part: str) -> int:
    twelve = hour % 12
    match part:
        case "morning":
            return hour if hour == 12 else twelve
        case "dawn":
            return twelve
        case "night":
            return twelve if hour == 12 or twelve in _SMALL_HOURS else twelve + 12
    return twelve + 12


def _span(phrase: Phrase, day: date | None, now: datetime, zone: ZoneInfo, language: str) -> Resolved:
    begins, ends = SPANS[phrase.part]
    today = now.astimezone(zone).date()
    for one in [day] if day is not None else [today] if phrase.this else [today, today + _DAY]:
        start = moment_or_later(datetime.combine(one, begins), zone)
        until = moment_or_later(datetime.combine(one, ends), zone)
        if until <= now:
            later = (moment_or_later(wall, zone) for wall in _still(phrase, one, language))
            until = next((end for end in later if end > now), until)
        if now < until:
            at = max(now, start)
            return (at, until) if at <= now + FURTHEST else Unread.TOO_FAR
    return Unread.PAST


def _still(phrase: Phrase, day: date, language: str) -> Iterator[datetime]:
    """The later ends of a part of the day that was said after its end in `SPANS`."""
    named = phrase.this or bool(phrase.day)
    if phrase.part == "night" or (phrase.part == "evening" and named):
        yield datetime.combine(day, LATEST)
        if named:
            yield datetime.combine(day + _DAY, time())
    elif phrase.part == "afternoon" and named:
        yield datetime.combine(day, _AFTERNOON_STILL.get(language, time(18)))


def place(wall: datetime, now: datetime, zone: ZoneInfo) -> datetime | Unread:
    """The moment (UTC) at which a clock in the zone shows this naive time; now, if the clock shows it at present.

    In autumn an hour comes twice: the first that is not over. In spring one is skipped: NO_SUCH_HOUR.
    """
    moments = shown(wall, zone)
    if not moments:
        return Unread.NO_SUCH_HOUR if wall > now.astimezone(zone).replace(tzinfo=None) else Unread.PAST
    for moment in moments:
        if moment + timedelta(minutes=1) > now:
            return max(moment, now)
    return Unread.PAST
