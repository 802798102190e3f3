"""Reads what somebody says about regular check-ins in a sentence: "text me every morning at 7", "no more of these".

`schedules` reads what is asked for by the word REMIND, where every number is a time. In a sentence it may be anything
("asleep at 8am", "3. make it Sundays"), so only what is sure is kept, and the rest is asked for.
"""

import re
from dataclasses import dataclass
from typing import Final

from flows.rules.times import schedules
from flows.rules.times.recurring import read_days
from flows.rules.words.replies import clean

_EVERY_DAY: Final = "every day"
"""How `schedules` reads it in every language."""


@dataclass(frozen=True, slots=True)
class Said:
    """`fewer`: no more of them, or not all. `words`: the days and the time that are sure, as REMIND reads them.

    Neither for what only speaks of them, as of one that did not come today.
    """

    fewer: bool = False
    words: str = ""


_FEWER: Final = re.compile(
    r"\b(?:(?:stop|quit|skip|drop|end|cancel|remove)(?! (?:the|my) (?:drink|smok))|no more|not any ?more|never|"
    r"(?:dont|do not|no need to) (?:text|ask|send|write|message|ping|check)|(?:turn|switch|take|shut)\w* \w+ off|"
    r"too (?:many|much|often)(?! (?:trouble|to ask))|only once|less often|"
    r"ya no|no me (?:mand|escrib|pregunt|envi|record|salud)\w*|(?:quit|elimin|cancel|apag|borr|sac)(?:a|e|o|en|ad)\w*|"
    r"(?:par|dej)(?:a|e|en|ad) de|(?<!me )basta|no mas|nomas|es mucho|muchos mensajes|demasiad\w+|menos)\b"
)
_MISSING: Final = re.compile(
    r"\b(?:(?:didnt|did not|havent|hasnt|never|aint|wasnt|no) (?:\w+ )?(?:get|got|gotten|come|came|arrive|receive|"
    r"received|had)|why (?:no|aint|didnt|havent|isnt)|switched off|no (?:me )?(?:lleg|recib|mandaron|escribieron)\w*)\b"
)
_OFTEN: Final = re.compile(
    r"\b(?:(?:every|each) (?:single )?(?:day|morning|evening|night|afternoon)|daily|(?:in the |on )?mornings|evenings|"
    r"todas las (?:mananas|tardes|noches)|tod[ao]s l[ao]s dias|cada (?:manana|tarde|noche|dia)|diario|diarios|diaria|"
    r"a diario|diariamente)\b"
)
_MORNING: Final = re.compile(r"\b(?:mornings?|breakfast|mananas?|desayuno|madrugada)\b")
_LATER: Final = re.compile(
    r"\b(?:afternoons?|evenings?|nights?|tonight|bed ?time|dinner|tardes?|tardecita|noches?)\b"
)
# What numbers a list or answers the question before: "3. make these weekly", "2, and ask me at night".
_ANSWER_FIRST: Final = re.compile(r"^\s*\d\s*(?:[.,;:)\-]|(?= (?:and|but|y|pero|oye)\b))\s*")
_NUMBER: Final = re.compile(
    r"(?<![\w:.])(\d{1,2})(?:[:.](\d\d))?\s*(am\b|pm\b|a\.?\s?m\.?|p\.?\s?m\.?)?(?![\w:])", re.IGNORECASE
)
_NOON: Final = 12
_LONGEST: Final = 300
"""What stands behind so many letters is a story, and days in it are no wish."""


def read(words: str, language: str) -> Said:
    """What is meant by a text that is about regular check-ins."""
    words = _ANSWER_FIRST.sub("", words[:_LONGEST])
    said = clean(words)
    if _MISSING.search(said):
        return Said()
    if _FEWER.search(said):
        return Said(fewer=True)
    days, _ = read_days(words, language)
    named = schedules.in_words(days) or (_EVERY_DAY if _OFTEN.search(said) else "")
    return Said(words=f"{named} {_time(words, said)}".strip() if named else "")


def _time(words: str, said: str) -> str:
    """The one time that is named, as `schedules` reads it; "" where it could be another."""
    numbers = list(_NUMBER.finditer(words))
    if len(numbers) != 1 or len(re.findall(r"\d+", words)) != 1 + (numbers[0][2] is not None):
        return ""
    hour, minute, half = int(numbers[0][1]), numbers[0][2] or "00", (numbers[0][3] or "").lower()
    early, late = _MORNING.search(said) is not None, _LATER.search(said) is not None
    if not half and not 0 < hour <= _NOON:
        return f"{hour}:{minute}" if numbers[0][2] else ""  # 19:30; but "15 years" is no time
    if not half and early == late:
        return ""
    return f"{hour}:{minute}{half[0] + 'm' if half else 'am' if early else 'pm'}"
