"""Lines for danger that the organisation puts in place of ours, and days on which somebody looked at one.

Both are choices, by names of their own: `helpline.US.violence`, whose value is a line as JSON, and
`checked.US.violence`, whose value is a day. `crisis` names the crisis line of a region, which can only be looked at.
"""

import json
import re
from dataclasses import asdict
from datetime import date
from typing import Any, Final, NamedTuple

from flows.line.choices import NotAllowed
from flows.line.help_line import HelpLine
from flows.rules.crisis import help_lines
from flows.rules.words.hidden_letters import has_hidden
from flows.rules.words.replies import CARRIER_WORDS, clean

LINE: Final = "helpline."
CHECKED: Final = "checked."
PREFIXES: Final = (LINE, CHECKED)
CRISIS: Final = "crisis"
LONGEST_NAME, LONGEST_NUMBER, LONGEST_WORD, LONGEST_SOURCE = 60, 14, 7, 120
"""The number and the word are as long as what our wordings are measured with: a text holds no more."""
_NUMBER: Final = re.compile(r"\+?[0-9](?:[ .-]?[0-9]){1,13}", re.ASCII)
_WORD: Final = re.compile(r"[A-Z]{2,7}", re.ASCII)


class Named(NamedTuple):
    """What a name of these choices is about. `key`: as `help_lines.key` has it."""

    prefix: str
    region: str
    need: str

    @property
    def key(self) -> str:
        """ "US.violence"."""
        return help_lines.key(self.need, self.region)


def named(name: str) -> Named:
    """What this name is about. NotAllowed for any other."""
    prefix = next((each for each in PREFIXES if name.startswith(each)), "")
    region, _, need = name.removeprefix(prefix).partition(".")
    needs = (*help_lines.NEEDS, *help_lines.EVERYDAY, *((CRISIS,) if prefix == CHECKED else ()))
    if not prefix or not re.fullmatch(r"[A-Z]{2}", region, re.ASCII) or need not in needs:
        raise NotAllowed(
            f"write helpline. or checked., a country and one of {', '.join(needs)}: helpline.US.violence."
        )
    return Named(prefix, region, need)


def read(about: Named, text: str) -> HelpLine | date:
    """A line, or a day, by what the name is about. NotAllowed says what does not fit."""
    if about.prefix == CHECKED:
        return day(text)
    made = line(text)
    if made.by_day and about.need in help_lines.NEEDS:
        raise NotAllowed("a line for danger answers day and night: people read so.")
    return made


def day(text: str) -> date:
    """A reader of a day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotAllowed("write a day like 2026-11-30.") from None


def line(text: str) -> HelpLine:
    """A reader of a line. NotAllowed says what does not fit."""
    try:
        cells: dict[str, Any] = json.loads(text)
        made = HelpLine(**{**cells, "found": date.fromisoformat(cells["found"])})
        flaws = wrong_with(made)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotAllowed("it is set in the console, on the page of lines for danger.") from None
    if flaws:
        raise NotAllowed(f"this does not fit: {', '.join(flaws)}.")
    return made


def written(made: HelpLine) -> str:
    """What `line` reads."""
    return json.dumps({**asdict(made), "found": made.found.isoformat()}, ensure_ascii=False, sort_keys=True)


def wrong_with(made: HelpLine) -> list[str]:
    """The fields that do not fit: names that are too long, numbers that cannot be dialled, a carrier's word."""
    texts = (made.name, made.call, made.known_from, made.text_to, made.text_word)
    if not all(isinstance(each, str) for each in texts) or not isinstance(made.by_day, bool):
        raise TypeError
    checks = {
        "name": 0 < len(made.name) <= LONGEST_NAME and not has_hidden(made.name),
        "call": _is_number(made.call),
        "text_to": not made.text_to or _is_number(made.text_to),
        "text_word": not made.text_word or (bool(made.text_to) and _is_word(made.text_word)),
        "known_from": 0 < len(made.known_from) <= LONGEST_SOURCE and not has_hidden(made.known_from),
    }
    return [name for name, fits in checks.items() if not fits]


def _is_number(text: str) -> bool:
    return len(text) <= LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def _is_word(text: str) -> bool:
    return _WORD.fullmatch(text) is not None and clean(text) not in CARRIER_WORDS
