"""Decides which misspellings of a word are forgiven. What rings a phone is never guessed (docs/adr/0037)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from flows.rules.words import negation

_DOUBLED: Final = re.compile(r"(.)\1+")
_SHORTEST_SWAP: Final = 4
"""In shorter words, a swapped or doubled letter makes another word: on and no, mon and moon."""
_GUESSED_FROM: Final = 6
"""In shorter words, a changed letter makes another word: call and cell, take and fake, safe and same."""
_TWO_EDITS_FROM: Final = 8


def nearest(typed: str, words: Mapping[str, str], *, strict: Iterable[str] = ()) -> tuple[set[str], int]:
    """The meanings of the words that `typed` may be a misspelling of, and how many edits away they are.

    All words are in letters only, without spaces. `words`: the meaning of each word. `strict`: meanings whose words are
    not guessed, apart from doubled and swapped letters.
    """
    need_letters = frozenset(strict)
    found: dict[str, int] = {}
    for word, meaning in words.items():
        if not word.isalpha():
            continue
        if same_letters(typed, word):
            distance = 1
        elif meaning in need_letters:
            continue
        else:
            limit = _edits_forgiven(word, typed)
            distance = DamerauLevenshtein.distance(typed, word, score_cutoff=limit) if limit else 1
            if distance > limit or not negation.kept(typed, word):
                continue
        found[meaning] = min(distance, found.get(meaning, distance))
    closest = min(found.values(), default=0)
    return {meaning for meaning, distance in found.items() if distance == closest}, closest


def same_letters(typed: str, word: str) -> bool:
    """Whether a text differs from a word only in doubled letters, or in two swapped neighbours after the first."""
    if _letters(typed) != _letters(word):
        return False
    if _once(typed) == _once(word) and len(word) >= _SHORTEST_SWAP:
        # "calll" is call; a double letter typed once is forgiven only in a text long enough to mean nothing else.
        return len(typed) >= len(word) or len(typed) >= 5
    if len(typed) != len(word) or len(word) < _SHORTEST_SWAP or typed[0] != word[0]:
        return False
    apart = [at for at in range(len(word)) if typed[at] != word[at]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and (typed[apart[0]], typed[apart[1]]) == (word[apart[1]], word[apart[0]])
    )


@lru_cache(4096)
def _once(letters: str) -> str:
    return _DOUBLED.sub(r"\1", letters)


@lru_cache(4096)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)


def _edits_forgiven(word: str, typed: str) -> int:
    if len(word) < _GUESSED_FROM:
        return 0
    return 1 if min(len(word), len(typed)) < _TWO_EDITS_FROM else 2
