"""Reads texts by people who had not seen the rules, sorted by what they are: TSV of kind, lang, text, note.

`texts_seen.tsv` was looked at while the rules were written. `texts_kept_back.tsv` was not: figures come only from it,
and nobody who changes a rule reads it.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SEEN, KEPT_BACK = "texts_seen.tsv", "texts_kept_back.tsv"


class Written(NamedTuple):
    """One text. `note`: why it is hard; for a rating, which rating it is."""

    kind: str
    language: str
    text: str
    note: str


@cache
def _all(file: str) -> tuple[Written, ...]:
    with (HERE / file).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(
            Written(row["kind"], row["lang"], row["text"].replace("\\n", "\n"), row["note"] or "")
            for row in rows
        )


def written(*kinds: str, file: str = SEEN) -> list[Written]:
    """The texts of these kinds. AssertionError if there are none."""
    found = [row for row in _all(file) if row.kind in kinds]
    assert found, f"no texts of {kinds} in {file}"
    return found


def share(right: list[bool]) -> float:
    """The share of these that are true, 0 to 1."""
    return sum(right) / len(right)
