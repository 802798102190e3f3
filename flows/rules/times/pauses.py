"""Reads how long a pause somebody wants: "1 hour", "a day", "today", "until Monday", "till 8pm". Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from flows.rules.times.moments import day_starts, moment, moment_or_later
from flows.rules.times.schedules import read_pause
from flows.rules.times.times import When, find_when
from flows.rules.times.words import NUMBERS
from flows.rules.words.replies import clean

BREAK: Final = timedelta(hours=6)
"""A pause given in hours and no longer than this is a break within duty, which goes on after it."""
LONGEST: Final = timedelta(days=366)
MORNING: Final = time(8)


@dataclass(frozen=True, slots=True)
class Pause:
    """`until`: aware, UTC; None: until they end it. `is_break`: so short that duty goes on by itself afterwards."""

    until: datetime | None
    is_break: bool = False


def outlasts(starts_at: datetime, ends_at: datetime, until: datetime) -> bool:
    """Whether a shift that begins during a break is still theirs: at least half of it is left after the break."""
    return until - starts_at <= (ends_at - starts_at) / 2


_OPEN: Final = frozenset(
    clean(words)
    for words in (
        "", "for now", "now", "please", "until i say", "till i say", "until on", "until i text on", "me", "offers",
        "por ahora", "ahora", "hasta que diga", "hasta que yo diga", "hasta que avise", "por favor", "ofertas",
    )
)  # fmt: skip
_TODAY: Final = re.compile(
    r"(?:for )?(?:the )?(?:today|rest of (?:the )?day|all day|whole day|day)(?: long)?"
    r"|(?:por )?(?:hoy|todo el dia|(?:el )?resto del dia|lo que queda del dia)"
)
_TONIGHT: Final = re.compile(
    r"(?:for )?(?:the night|tonight|until (?:the )?morning|until tomorrow morning)"
    r"|(?:por )?(?:esta noche|la noche)|hasta (?:la )?manana (?:en|por) la manana"
)
_TOMORROW: Final = re.compile(r"(?:for )?(?:all )?tomorrow|(?:todo |para )?manana")
_WEEK: Final = re.compile(
    r"(?:for )?(?:the (?:rest of the|whole)|this(?: whole)?|(?:the )?rest of(?: the| this)?|all) week"
    r"|(?:por )?(?:el )?resto de (?:la|esta) semana|lo que queda de (?:la )?semana|(?:por )?(?:toda )?esta semana"
)
_WEEKEND: Final = re.compile(
    r"(?:for |over )?(?:(?:the|this) )?(?:whole )?weekend|(?:por )?(?:(?:el|este) )?fin de semana"
)
_FRIDAY: Final = 4
_LEAD: Final = re.compile(r"^(?:(?:for|por|durante|unos|unas|about) )+")
_DAYS: Final = re.compile(r"(?:(?P<many>\w+) )?(?P<unit>day|dia|week|semana|month|mes)(?:s|es)?")
_UNTIL: Final = re.compile(r"\b(?:until|till?|hasta|before|antes)\b")


def read(words: str, *, now: datetime, zone: str, language: str) -> Pause | None:
    """Read what follows PAUSE; nothing means until they end it. None if it names no time that we can read.

    The pause ends: for a day that was named, when that day begins; for "today" and "tomorrow", at the end of that day;
    for "tonight", in the morning; for the rest of a week or a weekend that has begun, after its Sunday. Days and weeks
    are counted by the clock on the wall.
    """
    said = clean(words)
    if said in _OPEN:
        return Pause(None)
    local = now.astimezone(ZoneInfo(zone))
    for pattern, days, hour in ((_TODAY, 1, time()), (_TONIGHT, 1, MORNING), (_TOMORROW, 2, time())):
        if pattern.fullmatch(said):
            # After midnight, "tonight" is the night that has begun already.
            early = pattern is _TONIGHT and local.time() < MORNING
            day = local.date() + timedelta(days=0 if early else days)
            return _lasting(now, moment(datetime.combine(day, hour), zone))
    # If the weekend is still days off, a pause from now on would be more than they asked for.
    if _WEEK.fullmatch(said) or (_WEEKEND.fullmatch(said) and local.weekday() >= _FRIDAY):
        monday = local.date() + timedelta(days=7 - local.weekday())
        return _lasting(now, day_starts(monday, zone))
    return _counted_days(said, local, zone) or _timed(words, said, now, zone, language)


def _counted_days(said: str, local: datetime, zone: str) -> Pause | None:
    found = _DAYS.fullmatch(_LEAD.sub("", said))
    many = _number(found["many"] or "1") if found else None
    if found is None or many is None:
        return None
    unit = {"dia": "day", "semana": "week", "mes": "month"}.get(found["unit"], found["unit"])
    by = {"day": relativedelta(days=many), "week": relativedelta(weeks=many)}
    over = local.replace(tzinfo=None) + by.get(unit, relativedelta(months=many))
    return _lasting(local.astimezone(UTC), moment_or_later(over, zone))


def _number(word: str) -> int | None:
    if word in ("a", "an", "un", "una", "one"):
        return 1
    given = word if word.isdigit() else str(NUMBERS.get(word, ""))
    return int(given) if given.isdigit() and 0 < int(given) <= LONGEST.days else None


def _timed(words: str, said: str, now: datetime, zone: str, language: str) -> Pause | None:
    found = find_when(words, now=now, zone=zone, language=language)
    if isinstance(found, When) and not found.soon:
        named_end = _UNTIL.search(said) is not None and found.at > now
        over = found.at if named_end or found.until is None else found.until
        if over > now:
            return _lasting(now, over, hours=True)
    day = read_pause(words, now, zone, language)
    return _lasting(now, day) if day is not None else None


def _lasting(now: datetime, over: datetime, *, hours: bool = False) -> Pause | None:
    until = over.astimezone(UTC)
    if not now < until <= now + LONGEST:
        return None
    return Pause(until, is_break=hours and until - now <= BREAK)
