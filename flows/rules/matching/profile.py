"""Reads what volunteers say of themselves: what they would talk about, and how many calls are enough. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from flows.rules.matching.wishes import LONGEST_LABEL, slug
from flows.rules.words.replies import NUMBER_WORDS, clean

MOST_CALLS: Final = 20
MOST_OF_THEIRS: Final = 6
_NUMBERS: Final = re.compile(r"[\d\s,.;&+]+(?:(?:and|y)[\d\s,.;&+]+)*", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[,;\n&+]|\b(?:and|y|e)\b", re.IGNORECASE)
_NOTHING: Final = re.compile(
    r"(?:none|nothing|nada|ningun[oa]?)(?: (?:of|de) (?:these|those|them|the above|est[oa]s|ell[oa]s|eso|esto))?"
)
_EVERYTHING: Final = re.compile(
    r"(?:all|everything|any|anything|tod[oa]s?|cualquiera)"
    r"(?: (?:of )?(?:these|those|them|the above|it|est[oa]s|ell[oa]s))?"
)
_NO_CAP: Final = re.compile(
    r"(?:there is |theres )?no (?:limit|cap|maximum)|unlimited|any|as many as (?:come|you like|possible|needed)"
    r"|sin (?:tope|limite)|no hay (?:tope|limite)|las que (?:vengan|sean)|todas"
)
_AMOUNT: Final = re.compile(
    r"(?:(?:at|a) (?:most|lo mas)|about|around|maybe|up to|max|maximo|como|unas|hasta|only|solo)*\s*(\w+)"
    r"(?: (?:calls?|llamadas?))?(?: (?:is enough|are enough|a shift|por turno|bastan?|at most|max|please|por favor))*"
)


def read_calls(said: str) -> int | None:
    """How many calls are enough: "3", "three", "about 3 calls"; 0: "no limit"; None: no number up to MOST_CALLS."""
    words = clean(said)
    if _NO_CAP.fullmatch(words):
        return 0
    found = _AMOUNT.fullmatch(words)
    amount = NUMBER_WORDS.get(found[1], found[1]) if found else ""
    return int(amount) if re.fullmatch(r"\d{1,2}", amount) and int(amount) <= MOST_CALLS else None


def read_experiences(said: str, offered: Sequence[str], *, keyed: bool) -> tuple[str, ...] | None:
    """What they would talk about: numbers of the list `offered`, their own words with commas between them, or both.

    () for "none", everything offered for "all". None if nothing can be read, or a number is not on the list.
    `keyed`: each digit is a number of its own, since a phone has no comma.
    """
    words = clean(said)
    if _NOTHING.fullmatch(words):
        return ()
    if offered and _EVERYTHING.fullmatch(words):
        return tuple(offered)
    if offered and keyed and words.isdigit():
        parts = list(words)
    elif offered and _NUMBERS.fullmatch(said.strip()):
        parts = re.findall(r"\d+", said)
    else:
        parts = [part.strip() for part in _BETWEEN.split(said)]
    named = [_named(part, offered) for part in parts if clean(part)]
    if any(each is None for each in named):
        return None
    names = dict.fromkeys(each for each in named if each and re.search(r"[^\W\d]", slug(each)))
    return tuple(names)[: max(MOST_OF_THEIRS, len(offered))] or None


def _named(part: str, offered: Sequence[str]) -> str | None:
    """The entry of the list with this number, or their own words; None for a number that is not on the list."""
    number = NUMBER_WORDS.get(clean(part), clean(part)) if offered else ""
    if number.isdigit():
        return offered[int(number) - 1] if 0 < int(number) <= len(offered) else None
    return _cut(part)


def _cut(words: str) -> str:
    """Shorten words to the length of a label, between two words where possible."""
    if len(words) <= LONGEST_LABEL:
        return words
    return words[: LONGEST_LABEL + 1].rpartition(" ")[0].strip() or words[:LONGEST_LABEL]
