"""From a phrase to the words one person reads or hears."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from flows.line import Line
from flows.rules import crisis_lines, zones
from flows.rules.phone import spoken
from flows.wording.catalogue import words

_LOCALES = {"en": "en_US", "es": "es_MX"}


@dataclass(frozen=True, slots=True)
class Listener:
    """To whom and how something is said: language, by voice or text, in which zone, at what moment.

    `zone`: the one they told us; without it times name the line's own, so that nobody waits an hour off. `cover`: the
    name we go by with them. `discreet`: a text that says what the line is for is replaced by one that does not.
    """

    line: Line
    language: str
    aloud: bool
    now: datetime
    zone: str | None = None
    cover: str | None = None
    discreet: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A word that is itself wording, said in the listener's language: `Named("language.es")`."""

    id: str


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, for a gap behind "between": "7:00 and 7:30 PM EST tomorrow"."""

    start: datetime
    end: datetime


def render(id: str, to: Listener, params: Mapping[str, Any] | None = None) -> str:
    """The words of wording `id`, its gaps filled. Datetimes become local clock times."""
    entry = words(id, to.language)
    template = entry.voice if to.aloud else entry.text
    if to.discreet and not entry.discreet:
        template = entry.veiled or words("veiled", to.language).text
    if "{" not in template:
        return template
    gaps = {name: _said(value, to) for name, value in (params or {}).items()}
    return template.format_map({**_standing(to.line, to.language, to.aloud), **_cover(to), **gaps})


def _cover(to: Listener) -> dict[str, str]:
    return {"line": to.cover} if to.cover else {}


def render_time(moment: datetime, to: Listener) -> str:
    """A moment as the person's clock shows it: "7:15 PM EST", "9:00 AM EST tomorrow", "Fri 9:00 AM EST"."""
    local = _local(moment, to)
    return _on_its_day(_clock(local, to) + _assumed_zone(local, to), local, to)


def render_span(span: Span, to: Listener) -> str:
    """As `render_time`, from one moment to another; aloud the zone is named as well, as long as it is assumed."""
    start, end = _local(span.start, to), _local(span.end, to)
    joint = "y" if to.language == "es" else "and"
    if start.date() != end.date():
        return f"{render_time(span.start, to)} {joint} {render_time(span.end, to)}"
    first, last = _clock(start, to), _clock(end, to)
    hour, _, half_of_day = first.partition(" ")
    both = f"{hour if last.endswith(half_of_day) else first} {joint} {last}{_assumed_zone(end, to)}"
    said = _on_its_day(both, end, to)
    if to.zone is None and to.aloud:
        return f"{said}, {zones.name_of(to.line.timezone, to.language, to.now)},"
    return said


def _local(moment: datetime, to: Listener) -> datetime:
    return moment.astimezone(ZoneInfo(to.zone or to.line.timezone))


def _clock(local: datetime, to: Listener) -> str:
    return _plain(format_time(local, "short", locale=_LOCALES.get(to.language, "en_US")))


def _assumed_zone(local: datetime, to: Listener) -> str:
    name = local.strftime("%Z")
    return f" {name}" if to.zone is None and not to.aloud and name.isalpha() else ""


def _on_its_day(clock: str, local: datetime, to: Listener) -> str:
    today = _local(to.now, to).date()
    if local.date() == today:
        return clock
    if local.date() == today + timedelta(days=1):
        return f"{clock} {'mañana' if to.language == 'es' else 'tomorrow'}"
    day = "EEEE" if to.aloud else "EEE"
    name = _plain(format_date(local, day, locale=_LOCALES.get(to.language, "en_US")))
    # "sáb": the one letter would turn a whole text into UCS-2.
    return f"{name if to.aloud else name.replace('á', 'a')} {clock}"


def _said(value: Any, to: Listener) -> str:
    if isinstance(value, datetime):
        return render_time(value, to)
    if isinstance(value, Span):
        return render_span(value, to)
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
