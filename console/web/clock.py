"""Moments that are past, on the line's clock, in the words of a language: with the day, since it may be any."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time


def past(moment: datetime, zone: str, language: str, *, seconds: bool = False) -> str:
    """ "Nov 30, 2026, 3:10 PM"; "30 nov 2026, 15:10"."""
    local = moment.astimezone(ZoneInfo(zone))
    time = format_time(local, "medium" if seconds else "short", locale=language).replace("\u202f", " ")
    return f"{format_date(local, 'medium', locale=language)}, {time}"
