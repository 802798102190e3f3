"""Reads every text for danger to life: before keywords, before opt-out, and from senders who opted out too.

There are three tiers. `crisis`: the person may act, or is being hurt, now. `check`: a person on the team looks, for
example at what is denied, past, about somebody else or laughed off; a check never ends in silence. `none`: nothing was
found, which does not mean that all is well. The most severe words count, not the first: everything in a text is
weighed, and a denial never cancels something else said beside it. These are rules, not a model: every alert names its
reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from flows.rules.crisis import context_en, context_es, danger_en, patterns_en, patterns_es
from flows.rules.crisis.asides import ASKS_OF, put_aside
from flows.rules.crisis.language import Language, listed
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
    reading = _read_plain(plain(text))
    if reading.tier is not Tier.crisis and "\n" in text:  # a line may end within a sentence, or end one
        return min(
            reading, _read_plain(plain(text.replace("\n", " "))), key=lambda one: _SEVEREST.index(one.tier)
        )
    return reading


def names_danger(text: str) -> bool:
    """Whether a text has words of danger at all, also in a question, a condition or advice to others."""
    return _weigh(plain(text)) is not _NOTHING


def asks_policy(text: str) -> bool:
    """Whether a text asks what this line does with words of danger (whom it calls or tells), and names no danger."""
    said = plain(text)
    if ASKS_OF.isdisjoint(said.split()) or read(text).tier is not Tier.none:
        return False
    aside = put_aside(said)
    return aside.asks_whom or (aside.asks_words and _weigh(said) is not _NOTHING)


@cache
def languages() -> tuple[Language, ...]:
    """What is read for in each language.

    The first call takes a third of a second: a web process makes it when it starts.
    """
    return (
        Language(
            now=listed(patterns_en.NOW, patterns_en.WORDS),
            said=listed(patterns_en.SAID, patterns_en.WORDS) + listed(danger_en.DANGER, danger_en.WORDS),
            look=listed(danger_en.LOOK, danger_en.WORDS),
            context=context_en,
        ),
        Language(
            now=listed(patterns_es.NOW, patterns_es.WORDS),
            said=listed(patterns_es.SAID, patterns_es.WORDS),
            look=listed(patterns_es.LOOK, patterns_es.WORDS),
            context=context_es,
        ),
    )


def _read_plain(said: str) -> Reading:
    if _ANY_RUN_TOGETHER.search(said) is not None:
        for joined, apart in _RUN_TOGETHER:
            said = joined.sub(apart, said)
        said = " ".join(said.split())
    whole = _weigh(said)
    if whole is _NOTHING:
        return whole  # as for most texts: nothing need be put aside
    aside = put_aside(said)
    if aside.rest == said:
        return whole
    reading = _weigh(aside.rest)
    return Reading(Tier.check, whole.reasons) if aside.unsure and reading is _NOTHING else reading


def _weigh(said: str) -> Reading:
    words = frozenset(said.split())
    heard = [language for language in languages() if not language.triggers.isdisjoint(words)]
    for language in heard:
        said = language.idioms.sub("_", said)
    if urgent := tuple(dict.fromkeys(reason for language in heard for reason in _urgent(language, said))):
        return Reading(Tier.crisis, urgent)
    if noted := tuple(dict.fromkeys(reason for language in heard for reason in _noted(language, said))):
        return Reading(Tier.check, noted)
    return _NOTHING


def _urgent(language: Language, said: str) -> Iterator[str]:
    for reason, rule in language.now:
        if any(language.done(said, found) for found in rule.finditer(said)):
            yield reason
    for reason, rule in language.said:
        if any(language.meant(said, found, reason) for found in rule.finditer(said)):
            yield reason


def _noted(language: Language, said: str) -> Iterator[str]:
    yield from (reason for reason, rule in language.every if rule.search(said) is not None)
