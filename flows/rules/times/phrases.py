"""Finds the times in what a person wrote: where each stands, and its pieces. `local` says what moment each one is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from flows.rules.times.clock import Clock, is_hour, number_in, read_clock, second_hour
from flows.rules.times.words import (
    AMOUNT,
    CLAUSE,
    CLOCK,
    DAY,
    FILLER,
    FULL_WEEKDAY,
    GLUE,
    OVER,
    PART,
    REFUSED,
    ZONE,
    part_of,
)

LONGEST: Final = 160
"""How many characters are read: one text. What comes after them is kept, but not searched."""


@dataclass(slots=True)
class Phrase:
    """One time as it was said. `start` and `end` count characters of the person's own text."""

    start: int
    end: int
    minutes: float | None = None
    within: bool = False
    day: str = ""
    """For the date parser, in English or Spanish; "next " stands before a weekday that was said with "next"."""
    part: str = ""
    this: bool = False
    """ "This evening" is today's; "in the evening" may be tomorrow's."""
    clock: Clock | None = None
    until: Clock | None = None
    sure: bool = False
    """Whether it is a time wherever it stands. "8", "2 hours" or "sat" are times only if nothing else is said."""
    refused: bool = False
    over: bool = False
    also: tuple[int, int] | None = None
    """Where the day or the part of the day stands, if words are between it and the hour."""


class Folded(NamedTuple):
    """Text in lower case, without accents and apostrophes, all digits 0-9; `at[i]` is where character i came from."""

    text: str
    at: list[int]


def fold(words: str) -> Folded:
    """The first 160 characters, ready for the patterns, with phone numbers replaced by "#"."""
    text: list[str] = []
    at: list[int] = []
    for place, char in enumerate(words[:LONGEST]):
        for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", char).casefold()):
            kept = _kept(part) if unicodedata.category(char) != "No" else "#"
            if kept and not (kept == " " and text[-1:] == [" "]):
                text.append(kept)
                at.append(place)
    folded = _PHONE.sub(lambda found: "#" * len(found.group()), "".join(text))
    return Folded(folded, [*at, min(len(words), LONGEST)])


_PHONE: Final = re.compile(
    r"\+?\(?\d{3}\)?[-. ]?\d{3}[-. ]\d{4}|\+\d[\d .\-]{6,}|(?<!\d)\d{3}-\d{4}(?!\d)|\d{5,}"
)
_PLAIN: Final = frozenset(":/.,-+;!?()@#$")


