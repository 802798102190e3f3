"""Labelled texts: the columns of CONTRACT.md, "Reading", and the files that the model is trained with."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

TEXTS = Path(__file__).parent / "texts"
"""Texts written for this line by people who had not seen its rules, one file a writer."""
TRAINING = TEXTS / "training"
KEPT_BACK = TEXTS / "kept_back"
"""Figures come only from these. Nobody who changes a rule reads them, and the model never sees them."""
COLUMNS = ("text", "lang", "who", "state", "meaning", "also", "note", "menu")


class BadRow(ValueError):
    """A file that cannot be read as texts, with the reason in words for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One text. `meaning`: "" where nobody has labelled it. `also`: other readings a fair person would accept."""

    text: str
    language: str = "en"
    who: str = "participant"
    state: str = "idle"
    meaning: str = ""
    also: frozenset[str] = frozenset()
    menu: str = ""
    cells: dict[str, str] = field(default_factory=dict, compare=False)

    def accepts(self, read: str) -> bool:
        """Whether this reading is right."""
        return read == self.meaning or read in self.also


def from_csv(lines: Iterable[str]) -> list[Row]:
    """The rows of a CSV file with a header. BadRow where a column or its value cannot be."""
    reader = csv.DictReader(lines)
    if "text" not in (reader.fieldnames or ()):
        raise BadRow('the first line has to name the columns, and one of them has to be "text"')
    return [_row(number, cells) for number, cells in enumerate(reader, 2)]


_STATES = {
    "participant": frozenset("new idle mood offer waiting ready after writing".split()),
    "volunteer": frozenset("v_idle v_offered v_two v_holding v_after v_writing".split()),
    "coordinator": frozenset("c_idle c_alert".split()),
}
_FIRST = {"participant": "idle", "volunteer": "v_idle", "coordinator": "c_idle"}


def _row(number: int, cells: dict[str, str | None]) -> Row:
    def cell(name: str) -> str:
        return (cells.get(name) or "").strip()

    who = cell("who") or "participant"
    if who not in _STATES:
        raise BadRow(f'line {number}: who is "{who[:20]}"; it can be {", ".join(_STATES)}')
    state = cell("state") or _FIRST[who]
    if state not in _STATES[who]:
        raise BadRow(
            f'line {number}: a {who} has no state "{state[:20]}"; there are {", ".join(sorted(_STATES[who]))}'
        )
    return Row(
        cells.get("text") or "",
        cell("lang") or "en",
        who,
        state,
        cell("meaning"),
        frozenset(filter(None, cell("also").split("|"))),
        cell("menu"),
        {name: value or "" for name, value in cells.items() if name},  # cells without a column have no name
    )


def written(folder: Path) -> dict[str, list[Row]]:
    """The texts of a folder of ours, by writer."""
    return {file.stem: _from_file(file) for file in sorted(folder.glob("*.csv"))}


def _from_file(file: Path) -> list[Row]:
    with file.open(encoding="utf-8", newline="") as lines:
        return from_csv(lines)


def write(rows: Iterator[dict[str, str]], names: list[str], out: IO[str]) -> None:
    """Write rows as CSV."""
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
