"""From a phrase to the words one person reads or hears."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time

from flows.line import Line
from flows.rules.crisis import lines as crisis_lines
from flows.rules.phone import spoken
from flows.rules.times import zones
from flows.rules.words import substances
from flows.wording.catalogue import (
    calls_only,
    late,
    without_accents,
    without_an_hour,
    without_calls,
    words,
    words_of,
)

TO_COME = ("by", "when", "at", "until", "cover_from")
"""The gaps that name a moment to come. What is told of the past stands in {was}."""
OF_TOPICS = ("topic", "about", "choices")
"""The gaps that name what somebody has been through."""
_WEEK = timedelta(days=7)
_BEGINS_SENTENCE = re.compile(r"(^|[.!?] |[¿¡])\{(\w+)\}")
"""A gap with which a sentence begins: words of ours in it get a capital letter."""
_GAP_OF_MOMENT = re.compile(r"(\w+ |[}(] ?|[}], )?\{(by|at|until|was|not_before|cover_from)\}")
"""A gap for a moment, with what stands before it: in Spanish that decides on the article."""
_BARE_ARTICLE = frozenset(("hasta", "desde", "de", "entre"))
_UNTIL = {"en": "to", "es": "a"}
_LOCALES = {"en": "en_US", "es": "es_MX"}
_SMALL_HOURS = 4


@dataclass(frozen=True, slots=True)
class Listener:
    """To whom and how something is said: language, by voice or text, in which zone, at what moment.

    `zone`: the one they told us; without it times name the line's own, so that nobody waits an hour off. `cover`: the
    name we go by with them. `discreet`: a text that says what the line is for is replaced by one that does not.
    `no_calls`: no phone of theirs may ring, or the line is closed, so that nothing says "text CALL any time".
    `no_texts`: no text reaches their phone, so that nothing said on a call names one (`calls_only.<id>`).
    `in_danger`: they spoke of danger, so that nothing promises them an hour (`danger.<id>`). `region`: where they said
    that they are, whose numbers they are given; None: the line's.
    """

    line: Line
    language: str
    aloud: bool
    now: datetime
    zone: str | None = None
    cover: str | None = None
    discreet: bool = False
    no_calls: bool = False
    no_texts: bool = False
    in_danger: bool = False
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A word that is itself wording, said in the listener's language: `Named("language.es")`."""

    id: str


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of duty: "Sat 7-10 PM", "tomorrow 10 PM-6 AM"; aloud "Saturday, 7 PM to 10 PM"."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, from the first moment of one to the last of another: "tomorrow", "Thu Dec 24 to Sat Jan 2"."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, for a gap behind "between": "7:00 and 7:30 PM EST tomorrow"."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ReachIn:
    """How the crisis line of a region is reached, in the words for it: "call 116 123"."""

    region: str


def render(id: str, to: Listener, params: Mapping[str, Any] | None = None) -> str:
    """The words of wording `id`, its gaps filled. Datetimes become local clock times.

    No past hour is said as one to come: once it has passed, the wording "late.<id>" is said instead, where there is
    one (tests/house/test_times_to_come.py says where there need not be).
    """
    over = true_until(id, params or {}, to.language)
    said_now = late(id) or id if over is not None and over <= to.now else id
    said_now = without_an_hour(id) or said_now if to.in_danger else said_now
    chosen = without_calls(said_now) if to.no_calls else said_now
    entry = words_of(to.line, chosen, to.language)
    no_texts = to.no_texts or not to.line.texting
    if to.aloud and no_texts and (instead := calls_only(said_now)) is not None:
        # The organisation's own words stand as they chose them.
        same = entry.voice == words(chosen, to.language).voice
        entry = words(instead, to.language) if same else entry
    template = entry.voice if to.aloud else entry.text
    if to.discreet and (entry.discreetly or not entry.discreet):
        template = entry.discreetly or words("veiled", to.language).text
    quiet = to.line.recovery and not to.aloud
    if quiet and substances.names_one(template):
        template = words(chosen, to.language).text  # the organisation's own words named one
    if "{" not in template:
        return template
    gaps = {name: _said(value, to) for name, value in (params or {}).items()}
    if quiet:
        gaps |= {name: substances.by_initial(gaps[name]) for name in OF_TOPICS if name in gaps}
    ours = {name for name, value in (params or {}).items() if isinstance(value, Named)}
    if to.language == "es":
        template = _GAP_OF_MOMENT.sub(
            lambda gap: _with_article(gap) if isinstance(gaps.get(gap[2]), _Moment) else gap[0], template
        )
    template = _BEGINS_SENTENCE.sub(lambda at: _capital(at, gaps) if at[2] in ours else at[0], template)
    said = template.format_map(
        {**_gaps_of_line(to.line, to.region or to.line.region, to.language, to.aloud), **_cover(to), **gaps}
    )
    return said.replace(".m..", ".m.")  # a sentence that ends in "6 p.m." has its stop already


