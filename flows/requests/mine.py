"""MINE: no volunteer is to see what they told. Said by that word, or in a short sentence of their own."""

import re
from typing import Final

from flows.engine import End, Flow, Move, Scene
from flows.requests.told import withheld
from flows.rules.words.replies import clean

mine = Flow("mine", keywords=("MINE",), aside=True, settles=("told",), to_the_letter=True)

_LONGEST_WISH: Final = 8
"""In more words than these, "do not tell them" may be part of what they tell."""
_KEEP_IT: Final = re.compile(
    r"\b(?:dont|do not|never|not) (?:share|show|pass|tell)\b.*\b(?:this|that|it|them|volunteer|anyone|anybody)\b"
    r"|\bkeep (?:this|that|it) (?:private|secret|to yourself|between us)\b"
    r"|\bno (?:se )?l[oae]s? (?:compartas?|cuentes?|muestres?|pases?|digas?|ensenes?)\b"
    r"|\bno (?:compartas|muestres|pases|digas) (?:eso|esto|nada)\b"
)


@mine.start
def keep_back(s: Scene) -> Move:
    """MINE, whatever is open."""
    return End(withheld())


def asks_to_withhold(words: str) -> bool:
    """Whether they say MINE in a short sentence of their own: "please don't share that with them"."""
    said = clean(words)
    return len(said.split()) <= _LONGEST_WISH and _KEEP_IT.search(said) is not None
