"""Volunteers in words: where somebody stands now, what is to be known of them, why a text does not reach them."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from console.web.now.sayings import Clock
from console.web.wording import LANGUAGES, t
from store.volunteers.roster_view import Listed

_STATES: Final = {
    "on": ("volunteers.on", "volunteers.on_until"),
    "talking": ("volunteers.talking", "volunteers.talking"),
    "paused": ("volunteers.paused", "volunteers.paused_until"),
    "away": ("volunteers.away_until", "volunteers.away_until"),
    "off": ("volunteers.off", "volunteers.off"),
    "invited": ("volunteers.invited", "volunteers.invited"),
    "left": ("volunteers.left", "volunteers.left"),
}
"""Each state, without an end and with one."""
MARKS: Final = {
    "danger": "volunteers.mark_danger",
    "unfinished": "volunteers.mark_unfinished",
    "opted_out": "volunteers.mark_opted_out",
    "unreachable": "volunteers.mark_unreachable",
    "landline": "volunteers.mark_landline",
    "complaint": "volunteers.mark_complaint",
}
WHY_NOT: Final = {
    "left": "volunteer_text.why_left",
    "not_joined": "volunteer_text.why_not_joined",
    "no_texting": "volunteer_text.why_no_texting",
    "opted_out": "volunteer_text.why_opted_out",
    "unreachable": "volunteer_text.why_unreachable",
    "landline": "volunteer_text.why_landline",
    "they_contact": "volunteer_text.why_they_contact",
    "paused": "volunteer_text.why_paused",
}


def state(clock: Clock, each: Listed) -> str:
    """Where a volunteer stands: "on duty until 9:00 PM"."""
    without, with_end = _STATES[each.state]
    if each.until is None:
        return clock.t(without)
    at = day(clock, each.until) if each.state in ("invited", "left") else clock.at(each.until)
    return clock.t(with_end, at=at) if "{at}" in t(with_end, clock.language) else clock.t(with_end)


def marks(clock: Clock, each: Listed) -> list[str]:
    """What is to be known of them at a glance."""
    return [clock.t(MARKS[mark]) for mark in each.marks]


def day(clock: Clock, moment: datetime | None) -> str:
    """A day with its year: "Mar 4, 2026"."""
    if moment is None:
        return clock.t("volunteers.never")
    zone = ZoneInfo(clock.zone)
    return format_datetime(moment.astimezone(zone), "d MMM y", tzinfo=zone, locale=clock.language)


def tongues(each: Listed) -> str:
    """The languages of a volunteer, each by its own name."""
    return ", ".join(LANGUAGES.get(language, language) for language in each.languages)
