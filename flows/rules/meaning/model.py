"""How likely each meaning of a text is, as a model that was trained on labelled texts has it (docs/adr/0041)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from flows.rules.meaning.features import class_of, features, words_of
from flows.rules.meaning.meanings import Who, possible
from flows.rules.meaning.weights import Weights, load


@dataclass(frozen=True, slots=True)
class Likely:
    """The likeliest meanings, the first first, and how likely each is, from 0 to 1.

    `known`: whether the model has seen any of the words before, in this form.
    """

    meanings: tuple[str, ...]
    shares: tuple[float, ...]
    known: bool = True

    @property
    def by_meaning(self) -> dict[str, float]:
        """How likely each of them is, the likeliest first."""
        return dict(zip(self.meanings, self.shares, strict=True))

    @property
    def meaning(self) -> str:
        """The likeliest."""
        return self.meanings[0]

    @property
    def share(self) -> float:
        """How likely that is."""
        return self.shares[0]


_LISTED = 7


def likely(text: str, who: Who, state: str, *, weights: Weights | None = None) -> Likely:
    """The seven likeliest meanings of one text of this writer in this state. `weights`: others than the package's."""
    known = weights or load()
    words = words_of(text)
    scores = known.scores(text, words, state)
    ranked = sorted([(scores[at], name) for at, name in _columns(known.meanings, who, state)], reverse=True)
    highest = ranked[0][0]
    parts = [math.exp(score - highest) for score, _ in ranked]
    total = sum(parts)
    return Likely(
        tuple([name for _, name in ranked[:_LISTED]]),
        tuple([part / total for part in parts[:_LISTED]]),
        not words or any(f"w:{word}" in known.rows or class_of(word) for word in words),
    )


@cache
def _columns(meanings: tuple[str, ...], who: Who, state: str) -> tuple[tuple[int, str], ...]:
    can_be = possible(who, state)
    return tuple((at, name) for at, name in enumerate(meanings) if name in can_be)


def because(text: str, state: str, meaning: str, *, weights: Weights | None = None) -> tuple[str, ...]:
    """The words that speak most for a meaning, three at most."""
    known = weights or load()
    if meaning not in known.meanings:
        return ()
    at = known.meanings.index(meaning)
    found: dict[str, int] = {}
    for feature in features(text, state):
        kind, _, word = feature.partition(":")
        if kind in ("w", "b", "g", "e") and (weight := known.weight(feature, at)) > 0:
            shown = word.replace("^_", "").replace("_$", "").replace("_", " ")
            found[shown] = max(weight, found.get(shown, 0))
    return tuple(sorted(found, key=lambda word: (-found[word], word))[:3])
