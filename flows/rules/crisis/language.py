"""Holds one language of `crisis`: its compiled rules, and whether words that were found mean the writer, and now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType
from typing import Final

from flows.rules.words.clean_text import vocabulary

Rules = tuple[tuple[str, re.Pattern[str]], ...]

NEAR: Final = 90  # characters on either side that can deny, date or laugh off what was found

# What these rules name happens to the writer, although somebody else is the subject of the sentence.
_OF_ME: Final = frozenset(("danger from another", "a burden to all", "saying goodbye"))
_PRESENT: Final = re.compile(
    r"(?:im|i am|want|quiero|me quiero|no quiero|dont|voy|going|wish|thinking|think)\b"
)

_PRESENT_BEFORE: Final = re.compile(r"\b(?:i want|im|i am|going|quiero|voy)(?: [a-z]+){0,2} ?$")


def compiled(expression: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """Compile an expression with every repetition of a group bounded, so that reading stays linear in the text.

    `<NAME>` stands for an entry of `words`, and `_` for up to three words of the same clause. ValueError: the
    expression uses a name that `words` does not have.
    """
    for name, choice in words.items():
        expression = expression.replace(f"<{name}>", choice)
    if re.search(r"(?<!\(\?P)(?<!\?)<[A-Z]", expression):
        raise ValueError("an expression names words that its module does not have")
    expression = re.sub(r"_(?= |\b)", "(?: [a-z0-9]+){0,3}", expression)
    return re.compile(expression.replace(")*", "){0,6}").replace(")+", "){1,6}"), re.ASCII)


def listed(rules: str, words: Mapping[str, str]) -> Rules:
    """Read rules written as a reason, then its expressions indented by four, with continuation lines by six."""
    found: list[tuple[str, str]] = []
    reason = ""
    for line in rules.strip("\n").splitlines():
        if line.startswith("      "):
            found[-1] = (reason, found[-1][1] + line[6:])
        elif line.startswith("    "):
            found.append((reason, line[4:]))
        else:
            reason = line
    return tuple((reason, compiled(expression, words)) for reason, expression in found)


class Language:
    """The rules of one language, and what softens them, from its module of context (IDIOMS, NEGATED…)."""

    def __init__(self, *, now: Rules, said: Rules, look: Rules, context: ModuleType) -> None:
        def read(name: str) -> re.Pattern[str]:
            return compiled(getattr(context, name), context.WORDS)

        self.now, self.said, self.every = now, said, (*now, *said, *look)
        self.triggers = vocabulary(context.TRIGGERS)
        self.idioms = read("IDIOMS")
        self._negated, self._negated_after = read("NEGATED"), read("NEGATED_AFTER")
        self._past_form, self._past = read("PAST_FORM"), read("PAST")
        self._past_mark, self._recent = read("PAST_MARK"), read("RECENT")
        self._recovered = read("RECOVERED")
        self._third, self._laugh = read("THIRD"), read("LAUGH")
        self._taken_back = read("TAKEN_BACK")

    def meant(self, text: str, found: re.Match[str], reason: str) -> bool:
        """Whether nothing around what was found denies it, laughs it off, dates it back or gives it to another."""
        start, end = found.span()
        before = text[max(0, start - NEAR) : start].rpartition(" . ")[2]
        near = before.rpartition(" , ")[2]
        after = text[end : end + NEAR].partition(" . ")[0]
        if self._negated.search(near) or self._negated_after.search(after):
            return False
        rest = text[end : end + NEAR]
        if self._laugh.search(text[max(0, start - NEAR) : start]) or self._laugh.search(rest):
            return False
        if self._taken_back.search(rest):  # "jk" takes back what came before it, not what follows
            return False
        if reason not in _OF_ME and self._third.search(near):
            return False
        words = found.group()
        past = self._past_form.search(words) or self._past.search(near)
        dated = self._past_mark.search(before) or self._past_mark.search(after)
        present = _PRESENT.match(words) or _PRESENT_BEFORE.search(near)
        if past or (dated and not present):
            return self._is_recent(before + words + after, dated=dated is not None)
        return True

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
