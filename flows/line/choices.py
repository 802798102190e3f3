"""What the organisation chooses about its line, declared once: name, meaning, what is allowed.

A choice is a row of the database, in force at once; without a row what the environment says counts, else the default
of `flows.line.Line`, whose field bears the same name. A new choice is one entry of CHOICES and one field there.
`warmline line show` lists them. Wordings are chosen too, by names of their own: `flows.wording.rewording`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from flows.line.values import NotAllowed as NotAllowed
from flows.line.values import (
    amount,
    closing,
    count,
    hours_or_none,
    line_of_words,
    numbers,
    on_or_off,
    one_of,
    short_names,
    time_zone,
)

POLICIES: Final = ("never", "if_asked", "life_at_risk")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `read` turns what was written into the field's value, or raises NotAllowed."""

    name: str
    says: str
    allowed: str
    read: Callable[[str], object]


MOST_EXPERIENCES, LONGEST_EXPERIENCE = 8, 24
"""How many experiences fit into a text, and how long the name of one may be."""
LONGEST_NAME: Final = 40
_A_DAY: Final = 24 * 60

_ALL: Final = (
    Choice(
        "name",
        "What people hear and read.",
        f"words, at most {LONGEST_NAME} characters",
        line_of_words(LONGEST_NAME),
    ),
    Choice("language", "The language it begins in.", "en, es", one_of("en", "es")),
    Choice("timezone", "The line's own clock.", "the name of a time zone: America/New_York", time_zone),
    Choice(
        "cover_hours",
        "When somebody is usually on duty, every day. With nobody on duty people hear from when there is cover.",
        "two times of day, 17:00-21:00, also past midnight; none: not known",
        hours_or_none,
    ),
    Choice(
        "policy",
        "Whether this line ever calls emergency services for somebody. People are told it before they say more.",
        "never, if_asked (only if they ask), life_at_risk (may, if a life is at risk now)",
        one_of(*POLICIES),
    ),
    Choice(
        "age_question",
        'Whether a first contact is asked "Are you 18 or over?", once.',
        "on, off",
        on_or_off,
    ),
    Choice(
        "experiences",
        "What may be talked about, as people are asked and volunteers say it.",
        f"at most {MOST_EXPERIENCES}, commas between, {LONGEST_EXPERIENCE} letters each: grief, panic attacks",
        short_names(MOST_EXPERIENCES, LONGEST_EXPERIENCE),
    ),
    Choice(
        "youth_line",
        'The youth line that people under 18 are told of, as they read it: "Teen Line, 310 555 0142".',
        "words, at most 60 characters",
        line_of_words(60),
    ),
    Choice(
        "texting",
        "Whether this line may text. While off it rings: offers, shifts and alerts are asked by key, on calls.",
        "on, off",
        on_or_off,
    ),
    Choice(
        "recovery",
        "Recovery mode: texts name no alcohol, drug or recovery; of a topic that does, they say the first letter.",
        "on, off",
        on_or_off,
    ),
    Choice(
        "alert_words",
        "How coordinators get what somebody in danger wrote: read out on a call we place to them, or by text as well.",
        "off, text",
        one_of("off", "text"),
    ),
    Choice(
        "shared_phones",
        "Phones that many are called on, as a shelter's: callers whose number doesn't show may key them in often.",
        "at most 20 numbers with + and country code, commas between: +12025550142",
        numbers(20),
    ),
    Choice(
        "promise_minutes",
        "By when a call is promised.",
        "minutes, at most 10080",
        amount("minutes", 7 * _A_DAY),
    ),
    Choice("offer_minutes", "How long an offer stands.", "minutes, at most 1440", amount("minutes", _A_DAY)),
    Choice(
        "rest_minutes",
        "How long a volunteer rests after a call.",
        "minutes, at most 1440",
        amount("minutes", _A_DAY),
    ),
    Choice(
        "calls_per_day",
        "How often one person may be called in a day, until the line's midnight. Crisis never counts.",
        "a whole number, at most 1000; 0: no limit",
        count(1000, least=0),
    ),
    Choice(
        "ring_seconds", "How long a phone rings.", "seconds, from 5 to 600", amount("seconds", 600, least=5)
    ),
    Choice(
        "callback_attempts",
        "How often a participant is rung, each time after the first only when they said yes anew.",
        "a whole number from 1 to 20",
        count(20),
    ),
    Choice(
        "callback_retry_minutes",
        "How long the volunteer is held for that yes; a phone that takes no texts is rung again then.",
        "minutes, at most 1440",
        amount("minutes", _A_DAY),
    ),
    Choice(
        "unread",
        "Whether people are asked, once, if the team may read short texts of theirs that the line didn't understand.",
        "on, off",
        on_or_off,
    ),
    Choice(
        "closed",
        "Whether the line is closed for a while, since when and until when.",
        "set by `warmline close` and `warmline open`, which also tell people",
        closing,
    ),
)

CHOICES: Final[Mapping[str, Choice]] = {each.name: each for each in _ALL}
"""Name → choice, in the order in which they are shown."""


def choice_called(name: str) -> Choice:
    """The choice of this name. NotAllowed for any other."""
    found = CHOICES.get(name.strip().casefold().replace("-", "_"))
    if found is None:
        raise NotAllowed(f"there is no such choice. There are: {', '.join(CHOICES)}.")
    return found


def as_text(value: object) -> str:
    """A value as `line set` takes it; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple) and value and all(isinstance(each, time) for each in value):
        return "-".join(f"{each:%H:%M}" for each in value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
