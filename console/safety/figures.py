"""How much danger is seen and how often nothing alarms: a table by language and tier, with intervals."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.safety.rows import Row
from flows.rules.crisis.crisis import Reading, Tier

_Z = 1.959964
"""The normal quantile of a 95% interval."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Read:
    """A row and how it was read."""

    row: Row
    reading: Reading


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927), which holds for few texts and for shares near nought too."""
    if not of:
        return 0.0, 1.0
    share, over = hits / of, _Z * _Z / of
    middle = (share + over / 2) / (1 + over)
    half = _Z * math.sqrt(share * (1 - share) / of + over / (4 * of)) / (1 + over)
    return max(0.0, middle - half), min(1.0, middle + half)


def table(found: Sequence[Read]) -> Iterator[str]:
    """The figures as lines of text: for each language and label, how the texts were read."""
    yield f"{'':<18}{'n':>7}  {'read crisis':<24}{'read crisis or check':<24}"
    for language in sorted({each.row.language for each in found}):
        of_language = [each for each in found if each.row.language == language]
        danger = [each for each in of_language if each.row.label is not Tier.none]
        if danger:
            yield _line(f"{language} danger", danger)
        for label in Tier:
            if texts := [each for each in of_language if each.row.label is label]:
                yield _line(f"{language}   {label}", texts)
    yield ""
    yield from _matched(found)


def _line(name: str, texts: Sequence[Read]) -> str:
    crisis = sum(each.reading.tier is Tier.crisis for each in texts)
    seen = sum(each.reading.tier is not Tier.none for each in texts)
    return f"{name:<18}{len(texts):>7}  {_share(crisis, len(texts)):<24}{_share(seen, len(texts)):<24}"


def _share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    digits = 1 if hits / of >= 0.02 or not hits else 2
    return f"{hits / of:>6.{digits}%} ({low:.{digits}%}-{high:.{digits}%})"


def _matched(found: Sequence[Read]) -> Iterator[str]:
    """What was found, most often first: in texts of danger, and in texts without."""
    right, wrong = Counter[str](), Counter[str]()
    for each in found:
        if each.reading.tier is not Tier.none:
            (wrong if each.row.label is Tier.none else right).update(each.reading.reasons)
    yield f"{'what matched':<28}{'in danger':>10}{'in none':>9}"
    for kind, _ in sorted((right + wrong).items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]:
        yield f"{kind:<28}{right[kind]:>10}{wrong[kind]:>9}"
    missed = Counter(
        each.row.kind
        for each in found
        if each.row.label is not Tier.none and each.reading.tier is Tier.none and each.row.kind
    )
    if missed:
        yield ""
        yield "missed most: " + ", ".join(f"{kind} {count}" for kind, count in missed.most_common(8))