def _kept(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind[0] == "L" or char in _PLAIN:
        return char
    if char == "\n":
        return ";"
    if kind in ("Mn", "Me", "Mc", "Cf", "Lm") or char in "'’‘`´＇":
        return ""
    return "-" if kind == "Pd" else " "


def zone_said(phrase: Phrase) -> str:
    """In whose time the hour is, as it was said: "est", "hora de mexico"; "" where nothing was."""
    said = [clock.zone for clock in (phrase.clock, phrase.until) if clock is not None and clock.zone]
    return said[0] if said else ""


def phrases(folded: Folded) -> list[Phrase]:
    """Every time in the text, in order. Times that are refused or over are marked as such."""
    found: list[Phrase] = []
    for phrase in _scan(folded):
        if not (found and _joined(found[-1], phrase, folded)):
            found.append(phrase)
    for phrase in found:
        phrase.start, phrase.end = folded.at[phrase.start], folded.at[phrase.end]
        if phrase.also is not None:
            phrase.also = folded.at[phrase.also[0]], folded.at[phrase.also[1]]
    return found


def _joined(one: Phrase, other: Phrase, folded: Folded) -> bool:
    """Join "tomorrow, could you call" and "at 9", or "at 9" and "on Friday", into the first of the two."""
    if one.refused or other.refused or one.over or other.over or one.also or one.minutes or other.minutes:
        return False
    between = folded.text[one.end : other.start]
    words = set(re.findall(r"\w+", between))
    if words & {"or", "o", "but", "pero", "and", "y"} or (one.day and other.day) or (one.part and other.part):
        return False
    if one.clock is None and other.clock is not None:
        spot = (one.start, one.end)
        one.start, one.end, one.clock, one.until = other.start, other.end, other.clock, other.until
    elif one.clock is not None and other.clock is None and words <= FILLER:
        spot = (other.start, other.end)
    else:
        return False
    one.also, one.sure = spot, one.sure or other.sure
    one.day, one.part, one.this = one.day or other.day, one.part or other.part, one.this or other.this
    return True


def _scan(folded: Folded) -> Iterator[Phrase]:
    position = 0
    while position < len(folded.text):
        found = _run(folded.text, position)
        if found is None:
            position += 1
            continue
        phrase, position = found
        _judge(phrase, folded.text)
        yield phrase


def _run(text: str, start: int) -> tuple[Phrase, int] | None:
    phrase, end, place = Phrase(start, start), start, start
    while (piece := _piece(text, place, phrase)) is not None:
        end = piece
        glue = GLUE.match(text, end)
        place = glue.end() if glue is not None else end
        # The glue may have matched the beginning of the next piece ("at", "de la"): try with that first.
        if _starts(text, end + 1, phrase) and text[end : end + 1] in (" ", ","):
            place = end + 1
    if end == start:
        return None
    if phrase.clock is not None and not zone_said(phrase) and (zone := ZONE.match(text, end)) is not None:
        # "8 tonight, EST", "a las 8 de la noche, hora de España".
        phrase.clock, end = phrase.clock._replace(zone=zone["zone"]), zone.end()
    phrase.end = end
    return phrase, end


def _starts(text: str, place: int, phrase: Phrase) -> bool:
    probe = Phrase(0, 0, phrase.minutes, False, phrase.day, phrase.part, False, phrase.clock, phrase.until)
    return _piece(text, place, probe) is not None


def _piece(text: str, place: int, phrase: Phrase) -> int | None:
    """Read one more piece of the phrase at this place. Returns where the piece ends, or None."""
    alone = phrase.minutes is None
    if alone and phrase.clock is None and not phrase.part and (found := _amount_at(text, place)):
        if not found["days"]:
            if not phrase.day:
                _amount(found, phrase)
                return found.end()
        elif not phrase.day and found["lead"]:
            unit = found["days"]
            phrase.day, phrase.sure = f"in {number_in(found['count']):g} {_DAY_UNITS[unit[0]]}", True
            return found.end()
    if alone and not phrase.part and (found := PART.match(text, place)) and _is_part(text, found, phrase):
        phrase.part = part_of(found)
        phrase.this = bool(found["tonight"] or found["this"])
        phrase.sure = phrase.sure or phrase.this or bool(phrase.day or phrase.clock)
        return found.end()
    if alone and not phrase.day and (found := DAY.match(text, place)):
        phrase.day = _day(found)
        name = (found["weekday"] or "").rstrip(".")
        phrase.sure = phrase.sure or len(name) > 5 or not (name or found["date"]) or phrase.clock is not None
        return found.end()
    if alone and (found := CLOCK.match(text, place)) and (clock := read_clock(found)) is not None:
        return _add_clock(text, found, clock, phrase)
    return None


def _amount_at(text: str, place: int) -> re.Match[str] | None:
    found = AMOUNT.match(text, place)
    # "19h" and "19 hs" are hours of the clock unless "in" stands before them.
    return None if found is None or _WRITTEN_HOUR.fullmatch(found.group()) else found


_WRITTEN_HOUR: Final = re.compile(r"(?:1[3-9]|2[0-3]) ?hs?(?:\d\d)?")
_DAY_UNITS: Final = {"d": "days", "w": "weeks", "s": "weeks", "m": "months", "y": "years", "a": "years"}


def _is_part(text: str, found: re.Match[str], phrase: Phrase) -> bool:
    before = text[: found.start()].split()[-1:]
    if before and before[0].strip(".,!") in (
        "good",
        "buenas",
        "buenos",
        "mas",
        "muy",
        "last",
        "every",
        "all",
    ):
        return False
    spoken = found.group()
    if spoken.split()[0] in ("early", "late", "the", "la", "a") and not (phrase.day or phrase.clock):
        return len(spoken.split()) > 1 and spoken.split()[0] in ("early", "late", "la", "a")
    return spoken not in ("eve", "at morning", "at afternoon", "at evening")


def _amount(found: re.Match[str], phrase: Phrase) -> None:
    if found["half"]:
        minutes = 30.0
    elif found["quarter"]:
        minutes = 15.0
    elif found["hour_half"]:
        minutes = 90.0
    else:
        count = number_in(found["count"]) + (0.5 if found["and_half"] or found["half_after"] else 0)
        minutes = count * (60 if found["hours"] else 1)
        more = found["more"] or found["glued"]
        minutes += number_in(more) if more and found["hours"] else 0
    phrase.minutes, phrase.within = minutes, bool(found["within"])
    phrase.sure = bool(found["within"] or found["lead"] or found["tail"])


def _day(found: re.Match[str]) -> str:
    if found["weekday"]:
        later = (found["next"] or "").strip() in ("next", "proximo") or found["coming"]
        return ("next " if later else "") + FULL_WEEKDAY[found["weekday"].rstrip(".")]
    for kind in ("today", "tomorrow", "yesterday"):
        if found[kind]:
            return kind
    if found["after_next"]:
        return "in 2 days"
    return re.sub(r"(?<!\w)(?:the|dia|of) ", "", str(found["date"]))


_RANGE: Final = re.compile(r" ?(?:-|to|until|till|til|hasta|and|y|a) ?(?:a )?(?:las? )?$")


def _add_clock(text: str, found: re.Match[str], clock: Clock, phrase: Phrase) -> int | None:
    said = bool(found["las"] or clock.lead or found["ish"] or clock.zone)
    certain = clock.half or (clock.exact and found.group().strip(" 0123456789")) or found["minute"]
    certain = certain or found["past"] or found["to"] or found["y"] or found["ish"]
    if phrase.clock is not None:
        if phrase.until is not None or clock.lead not in ("", "until", "till", "til", "hasta"):
            return None
        joint = _RANGE.search(text[: found.start("las") if found["las"] else found.start()]) or clock.lead
        if not joint:
            return None
        phrase.until = clock
        phrase.sure = phrase.sure or bool(certain)
        return found.end()
    joined = bool(phrase.day or phrase.part)
    if not certain:
        before = text[: found.start()].split()[-1:]
        if clock.hour == 0 or before in (["in"], ["en"], ["am"], ["im"], ["soy"]):
            return None
        if not is_hour(text, found.end(), said or joined) and second_hour(text, found.end(), clock) is None:
            return None
    phrase.clock = clock
    phrase.sure = phrase.sure or bool(certain) or said
    end = found.end()
    if (second := second_hour(text, end, clock)) is not None:
        other, last, either = second
        end = other.end()
        phrase.sure = phrase.sure or bool(last.half)
        if not either:
            phrase.until = last
        elif last.half and not clock.exact:  # "7 or 8pm": the earlier of two evening hours
            hour = clock.hour % 12 + (12 if last.half == "pm" else 0)
            phrase.clock = clock._replace(hour=hour, exact=True, half=last.half)
    return end


def _judge(phrase: Phrase, text: str) -> None:
    """Mark a time that the words before it, in the same clause, refuse or put into the past."""
    clauses = CLAUSE.split(text[: phrase.start])
    before = clauses[-1].split()
    phrase.refused = not REFUSED.isdisjoint(before)
    after = text[phrase.end :]
    phrase.over = not OVER.isdisjoint(before + re.findall(r"\w+", after)[:1])
    phrase.over = phrase.over or re.match(r" earlier\b| atras\b", after) is not None
