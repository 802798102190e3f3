"""Counts the table of words by which a first text's language is recognised: whole numbers, from the training texts."""

import math
from collections import Counter
from collections.abc import Iterable

from console.reading.rows import Row
from flows.rules.words.languages import parts_of, words_of

_SEEN_IN = 6
"""A word or part has to stand in so many texts."""
_LEANS = 8
"""What leans less says too little to be kept: 8 is twice as often."""


def table(rows: Iterable[Row]) -> str:
    """The lines of the file: what stands in texts, and how far it leans to Spanish (above nought) or to English."""
    seen = {"en": Counter[str](), "es": Counter[str]()}
    for row in rows:
        if row.language in seen:
            words = words_of(row.text)
            seen[row.language].update({*words, *(part for word in words for part in parts_of(word))})
    total = {language: seen[language].total() for language in seen}
    lines = []
    for name in sorted(seen["en"].keys() | seen["es"].keys()):
        spanish, english = seen["es"][name], seen["en"][name]
        # As if half a text more had each: what was never seen in one language is not impossible there.
        leans = round(_LEANS * math.log2((2 * spanish + 1) * total["en"] / ((2 * english + 1) * total["es"])))
        if spanish + english >= _SEEN_IN and abs(leans) >= _LEANS:
            lines.append(f"{name} {leans}\n")
    return "".join(lines)
