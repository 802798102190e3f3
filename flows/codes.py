"""What follows a volunteer's verb: the code of the callback they mean, and what they say of the talk."""

import re
from typing import NamedTuple


class Coded(NamedTuple):
    """What follows a verb: the offer's code, if there is one, and the rest."""

    code: str | None
    rest: str


def read_code(said: str) -> Coded:
    """Read "K7", "k 7", "K-7 went well" after a verb. The code is upper case without gaps."""
    found = re.match(r"\s*#?(?![Aa] )([A-Za-z])[\s\-.]?(\d{1,3})\b[\s:,.;-]*(.*)", said, re.DOTALL)
    return Coded((found[1] + found[2]).upper(), found[3].strip()) if found else Coded(None, said.strip())


def is_only_a_code(said: str) -> bool:
    """Whether nothing but a code follows the keyword: "again K7", but not "again I lay awake"."""
    code, rest = read_code(said)
    return code is not None and not rest


_HARD = re.compile(
    r"(?:(?:it|that|this|was|a|very|really|so|too|pretty|quite|kind of|fue|estuvo|es|una|un|muy|bastante) )*"
    r"(?:hard|rough|tough|heavy|brutal|intense|draining|exhausting|upsetting|overwhelming|too much"
    r"|dur[ao]|dif[ií]cil|pesad[ao]|intens[ao]|agotador[a]?|demasiado|fuerte)\b(?! (?:to|of|at)\b)",
    re.IGNORECASE,
)
"""How somebody says, as the first thing, that a call was hard on them: "hard", "that was a tough one"."""


def was_hard(words: str) -> bool:
    """Whether the words begin by saying that a talk was hard."""
    return _HARD.match(words) is not None
