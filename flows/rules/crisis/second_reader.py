"""The second reader of danger: a linear model over words, groups of letters and classes of words.

It reads what the rules take for no danger, and may only lift it to a check: it never makes a crisis, and never makes
less of one. People say danger in more ways than anybody lists; the classes ("TOOKV": took, swallowed, tome, trague)
carry what it learned from one sentence to others, and from English to Spanish. `warmline safety train` makes its
weights; every change here needs that.
"""

from __future__ import annotations

import math
import re
import tomllib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from typing import Final
from zlib import crc32

FILE: Final = "second_reader.weights"
SIZE: Final = 1 << 18
"""So many weights there are; a feature has the one that its hash names."""
STEPS: Final = 24
"""The steps of one unit: a weight of 24 is 1.0."""
SCALE: Final = 2
"""What a text's features weigh together: 2 divided by the root of their number each."""
LIFTS: Final = 0.55
"""From this score on a person looks. Set on training files that the weights of that run had not seen."""
LIFTS_HINTED: Final = 0.0
"""From this one where a rule hinted at danger: such texts are few, and more of them are of danger."""
_TOO_SHORT: Final = 3
"""So few words, with nothing in them that a rule knows, are an answer to a question: "a veces"."""
_MOST_WORDS: Final = 120
_LETTERS: Final = (3, 5)
"""Groups of so many letters: endings and misspellings."""
_NOT: Final = frozenset(
    """
    no not dont cant wont never didnt isnt aint nobody nothing without doesnt wasnt couldnt wouldnt shouldnt
    havent hasnt nunca nadie nada ni tampoco sin
    """.split()
)
"""After one of these a word of the same clause is also a word denied."""
_ENDS: Final = frozenset((".", ","))
"""Where a clause ends, and what was denied with it."""
_SPAN: Final = 4
"""Two classes of words make a pair up to so many words apart."""
_LONGEST: Final = 20
"""Texts of twice so many words and more are alike."""
_REMEMBERED: Final = 20_000
"""So many words keep their sums; then all are forgotten, so that no flood of made-up words fills the memory."""


