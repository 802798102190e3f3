"""Finds the line for one kind of danger or need in a region: violence, poison, a bed for the night (`help_lines.toml`).

Somebody who is beaten has not spoken of suicide, and must not be answered as if they had. The data say where each line
was found, and when: after a year `warmline doctor` asks that somebody looks again.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from flows.line import Line
from flows.line.help_line import HelpLine as HelpLine

Need = Literal["violence", "rape", "child", "poison", "housing", "therapy"]
NEEDS: Final[tuple[Need, ...]] = ("poison", "child", "rape", "violence")
"""The most urgent first."""
EVERYDAY: Final[tuple[Need, ...]] = ("housing", "therapy")
"""What somebody needs who is in no danger."""
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
    """Our line for this need in a region; None if none is known there."""
    return _listed().get(region.strip().upper(), {}).get(need)


def line_of(line: Line, need: Need, region: str) -> HelpLine | None:
    """The line that people are told of: the organisation's own where it chose one, else ours."""
    return dict(line.help_lines).get(key(need, region)) or line_for(need, region)


def key(need: str, region: str) -> str:
    """How a line for a need in a region is named: "US.violence"."""
    return f"{region.strip().upper()}.{need}"


def regions() -> frozenset[str]:
    """Every region for which some line is known here."""
    return frozenset(_listed())


def seen(line: Line, need: str, region: str, found: date) -> date:
    """When somebody last looked at a line that was found on that day: they may have said so since."""
    return max(found, dict(line.checked).get(key(need, region), found))


def is_old(at: date, today: date) -> bool:
    """Whether it is more than a year since somebody looked."""
    return today - at > _GOOD_FOR


def to_check(line: Line, region: str, today: date) -> Iterator[HelpLine]:
    """The lines that people of a region are told of and that nobody has looked at for more than a year."""
    told = set[str]()
    for need in (*NEEDS, *EVERYDAY):
        each = line_of(line, need, region)
        if each is not None and is_old(seen(line, need, region, each.found), today) and each.call not in told:
            told.add(each.call)
            yield each


def every_number() -> frozenset[str]:
    """The digits of every line here, to call and to text: none of them is anybody's own phone."""
    return frozenset(
        "".join(char for char in number if char.isdigit())
        for needs in _listed().values()
        for line in needs.values()
        for number in (line.call, line.text_to)
        if number
    )
