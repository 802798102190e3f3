"""How the choices of the organisation stand on pages: by subject, what may be picked, how a value is said.

A new entry of `flows.line.choices.CHOICES` is a name in SUBJECTS, and words in `words/*/line_choices.toml`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from console.web.wording import catalogue
from flows.line import Line
from flows.line.choices import POLICIES, as_text

SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "language", "timezone", "cover_hours"),
    "closings": ("closed",),
    "policy": ("policy", "age_question", "youth_line"),
    "experiences": ("experiences",),
    "texts": ("texting", "recovery", "unread"),
    "danger": ("alert_words", "shared_phones"),
    "limits": (
        *("promise_minutes", "offer_minutes", "rest_minutes", "calls_per_day", "ring_seconds"),
        *("callback_attempts", "callback_retry_minutes"),
    ),
}
"""Every choice once, by what it is about, in the order in which they are shown."""

SWITCH: Final = ("on", "off")
PICKED: Final[Mapping[str, tuple[str, ...]]] = {
    "language": ("en", "es"),
    "policy": POLICIES,
    "age_question": SWITCH,
    "texting": SWITCH,
    "recovery": SWITCH,
    "unread": SWITCH,
    "alert_words": ("off", "text"),
}
"""What is picked from a list; anything else is typed."""

GRAVE: Final = ("policy", "texting", "recovery", "unread", "alert_words", "shared_phones")
"""What asks again who they are: it may get somebody hurt."""
UNSHOWN: Final = ("shared_phones",)
"""What holds numbers: a page says how many."""
ELSEWHERE: Final = ("closed",)
"""What is shown here and done by other means: something else follows from it."""
OPTIONS_NAMED: Final = {"on": "on", "off": "off", "en": "english", "es": "spanish", "text": "by_text"}

Say = Callable[..., str]


def option(name: str, value: str, say: Say) -> str:
    """What stands in the list for a value that is picked."""
    if name == "policy":
        return say(f"line_options.{value}")
    if name == "alert_words":
        return say("line_options.read_out" if value == "off" else "line_options.by_text")
    return say(f"line_options.{OPTIONS_NAMED[value]}")


def said(name: str, value: object, line: Line, say: Say) -> str:
    """A value as a page says it, never a telephone's number."""
    if name == "closed":
        closing = line.closed
        return say("line.closed_until", until=when(closing.until, line)) if closing else say("line.is_open")
    if name in UNSHOWN:
        return say("line.phones", count=len(value) if isinstance(value, tuple) else 0)
    text = as_text(value)
    if not text:
        return say(f"line_unset.{name}" if f"line_unset.{name}" in catalogue()["en"] else "line_unset.other")
    if name in PICKED:
        return option(name, text, say)
    if name.endswith("_minutes"):
        return say("line.minutes", count=text)
    return say("line.seconds", count=text) if name.endswith("_seconds") else text


def typed(name: str, line: Line) -> str:
    """What stands in the field before anybody types: what counts now, as it is written."""
    if name == "cover_hours" and line.cover_hours is None:
        return "none"
    return "" if name in UNSHOWN else as_text(getattr(line, name))


def when(at: datetime, line: Line) -> str:
    """A moment on the line's clock."""
    return f"{at.astimezone(ZoneInfo(line.timezone)):%Y-%m-%d %H:%M}"


def environment(line: Line, say: Say) -> list[tuple[str, str]]:
    """What only whoever runs the machines can change: the variable, and what of it may be shown."""
    shown: dict[str, Any] = {
        "LINE_NUMBER": say("line_fixed.is_set"),
        "LINE_REGION": ", ".join(line.rung),
        "ON_CALL": say("line.people", count=len({each.number for each in line.ladder})),
        "ON_CALL_NUMBER": say("line_fixed.is_set" if line.supervisor else "line_fixed.not_set"),
        "TRUST_ATTESTED": say("line_options.on" if line.trust_attested else "line_options.off"),
        "TEXTS_PER_SECOND": as_text(line.texts_per_second) or say("line_fixed.not_set"),
        "PUBLIC_URL": line.origin or say("line_fixed.not_set"),
    }
    return list(shown.items())
