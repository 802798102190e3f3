"""Holds one language of `crisis`: its rules, as people wrote them in `rules/`, and whether what they find is meant.

`rules/README.md` says how a rule is written. Rules are compiled when a text first needs them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import islice
from types import ModuleType
from typing import Final, Literal, cast

from flows.rules.crisis.gate import Gate

How = Literal["now", "said", "look", "hint"]
"""Crisis unless denied or long past; crisis unless anything softens it; a check; left to the second reader."""
Weight = Literal["crisis", "check", "hint"]
Softened = Literal["denied", "laughed", "another", "past"]
_MOST: Final[dict[How, Weight]] = {"now": "crisis", "said": "crisis", "look": "check", "hint": "hint"}
_HEAVIEST: Final[tuple[Weight, ...]] = ("crisis", "check", "hint")

_WORDS: Final = "words" + ".toml"
_CLASSES: Final = "classes" + ".toml"
NEAR: Final = 90  # characters on either side that can deny, date or laugh off what was found

# What these rules name happens to the writer, although somebody else is the subject of the sentence.
_OF_ME: Final = frozenset(("danger from another", "a burden to all", "saying goodbye"))
_DONE_TO_ME: Final = frozenset(
    ("danger from another", "hurt by another", "child in danger", "sexual violence")
)
"""Who names somebody else beside these names the one who did it."""
_ENOUGH: Final = 40
"""So many times the same words are weighed in one text; who writes them oftener says nothing else."""
_JUST_NOW: Final = re.compile(
    r"\b(?:just|tonight|last night|yesterday|this (?:morning|week)|earlier|again|anymore|(?:minutes?|mins?|hours?) ago"
    r"|anoche|ayer|recien|acabo|otra vez|de nuevo|esta noche|ahorita|minutos|ya no (?:puedo|aguanto))\b"
)
"""Not "now" alone: "10 years ago, and now I am a nurse"."""
_PRESENT: Final = re.compile(
    r"(?:im|i am|want|quiero|me quiero|no quiero|dont|voy|going|wish|thinking|think)\b"
)

_PRESENT_BEFORE: Final = re.compile(r"\b(?:i want|im|i am|going|quiero|voy)(?: [a-z]+){0,2} ?$")


def expanded(expression: str, words: Mapping[str, str]) -> str:
    """An expression of a rule as `re` reads it, every repetition of a group bounded, so that reading stays linear.

    `<NAME>` stands for an entry of `words`, and `_` for up to three words of the same clause. ValueError: the
    expression uses a name that `words` does not have.
    """
    if "<" in expression:
        for name, choice in words.items():
            expression = expression.replace(f"<{name}>", choice)
        if re.search(r"(?<!\(\?P)(?<!\?)<[A-Z]", expression):
            raise ValueError(f"an expression names words that are not listed: {expression}")
    return bounded(expression)


def bounded(expression: str) -> str:
    """An expression with `_` written out and every repetition of a group bounded; names stay as they are."""
    expression = re.sub(r"_(?= |\b)", "(?: [a-z0-9]+){0,3}", expression)
    return expression.replace(")*", "){0,6}").replace(")+", "){1,6}")


@dataclass(frozen=True)
class Way:
    """One of the expressions of a rule, and the words of which one stands in whatever it matches (`gate`)."""

    expression: str
    needs: frozenset[str] | None

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled once."""
        return re.compile(self.expression, re.ASCII)


