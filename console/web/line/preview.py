"""What people would read and hear of a choice, before it is made: our wordings, as the line would say them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from flows.line import Line
from flows.rules.words.segments import Segments, count
from flows.wording import LANGUAGES, Listener, render, words
from flows.wording.samples import SUNDAY_NOON, TIMES, sample


class Said(NamedTuple):
    """One wording as somebody reads it or hears it: `aloud`; `size`: what it costs as a text."""

    language: str
    aloud: bool
    words: str
    size: Segments


_SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("intro", "voice.greeting"),
    "language": ("intro",),
    "timezone": ("callback.arranged",),
    "age_question": ("age.ask",),
    "youth_line": ("age.adults",),
    "experiences": ("wish.about_several",),
    "recovery": ("offer.about",),
    "promise_minutes": ("callback.arranged",),
    "rest_minutes": ("after_call.thanks_rest",),
    "calls_per_day": ("asking.limit",),
}
"""Where a choice shows. The ids that hang on its value are added by `_ids`."""


def of_choice(name: str, line: Line) -> list[Said]:
    """What people read and hear where this choice shows, as `line` has it; [] where it shows nowhere."""
    languages = (line.language,) if name == "language" else LANGUAGES
    return [
        said
        for id in _ids(name, line)
        for language in languages
        for aloud in (False, True)
        if (said := one(id, language, line, aloud=aloud)) is not None
    ]


def one(id: str, language: str, line: Line, *, aloud: bool, discreet: bool = False) -> Said | None:
    """One wording as it is read or heard, its gaps filled; None where it has no such part."""
    entry = words(id, language)
    if not (entry.voice if aloud else entry.text):
        return None
    to = Listener(line, language, aloud, SUNDAY_NOON, line.timezone, discreet=discreet)
    made = render(id, to, example(id, language, line))
    return Said(language, aloud, made, count(made))


def example(id: str, language: str, line: Line) -> dict[str, object]:
    """Something likely for every gap: a topic and times of this very line."""
    by = SUNDAY_NOON + timedelta(minutes=line.promise_minutes)
    made: dict[str, object] = dict(sample(language, SUNDAY_NOON + timedelta(minutes=45)))
    made |= dict.fromkeys(TIMES, by)
    topics = line.experiences or (("grief", "panic") if language == "en" else ("duelo", "pánico"))
    made |= {"topic": topics[0], "about": topics[0], "peer": "Sam", "name": "Sam", "code": "K7"}
    made |= {"choices": ", ".join(f"{place} {each}" for place, each in enumerate(topics, 1))}
    made |= {"youth_line": line.youth_line or made["youth_line"]}
    if id == "offer.about":
        made["topic"] = "alcohol"
    if id == "after_call.thanks_rest":
        made["until"] = SUNDAY_NOON + timedelta(minutes=line.rest_minutes)
    if line.cover_hours is not None:
        made["cover_from"] = _next(line.cover_hours[0].hour, line.cover_hours[0].minute, line)
        made["by"] = made["cover_from"] if id == "callback.nobody_until" else made["by"]
    return made


def _ids(name: str, line: Line) -> tuple[str, ...]:
    if name == "policy":
        return (f"policy.{line.policy}", f"policy.first_{line.policy}") if line.policy else ("policy.unset",)
    if name == "cover_hours":
        return ("callback.nobody_until",) if line.cover_hours else ("callback.nobody",)
    if (name == "age_question" and not line.age_question) or (name == "youth_line" and not line.youth_line):
        return ()
    return _SHOWN.get(name, ())


def _next(hour: int, minute: int, line: Line) -> datetime:
    now = SUNDAY_NOON.astimezone(ZoneInfo(line.timezone))
    at = now.replace(hour=hour, minute=minute)
    return at if at > now else at + timedelta(days=1)
