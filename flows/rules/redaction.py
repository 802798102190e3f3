"""Leaves phone numbers and links out of words that are passed on: one could be found by them outside the line.

It keeps people from giving by habit what they would not give on reflection. It cannot stop two who mean to: digits
spelt out, or the name of a street, are words as any other.
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
# Digits with little between them, as people write a number that no table knows.
_DIGITS: Final = re.compile(r"(?<!\w)\+?\(?\d(?:[\s().\-_/*]{0,3}\d){6,14}(?!\w)")
_DATE: Final = re.compile(r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})")


@dataclass(frozen=True, slots=True)
class Masked:
    """The words as they are passed on, and whether something was left out of them."""

    words: str
    left_out: bool


def mask(words: str, *, region: str, number: str, link: str, keep: str = "") -> Masked:
    """The words with every phone number replaced by `number`, every link and e-mail address by `link`.

    Crisis and emergency numbers of the region stay, and `keep` (E.164), the line's own: both know it.
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
    """Whether somebody counts: "5 4 3 2 1" with more before it calms people down, and is no number of anybody."""
    steps = [int(each) for each in re.findall(r"\d+", digits)]
    return len(steps) > 3 and all(abs(b - a) == 1 for a, b in pairwise(steps))


def _bare(written: str) -> str:
    return "".join(char for char in written if char.isdigit())


def pieces(words: str, longest: int) -> list[str]:
    """The words in as few parts as fit, broken between words where there is a gap to break at."""
    parts = []
    rest = words
    while len(rest) > longest:
        gap = rest.rfind(" ", longest // 2, longest + 1)
        at = gap if gap > 0 else longest
        parts.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return [*parts, rest]
