"""Reads texts with what a fair person takes them for, and makes each fit the situation in which it is sent."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.kits.situations import STATES, Key
from tests.kits.stage import Situation

COLUMNS = ("lang", "who", "state", "meaning", "also", "text", "note")
"""The columns of a file without a header, which has tabs between them."""


@dataclass(frozen=True)
class Row:
    """A text that somebody wrote, and what a fair person takes it for. `also`: other readings that are as fair."""

    text: str
    language: str
    who: str
    state: str
    meaning: str
    also: frozenset[str] = frozenset()
    note: str = ""

    @property
    def meanings(self) -> frozenset[str]:
        """Every fair reading."""
        return self.also | {self.meaning}

    @property
    def key(self) -> Key:
        """The situation in which it is sent. A volunteer who comes on is off duty before, and the other way round."""
        if self.state != "v_idle":
            return Key(self.who, self.state, self.language)
        about_duty = [each for each in (self.meaning, *self.also) if each in ("on", "off", "pause")]
        off = about_duty[0] == "on" if about_duty else len(self.text) % 2 == 1
        return Key(self.who, self.state, self.language, on_duty=not off)


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file with a header, or of a TSV file without one (COLUMNS). ValueError for a row that is none.

    `\\n` in a text is a line break.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        named = {each.strip() for each in lines.readline().split(",")}
        lines.seek(0)
        if {"text", "meaning"} <= named:
            found = list(csv.DictReader(lines))
        else:
            found = list(csv.DictReader(lines, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_row(each, f"{path.name}, row {number}") for number, each in enumerate(found, 1)]


def _row(each: Mapping[str, str | None], where: str) -> Row:
    said = {name: (each.get(name) or "").strip() for name in COLUMNS}
    if not said["text"] or not said["meaning"] or said["lang"] not in ("en", "es"):
        raise ValueError(
            f"{where}: {', '.join(COLUMNS)} are wanted, of which text, lang and meaning are not empty"
        )
    if STATES.get(said["state"]) != said["who"]:
        raise ValueError(f"{where}: there is no state {said['state']!r} of a {said['who']!r}")
    also = frozenset(filter(None, (part.strip() for part in said["also"].split("|"))))
    text = (each["text"] or "").replace("\\n", "\n")
    return Row(text, said["lang"], said["who"], said["state"], said["meaning"], also, said["note"])


# The keys of the menus for which the rows were written: by which meanings today's menu is found to have the same
# choice, and of which rows a leading digit is that choice. "2 late for calls, im on the bridge" is no choice of 2.
_MENUS: Mapping[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = {
    ("offer", "1"): (frozenset({"yes", "call"}), frozenset({"yes", "call", "call_at"})),
    ("offer", "2"): (frozenset({"no", "not_now"}), frozenset({"no", "no_call", "later"})),
    ("ready", "1"): (frozenset({"ready", "yes", "now"}), frozenset({"yes", "now"})),
    ("ready", "2"): (frozenset({"later"}), frozenset({"later", "call_at", "no"})),
    ("ready", "3"): (frozenset({"text", "write"}), frozenset({"write"})),
}


def as_sent(row: Row, there: Situation) -> str:
    """The text with the codes of this situation, and with the keys of the menu that stands there."""
    names = {"heron-321": there.handle, "heron": there.handle.partition("-")[0]} if there.handle else {}
    names |= {example.casefold(): real for example, real in there.codes.items()}

    def real(found: re.Match[str]) -> str:
        said = found[0]
        name = names.get(re.sub(r"[ -](?=\d$)", "", said.casefold()), said)
        return name.lower() if said.islower() else name

    text = re.sub(r"\bheron(?:-321)?\b|\b(?:[km][ -]?|a-?)\d\b", real, row.text, flags=re.IGNORECASE)
    digit = re.match(r"\s*(\d)(?=\W|$)", text)
    if digit is None or row.state not in ("offer", "ready"):
        return text
    shown = digit[1]
    if (row.state, shown) in _MENUS:
        means, of = _MENUS[row.state, shown]
        today = [key for key, meaning in there.offered.items() if meaning in means]
        moved = bool(today) and shown not in today and bool(row.meanings & of)
        return text.replace(shown, today[0], 1) if moved else text
    if text.strip() == shown and shown in there.offered:
        # It was no choice then, and shall be none now.
        return next(each for each in "456789" if each not in there.offered)
    return text
