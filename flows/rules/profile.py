"""What a volunteer says of themselves, read from their words: what they talk about, how many calls are enough. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from flows.rules.matching_words import NUMBER_WORDS, clean
from flows.rules.wishes import LONGEST_LABEL, slug

MOST_CALLS: Final = 20
MOST_OF_THEIRS: Final = 6
_NUMBERS: Final = re.compile(r"[\d\s,.;&+]+(?:(?:and|y)[\d\s,.;&+]+)*", re.IGNORECASE)
_NOTHING: Final = frozenset("none nothing nada ninguno ninguna".split())
_NO_CAP: Final = re.compile(
    r"(?:there is |theres )?no (?:limit|cap|maximum)|unlimited|any|as many as (?:come|you like|possible|needed)"
    r"|sin (?:tope|limite)|no hay (?:tope|limite)|las que (?:vengan|sean)|todas"
)
_AMOUNT: Final = re.compile(
    r"(?:(?:at|a) (?:most|lo mas)|about|around|maybe|up to|max|maximo|como|unas|hasta|only|solo)*\s*(\w+)"
    r"(?: (?:calls?|llamadas?))?(?: (?:is enough|are enough|a shift|por turno|bastan?|at most|max|please|por favor))*"
)


def read_calls(said: str) -> int | None:
    """How many calls are enough: "3", "three", "about 3 calls"; 0 for "no limit". None: no number up to MOST_CALLS."""
    words = clean(said)
    if _NO_CAP.fullmatch(words):
        return 0
    found = _AMOUNT.fullmatch(words)
    amount = NUMBER_WORDS.get(found[1], found[1]) if found else ""
    return int(amount) if re.fullmatch(r"\d{1,2}", amount) and int(amount) <= MOST_CALLS else None


def read_experiences(said: str, offered: Sequence[str], *, keyed: bool) -> tuple[str, ...] | None:
    """What they would talk about: numbers of the list `offered`, or their own words, with commas between.

    () for "none". None: nothing that can be read, or a number that is not on the list. `keyed`: every digit is a
    number of its own, as a phone has no commas.
    """
    if clean(said) in _NOTHING:
        return ()
    if offered and _NUMBERS.fullmatch(said.strip()):
        places = [int(number) - 1 for number in re.findall(r"\d" if keyed else r"\d+", said)]
        if not all(0 <= place < len(offered) for place in places):
            return None
        chosen = [offered[place] for place in places]
    else:
        chosen = [part.strip()[:LONGEST_LABEL] for part in re.split(r"[,;\n]| y | and ", said)]
    names = [each for each in chosen if re.search(r"[^\W\d]", slug(each))]
    return tuple(dict.fromkeys(names))[:MOST_OF_THEIRS] or None
