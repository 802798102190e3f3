"""The features of a text for the model of meaning: its words, what stands together, and what was asked before it.

A feature that stands in a text twice counts twice. The model learns with these and reads with these, so a change here
needs `warmline read --train` afterwards.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from flows.rules.words.replies import clean

_MOST_WORDS: Final = 120
"""The first words say what a text is about; the rest would only cost time."""
_REPEATED: Final = re.compile(r"([a-z])\1{2,}")
_TIME: Final = re.compile(
    r"\d{1,2}(?:[:.h]\d{2})? ?(?:am|pm|hrs?|hs|h|p ?\. ?m|a ?\. ?m)\b|\d{1,2}[:h]\d{2}", re.IGNORECASE
)
_CODE: Final = re.compile(r"[cdefghjkmnprtuvwxy][2-9]{1,3}|a\d{1,3}")
_SHORT: Final = 4
"""Up to so many words the whole text is a feature together with the question it may answer."""
_SIZES: Final = (3, 4)
"""The lengths of the groups of letters."""
_SPAN: Final = 3
"""So many classes of words further on still make a pair."""


@cache
def _classes() -> Mapping[str, str]:
    """The class of each word that has one: "ring" and "llamar" are CALL."""
    listed = tomllib.loads((files("flows.rules.meaning") / "word_classes.toml").read_text("utf-8"))
    return {word: name for name, words in listed.items() for word in words.split()}


def words_of(text: str) -> list[str]:
    """The words of a text: cleaned, times and codes and long numbers each as one word."""
    if any(map(str.isdigit, text)):
        text = _TIME.sub(" xtime ", text)
    return [_word(word) for word in clean(text).split(None, _MOST_WORDS)[:_MOST_WORDS]]


def _word(word: str) -> str:
    if word.isalpha():
        return _REPEATED.sub(r"\1", word)
    if word.isdigit():
        return word if len(word) == 1 else "xnumber"
    return "xcode" if _CODE.fullmatch(word) else word


def of_word(word: str, state: str) -> list[str]:
    """The features that a word gives wherever it stands: itself, its class, its groups of letters."""
    edged = f"<{word}>"
    groups = [f"c:{edged[at : at + size]}" for size in _SIZES for at in range(len(edged) - size + 1)]
    name = _classes().get(word)
    named = (f"k:{name}", f"k:{name}/{state}") if name else ()
    return [f"w:{word}", f"{word}/{state}", *named, *groups]


def of_text(text: str, words: Sequence[str], state: str) -> list[str]:
    """The features that only the whole text gives: what stands together, marks, its length, what it may answer."""
    count = len(words)
    found = [f"s:{state}", f"n:{min(count, 12) if count < 12 else 12 + min(count // 12, 4)}/{state}"]
    if "?" in text or "¿" in text:
        found += ("?", f"?/{state}")
    if not text.isascii():
        found += sorted({f"e:{char}" for char in text if unicodedata.category(char) in ("So", "Sk")})
    bounded = ["^", *words, "$"]
    found += [f"b:{one}_{two}" for one, two in pairwise(bounded)]
    found += [f"g:{one}_{three}" for one, three in zip(bounded, bounded[2:], strict=False)]
    if count <= _SHORT:
        whole = " ".join(words)
        found += (f"all:{whole}/{state}", f"all:{whole}")
    return found + _of_classes(words)


def _of_classes(words: Sequence[str]) -> list[str]:
    """Two and three classes in a row, with short words as they are, and pairs of classes near each other."""
    known = _classes()
    named = [known.get(word) or (word if len(word) <= _SHORT_WORD else "_") for word in words]
    bounded = ["^", *named, "$"]
    found = [f"kb:{one}_{two}" for one, two in pairwise(bounded)]
    found += [
        f"kt:{one}_{two}_{three}" for one, two, three in zip(bounded, bounded[1:], bounded[2:], strict=False)
    ]
    classes = [name for name in named if name.isupper()]
    for at, one in enumerate(classes):
        found += [f"ko:{one}_{two}" for two in classes[at + 1 : at + 1 + _SPAN]]
    return found


def class_of(word: str) -> str | None:
    """The class of a word as `words_of` gives it; None if it has none."""
    return _classes().get(word)


_SHORT_WORD: Final = 3


def features(text: str, state: str) -> list[str]:
    """All features of one text whose writer last read the question of this state (CONTRACT.md, "Reading")."""
    words = words_of(text)
    return [*of_text(text, words, state), *(each for word in words for each in of_word(word, state))]
