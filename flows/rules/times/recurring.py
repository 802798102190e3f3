"""Computes the moments of a weekly time on somebody's own wall clock, through daylight saving and leap years.

The rules are those of RFC 5545 ("FREQ=WEEKLY;BYDAY=MO,TH"), computed by python-dateutil in naive wall time; the zone
then says which moment each wall time is. This module also reads weekdays in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from flows.rules.times.moments import moment
from flows.rules.times.words import WEEKDAYS
from flows.rules.words.replies import NUMBER_WORDS, best, clean

_MARGIN: Final = timedelta(days=2)
"""No wall clock was ever put forward or back by more than a day."""
_BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A time that comes back. `begins`: the first it may come (naive, wall clock). `recurs`: the rule; None: once."""

    begins: datetime
    recurs: str | None
    timezone: str


class Occurrence(NamedTuple):
    """One time of it. `local_date`: the day that the rule names. `at`: the moment (aware, UTC)."""

    local_date: date
    at: datetime


def occurrences(recurring: Recurring, after: datetime, before: datetime) -> Iterator[Occurrence]:
    """The occurrences later than `after`, up to and including `before` (both aware), in order.

    An hour that does not exist becomes the first moment after the gap; of one that comes twice, the first counts. A
    rule for 29 February comes in leap years only. Raises ValueError for an invalid rule.
    """
    for one in _from(recurring, after):
        if one.at > before:
            return
        yield one


def next_one(recurring: Recurring, after: datetime) -> Occurrence | None:
    """The first occurrence later than `after`; None if there is none any more."""
    return next(_from(recurring, after), None)


def _from(recurring: Recurring, after: datetime) -> Iterator[Occurrence]:
    start = after.astimezone(ZoneInfo(recurring.timezone)).replace(tzinfo=None) - _MARGIN
    for wall in _walls(recurring, start):
        at = moment(wall, recurring.timezone)
        if at > after:
            yield Occurrence(wall.date(), at)


def _walls(recurring: Recurring, start: datetime) -> Iterator[datetime]:
    if recurring.recurs is None:
        yield recurring.begins
        return
    yield from rrulestr(recurring.recurs, dtstart=recurring.begins).xafter(start, inc=True)


def weekly_rule(days: tuple[int, ...]) -> str:
    """The rule for these weekdays (0 is Monday): "FREQ=WEEKLY;BYDAY=MO,TH"."""
    return "FREQ=WEEKLY;BYDAY=" + ",".join(_BYDAY[day] for day in sorted(set(days)))


def weekdays(rule: str) -> tuple[int, ...]:
    """The weekdays that a rule made by `weekly_rule` names."""
    return tuple(_BYDAY.index(day) for day in rule.rpartition("BYDAY=")[2].split(","))


_EVERY_DAY: Final = tuple(range(7))
_PHRASES: Final[dict[tuple[int, ...], tuple[str, ...]]] = {
    _EVERY_DAY: (
        "daily", "everyday", "every day", "each day", "all days", "every single day", "all week",
        "todos los dias", "cada dia", "diario", "a diario", "diariamente", "toda la semana",
    ),
    (0, 1, 2, 3, 4): (
        "weekdays", "weekday", "week days", "every weekday", "workdays", "working days", "entre semana",
        "dias de semana", "dias laborables", "dias habiles",
    ),
    (5, 6): (
        "weekends", "weekend", "every weekend", "fin de semana", "fines de semana",
    ),
}  # fmt: skip
_SPOKEN: Final[dict[str, tuple[str, ...]]] = {
    str(day): (*names, f"{names[0]}s", f"{names[1].removesuffix('s')}s") for day, names in enumerate(WEEKDAYS)
} | {"".join(map(str, days)): words for days, words in _PHRASES.items()}
"""How days are said, by the digits of the days in a row."""
_EXACT: Final[dict[str, tuple[int, ...]]] = {
    word.replace(" ", ""): tuple(map(int, key)) for key, words in _SPOKEN.items() for word in words
} | {"finde": (5, 6), "findes": (5, 6)}  # only so: a letter less is "fine"
_LONGEST_PHRASE: Final = 3
_WORD: Final = re.compile(r"(?<![\w:])[^\W\d_]+(?!\w)\.?(?:(?<=\.)|(?=\W|$))")
_TO: Final = frozenset(("to", "through", "thru", "till", "until", "a", "al", "hasta", "-", "–"))
_BESIDES: Final = frozenset(("except", "but", "not", "excepto", "menos", "salvo", "sino"))
_JOINS: Final = frozenset(("and", "y", "e", "or", "o", "plus", "also"))
_LEADS: Final = frozenset(
    ("on", "every", "each", "the", "from", "of", "los", "las", "el", "la", "cada", "todos", "todo", "de")
)


