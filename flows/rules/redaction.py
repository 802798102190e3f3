"""Removes phone numbers and links from words that are passed on, so that nobody can be found outside the line by them.

It protects people from giving by habit what they would not give if they thought about it. It cannot stop two people
who want to: digits spelt out, or the name of a street, are words like any others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from flows.rules.crisis import lines as crisis_lines
from flows.rules.phone import numbers_in

_END: Final = r"[^\s<>\"'!?;,.)]"
_LINK: Final = re.compile(
    rf"""\b(?:https?://|www\.)[^\s<>"']*{_END}
    |[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+
    |\b(?:[a-z0-9\-]+\.)+(?:com|org|net|info|app|link|gov|edu)\b(?:/[^\s<>"']*{_END})?
    |\b(?:[a-z0-9\-]+\.)+[a-z]{{2,6}}/[^\s<>"']*{_END}""",
    re.IGNORECASE | re.VERBOSE,
)
# Digits with little between them: how people write a number that the phone metadata does not know.
_DIGITS: Final = re.compile(r"(?<!\w)\+?\(?\d(?:[\s().\-_/*]{0,3}\d){6,14}(?!\w)")
_DATE: Final = re.compile(r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})")


@dataclass(frozen=True, slots=True)
class Masked:
    """The words to pass on, and whether anything was left out of them."""

    words: str
    left_out: bool


def mask(words: str, *, region: str, number: str, link: str, keep: str = "") -> Masked:
    """Replace every phone number with `number`, and every link and e-mail address with `link`.

    Three kinds of number stay: the region's crisis and emergency numbers, and `keep` (E.164), the line's own number.
    """
    lines = crisis_lines.for_region(region)
    known = {_bare(each) for each in (lines.crisis, lines.emergency, lines.text_to, keep)} - {""}
    gaps = [(found.start(), found.end(), link) for found in _LINK.finditer(words)]
    for start, end in (*numbers_in(words, region), *_written_apart(words)):
        digits = _bare(words[start:end])
        if not any(each.endswith(digits) or digits == each for each in known):
            gaps.append((start, end, number))
    made, done = "", 0
    for start, end, instead in sorted(gaps):
        if start >= done:
            made += words[done:start] + instead
        done = max(done, end)
    return Masked(made + words[done:], bool(gaps))


def _written_apart(words: str) -> Iterator[tuple[int, int]]:
    for found in _DIGITS.finditer(words):
        if not (_DATE.fullmatch(found[0]) or _counts(found[0])):
            yield found.start(), found.end()


def _counts(digits: str) -> bool:
    """Whether the digits count up or down: "5 4 3 2 1" is said to calm somebody, and is nobody's number."""
    steps = [int(each) for each in re.findall(r"\d+", digits)]
    return len(steps) > 3 and all(abs(b - a) == 1 for a, b in pairwise(steps))


def _bare(written: str) -> str:
    return "".join(char for char in written if char.isdigit())


def pieces(words: str, longest: int) -> list[str]:
    """Split the words into as few parts of at most `longest` characters as fit, between two words where possible."""
    parts = []
    rest = words
    while len(rest) > longest:
        gap = rest.rfind(" ", longest // 2, longest + 1)
        at = gap if gap > 0 else longest
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*parts, rest]
