"""Reads an hour as it was said: "half past 7", "7pm", "a las 8 menos cuarto", "19:00", the second of "7 to 9pm"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from flows.rules.times.words import CLOCK_NEXT, DAY, FOLLOWS, FRACTIONS, NUMBERS, PART


class Clock(NamedTuple):
    """An hour as said. `half`: "am" or "pm" if it was said. `exact`: it can mean only one hour (19:00, 07:30, noon)."""

    hour: int
    minute: int
    half: str
    exact: bool
    lead: str
    zone: str


def number_in(word: str) -> float:
    """A number in digits or in words; "a couple" is 2."""
    if "couple" in word or "par" in word:
        return 2
    return float(NUMBERS[word]) if word in NUMBERS else float(word.replace(",", "."))


def read_clock(found: re.Match[str]) -> Clock | None:
    """The hour that a match of `CLOCK` says; None if it is not an hour: 25:00, or 7.30 and 1930 without "at"."""
    lead, zone = found["lead"] or "", found["zone"] or ""
    half = found["half"] or found["short"] or found["half_w"] or ""
    half = f"{half}m" if half else ""
    if found["noon"] or found["midnight"]:
        return Clock(12 if found["noon"] else 0, 0, "", True, lead, zone)
    minute, hour_word = 0, found["hour"] or ""
    if found["past"]:
        minute, hour_word = FRACTIONS.get(found["past"]) or int(number_in(found["past"])), found["past_hour"]
    elif found["to"]:
        to = found["to"].split(" min")[0]
        minute, hour_word = -int(FRACTIONS.get(to) or number_in(to)), found["to_hour"]
    elif found["y"]:
        minute = FRACTIONS.get(found["y_part"]) or int(number_in(found["y_part"]))
        minute, hour_word = (-minute if found["y"] == "menos" else minute), found["y_hour"]
    elif found["run"]:
        if not (half or lead in ("at", "@") or found["las"]):
            return None
        minute, hour_word = int(found["run"][-2:]), found["run"][:-2]
    elif found["minute"] or found["spoken"]:
        minute = int(number_in(found["minute"] or found["spoken"]))
        dot = found.group()[found.group().find(found["minute"] or "~") - 1] in ". "
        if dot and not (half or lead or found["las"]):
            return None  # "7.30" alone may be money, "7 30" two answers
    hour = int(number_in(hour_word))
    if hour > 23 or (half and (hour > 12 and half == "am")):
        return None
    exact = hour > 12 or hour == 0 or hour_word.startswith("0") or len(found["run"] or "") == 4
    if found["military"] and not (exact or lead or found["las"]):
        return None
    if minute < 0:
        hour, minute = (hour - 1) or (0 if exact or half else 12), minute + 60
        if half and hour == 0:
            hour, half = 12, ("am" if half == "pm" else "pm") if hour_word == "12" else half
        if half and int(number_in(hour_word)) == 12:  # a quarter to 12 pm is 11:45 in the morning
            hour, half = 11, "am" if half == "pm" else "pm"
    if half and hour <= 12:
        hour, exact = hour % 12 + (12 if half == "pm" else 0), True
    return Clock(hour, minute, half, exact, lead, zone)


_TO: Final = re.compile(r" ?(?:-|to|and|y|or|o|u|a|until|till|hasta) ?(?=(?:las? )?\d)")


def second_hour(text: str, end: int, first: Clock) -> tuple[re.Match[str], Clock, bool] | None:
    """The hour after "7 to", "between 7 and" or "7 or", and whether it is another choice rather than the end."""
    to = _TO.match(text, end)
    other = CLOCK_NEXT.match(text, to.end()) if to is not None else None
    last = read_clock(other) if other is not None else None
    if to is None or other is None or last is None:
        return None
    word = to.group().strip()
    if word in ("or", "o", "u"):
        plain = other.end() == len(text) or not text[other.end() :].strip(" ,.;!?") or last.half
        return (other, last, True) if plain else None
    if word in ("and", "y"):
        return (other, last, False) if first.lead in ("between", "entre") else None
    if word == "a" and first.lead not in ("de", "from", "desde"):
        return None
    if word == "-" and not (last.half or last.minute or first.half or first.minute or first.lead):
        return None  # "12-14" may be a date
    known = last.half or last.exact or first.half or first.exact or first.lead in ("from", "de", "desde")
    return (other, last, False) if known else None


def is_hour(text: str, end: int, said: bool) -> bool:
    """Whether a number without am, pm or minutes can be an hour at this place in the text."""
    after = re.match(r"[ \-]*(\w+)", text[end:])
    if after is None or not text[end:].startswith((" ", "-")):
        return True
    word = after[1]
    if PART.match(text, end + 1) or DAY.match(text, end + 1):
        return True
    return (word in FOLLOWS and said) or word in FOLLOWS - {"and", "y", "or", "o", "u", "to", "a"}
