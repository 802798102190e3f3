"""The weights of the model of meaning, and its sum over the features of a text.

Every feature has one whole number from -128 to 127 for each meaning. A row of them is kept as one large whole number
with 16 bits for each meaning, so that a text costs one addition for each of its features and needs no library.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Final

from flows.rules.meaning.features import of_text, of_word

FILE: Final = "meanings.weights"
STEPS: Final = 40
"""The steps of one unit: a weight of 40 is 1.0."""
SCALE: Final = 3
"""What a text's features weigh together: 3 divided by the root of their number each."""
_BIAS: Final = 128
_FIT: Final = 255
"""So many rows can be added before a field of 16 bits is full."""
_REMEMBERED: Final = 20_000
"""How many words keep their sums; then all are forgotten, so that no flood of made-up words fills the memory."""

Sum = tuple[int, int]
"""Rows added up, and how many they are: `_FIT` at most."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The meanings, and for each feature its packed row."""

    meanings: tuple[str, ...]
    rows: dict[str, int]
    of_words: dict[tuple[str, str], Sum] = field(default_factory=dict)

    def scores(self, text: str, words: Sequence[str], state: str) -> list[float]:
        """The score of each meaning of a text, in the order of `meanings`: larger is likelier.

        `words`: its words as `words_of` gives them.
        """
        totals, known = [0] * len(self.meanings), 0
        packed, count = 0, 0
        for row, of_row in chain(
            self._sums(of_text(text, words, state)), (self._of_word(w, state) for w in words)
        ):
            if count + of_row > _FIT:
                self._unpack(packed, count, totals)
                packed, count = 0, 0
            packed += row
            count += of_row
            known += of_row
        self._unpack(packed, count, totals)
        scale = SCALE / (STEPS * math.sqrt(max(known, 1)))
        return [total * scale for total in totals]

    def _of_word(self, word: str, state: str) -> Sum:
        found = self.of_words.get((word, state))
        if found is None:
            if len(self.of_words) >= _REMEMBERED:
                self.of_words.clear()
            # The longest "word" of 1,600 letters has more features than fit; its first ones say enough.
            found = next(self._sums(of_word(word, state)), (0, 0))
            self.of_words[word, state] = found
        return found

    def _sums(self, features: Sequence[str]) -> Iterator[Sum]:
        known = [row for feature in features if (row := self.rows.get(feature)) is not None]
        for at in range(0, len(known), _FIT):
            part = known[at : at + _FIT]
            yield sum(part), len(part)

    def _unpack(self, packed: int, count: int, totals: list[int]) -> None:
        fields = array("H", packed.to_bytes(2 * len(self.meanings), "little"))
        for at, one in enumerate(fields):
            totals[at] += one - _BIAS * count

    def weight(self, feature: str, meaning: int) -> int:
        """What a feature says for the meaning with this number; 0 for a feature that is not known."""
        row = self.rows.get(feature)
        return (row >> (16 * meaning) & 0xFFFF) - _BIAS if row is not None else 0


@cache
def load() -> Weights:
    """The weights of the package; read once."""
    return unpack((files("flows.rules.meaning") / FILE).read_bytes())


def unpack(packed: bytes) -> Weights:
    """The weights of a file that `pack` made. ValueError if it is cut short."""
    head, _, rows = packed.partition(b"\n\n")
    names, *features = head.decode().split("\n")
    meanings = tuple(names.split(" "))
    width = len(meanings)
    if len(rows) != width * len(features):
        raise ValueError("the weights of the model are cut short")
    found = {}
    for at, feature in enumerate(features):
        wide = bytearray(2 * width)
        wide[::2] = rows[at * width : (at + 1) * width]
        found[feature] = int.from_bytes(wide, "little")
    return Weights(meanings, found)


def pack(meanings: Sequence[str], rows: Iterable[tuple[str, Sequence[int]]]) -> bytes:
    """The file for these meanings and, for each feature, its weights: whole numbers from -128 to 127."""
    features, numbers = zip(*rows, strict=True)
    head = "\n".join((" ".join(meanings), *features)).encode()
    return head + b"\n\n" + b"".join(bytes(one + _BIAS for one in row) for row in numbers)
