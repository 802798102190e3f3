"""Recognises the language of a first text: nobody should have to find the word ESPANOL first.

A table says how much more often a word, or three letters of one that is not in it, stand in Spanish texts than in
English ones. `warmline read --train` counts it from the texts that the model of meaning learns from. Words that the
line prints in both languages (CALL, STOP), names of places, and texts of both languages decide nothing.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from flows.rules.words.replies import clean

FILE: Final = "languages.txt"
ENOUGH: Final = 20
"""How far a text must lean to one language: of 2,380 first texts by others, 13 were then taken for the wrong one."""
_MOST_OF_A_WORD, _MOST_OF_LETTERS = 40, 24
_MOST_WORDS: Final = 40
_CLEARLY: Final = 24
"""A word that leans so far is of one language alone."""
_SAYS_NOTHING: Final = re.compile(
    r"\b(?:call|check ?in|menu|status|stop|help|start|me|no|ok|solo|todo|los angeles|el paso|san \w+|x mas)\b"
    r"|^(?:hi hola|yo)$|\b([a-z])\1+\b"
)


_ACCENT, _ACCENTED = re.compile(r"[áíóúñ¿¡]", re.IGNORECASE), 16
"""Marks that English does not have. "José" says nothing, so é is none."""
_GREETINGS: Final = dict.fromkeys("wena wenas holi holis hla ola olas aloo buenass si".split(), "es")
"""First texts of one word that hardly stand in any other."""


@cache
def table() -> Mapping[str, int]:
    """How far each word and each three letters ("~ola") lean: above nought to Spanish, below to English."""
    lines = (files("flows.rules.words") / FILE).read_text("utf-8").split("\n")
    return {name: int(leans) for name, _, leans in (line.partition(" ") for line in lines if line)}


def parts_of(word: str) -> list[str]:
    """The threes of letters of a word, with its edges."""
    edged = f"<{word}>"
    return ["~" + edged[at : at + 3] for at in range(len(edged) - 2)]


def words_of(text: str) -> list[str]:
    """The words that may say something of the language."""
    return [word for word in clean(text).split()[:_MOST_WORDS] if word.isalpha()]


def language_of(text: str, known: Mapping[str, int] | None = None) -> str | None:
    """The language ("en", "es") of the words in this text; None if they leave a doubt. `known`: another table."""
    said = clean(text)
    if said in _GREETINGS:
        return _GREETINGS[said]
    known = table() if known is None else known
    leans = [_lean(word, known) for word in words_of(_SAYS_NOTHING.sub(" ", said))]
    total = sum(leans) + (_ACCENTED if leans and _ACCENT.search(text) else 0)
    mixed = max(leans, default=0) >= _CLEARLY and min(leans, default=0) <= -_CLEARLY
    if abs(total) < ENOUGH * (3 if mixed else 1):
        return None
    return "es" if total > 0 else "en"


def _lean(word: str, known: Mapping[str, int]) -> int:
    found = known.get(word)
    if found is not None:
        return max(-_MOST_OF_A_WORD, min(_MOST_OF_A_WORD, found))
    parts = [known.get(part, 0) for part in parts_of(word)]
    return max(-_MOST_OF_LETTERS, min(_MOST_OF_LETTERS, sum(parts) // max(1, len(parts))))
