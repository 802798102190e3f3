"""From a phrase to the words one person reads or hears."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from flows.line import Line
from flows.rules import crisis_lines
from flows.rules.phone import spoken
from flows.wording.catalogue import words

_LOCALES = {"en": "en_US", "es": "es_MX"}


@dataclass(frozen=True, slots=True)
class Listener:
    """To whom and how something is said: language, by voice or text, in which zone, at what moment.

    `zone`: the one they told us; without it times name the line's own, so that nobody waits an hour off.
    """

    line: Line
    language: str
    aloud: bool
    now: datetime
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A word that is itself wording, said in the listener's language: `Named("language.es")`."""

    id: str


def render(id: str, to: Listener, params: Mapping[str, Any] | None = None) -> str:
    """The words of wording `id`, its gaps filled. Datetimes become local clock times."""
    entry = words(id, to.language)
    template = entry.voice if to.aloud else entry.text
    if "{" not in template:
        return template
    gaps = {name: _said(value, to) for name, value in (params or {}).items()}
    return template.format_map({**_standing(to.line, to.language, to.aloud), **gaps})


def render_time(moment: datetime, to: Listener) -> str:
    """A moment as the person's clock shows it: "7:15 PM EST", "9:00 AM EST tomorrow", "Fri 9:00 AM EST"."""
    zone = ZoneInfo(to.zone or to.line.timezone)
    local, today = moment.astimezone(zone), to.now.astimezone(zone).date()
    locale = _LOCALES.get(to.language, "en_US")
    clock = _plain(format_time(local, "short", locale=locale))
    if to.zone is None and not to.aloud and local.strftime("%Z").isalpha():
        clock = f"{clock} {local.strftime('%Z')}"
    if local.date() == today:
        return clock
    if local.date() == today + timedelta(days=1):
        return f"{clock} {'mañana' if to.language == 'es' else 'tomorrow'}"
    day = "EEEE" if to.aloud else "EEE"
    name = _plain(format_date(local, day, locale=locale))
    # "sáb": the one letter would turn a whole text into UCS-2.
    return f"{name if to.aloud else name.replace('á', 'a')} {clock}"


def _said(value: Any, to: Listener) -> str:
    if isinstance(value, datetime):
        return render_time(value, to)
    if isinstance(value, Named):
        return render(value.id, to)
    return _plain(str(value))


def _plain(text: str) -> str:
    # Narrow and no-break spaces would turn a whole text into UCS-2 and double its price.
    return text.replace("\u202f", " ").replace("\xa0", " ")


@lru_cache(maxsize=64)
def _standing(line: Line, language: str, aloud: bool) -> dict[str, str]:
    lines = crisis_lines.for_region(line.region)
    # Where we know no crisis line, the emergency number is the one there is.
    crisis = (lines.crisis_voice if aloud else lines.crisis) or lines.emergency
    reach = words("crisis.call_or_text" if lines.crisis_can_text else "crisis.call_only", language)
    return {
        "line": line.name,
        "line_number": spoken(line.number) if aloud else line.number,
        "emergency": " ".join(lines.emergency) if aloud and lines.emergency.isdigit() else lines.emergency,
        "crisis": crisis,
        "reach_crisis": (reach.voice if aloud else reach.text).format(crisis=crisis),
    }
