"""Texts labelled by how soon a person must look: what the second reader is trained with, and anybody's own."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from console.reading import rows as reading_rows
from flows.rules.crisis.crisis import Tier

TEXTS: Final = Path(__file__).parent / "texts"
TRAINING: Final = TEXTS / "training"
KEPT_BACK: Final = TEXTS / "kept_back"
"""Figures come from these alone. Nobody who changes a rule reads them, and the weights never see them."""


class BadRow(ValueError):
    """A file that cannot be read as labelled texts, with the reason in words for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One text, its tier as people labelled it, and other tiers that a fair person would accept."""

    text: str
    label: Tier
    language: str = "en"
    kind: str = ""
    also: frozenset[str] = frozenset()
    cells: dict[str, str] = field(default_factory=dict, compare=False)


def from_csv(lines: Iterable[str]) -> list[Row]:
    """The rows of a CSV file with the columns text, label and, if wanted, lang, kind, note. BadRow if none."""
    reader = csv.DictReader(lines)
    names = reader.fieldnames or ()
    if missing := [name for name in ("text", "label") if name not in names]:
        raise BadRow(f'the first line has to name the columns; "{missing[0]}" is not among them')
    try:
        found = [_row(number, cells) for number, cells in enumerate(reader, 2) if any(cells.values())]
    except csv.Error as error:
        raise BadRow(f"line {reader.line_num} is no CSV: {error}") from error
    if not found:
        raise BadRow("there is no text in it")
    return found


def _row(number: int, cells: dict[str, str | None]) -> Row:
    def cell(name: str) -> str:
        return (cells.get(name) or "").strip()

    label, language = cell("label").lower(), cell("lang").lower() or "en"
    if label not in set(Tier):
        raise BadRow(f'line {number}: label is "{label[:20]}"; it can be crisis, check or none')
    if language not in ("en", "es"):
        raise BadRow(f'line {number}: lang is "{language[:20]}"; it can be en or es')
    if not cell("text"):
        raise BadRow(f"line {number}: there is no text")
    note = cell("note")
    also = frozenset(note.removeprefix("also:").split("|")) if note.startswith("also:") else frozenset[str]()
    kept = {name: value or "" for name, value in cells.items() if name}  # cells without a column have no name
    return Row(cells["text"] or "", Tier(label), language, cell("kind"), also, kept)


def written(folder: Path) -> dict[str, list[Row]]:
    """The texts of a folder of ours, by writer."""
    found = {}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            found[file.stem] = from_csv(lines)
    return found


def of_the_line() -> list[Row]:
    """The texts that the model of meaning is trained with: mostly ordinary, some of danger; the doubtful left out."""
    found = []
    for texts in reading_rows.written(reading_rows.TRAINING).values():
        for row in texts:
            if row.meaning in (Tier.crisis, Tier.check):
                found.append(Row(row.text, Tier(row.meaning), row.language, "line"))
            elif not row.also & {Tier.crisis.value, Tier.check.value}:
                found.append(Row(row.text, Tier.none, row.language, "line"))
    return found


def write(rows: Iterator[dict[str, str]], names: list[str], out: IO[str]) -> None:
    """Write rows as CSV."""
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