class _Moment(str):
    """A moment in Spanish: "a las 7:15 p.m."; `bare`: "las 7:15 p.m.", behind "hasta"; `plain`: "7:15 p.m."."""

    bare: str
    plain: str

    def __format__(self, spec: str) -> str:
        return {"las": self.bare, "plain": self.plain}.get(spec, str(self))


def _with_article(gap: re.Match[str]) -> str:
    before, name = gap[1] or "", gap[2]
    if before.strip() in _BARE_ARTICLE:
        return f"{before}{{{name}:las}}"
    return f"{before}{{{name}:plain}}" if before[:1] in ("}", "(") else gap[0]


def _capital(at: re.Match[str], gaps: Mapping[str, str]) -> str:
    said = gaps[at[2]]
    return f"{at[1]}{said[:1].upper()}{said[1:]}"


def true_until(id: str, params: Mapping[str, Any], language: str) -> datetime | None:
    """When the first moment passes that wording `id` promises; None where it promises none, or has no late words."""
    if late(id) is None:
        return None
    entry = words(id, language)
    named = (params[gap] for gap in TO_COME if gap in params and f"{{{gap}}}" in entry.text + entry.voice)
    ends = (each.end if isinstance(each, Span) else each for each in named)
    return min((end for end in ends if isinstance(end, datetime)), default=None)


def _cover(to: Listener) -> dict[str, str]:
    return {"line": to.cover} if to.cover else {}


def render_time(moment: datetime, to: Listener) -> str:
    """A moment as the person's clock shows it: "7:15 PM EST", "9:00 AM EST tomorrow", "Fri 9:00 AM EST".

    Further off than a week, with its date: "Fri Mar 13 9:00 AM EST".
    """
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
    hour = hour if last.endswith(half_of_day) else first
    if to.language == "es" and _is_near(end, to):
        hour, last = f"{_article(start)} {hour}", f"{_article(end)} {last}"
    said = _on_its_day(f"{hour} {joint} {last}{_assumed_zone(end, to)}", end, to)
    if to.zone is None and to.aloud:
        return f"{said}, {zones.name_of(to.line.timezone, to.language, to.now)},"
    return said


def _article(local: datetime) -> str:
    return "la" if local.hour % 12 == 1 else "las"


def _is_near(local: datetime, to: Listener) -> bool:
    """Whether its day is not named: today, or tomorrow."""
    return (local.date() - _local(to.now, to).date()).days in (0, 1)


def render_hours(hours: Hours, to: Listener) -> str:
    """As `render_time`, but the day first, today's as well, and hours without ":00"."""
    start, end = _local(hours.start, to), _local(hours.end, to)
    return f"{_day(start, to)}{',' * to.aloud} {clocks(start, end, to)}{_assumed_zone(start, to)}"


def render_days(days: Days, to: Listener) -> str:
    """The days, or the hours where it is not whole days."""
    start, end = _local(days.start, to), _local(days.end, to)
    if end.time() != time():
        return render_hours(Hours(days.start, days.end), to)
    first, last = _day(start, to), _day(end - timedelta(seconds=1), to)
    return first if first == last else f"{first} {_UNTIL['es' if to.language == 'es' else 'en']} {last}"


def clocks(start: datetime, end: datetime, to: Listener) -> str:
    """From one hour to another on the wall clock they are given in: "7-10 PM", "10 PM-6 AM"; aloud "7 PM to 10 PM"."""
    first, last = (_clock(at, to).replace(":00", "") for at in (start, end))
    if to.aloud:
        return f"{first} {_UNTIL['es' if to.language == 'es' else 'en']} {last}"
    hour, _, half_of_day = first.partition(" ")
    return f"{hour if last.endswith(half_of_day) else first}-{last}"


def _day(local: datetime, to: Listener) -> str:
    ahead = (local.date() - _local(to.now, to).date()).days
    near = ("hoy", "mañana") if to.language == "es" else ("today", "tomorrow")
    return near[ahead] if ahead in (0, 1) else _named_day(local, to)


