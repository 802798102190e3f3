"""Readers of what the organisation chooses: a text to the value, or NotAllowed, which says what to write instead.

The readers of the environment (`store.config.parsers`) are made of some of these, so that both take the same.
"""

import math
import re
from collections.abc import Callable
from datetime import time
from zoneinfo import ZoneInfo

from flows.line.closing import Closing, read_closing


class NotAllowed(ValueError):
    """A name that is none of ours, or a value that does not fit. The message says what is allowed."""


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


def amount(unit: str, most: float, least: float = 0) -> Callable[[str], float]:
    """A reader of decimals above 0, or from `least` on."""

    def read(text: str) -> float:
        number = _number(text)
        if not max(0, least) <= number <= most or number == 0:
            low = f"from {least:g} to {most:g}" if least else f"above 0 and at most {most:g}"
            raise NotAllowed(f"write a number of {unit} {low}.")
        return number

    return read


def count(most: int, least: int = 1) -> Callable[[str], int]:
    """A reader of whole numbers from `least` on; `3.0` is one."""

    def read(text: str) -> int:
        number = _number(text)
        if not least <= number <= most or number != int(number):
            raise NotAllowed(f"write a whole number from {least} to {most}.")
        return int(number)

    return read


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def time_zone(text: str) -> str:
    """A name that zoneinfo knows."""
    try:
        return ZoneInfo(text.strip()).key
    except (ValueError, OSError, LookupError) as unknown:  # bad path, a directory, not found
        raise NotAllowed("write the name of a time zone, like America/New_York.") from unknown


def daily_hours(text: str) -> tuple[time, time]:
    """From and to, the same every day; may run past midnight."""
    found = re.fullmatch(
        r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)", text.strip(), re.ASCII
    )
    if found is None or (found[3] == "24" and found[4] != "00"):
        raise NotAllowed("write two times of day, like 17:00-21:00.")
    start = time(int(found[1]), int(found[2]))
    end = time(int(found[3]) % 24, int(found[4]))
    if start == end:
        raise NotAllowed("write two different times, or leave it out when the line is always covered.")
    return start, end


def hours_or_none(text: str) -> tuple[time, time] | None:
    """As `daily_hours`; `none` where the hours are not known."""
    return None if text.strip().casefold() == "none" else daily_hours(text)
