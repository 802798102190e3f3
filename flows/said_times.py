"""Times that a participant says, read on their own clock: their zone, or the line's until they tell us theirs."""

import re
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from flows.effects.requests import Wanted
from flows.engine import Phrase, Scene
from flows.rules.times.moments import moment_or_later
from flows.rules.times.other_times import is_of_a_call
from flows.rules.times.times import Unread, When, find_day, find_when, no_hour, read_when
from flows.rules.times.words import MONTHS
from flows.rules.words.replies import clean

# Two clocks a day apart: what both read as the same moment ("in 2 hours", "7pm PT") needs no zone of theirs.
_ELSEWHERE = ("Pacific/Kiritimati", "Etc/GMT+12")
_SOON = re.compile(
    r"(?:when|whenever) (?:you|u|they|some ?one|some ?body|any ?one|any ?body) (?:can|is free|are free)(?: please)?"
    r"|(?:real |very |pretty )?soon(?: please)?|cuando (?:puedan?|se pueda|alguien pueda)(?: por favor)?|pronto"
)
_ME = re.compile(r"\s*(?:me|back)\b(?:\s+back\b)?[\s,:-]*", re.IGNORECASE)
_THAT_DAY: Final = (time(10), time(20))
"""From when to when somebody may be asked for a call on a day they named without an hour."""
PARTS = {"evening": "this evening", "morning": "tomorrow morning", "hour": "in an hour"}
"""What stands behind the keys for a time, as it would be said."""


def zone_of(s: Scene) -> str:
    """The zone in which their times are read (IANA name)."""
    return s.person.zone or s.line.timezone


def read(words: str, s: Scene) -> Wanted | Unread:
    """The time that words name; "me back at 7" is at 7. A time that is past means as soon as someone can."""
    words = _ME.sub("", words, count=1) if _ME.match(words) else words
    found = _read(words, s, zone_of(s))
    if isinstance(found, Unread) or s.person.zone is not None:
        return found
    by_the_clock = any(_moment(_read(words, s, zone)) != found.at for zone in _ELSEWHERE)
    return Wanted(found.at, found.until, assumed=by_the_clock)


def find(words: str, s: Scene) -> Wanted | Unread:
    """As `read`, for a sentence that says more than the time: "im done at 6 so after that please"."""
    found = read(words, s)
    if found is not Unread.NOT_A_TIME:
        return found
    at = _find(words, s, zone_of(s))
    if isinstance(at, Unread) or s.person.zone is not None:
        return at
    by_the_clock = any(_moment(_find(words, s, zone)) != at.at for zone in _ELSEWHERE)
    return Wanted(at.at, at.until, assumed=by_the_clock)


def moves_the_call(words: str, s: Scene) -> bool:
    """Whether an hour in a sentence may be the hour of their call: not so in "his funeral is at 10 tomorrow".

    Words that name no hour may mean any.
    """
    found = find_when(words, now=s.now, zone=zone_of(s), language=s.person.language)
    return isinstance(found, Unread) or is_of_a_call(words, found.rest)


def read_on(day: str, words: str, s: Scene) -> Wanted | Unread:
    """As `read`, for the hour of a day that was named before; another day, said with it, counts instead."""
    together = read(f"{day} {words}", s)
    if together is Unread.NO_TIME_OF_DAY:
        together = read(f"{words} {day}", s)  # "Friday or Saturday": the first of them
    return read(words, s) if together is Unread.NOT_A_TIME else together


def on_that_day(words: str, s: Scene) -> Wanted | None:
    """The day that a sentence names without an hour, in waking hours; None where it names none, or today."""
    zone = ZoneInfo(zone_of(s))
    day = find_day(words, now=s.now, zone=zone, language=s.person.language)
    if day is None or day <= s.now.astimezone(zone).date():
        return None
    begins, ends = (moment_or_later(datetime.combine(day, hour), zone) for hour in _THAT_DAY)
    return Wanted(begins, ends, assumed=s.person.zone is None)


def date_of(wanted: Wanted, s: Scene) -> str:
    """The day of a time as words that are read as that day again: "8 March"."""
    day = wanted.at.astimezone(ZoneInfo(zone_of(s)))
    return f"{day.day} {MONTHS.split()[day.month - 1]}"


def names_time(s: Scene) -> bool:
    """Whether what follows a keyword is about a time, be it one that we can read or not."""
    return read(s.given, s) is not Unread.NOT_A_TIME or no_hour(s.given)


def why_not(unread: Unread) -> Phrase:
    """Why a time was not read, with an example."""
    return Phrase(f"when.{unread.value}")


def _read(words: str, s: Scene, zone: str) -> Wanted | Unread:
    found = read_when(words, now=s.now, zone=zone, language=s.person.language)
    if found is Unread.NOT_A_TIME and re.match(r"\s*\d", words):
        # "7.30" may be money, and "830" anything: not where a time is asked for.
        hour = read_when(f"at {words}", now=s.now, zone=zone, language=s.person.language)
        found = hour if isinstance(hour, When) and not hour.rest else found
    if found is Unread.NOT_A_TIME and _SOON.fullmatch(clean(words)):
        return Wanted(s.now)
    return found if isinstance(found, Unread) else Wanted(found.at, found.until)


def _find(words: str, s: Scene, zone: str) -> Wanted | Unread:
    found = find_when(words, now=s.now, zone=zone, language=s.person.language)
    return found if isinstance(found, Unread) else Wanted(found.at, found.until)


def _moment(found: Wanted | Unread) -> object:
    return found if isinstance(found, Unread) else found.at
