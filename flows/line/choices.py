"""What the organisation chooses about its line, declared once: name, meaning, what is allowed.

A choice is a row of the database, in force at once; without a row what the environment says counts, else the default
of `flows.line.Line`, whose field bears the same name. A new choice is one entry of CHOICES and one field there.
`warmline line show` lists them. Wordings are chosen too, by names of their own: `flows.wording.rewording`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from flows.line.closing import Closing, read_closing

POLICIES: Final = ("never", "if_asked", "life_at_risk")


class NotAllowed(ValueError):
    """A name that is none of ours, or a value that does not fit. The message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `read` turns what was written into the field's value, or raises NotAllowed."""

    name: str
    says: str
    allowed: str
    read: Callable[[str], object]


def one_of(*words: str) -> Callable[[str], str]:
    """A reader of one of these words, in any case, with - or a blank for _."""

    def read(text: str) -> str:
        word = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
        if word not in words:
            raise NotAllowed(f"write {', '.join(words[:-1])} or {words[-1]}.")
        return word

    return read


def on_or_off(text: str) -> bool:
    """A reader of a switch."""
    word = text.strip().casefold()
    if word in ("on", "yes", "true", "1"):
        return True
    if word in ("off", "no", "false", "0"):
        return False
    raise NotAllowed("write on or off.")


def line_of_words(most: int) -> Callable[[str], str]:
    """A reader of a few words on one line, at most so many characters."""

    def read(text: str) -> str:
        said = " ".join(text.split())
        if not 0 < len(said) <= most or not said.isprintable():
            raise NotAllowed(f"write words on one line, at most {most} characters.")
        return said

    return read


def closing(text: str) -> Closing:
    """A reader of since, until and why a line is closed."""
    try:
        return read_closing(text)
    except ValueError:
        raise NotAllowed("use `warmline close` and `warmline open`, which also tell people.") from None


def short_names(most: int, longest: int) -> Callable[[str], tuple[str, ...]]:
    """A reader of some names with commas between, each once."""

    def read(text: str) -> tuple[str, ...]:
        named = {" ".join(part.split()).casefold(): " ".join(part.split()) for part in text.split(",")}
        named.pop("", None)
        fit = all(len(each) <= longest and any(map(str.isalpha, each)) for each in named.values())
        if not 0 < len(named) <= most or not fit or not text.isprintable():
            raise NotAllowed(f"write at most {most}, of at most {longest} letters each, commas between.")
        return tuple(named.values())

    return read


def numbers(most: int) -> Callable[[str], tuple[str, ...]]:
    """A reader of some telephone numbers (E.164) with commas between."""

    def read(text: str) -> tuple[str, ...]:
        named = tuple(dict.fromkeys(re.sub(r"[ ().-]", "", part) for part in text.split(",")))
        if len(named) > most or not all(
            re.fullmatch(r"\+[1-9][0-9]{6,14}", each, re.ASCII) for each in named
        ):
            raise NotAllowed(f"write at most {most} numbers like +12025550142, commas between.")
        return named

    return read


MOST_EXPERIENCES, LONGEST_EXPERIENCE = 8, 24
"""How many experiences fit into a text, and how long the name of one may be."""

_ALL: Final = (
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
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