@cache
def classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The classes of words of both languages, by name."""
    listed = dict[str, list[str]]()
    for language in ("en", "es"):
        text = (files("flows.rules.crisis") / "rules" / language / "classes.toml").read_text("utf-8")
        for name, words in tomllib.loads(text).items():
            listed.setdefault(name, []).extend(words)
    return tuple((name, re.compile("|".join(words), re.ASCII)) for name, words in listed.items())


@cache
def _named() -> dict[str, int]:
    return {name: number for number, (name, _) in enumerate(classes())}


def classes_of(word: str) -> tuple[int, ...]:
    """The numbers of the classes that a word is in."""
    return tuple(number for number, (_, pattern) in enumerate(classes()) if pattern.fullmatch(word))


def of_word(word: str, own: Iterable[int]) -> list[int]:
    """The places of the weights of a word: itself, its groups of letters, its classes."""
    edged = f"<{word[:40]}>"
    groups = [edged[at : at + many] for many in _LETTERS for at in range(len(edged) - many + 1)]
    return [
        _place(f"w:{word}"),
        *(_place(f"c:{each}") for each in groups),
        *(_place(f"k:{each}") for each in own),
    ]


def of_denied(word: str, own: Iterable[int]) -> list[int]:
    """The places of the weights of a word that its clause denies."""
    return [_place(f"!w:{word}"), *(_place(f"!k:{each}") for each in own)]


def _denied(words: Sequence[str]) -> Iterator[bool]:
    """Of each word, whether its clause denies it."""
    denied = False
    for word in words:
        if word in _ENDS:
            denied = False
        yield denied
        denied = denied or word in _NOT


def of_pair(first: int, second: int) -> int:
    """The place of the weight of two classes, one after the other."""
    return _place(f"a:{first}_{second}")


def of_two(first: int, second: int) -> int:
    """The place of the weight of two classes anywhere in a text; the first has the smaller number."""
    return _place(f"p:{first}_{second}")


def _of_text(words: Sequence[str], kinds: Iterable[str], *, asks: bool) -> Iterator[int]:
    yield _place(f"n:{min(len(words) // 2, _LONGEST)}")
    bounded = ("^", *words, "$")
    for one, two in pairwise(bounded):
        yield _place(f"b:{one}_{two}")
    for one, three in zip(bounded, bounded[2:], strict=False):
        yield _place(f"g:{one}_{three}")
    for one, two, three in zip(bounded, bounded[1:], bounded[2:], strict=False):
        yield _place(f"t:{one}_{two}_{three}")
    for kind in kinds:
        yield _place(f"r:{kind}")
    if asks:
        yield _place("?")


def _pairs(own: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    for at, ones in enumerate(own):
        if not ones:
            continue
        for others in own[at + 1 : at + 1 + _SPAN]:
            for one in ones:
                for other in others:
                    yield one, other


def features(said: str, kinds: Iterable[str], *, asks: bool) -> list[int]:
    """The places of all weights of a plain text. `kinds`: what rules found in it. `asks`: it has a question mark."""
    words = said.split()[:_MOST_WORDS]
    own = [classes_of(word) for word in words]
    found = [place for word, its in zip(words, own, strict=True) for place in of_word(word, its)]
    for word, its, is_denied in zip(words, own, _denied(words), strict=True):
        if is_denied:
            found += of_denied(word, its)
    found += _of_text(words, kinds, asks=asks)
    found += [of_pair(one, other) for one, other in _pairs(own)]
    found += [
        of_two(one, other) for one, other in combinations(sorted({each for its in own for each in its}), 2)
    ]
    return found


def _place(feature: str) -> int:
    return crc32(feature.encode()) % SIZE


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights, and what was summed up of them before."""

    numbers: array[int]
    pairs: list[int]
    twos: list[int]
    of_words: dict[str, tuple[int, int, tuple[int, ...], int]] = field(default_factory=dict)
    """Of each word met: the sum of its weights and how many, its classes, and the sum where it is denied."""

    def score(self, said: str, kinds: Iterable[str], *, asks: bool) -> float:
        """How much a plain text is like one of danger; 0 is as like as not."""
        words = said.split()[:_MOST_WORDS]
        total = count = 0
        own = list[tuple[int, ...]]()
        for word, is_denied in zip(words, _denied(words), strict=True):
            found = self.of_words.get(word) or self._learn(word)
            total += found[0]
            count += found[1]
            own.append(found[2])
            if is_denied:
                total += found[3]
                count += 1 + len(found[2])
        numbers = self.numbers
        for place in _of_text(words, kinds, asks=asks):
            total += numbers[place]
            count += 1
        pairs, width = self.pairs, len(_named())
        for one, other in _pairs(own):
            total += pairs[one * width + other]
            count += 1
        twos = self.twos
        named = sorted({each for its in own for each in its})
        for one, other in combinations(named, 2):
            total += twos[one * width + other]
        count += len(named) * (len(named) - 1) // 2
        return total * SCALE / (STEPS * math.sqrt(max(count, 1)))

    def _learn(self, word: str) -> tuple[int, int, tuple[int, ...], int]:
        if len(self.of_words) >= _REMEMBERED:
            self.of_words.clear()
        own = classes_of(word)
        places = of_word(word, own)
        denied = sum(self.numbers[place] for place in of_denied(word, own))
        learned = sum(self.numbers[place] for place in places), len(places), own, denied
        self.of_words[word] = learned
        return learned


def of_bytes(packed: bytes) -> Weights:
    """The weights of a file. ValueError if it is cut short."""
    if len(packed) != SIZE:
        raise ValueError("the weights of the second reader are cut short")
    numbers = array("b", packed)
    width = range(len(_named()))
    return Weights(
        numbers,
        [numbers[of_pair(one, other)] for one in width for other in width],
        [numbers[of_two(one, other)] for one in width for other in width],
    )


@cache
def load() -> Weights:
    """The weights of the package; read once."""
    return of_bytes((files("flows.rules.crisis") / FILE).read_bytes())


def likeness(said: str, kinds: Iterable[str]) -> float:
    """How much a plain text of any length is like one of danger; 0 is as like as not, `LIFTS` has a person look."""
    return load().score(said, tuple(kinds), asks=False)


def lifts(said: str, kinds: Iterable[str], *, asks: bool) -> bool:
    """Whether a person should look at a plain text that the rules take for no danger."""
    kinds = tuple(kinds)
    if not kinds and len(said.split()) <= _TOO_SHORT:
        return False
    return load().score(said, kinds, asks=asks) >= (LIFTS_HINTED if kinds else LIFTS)
