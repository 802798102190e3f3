"""Trains the model of meaning: logistic regression, in whole numbers alone.

Sums of whole numbers come out the same in any order and on any machine, so the same texts give the same weights, bit
for bit. Steps are those of RPROP, which needs only the sign of each slope (Riedmiller and Braun, 1993).
"""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]

import flows.rules.meaning
from console.reading.rows import TRAINING, Row
from flows.rules.meaning.features import features
from flows.rules.meaning.weights import SCALE, STEPS, pack

ONE = 1 << 16
"""1.0 in the whole numbers used here."""
ROUNDS = 30
"""After so many the weights change no more than rounding does."""
SEEN_IN = 3
"""A feature has to stand in so many texts: what stands in one or two teaches little about others."""
HEAVY = 6
"""Features whose weights are all smaller than so many steps are left out: a third of the memory, 0.3% of the texts."""
PRIOR = 3
"""How far weights may go from nought: the variance of their prior."""
_EXP = np.array([round(math.exp(-at / 256) * (1 << 24)) for at in range(256 * 20)], dtype=np.int64)
_ALSO = ONE // 5
"""What the other readings of a text weigh together."""
_LEAST, _FIRST, _MOST = 16, ONE // 16, ONE // 2

Numbers = np.ndarray[Any, np.dtype[np.int64]]


def train(rows: Sequence[Row]) -> bytes:
    """The file of weights that these texts give."""
    found = [features(row.text, row.state) for row in rows]
    counts = Counter(feature for each in found for feature in set(each))
    known = sorted(feature for feature, count in counts.items() if count >= SEEN_IN)
    meanings = sorted({row.meaning for row in rows})
    at = {feature: number for number, feature in enumerate(known)}
    ends, used, times = [0], list[int](), list[int]()
    for each in found:
        counted = Counter(sorted(at[feature] for feature in each if feature in at))
        used += counted.keys()
        times += counted.values()
        ends.append(len(used))
    texts = sparse.csr_matrix((np.array(times, np.int64), used, ends), shape=(len(rows), len(known)))
    weights = descend(texts, _wanted(rows, meanings), len(meanings))
    steps = np.clip((weights * STEPS + np.sign(weights) * (ONE // 2)) // ONE, -127, 127)
    return pack(
        meanings,
        [
            (feature, steps[number].tolist())
            for number, feature in enumerate(known)
            if np.abs(steps[number]).max() >= HEAVY
        ],
    )


def made_of() -> str:
    """A digest of all that the weights are made of: the texts, the features and classes of words, this program."""
    meaning = Path(flows.rules.meaning.__file__).parent
    of = [
        *sorted(TRAINING.glob("*.csv")),
        meaning / "features.py",
        meaning / "word_classes.toml",
        Path(__file__),
    ]
    digest = hashlib.sha256()
    for file in of:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _wanted(rows: Sequence[Row], meanings: Sequence[str]) -> Numbers:
    """What share of each text each meaning should have."""
    column = {meaning: number for number, meaning in enumerate(meanings)}
    wanted = np.zeros((len(rows), len(meanings)), np.int64)
    for number, row in enumerate(rows):
        others = sorted(column[name] for name in row.also if name in column)
        wanted[number, column[row.meaning]] = ONE - (_ALSO if others else 0)
        for other in others:
            wanted[number, other] += _ALSO // len(others)
    return wanted


def descend(
    texts: "sparse.csr_matrix", wanted: Numbers, width: int, *, scale: int = SCALE, prior: int = PRIOR
) -> Numbers:
    """The weights, in units of ONE, that give each text the shares that are wanted of the `width` classes."""
    lengths = np.asarray(texts.sum(axis=1)).ravel().tolist()
    scales = np.array([round(scale * 1024 / math.sqrt(max(int(n), 1))) for n in lengths], np.int64)[:, None]
    back = texts.T.tocsr()
    weights = np.zeros((texts.shape[1], width), np.int64)
    steps, last = np.full_like(weights, _FIRST), np.zeros_like(weights)
    for _ in range(ROUNDS):
        scores = (texts @ weights * scales) >> 10
        below = np.minimum((scores.max(1, keepdims=True) - scores) >> 8, len(_EXP) - 1)
        parts = _EXP[below]
        shares = parts * ONE // parts.sum(1, keepdims=True)
        slope = (back @ ((shares - wanted) * scales) >> 10) + weights // prior
        sign = np.sign(slope)
        same = sign * last
        steps = np.where(same > 0, steps + (steps >> 2), np.where(same < 0, steps >> 1, steps)).clip(
            _LEAST, _MOST
        )
        last = np.where(same < 0, 0, sign)
        weights -= last * steps
    return weights
