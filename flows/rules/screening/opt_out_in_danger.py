"""Finds a wish for no more texts inside words of danger: "STOP I want to die", "i want to die stop texting me".

The words of danger are answered once, and the wish holds from then on. A "stop" about something else opts nobody
out: "stop hurting me", "i just want it all to stop". So a bare word counts only where it begins the text and stands
apart from what follows; elsewhere it takes words that are about texts.
"""

import re
from typing import Final

from flows.rules.screening import opt_out
from flows.rules.words.replies import clean

_BARE: Final = r"(?:stop|stopall|unsubscribe|end|quit|cancel|alto|baja|basta|parar)"
_APART: Final = re.compile(
    rf"\s*(?:{_BARE}\s*(?:[.,;:!\n-]|$)|{_BARE}\s+(?:i|im|i'm|i’m|ive|please|yo|ya|quiero|voy|estoy)\b"
    r"|stop\s+just\b|(?:stop|alto|baja|basta)\s+me (?:quiero|voy|tom|mu|mat)\w*)",
    re.IGNORECASE,
)
_SHOUTED: Final = re.compile(rf"\s*{_BARE.upper()}\s")
_ABOUT_TEXTS: Final = re.compile(
    r"\b(?:text\w*|txt\w*|messag\w*|msg\w*|sms|contact\w*|writ\w+|bother\w*|bugging|me off|list|unsubscribe"
    r"|opt(?:ing)? (?:me )?out"
    r"|mensaj\w*|escrib\w*|mand\w+|contact\w+|molest\w*|de baja|la lista)\b"
)
_PARTS: Final = re.compile(
    r"[.,;:!?\n\u2026]+|\b(?:and|but|so|just|please|pls|y|pero|por favor)\b", re.IGNORECASE
)
_A_WORD: Final = re.compile(r"\b(?:the|that|la|esa) (?:words?|palabras?)\b")
_MOST_WORDS: Final = 8


def opts_out(text: str) -> bool:
    """Whether this text, in which somebody speaks of danger, asks for no more texts as well."""
    if _A_WORD.search(clean(text)):
        return False  # "dont text the word suicide, my screen shows on the tv"
    if _APART.match(text) or (_SHOUTED.match(text) and not text.isupper()):
        return True
    return any(_is_about_texts(part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    """The clauses of a text, and its first and last words, since many write without a stop between."""
    clauses = [part for part in _PARTS.split(text) if part.strip()]
    words = clean(text).split()
    ends = range(2, min(_MOST_WORDS, len(words)) + 1)
    return clauses + [" ".join(words[:n]) for n in ends] + [" ".join(words[-n:]) for n in ends]


def _is_about_texts(part: str) -> bool:
    said = clean(part)
    if _ABOUT_TEXTS.search(said) is None or opt_out.is_about_calls(said):
        return False
    return opt_out.opt_out(said)
