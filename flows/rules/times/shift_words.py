"""Makes written shifts plain for the rules that read days and times, and first finds what those cannot express."""

import re
from typing import Final, NamedTuple

from flows.rules.times import zones
from flows.rules.times.phrases import fold
from flows.rules.times.words import FULL_WEEKDAY, MONTHS, WEEKDAYS


class Plain(NamedTuple):
    """What was said, made plain in `words`.

    `last_day`: the weekday (0 is Monday) on which it ends, if one was named. `not_weekly`: it speaks of every other
    week, or of the month. `bounded`: it speaks of a day from or until which it is so. `two_dates`: a second date of the
    same month stands beside the first. `once`: it says so. `zone`: the zone that was named with the hours, as an IANA
    name.
    """

    words: str
    last_day: int | None
    not_weekly: bool
    bounded: bool
    two_dates: bool
    once: bool
    zone: str | None


_MONTH: Final = "|".join(sorted(MONTHS.split(), key=len, reverse=True))
_WEEKDAY: Final = "|".join(sorted((f"{name}s?" for name in FULL_WEEKDAY), key=len, reverse=True))
_SOME_DAY: Final = (
    rf"(?:the |el |la )?(?:next|proxim[ao]|navidad|christmas|{_MONTH}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|/\d\d?| (?:of |de )?(?:{_MONTH})))"
)
_NOT_WEEKLY: Final = re.compile(
    r"\b(?:(?:every|each|cada) (?:other|second|third|fourth|2nd|3rd|4th|two|three|four|[2-9]|dos|tres|cuatro"
    r"|segund[ao]|tercer|month|mes)"
    r"|alternat(?:e|ing)|bi-?weekly|fortnight(?:ly|s)?|monthly|quincenal(?:es|mente)?|mensual(?:es|mente)?"
    rf"|(?:first|second|third|fourth|last|1st|2nd|3rd|4th|primer|segundo|tercer|ultimo) (?:{_WEEKDAY})"
    r"|of (?:the|each|every) month|del mes)\b"
)
_BOUNDED: Final = re.compile(
    r"\b(?:starting(?: on| from| in)?|beginning(?: on| in)?|as of|from|desde|a partir del?|empezando(?: el| en)?"
    rf"|until|till?|thru|through|hasta) {_SOME_DAY}\b"
)
_EVERY_PART: Final = (
    (re.compile(r"\b(?:every|each) (night|evening|morning|afternoon)s?\b"), r"every day in the \1"),
    (re.compile(r"\bnightly\b"), "every day in the night"),
    (re.compile(r"\b(?:cada|todas las) (noche|tarde|manana)s?\b"), r"todos los dias en la \1"),
)
_OVER_NIGHT: Final = re.compile(
    r"(?P<hour>\d ?(?:[ap]\.? ?m\b\.?|h(?:rs?)?\b)?),? *(?:-|\b(?:to|until|till?|al?|hasta)\b) *(?:on |el |los )?"
    rf"(?P<day>{_WEEKDAY})\b\.?,? *(?:at |a |by )?(?:las? )?(?=\d)"
)
_TWO_DATES: Final = re.compile(
    rf"\b(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?(?: ?, ?| )(?:(?:and|y) )?\d{{1,2}}(?:st|nd|rd|th)?,? +(?=\d)"
)


_ONCE: Final = re.compile(r"\b(?:(?:just |only )?once|una (?:sola )?vez)\b(?! ?[ap]\.? ?m\b)")
_ELEVEN: Final = re.compile(r"\b(?:las?|a|de|y|hasta|desde|entre)\s$")

_ZONE: Final = re.compile(r"(?:\d|[ap]\.? ?m\.?) ?([ecmp][sd]?t|eastern|central|mountain|pacific)\b")


def read(words: str, language: str) -> Plain:
    """Read "Sun 10pm to Mon 6am" as "Sun 10pm to 6am", and "every night" as "every day in the night".

    "Once" is eleven in Spanish: `language` and the word before it decide.
    """
    said = fold(words).text
    once = _said_once(said, language)
    if once is not None:
        said = said[: once.start()] + said[once.end() :]
    named = _ZONE.search(said)
    found = Plain(
        said,
        last_day=None,
        not_weekly=_NOT_WEEKLY.search(said) is not None,
        bounded=_BOUNDED.search(said) is not None,
        two_dates=_TWO_DATES.search(said) is not None,
        once=once is not None,
        zone=zones.read_zone(named[1], "US") if named is not None else None,
    )
    for pattern, plainly in _EVERY_PART:
        said = pattern.sub(plainly, said)
    night = _OVER_NIGHT.search(said)
    if night is None:
        return found._replace(words=said)
    name = night["day"] if night["day"] in FULL_WEEKDAY else night["day"].removesuffix("s")
    last = next(day for day, names in enumerate(WEEKDAYS) if name in names)
    said = f"{said[: night.start()]}{night['hour']} to {said[night.end() :]}"
    return found._replace(words=said, last_day=last)


def _said_once(said: str, language: str) -> re.Match[str] | None:
    found = _ONCE.search(said)
    if found is None or (language == "es" and found[0] == "once"):
        return None
    return None if _ELEVEN.search(said[: found.start()]) else found
