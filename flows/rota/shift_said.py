"""A shift said back to whoever agreed to it: "Every Mon and Thu, 7-10 PM, Eastern Time", "Sat Dec 5, …"."""

from datetime import timedelta

from babel.dates import format_date

from flows.effects.rota import AddShiftPattern
from flows.rota.days_said import days_said
from flows.rules.times import zones
from flows.rules.times.recurring import weekdays
from flows.wording import Listener, Named, render
from flows.wording.times import clocks


def shift_said(pattern: AddShiftPattern, to: Listener) -> str:
    """In the words of the listener, in GSM-7 alone where it is read."""
    hours = clocks(pattern.begins, pattern.begins + timedelta(minutes=pattern.minutes), to)
    zone = zones.name_of(pattern.timezone, to.language, to.now)
    return f"{_days(pattern, to)}, {hours}, {zone}"


def _days(pattern: AddShiftPattern, to: Listener) -> str:
    if pattern.recurs is None:
        shape = "EEE d MMM" if to.language == "es" else "EEE MMM d"
        # "sáb": the one letter would turn a whole text into UCS-2.
        return format_date(pattern.begins, shape, locale=to.language).replace("á", "a")
    days = days_said(weekdays(pattern.recurs), to.language)
    if not isinstance(days, Named):
        return render("shift.every", to, {"days": days})
    said = render(days.id, to)
    return said[0].upper() + said[1:]
