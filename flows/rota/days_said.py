"""Weekdays and a time of day, said back to whoever named them."""

from datetime import date, time, timedelta
from typing import Final

from babel.dates import format_date, format_time

from flows.wording import Named

_SPECIAL: Final = {
    (0, 1, 2, 3, 4, 5, 6): "remind.every_day",
    (0, 1, 2, 3, 4): "remind.weekdays",
    (5, 6): "remind.weekends",
}
_MONDAY: Final = date(2001, 1, 1)
_LOCALES: Final = {"en": "en_US", "es": "es_MX"}


def days_said(days: tuple[int, ...], language: str) -> str | Named:
    """Weekdays (0 for Monday) for a gap in a wording: "Mon, Wed and Fri", "every day"."""
    if days in _SPECIAL:
        return Named(_SPECIAL[days])
    named = [
        format_date(_MONDAY + timedelta(days=day), "EEE", locale=_LOCALES.get(language, "en_US"))
        # "sáb": the one letter would turn a whole text into UCS-2.
        .replace("á", "a")
        for day in days
    ]
    joint = " y " if language == "es" else " and "
    return joint.join(filter(None, (", ".join(named[:-1]), named[-1])))


def days_aloud(days: tuple[int, ...], language: str) -> str | Named:
    """As `days_said`, to be heard: "every Friday", "Monday and Thursday"."""
    if days in _SPECIAL:
        return Named(_SPECIAL[days])
    locale = _LOCALES.get(language, "en_US")
    named = [format_date(_MONDAY + timedelta(days=day), "EEEE", locale=locale) for day in days]
    if len(named) == 1:
        return f"cada {named[0]}" if language == "es" else f"every {named[0]}"
    joint = " y " if language == "es" else " and "
    return joint.join((", ".join(named[:-1]), named[-1]))


def clock_aloud(at: time, language: str) -> str:
    """A time of day, to be heard: "9:00 PM", "a las 9:00 p.m."."""
    locale = _LOCALES.get(language, "en_US")
    said = format_time(at, "short", locale=locale).replace("\u202f", " ").replace("\xa0", " ")
    if language != "es":
        return said
    return f"a la {said}" if at.hour % 12 == 1 else f"a las {said}"


def clock_said(at: time) -> str:
    """A time of day, the same in every language: "7pm", "8:30am"."""
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
