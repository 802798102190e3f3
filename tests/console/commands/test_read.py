"""`warmline read`: labelled texts in, readings and figures out, and clear words for a file that is none."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from console.cli import main

_HEAD = "text,lang,who,state,meaning,also,note\n"


def _read(tmp_path: Path, text: str, *options: str) -> Result:
    file = tmp_path / "texts.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["read", str(file), *options])


def test_figures_say_how_many_texts_were_read_and_how_many_rightly(tmp_path: Path) -> None:
    rows = "STOP,en,participant,idle,stop,,\nCALL,en,participant,idle,call,,\n1,en,participant,offer,no,,\n"
    found = _read(tmp_path, _HEAD + rows)
    assert found.exit_code == 0, found.output
    assert "3 labelled texts" in found.output
    assert "right 66.7% (2 of 3)" in found.output


def test_the_rows_come_back_with_what_was_read_why_and_whether_it_acts(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    rows = '"no, gracias",es,participant,offer,no,,mine\nCHECKIN,en,participant,idle,greeting,,\n'
    assert _read(tmp_path, _HEAD + rows, "--out", str(out)).exit_code == 0
    with out.open(encoding="utf-8", newline="") as lines:
        first, second = csv.DictReader(lines)
    assert (first["text"], first["note"], first["read"], first["acts"]) == (
        "no, gracias",
        "mine",
        "no",
        "yes",
    )
    assert (second["read"], second["acts"]) == ("greeting", "no")
    assert first["because"]


def test_numbers_mean_what_the_menu_of_the_row_says(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    rows = "text,state,menu\n2,offer,1=call 2=write 3=no\n3,offer,1=call 2=write 3=no\n2,offer,\n"
    assert _read(tmp_path, rows, "--out", str(out)).exit_code == 0
    with out.open(encoding="utf-8", newline="") as lines:
        assert [row["read"] for row in csv.DictReader(lines)] == ["write", "no", "no"]


def test_texts_without_labels_are_printed_as_they_are_read(tmp_path: Path) -> None:
    found = _read(tmp_path, "text\nSTOP\n")
    assert found.exit_code == 0
    assert found.output.splitlines()[0] == "text,read,because,acts"
    assert found.output.splitlines()[1].startswith("STOP,stop,")


def test_not_knowing_is_right_only_where_nobody_could_know(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        _HEAD + "qzx vbn trw,en,participant,idle,unclear,,\nqzx vbn trw,en,participant,idle,call,,\n",
    )
    assert "right 50.0% (1 of 2)" in found.output


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("words\nhello\n", 'one of them has to be "text"'),
        ("", 'one of them has to be "text"'),
        ("text,who\nhello,stranger\n", "line 2: who is"),
        ("text,who,state\nhello,volunteer,mood\n", "line 2: a volunteer has no state"),
    ],
)
def test_a_file_that_is_no_table_of_texts_is_refused_in_words(tmp_path: Path, rows: str, says: str) -> None:
    found = _read(tmp_path, rows)
    assert found.exit_code == 1
    assert says in found.output


def test_a_file_that_is_not_there_or_no_text_is_refused_in_words(tmp_path: Path) -> None:
    absent = CliRunner().invoke(main, ["read", str(tmp_path / "absent.csv")])
    assert absent.exit_code == 1
    assert "cannot be read" in absent.output
    odd = tmp_path / "odd.csv"
    odd.write_bytes(b"text\n\xff\xfe\xfa\n")
    assert "not UTF-8" in CliRunner().invoke(main, ["read", str(odd)]).output
    assert CliRunner().invoke(main, ["read"]).exit_code == 2


def test_rows_that_are_too_short_too_long_or_empty_are_read_all_the_same(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    rows = 'text,lang,who,state,meaning\n\nhello\n"",en,participant,idle,\nhi,en,participant,idle,greeting,too,many\n'
    assert _read(tmp_path, rows, "--out", str(out)).exit_code == 0
    with out.open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == 3
