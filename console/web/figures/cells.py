"""Figures as they may be shown. Small ones about people are not, nor what they could be worked out from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from babel.numbers import format_decimal

from console.web.wording import t
from store.figures.figures import Spread

SMALL: Final = 10
"""Fewer than this could be told apart by somebody who knows them."""


@dataclass(frozen=True, slots=True)
class Cells:
    """`hides`: for somebody who may not see small figures. A file has plain digits: `for_file`."""

    language: str
    hides: bool
    for_file: bool = False

    def t(self, key: str, **gaps: object) -> str:
        """Words of the console in this language."""
        return t(key, self.language, **gaps)

    def number(self, count: float) -> str:
        """A figure that is about nobody: it is always shown."""
        return str(count) if self.for_file else str(format_decimal(count, locale=self.language))

    def is_small(self, count: int) -> bool:
        """Whether it may not be shown."""
        return self.hides and 0 < count < SMALL

    def people(self, count: int) -> str:
        """A figure about people."""
        return self.t("figures.under") if self.is_small(count) else self.number(count)

    def unshown(self) -> str:
        """In place of a figure from which a small one could be worked out."""
        return self.t("figures.unshown")

    def parts(self, counts: Mapping[str, int]) -> dict[str, str]:
        """Parts of a sum that is shown: with a small one, others are left out until what is missing is not small."""
        hidden = unsafe(counts) if self.hides else set()
        return {
            each: self.people(count) if each not in hidden or self.is_small(count) else self.unshown()
            for each, count in counts.items()
        }

    def is_told_by(self, counts: Iterable[int]) -> bool:
        """Whether small parts could be worked out from their sum, whatever of them is left out."""
        found = [count for count in counts if count]
        return self.hides and any(map(self.is_small, found)) and (len(found) == 1 or sum(found) < SMALL)

    def duration(self, span: timedelta) -> str:
        """ "8 min", "3 h 20 min"."""
        minutes = round(span / timedelta(minutes=1))
        if minutes < 90:
            return self.t("figures.minutes", count=minutes)
        return self.t("figures.hours_minutes", hours=minutes // 60, minutes=minutes % 60)

    def hours(self, span: timedelta) -> str:
        """ "412 h"."""
        return self.t("figures.hours", count=self.number(round(span / timedelta(hours=1))))

    def spread(self, found: Spread | None) -> str:
        """The middle and nine of ten; of few people neither, which could be the time of one of them."""
        if found is None:
            return self.t("figures.none")
        if self.is_small(found.count):
            return self.unshown()
        return self.t("figures.spread", middle=self.duration(found.middle), most=self.duration(found.most))


def unsafe(counts: Mapping[str, int]) -> set[str]:
    """The parts to leave out of a sum that is shown, the small ones and as many more as keep them unknown."""
    by_size = sorted((count, each) for each, count in counts.items() if count)
    hidden = [(count, each) for count, each in by_size if count < SMALL]
    rest = [pair for pair in by_size if pair not in hidden]
    while hidden and rest and (len(hidden) == 1 or sum(count for count, _ in hidden) < SMALL):
        hidden.append(rest.pop(0))
    return {each for _, each in hidden}