@dataclass(frozen=True)
class Rule:
    """One rule: what it finds, how that counts, why, and texts that it has to find or to leave alone."""

    kind: str
    how: How
    reason: str
    ways: tuple[Way, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()


def read_rules(language: Literal["en", "es"]) -> tuple[Rule, ...]:
    """The rules of a language ("en", "es"), from its files."""
    folder = files("flows.rules.crisis") / "rules" / language
    listed = tomllib.loads((folder / _WORDS).read_text("utf-8"))
    words = dict[str, str]()
    for name, choices in listed.items():  # a choice may name words listed above it
        words[name] = expanded(f"(?:{'|'.join(choices)})", words)
    gate = Gate(words)
    found = list[Rule]()
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml") and file.name not in (_WORDS, _CLASSES):
            found += (_rule(cells, words, gate) for cells in tomllib.loads(file.read_text("utf-8"))["rule"])
    return tuple(found)


def _rule(cells: Mapping[str, str | list[str]], words: Mapping[str, str], gate: Gate) -> Rule:
    def text(name: str) -> str:
        return str(cells[name])

    def texts(name: str) -> tuple[str, ...]:
        return tuple(cells.get(name, ()))

    how = cast("How", text("tier"))
    if how not in ("now", "said", "look", "hint"):
        raise ValueError(f'tier is "{how}" in a rule of "{text("kind")}"; it can be now, said, look or hint')
    ways = tuple(Way(expanded(each, words), gate.needed_words(bounded(each))) for each in texts("match"))
    return Rule(text("kind"), how, text("reason"), ways, texts("examples"), texts("counterexamples"))


class Language:
    """The rules of one language, and what softens them, from its module of context (IDIOMS, NEGATED…)."""

    def __init__(self, rules: Iterable[Rule], context: ModuleType) -> None:
        def read(name: str) -> re.Pattern[str]:
            return re.compile(expanded(getattr(context, name), context.WORDS), re.ASCII)

        self.rules = tuple(rules)
        self._always = list[int]()
        self._by_word = dict[str, tuple[int, ...]]()
        self._by_beginning = dict[str, tuple[int, ...]]()
        self._ways = tuple((rule, way) for rule in self.rules for way in rule.ways)
        for number, (_, way) in enumerate(self._ways):
            self._list(number, way.needs)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})
        self.idioms = read("IDIOMS")
        self._negated, self._negated_after = read("NEGATED"), read("NEGATED_AFTER")
        self._past_form, self._past = read("PAST_FORM"), read("PAST")
        self._past_mark, self._recent = read("PAST_MARK"), read("RECENT")
        self._long_ago = read("LONG_AGO")
        self._recovered = read("RECOVERED")
        self._third, self._laugh = read("THIRD"), read("LAUGH")
        self._third_word = read("THIRD_WORD")
        self._taken_back = read("TAKEN_BACK")

    def finding(self, said: str, words: Iterable[str]) -> list[tuple[Rule, Way]]:
        """The rules that find something in a text with these words, sayings that mean no danger among it."""
        return [found for found in self.to_try(words) if found[1].pattern.search(said) is not None]

    def to_try(self, words: Iterable[str]) -> list[tuple[Rule, Way]]:
        """The rules that may find something in a text with these words, and by which of their expressions."""
        numbers = set(self._always)
        for word in words:
            if (listed := self._by_word.get(word)) is not None:
                numbers.update(listed)
            for length in self._lengths:
                if length > len(word):
                    break
                if (listed := self._by_beginning.get(word[:length])) is not None:
                    numbers.update(listed)
        return [self._ways[number] for number in sorted(numbers)]

    def _list(self, number: int, needed: frozenset[str] | None) -> None:
        if needed is None:
            self._always.append(number)
            return
        for word in needed:
            by, key = (self._by_beginning, word[:-1]) if word.endswith("*") else (self._by_word, word)
            by[key] = (*by.get(key, ()), number)

    def weight(self, rule: Rule, way: Way, said: str) -> Weight | None:
        """How much what a rule finds in a text by one of its expressions weighs; None if it finds nothing."""
        heaviest = _MOST[rule.how]
        found = set[Weight]()
        for each in islice(way.pattern.finditer(said), _ENOUGH):
            found.add(self._weight_of(rule, said, each))
            if heaviest in found:
                return heaviest
        return next((weight for weight in _HEAVIEST if weight in found), None)

    def _weight_of(self, rule: Rule, said: str, found: re.Match[str]) -> Weight:
        if rule.how == "hint":
            return "hint"
        told = self._is_told_of_long_ago(said, found, rule.kind)
        if rule.how == "now":
            return "crisis" if self.done(said, found) else "hint" if told else "check"
        softened = self._softened(said, found, rule.kind)
        if softened is None and rule.how == "said":
            return "crisis"
        if told:
            return "hint"
        if rule.how == "look" and softened in ("denied", "laughed"):
            return "hint"
        return "check"

    def _is_told_of_long_ago(self, text: str, found: re.Match[str], kind: str) -> bool:
        """Whether it was years ago, and happened to somebody else, or the writer says that they are well now."""
        around = text[max(0, found.start() - NEAR) : found.end() + NEAR]
        if self._long_ago.search(around) is None or _JUST_NOW.search(around) is not None:
            return False
        near = text[max(0, found.start() - NEAR) : found.end()]
        another = kind not in _DONE_TO_ME and self._third_word.search(near) is not None
        return another or self._recovered.search(text) is not None

    def _softened(self, text: str, found: re.Match[str], kind: str) -> Softened | None:
        """What around the words denies them, laughs them off, dates them back or gives them to another."""
        start, end = found.span()
        before = text[max(0, start - NEAR) : start].rpartition(" . ")[2]
        near = before.rpartition(" , ")[2]
        after = text[end : end + NEAR].partition(" . ")[0]
        if self._negated.search(near) or self._negated_after.search(after):
            return "denied"
        rest = text[end : end + NEAR]
        if self._laugh.search(text[max(0, start - NEAR) : start]) or self._laugh.search(rest):
            return "laughed"
        if self._taken_back.search(rest):  # "jk" takes back what came before it, not what follows
            return "laughed"
        if kind not in _OF_ME and self._third.search(near):
            return "another"
        words = found.group()
        past = self._past_form.search(words) or self._past.search(near)
        dated = self._past_mark.search(before) or self._past_mark.search(after)
        present = _PRESENT.match(words) or _PRESENT_BEFORE.search(near)
        if (past or (dated and not present)) and not self._is_recent(
            before + words + after, dated=dated is not None
        ):
            return "past"
        return None

    def done(self, text: str, found: re.Match[str]) -> bool:
        """Whether an act was done, and not long ago. A laugh or another subject makes it no less urgent."""
        around = text[max(0, found.start() - NEAR) : found.end() + NEAR]
        near = text[max(0, found.start() - NEAR) : found.start()].rpartition(" . ")[2]
        if self._negated.search(near):
            return False
        return not self._past_mark.search(around) or self._is_recent(around, dated=True)

    def _is_recent(self, around: str, *, dated: bool) -> bool:
        """Whether something says that the act was recent; "now I'm well" does not."""
        if dated:
            around = self._recovered.sub(" ", around)
        return self._recent.search(around) is not None