def _named_day(local: datetime, to: Listener) -> str:
    """ "Fri"; where that could be another one, with its date: "Fri Mar 13"."""
    locale = _LOCALES.get(to.language, "en_US")
    name = _plain(format_date(local, "EEEE" if to.aloud else "EEE", locale=locale))
    if not timedelta() < local.date() - _local(to.now, to).date() < _WEEK:
        # "Fri" alone is the next one.
        name += f" {_plain(format_skeleton('MMMMd' if to.aloud else 'MMMd', local, locale=locale))}"
    return name if to.aloud else without_accents(name)


def _local(moment: datetime, to: Listener) -> datetime:
    return moment.astimezone(ZoneInfo(to.zone or to.line.timezone))


def _clock(local: datetime, to: Listener) -> str:
    return _plain(format_time(local, "short", locale=_LOCALES.get(to.language, "en_US")))


def _assumed_zone(local: datetime, to: Listener) -> str:
    name = local.strftime("%Z")
    return f" {name}" if to.zone is None and not to.aloud and name.isalpha() else ""


def _on_its_day(clock: str, local: datetime, to: Listener) -> str:
    now = _local(to.now, to)
    today = now.date()
    if local.date() == today:
        return clock
    # At half past midnight people call the coming day "tomorrow"; by the calendar it is today. So name the day.
    if local.date() == today + timedelta(days=1) and not now.hour < _SMALL_HOURS <= local.hour:
        return f"{clock} {'mañana' if to.language == 'es' else 'tomorrow'}"
    return f"{_named_day(local, to)} {clock}"


def _said(value: Any, to: Listener) -> str:
    if isinstance(value, datetime):
        return _moment(value, to)
    if isinstance(value, Span):
        return render_span(value, to)
    if isinstance(value, Hours):
        return render_hours(value, to)
    if isinstance(value, Days):
        return render_days(value, to)
    if isinstance(value, ReachIn):
        return reach_in(value.region, to.language, aloud=to.aloud)[1]
    if isinstance(value, Named):
        # Somebody who asked for discreet words hears those of what is named, where it has any.
        less = to.discreet and bool(words(value.id, to.language).discreetly)
        return render(value.id, replace(to, discreet=less))
    return _plain(str(value))


def _moment(value: datetime, to: Listener) -> str:
    said = render_time(value, to)
    if to.language != "es":
        return said
    local = _local(value, to)
    article = _article(local)
    day, at, rest = said.partition(_clock(local, to))
    moment = _Moment(f"el {day}a {article} {at}{rest}" if day else f"a {article} {at}{rest}")
    moment.bare = str(moment) if day else f"{article} {at}{rest}"
    moment.plain = said
    return moment


def _plain(text: str) -> str:
    # Narrow and no-break spaces would turn a whole text into UCS-2 and double its price.
    return text.replace("\u202f", " ").replace("\xa0", " ")


@lru_cache(maxsize=64)
def _gaps_of_line(line: Line, region: str, language: str, aloud: bool) -> dict[str, str]:
    emergency, reach = reach_in(region, language, aloud=aloud)
    return {
        "line": line.name,
        "line_number": spoken(line.number) if aloud else line.number,
        "emergency": emergency,
        "crisis": _crisis(crisis_lines.for_region(region), aloud),
        "reach_crisis": reach,
    }


def reach_in(region: str, language: str, *, aloud: bool) -> tuple[str, str]:
    """The emergency number of a region, and how its crisis line is reached: "999", "call 116 123"."""
    lines = crisis_lines.for_region(region)
    reach = words(_way_to(lines), language)
    emergency = " ".join(lines.emergency) if aloud and lines.emergency.isdigit() else lines.emergency
    return emergency, (reach.voice if aloud else reach.text).format(crisis=_crisis(lines, aloud))


def _crisis(lines: crisis_lines.CrisisLines, aloud: bool) -> str:
    # Where we know no crisis line, the emergency number is the one there is.
    return (lines.crisis_voice if aloud else lines.crisis) or lines.emergency


def _way_to(lines: crisis_lines.CrisisLines) -> str:
    """The wording that says how the crisis line is reached; a hospital where we know none."""
    if not lines.crisis:
        return "crisis.hospital"
    return "crisis.call_or_text" if lines.crisis_can_text else "crisis.call_only"
