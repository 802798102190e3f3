"""Finds hours that words name as still to come although they have passed, by the clock times in the words."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_TIME = re.compile(
    r"(?:\b(?P<day>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom)\w*)\s)?"
    r"(?:(?P<month>[A-Z][a-z]{2,8})\s(?P<date>\d{1,2})\s)?"
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)\s(?P<half>[AaPp])\.?[Mm]\.?"
    r"(?P<after>(?:\s[A-Z]{3,4})?(?:\s(?:tomorrow|mañana))?)"
)
_TOLD_AS_PAST = re.compile(
    r"(?:\b[Ww]e (?:said|promised somebody)(?: by)?|\bLATE since|\basked for a (?:call|volunteer) at|\bdesde"
    r"|\b(?:Dijimos|prometimos (?:una llamada|llamar|a alguien))(?: a mas tardar)?"
    r"|\b[A-Z]\d+(?: [A-Z][a-z]+-\d+)?(?:, again|, more|, otra vez|, mas)?,?(?: (?:by|por) [a-z]+)?"
    r"|\blast|\bla ultima)(?: a?\s?las?)? $|\($"
)
"""After these words an hour may have passed. The code and the handle are an alert's: when it happened follows."""


def promised_in_the_past(words: str, now: datetime, zone: str | None = None) -> list[str]:
    """The hours in `words`, said at `now`, that have passed and are not told as past.

    `zone`: the zone of the reader; None: New York, the line's own.
    """
    local = now.astimezone(ZoneInfo(zone) if zone else NEW_YORK)
    return [
        found[0]
        for found in _TIME.finditer(words)
        if _is_past(found, local) and not _TOLD_AS_PAST.search(words[: found.start()])
    ]


def _is_past(found: re.Match[str], now: datetime) -> bool:
    if "tomorrow" in found["after"] or "mañana" in found["after"]:
        return False
    day = now.date()
    if found["month"]:
        day = day.replace(month=_MONTHS.index(found["month"][:3]) + 1, day=int(found["date"]))
    elif found["day"]:
        return False  # a day's name alone is the next one
    hour = int(found["hour"]) % 12 + (12 if found["half"] in "pP" else 0)
    moment = datetime.combine(day, time(hour, int(found["minute"])), now.tzinfo)
    return moment < now.replace(second=0, microsecond=0)