class _Named(NamedTuple):
    start: int
    end: int
    days: tuple[int, ...]


def read_days(words: str, language: str) -> tuple[tuple[int, ...], str]:
    """The weekdays named in words (0 is Monday), in order, and the words left over in their own spelling.

    English and Spanish, whichever they write ("Mon Thu", "mondays and fridays", "lunes a viernes", "weekdays", "every
    day but Sunday"); misspellings are forgiven. `language` decides what "mar" is. No day: () and the words as they
    came.
    """
    named = list(_named(words, language))
    if not named:
        return (), words.strip()
    days: set[int] = set()
    spans: list[tuple[int, int]] = []
    previous: _Named | None = None
    for one in named:
        between = _joint(words[previous.end if previous else 0 : one.start])
        if previous is not None and between in _TO and len(previous.days) == len(one.days) == 1:
            first, last = previous.days[0], one.days[0]
            days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
        elif days and not _BESIDES.isdisjoint(between.split()):
            days.difference_update(one.days)
        else:
            days.update(one.days)
        spans.append((_lead(words, one.start, previous.end if previous else 0), one.end))
        previous = one
    return tuple(sorted(days)), _left_over(words, spans)


def _joint(between: str) -> str:
    """What stands between two days, without punctuation, except that a dash alone stays."""
    return clean(between) or ("-" if between.strip() in ("-", "–", "—") else "")


def _named(words: str, language: str) -> Iterator[_Named]:
    tokens = list(_WORD.finditer(words))
    place = 0
    while place < len(tokens):
        for count in range(min(_LONGEST_PHRASE, len(tokens) - place), 0, -1):
            first, last = tokens[place], tokens[place + count - 1]
            days = _days(words[first.start() : last.end()], words[: first.start()], count, language)
            if days:
                yield _Named(first.start(), last.end(), days)
                place += count
                break
        else:
            place += 1


def _days(phrase: str, before: str, count: int, language: str) -> tuple[int, ...]:
    said = clean(phrase)
    if len(said.split()) != count:
        return ()
    if (exact := _EXACT.get(said.replace(" ", ""))) is not None:
        return exact
    if said in NUMBER_WORDS:
        return ()  # "two hours" is no Wednesday, although a number alone may choose from a list
    if said == "mar" and language == "es" and not re.search(r"\d\s*(?:de\s*)?$", before):
        return (1,)
    key = best(said, _SPOKEN) if count == 1 else None
    return tuple(map(int, key)) if key is not None else ()


def _lead(words: str, start: int, floor: int) -> int:
    """Where the words that only lead up to a day begin: "on", "every", "and", "los"."""
    while (found := re.search(r"(\S+)\s*$", words[floor:start])) is not None:
        word = clean(found[1])
        plain = not word and not re.search(r"\w", found[1])
        if not (plain or word in _LEADS | _JOINS | _BESIDES | _TO):
            break
        start = floor + found.start()
    return start


def _left_over(words: str, spans: list[tuple[int, int]]) -> str:
    kept: list[str] = []
    end = 0
    for start, stop in spans:
        kept.append(words[end:start])
        end = stop
    kept.append(re.sub(r"^\s*[,;/&+.]+", "", words[end:]))
    return " ".join(" ".join(part.strip() for part in kept).split())
