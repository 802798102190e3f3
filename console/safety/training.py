"""Trains the second reader of danger, in whole numbers alone, so that the same texts give the same weights.

The way down is that of the model of meaning (`console.reading.training`), with two columns: danger and none.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

import flows.rules.crisis
import flows.rules.words
from console.reading import training as of_meaning
from console.reading.rows import TRAINING as OF_MEANING
from console.reading.training import ONE, Numbers
from console.safety.rows import TRAINING, Row
from flows.rules.crisis import crisis, second_reader
from flows.rules.crisis.crisis import Tier
from flows.rules.words.clean_text import plain

T = TypeVar("T")
PRIOR = 6
_READ_WITH = ("second_reader", "language", "frames", "context_en", "context_es")
WEIGHT = 3
"""A text written about danger counts as three of the line's: its ordinary ones are the hard ones."""
LONG = 12_000
"""So many longer ordinary texts are made of short ones: the line's are short, danger is told at length."""
_PARTS = (2, 2, 3, 3, 4)
_BETWEEN = (". ", " ", ", ", ". ")


def train(about_danger: Sequence[Row], of_the_line: Sequence[Row]) -> bytes:
    """The file of weights that these texts give."""
    long = list(long_texts(about_danger, of_the_line, LONG))
    rows = [*about_danger, *of_the_line, *long]
    times = [WEIGHT] * len(about_danger) + [1] * (len(of_the_line) + len(long))
    ends, used, counts = [0], list[int](), list[int]()
    wanted = np.zeros((sum(times), 2), np.int64)
    for row, often in zip(rows, times, strict=True):
        counted = Counter(_features(row.text))
        places = sorted(counted)
        for _ in range(often):
            wanted[len(ends) - 1, int(row.label is not Tier.none)] = ONE
            used += places
            counts += [counted[place] for place in places]
            ends.append(len(used))
    shape = (len(ends) - 1, second_reader.SIZE)
    texts = sparse.csr_matrix((np.array(counts, np.int64), used, ends), shape=shape)
    found = of_meaning.descend(texts, wanted, 2, scale=second_reader.SCALE, prior=PRIOR)
    return _packed(found[:, 1] - found[:, 0])


def long_texts(about_danger: Sequence[Row], of_the_line: Sequence[Row], many: int) -> Iterator[Row]:
    """Ordinary texts of two to four others of their language, always the same ones."""
    ordinary = [row for row in (*of_the_line, *about_danger) if row.label is Tier.none]
    by_language = {
        language: [row.text.strip() for row in ordinary if row.language == language]
        for language in ("en", "es")
    }
    for number in range(many if ordinary else 0):
        first = _chosen(ordinary, f"{number}")
        text = first.text.strip()
        for part in range(1, _chosen(_PARTS, f"{number} parts")):
            between = (
                " " if text.endswith((".", "!", "?", "…")) else _chosen(_BETWEEN, f"{number}.{part} between")
            )
            text += between + _chosen(by_language[first.language], f"{number}.{part}")
        yield Row(text, Tier.none, first.language)


def _chosen(listed: Sequence[T], name: str) -> T:
    return listed[crc32(name.encode()) % len(listed)]


def _features(text: str) -> list[int]:
    said = plain(text)
    return second_reader.features(said, crisis.hints(said), asks=crisis.asks(text))


def _packed(weights: Numbers) -> bytes:
    rounded = (weights * second_reader.STEPS + np.sign(weights) * (ONE // 2)) // ONE
    return bytes(np.clip(rounded, -127, 127).astype(np.int8).tobytes())


def made_of() -> str:
    """A digest of all that the weights are made of: texts, rules, classes of words, this program."""
    rules, words = Path(flows.rules.crisis.__file__).parent, Path(flows.rules.words.__file__).parent
    of = [
        *sorted(TRAINING.glob("*.csv")),
        *sorted(OF_MEANING.glob("*.csv")),
        *sorted((rules / "rules").rglob("*.toml")),
        *(rules / f"{name}.py" for name in _READ_WITH),
        words / f"{plain.__module__.rpartition('.')[2]}.py",
        Path(__file__),
    ]
    digest = hashlib.sha256()
    for file in of:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
