"""What may be kept of a volunteer, read from what the team typed: a name, how they agreed, a zone, a phone."""

import unicodedata
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.line import Line
from flows.rules.phone import read_callback_number, takes_no_texts
from store.logs.redaction import redacted

LONGEST_NAME: Final = 80
LONGEST_AGREED: Final = 120
LONGEST_NOTES: Final = 1000
LONGEST_EXPERIENCE: Final = 24
MOST_EXPERIENCES: Final = 8
PHONE_LETTERS: Final = frozenset("0123456789+ ()-./\u00a0")
_NO_LETTER = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Kinds of characters that can make a terminal, a text or a log show something other than the name."""
_JOINERS = "\u200c\u200d"  # but these two are how some names are written


class PhoneRead(NamedTuple):
    """A number (E.164), or why it is none: letters, landline, or a word of `flows.rules.phone.Refusal`."""

    number: str | None
    why: str = ""


def name(typed: str) -> str | None:
    """A name as it is kept; None for none, a long one, or one with letters that nobody sees."""
    said = " ".join(typed.split(" ")).strip(" ")
    return said if said and len(said) <= LONGEST_NAME and not any(map(_is_hidden, said)) else None


def agreed(typed: str) -> str | None:
    """How somebody agreed, as it is kept; None where it cannot be: it is in the clear, so it holds no number."""
    said = " ".join(typed.split())
    if not said or len(said) > LONGEST_AGREED or any(map(_is_hidden, said)) or redacted(said) != said:
        return None
    return said


def is_zone(typed: str) -> bool:
    """Whether there is such a zone."""
    try:
        ZoneInfo(typed)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def phone(typed: str, line: Line) -> PhoneRead:
    """A phone that the line may ring and text, as people of its region write it or with its country code."""
    if not set(typed) <= PHONE_LETTERS:
        return PhoneRead(None, "letters")
    read = read_callback_number(typed, line.rung, line.number)
    if read.number is None:
        return PhoneRead(None, read.refusal.value if read.refusal is not None else "impossible")
    if line.texting and takes_no_texts(read.number):
        return PhoneRead(None, "landline")
    return PhoneRead(read.number)


def experiences(typed: str) -> tuple[str, ...] | None:
    """Names with commas between, each once; None where there are too many, or one is too long."""
    said = tuple(dict.fromkeys(" ".join(each.split()) for each in typed.split(",") if each.strip()))
    short = all(len(each) <= LONGEST_EXPERIENCE and not any(map(_is_hidden, each)) for each in said)
    return said if short and len(said) <= MOST_EXPERIENCES else None


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in _NO_LETTER and letter not in _JOINERS
