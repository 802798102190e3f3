"""Moments, hours and days as people say them, on the clock of whoever reads or hears it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time

from flows.rules.times import zones
from flows.wording.catalogue import without_accents
from flows.wording.listener import Days, Hours, Listener, Span

_WEEK = timedelta(days=7)
_UNTIL = {"en": "to", "es": "a"}
_LOCALES = {"en": "en_US", "es": "es_MX"}
_SMALL_HOURS = 4


class Moment(str):
    """A moment in Spanish: "a las 7:15 p.m."; `bare`: "las 7:15 p.m.", behind "hasta"; `plain`: "7:15 p.m."."""

    bare: str
    plain: str

    def __format__(self, spec: str) -> str:
        return {"las": self.bare, "plain": self.plain}.get(spec, str(self))


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
    name = plain(format_date(local, "EEEE" if to.aloud else "EEE", locale=locale))
    if not timedelta() < local.date() - _local(to.now, to).date() < _WEEK:
        # "Fri" alone is the next one.
        name += f" {plain(format_skeleton('MMMMd' if to.aloud else 'MMMd', local, locale=locale))}"
    return name if to.aloud else without_accents(name)


def _local(moment: datetime, to: Listener) -> datetime:
    return moment.astimezone(ZoneInfo(to.zone or to.line.timezone))


def _clock(local: datetime, to: Listener) -> str:
    return plain(format_time(local, "short", locale=_LOCALES.get(to.language, "en_US")))


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


def as_gap(value: datetime, to: Listener) -> str:
    """A moment for a gap of a wording: in Spanish with the article that its sentence needs (`Moment`)."""
    said = render_time(value, to)
    if to.language != "es":
        return said
    local = _local(value, to)
    article = _article(local)
    day, at, rest = said.partition(_clock(local, to))
    moment = Moment(f"el {day}a {article} {at}{rest}" if day else f"a {article} {at}{rest}")
    moment.bare = str(moment) if day else f"{article} {at}{rest}"
    moment.plain = said
    return moment


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    # Narrow and no-break spaces would turn a whole text into UCS-2 and double its price.
    return text.replace("\u202f", " ").replace("\xa0", " ")
