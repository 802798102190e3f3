"""Reads every text for danger to life: before keywords, before opt-out, and from senders who opted out too.

There are three tiers. `crisis`: the person may act, or is being hurt, now. `check`: a person on the team looks, for
example at what is denied, past, about somebody else or laughed off; a check never ends in silence. `none`: nothing was
found, which does not mean that all is well. The most severe words count, not the first: everything in a text is
weighed, and a denial never cancels something else said beside it. These are rules, not a model: every alert names its
reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from flows.rules.crisis import context_en, context_es, frames, second_reader
from flows.rules.crisis.asides import ASKS_OF, put_aside
from flows.rules.crisis.language import Language, Weight, read_rules
from flows.rules.words.clean_text import plain
from flows.rules.words.reactions import reaction


class Tier(StrEnum):
    """How soon a person must look: at once, soon, or not because of this text."""

    crisis = "crisis"
    check = "check"
    none = "none"


@dataclass(frozen=True, slots=True)
class Reading:
    """A tier and its reasons. The reasons are for the team and the log: they hold no word of what was written."""

    tier: Tier
    reasons: tuple[str, ...] = ()


_SEVEREST: Final = (Tier.crisis, Tier.check, Tier.none)
_NOTHING: Final = Reading(Tier.none)
UNLISTED: Final = "reads like danger"
"""The reason where no rule found anything, and the second reader did."""
# Words that people run together, and the same words apart.
_RUN_TOGETHER: Final = tuple(
    (re.compile(joined), f" {apart} ")
    for joined, apart in (
        (r"i?(?:just)?(?:wantt?o?|wanna)die", "i want to die"),
        (r"kill(?:ing)?myself", "kill myself"),
        (r"endmylife", "end my life"),
        (r"enditall", "end it all"),
        (r"(?:hurt|cut)myself", "hurt myself"),
        (r"hangmyself", "hang myself"),
        (r"shootmyself", "shoot myself"),
        (r"betteroffdead", "better off dead"),
        (r"i?dontwanttolive", "i dont want to live"),
        (r"(?:me)?quieromorir(?:me)?", "quiero morir"),
        (r"(?:me)?quieromatar(?:me)?", "quiero matarme"),
        (r"noquierovivir", "no quiero vivir"),
    )
)
_ANY_RUN_TOGETHER: Final = re.compile("|".join(joined.pattern for joined, _ in _RUN_TOGETHER))


def read(text: str) -> Reading:
    """The tier of one text, or of one stretch of recognised speech, and why."""
    if reaction(text) is not None:
        return _NOTHING  # quoted words are not said by the writer
    reading = _read_plain(plain(text), asks=asks(text))
    if reading.tier is not Tier.crisis and "\n" in text:  # a line may end within a sentence, or end one
        joined = _read_plain(plain(text.replace("\n", " ")), asks=asks(text))
        return min(reading, joined, key=lambda one: _SEVEREST.index(one.tier))
    return reading


def asks(text: str) -> bool:
    """Whether a text has a question mark."""
    return "?" in text or "¿" in text


def names_danger(text: str) -> bool:
    """Whether a text has words of danger at all, also in a question, a condition or advice to others."""
    return _names_danger(plain(text))


def asks_policy(text: str) -> bool:
    """Whether a text asks what this line does with words of danger (whom it calls or tells), and names no danger."""
    said = plain(text)
    if ASKS_OF.isdisjoint(said.split()) or read(text).tier is not Tier.none:
        return False
    aside = put_aside(said)
    return aside.asks_whom or (aside.asks_words and bool(_found(said)))


@cache
def languages() -> tuple[Language, ...]:
    """What is read for in each language.

    The first call takes a fifth of a second: a web process makes it when it starts.
    """
    return Language(read_rules("en"), context_en), Language(read_rules("es"), context_es)


def _read_plain(said: str, *, asks: bool) -> Reading:
    if _ANY_RUN_TOGETHER.search(said) is not None:
        for joined, apart in _RUN_TOGETHER:
            said = joined.sub(apart, said)
        said = " ".join(said.split())
    whole = _by_rules(said)
    if whole.tier is Tier.none and not whole.reasons:
        return _by_second_reader(said, whole, asks=asks)  # as for most texts: nothing need be put aside
    aside = put_aside(said)
    if aside.rest == said:
        return _by_second_reader(said, whole, asks=asks)
    reading = _by_rules(aside.rest)
    if aside.unsure and reading.tier is Tier.none and whole.tier is not Tier.none:
        return Reading(Tier.check, whole.reasons)
    return _by_second_reader(aside.rest, reading, asks=asks)


def _by_second_reader(said: str, reading: Reading, *, asks: bool) -> Reading:
    """What the rules read; where they read nothing, what the second reader does, which may only lift it to a check."""
    if reading.tier is Tier.none and second_reader.lifts(said, reading.reasons, asks=asks):
        bare = _without_sayings(said)  # for the few that it lifts: this takes longer than all the rest
        if bare == said or second_reader.lifts(bare, reading.reasons, asks=asks):
            return Reading(Tier.check, (*reading.reasons, UNLISTED))
    return reading


def _without_sayings(said: str) -> str:
    for language in languages():
        said = language.idioms.sub("_", said)
    return said


def _by_rules(said: str) -> Reading:
    """The tier by the rules alone. With `none`, the reasons are the kinds that were hinted at."""
    found = _found(said)
    for tier in (Tier.crisis, Tier.check):
        if kinds := tuple(dict.fromkeys(kind for weight, kind in found if weight == tier.value)):
            return Reading(tier, kinds)
    return Reading(Tier.none, tuple(dict.fromkeys(kind for _, kind in found))) if found else _NOTHING


def _names_danger(said: str) -> bool:
    return any(weight != "hint" for weight, _ in _found(said, framed=False))


def hints(said: str) -> tuple[str, ...]:
    """The kinds that a plain text hints at, as the second reader has them."""
    return tuple(dict.fromkeys(kind for weight, kind in _found(said) if weight == "hint"))


def _found(said: str, *, framed: bool = True) -> list[tuple[Weight, str]]:
    words = frozenset(said.split())
    heard = [(language, rules) for language in languages() if (rules := language.finding(said, words))]
    if not heard:
        return []
    for language, _ in heard:
        said = language.idioms.sub("_", said)
    found = [
        (weight, rule.kind)
        for language, rules in heard
        for rule, way in rules
        if (weight := language.weight(rule, way, said)) is not None
    ]
    if framed and found and frames.is_framed(said):
        outside = " . ".join(clause for clause in said.split(" . ") if not frames.names_frame(clause))
        hinted: list[tuple[Weight, str]] = [("hint", kind) for _, kind in found]
        return [*_found(outside), *hinted]
    return found
