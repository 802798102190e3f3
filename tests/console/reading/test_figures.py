"""The figures of reading hold on texts that were kept back, and count what they say they count."""

from pathlib import Path
from typing import cast

import pytest

from console.reading.figures import Read, hurting, table
from console.reading.rows import KEPT_BACK, TRAINING, Row, written
from flows.reading.labelled import Reading, read
from flows.rules.meaning.meanings import Who


class Unread(list[Read]):
    """Texts that a failing test must not print: nobody who changes a rule reads them."""

    def __repr__(self) -> str:
        return f"{len(self)} texts"


@pytest.fixture(scope="module")
def kept_back() -> Unread:
    """Every text that was kept back, as the line reads it."""
    rows = [row for each in written(KEPT_BACK).values() for row in each]
    return Unread(
        Read(row, read(row.text, cast("Who", row.who), row.state, language=row.language, menu=row.menu))
        for row in rows
    )


def test_four_of_five_texts_that_were_kept_back_are_read_rightly(kept_back: Unread) -> None:
    assert sum(each.right for each in kept_back) / len(kept_back) >= 0.80


def test_of_what_acts_hardly_any_does_what_nobody_meant(kept_back: Unread) -> None:
    acting = Unread(each for each in kept_back if each.reading.acts)
    assert len(acting) > 300
    assert sum(each.does_right for each in acting) / len(acting) >= 0.97
    assert sum(each.right for each in acting) / len(acting) >= 0.95


def test_a_no_is_never_read_as_what_rings(kept_back: Unread) -> None:
    counted = {what: (count, of) for what, count, of in hurting(kept_back)}
    count, of = counted["a no that would ring"]
    assert count <= of // 100


def test_no_text_that_was_kept_back_is_among_those_the_model_learns_from() -> None:
    def all_of(folder: Path) -> set[str]:
        rows = (row for each in written(folder).values() for row in each)
        return {row.text.casefold().strip() for row in rows if len(row.text) > 12}

    shared = len(all_of(TRAINING) & all_of(KEPT_BACK))  # a count: the texts themselves are not shown
    assert shared == 0


def _read(
    meaning: str, reading: str, *, acts: bool = False, who: str = "participant", also: str = ""
) -> Read:
    row = Row("words", who=who, meaning=meaning, also=frozenset(filter(None, also.split("|"))))
    return Read(row, Reading(reading, "", acts))


def test_a_second_reading_that_is_fair_is_right_and_unsure_is_right_only_where_nobody_could_know() -> None:
    assert _read("call", "write", also="write").right
    assert not _read("call", "write").right
    assert _read("unclear", "unsure").right
    assert not _read("call", "unsure").right


def test_confusions_that_hurt_are_counted_by_what_they_would_do() -> None:
    found = [
        _read("no_call", "call", acts=True),
        _read("no_call", "call"),
        _read("tell", "call", acts=True),
        _read("crisis", "tell"),
        _read("check", "crisis"),
        _read("stop", "no_call"),
    ]
    counted = {what: (count, of) for what, count, of in hurting(found)}
    assert counted["a no that would ring"] == (1, 3)
    assert counted["a ring or booking that nobody asked for"] == (2, 6)
    assert counted["danger read as something else"] == (1, 2)
    assert counted["stop read as something else"] == (1, 1)


def test_macro_average_counts_each_meaning_once() -> None:
    found = [*[_read("tell", "tell")] * 9, _read("call", "tell")]
    assert any("macro-average over 2 meanings 50.0%" in line for line in table(found))
    assert list(table([Read(Row("words"), Reading("call", ""))])) == []
