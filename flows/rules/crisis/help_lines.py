"""Finds the line for one kind of danger or need in a region: violence, poison, a bed for the night (`help_lines.toml`).

Somebody who is beaten has not spoken of suicide, and must not be answered as if they had. The data say where each line
was found, and when: after a year `warmline doctor` asks that somebody looks again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Need = Literal["violence", "rape", "child", "poison", "housing", "therapy"]
NEEDS: Final[tuple[Need, ...]] = ("poison", "child", "rape", "violence")
"""The most urgent first."""
_BY_KIND: Final[dict[str, Need]] = {
    "took a poison": "poison",
    "child in danger": "child",
    "sexual violence": "rape",
    "danger from another": "violence",
    "hurt by another": "violence",
}
"""What a rule found, and whom it calls for. Any other kind beside it is answered with the crisis line."""
_BESIDE: Final = frozenset(("reads like danger", "speaks of death", "may need a doctor", "means at hand"))
"""Kinds that say nothing against it: a knife in another's hand is a means at hand too."""
_GOOD_FOR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A line as written in a text. `text_to` is "" if it takes no texts; `by_day`: it is closed at night."""

    name: str
    call: str
    known_from: str
    found: date
    text_to: str = ""
    text_word: str = ""
    by_day: bool = False


@cache
def _listed() -> dict[str, dict[str, HelpLine]]:
    found = tomllib.loads((files("flows.rules.crisis") / "help_lines.toml").read_text("utf-8"))
    return {
        region: {need: HelpLine(**cells) for need, cells in needs.items()} for region, needs in found.items()
    }


def need_of(kinds: Iterable[str]) -> Need | None:
    """Which line the kinds of a reading call for; None if the crisis line is the right one."""
    named = set(kinds) - _BESIDE
    needs = {_BY_KIND.get(kind) for kind in named}
    if not needs or None in needs:
        return None
    return next(need for need in NEEDS if need in needs)


def line_for(need: Need, region: str) -> HelpLine | None:
    """The line for this need in a region; None if none is known there."""
    return _listed().get(region.strip().upper(), {}).get(need)


def to_check(region: str, today: date) -> Iterator[HelpLine]:
    """The lines of a region that were found more than a year ago."""
    seen = set[str]()
    for line in _listed().get(region.strip().upper(), {}).values():
        if today - line.found > _GOOD_FOR and line.call not in seen:
            seen.add(line.call)
            yield line


def every_number() -> frozenset[str]:
    """The digits of every line here, to call and to text: none of them is anybody's own phone."""
    return frozenset(
        "".join(char for char in number if char.isdigit())
        for needs in _listed().values()
        for line in needs.values()
        for number in (line.call, line.text_to)
        if number
    )
