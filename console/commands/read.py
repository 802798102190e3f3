"""`warmline read`: what texts mean to the line, and how often it is right."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import click

from console.reading import figures, languages, rows
from console.reading.rows import Row
from flows.reading import labelled
from flows.rules.meaning.meanings import Who
from flows.rules.meaning.weights import FILE
from flows.rules.words import languages as languages_of_texts

_WRITTEN = ("read", "because", "acts")
_WEIGHTS = Path(labelled.__file__).parents[1] / "rules" / "meaning" / FILE
_LANGUAGES = Path(languages_of_texts.__file__).with_name(languages_of_texts.FILE)
_MADE_OF = _WEIGHTS.with_suffix(".made_of.txt")
"""The digest of what the weights were made of: a test compares it, in place of a quarter of a minute of training."""


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row with how it was read to this file.",
)
@click.option(
    "--train", is_flag=True, help="Make the model's weights again from the texts in console/reading/texts."
)
@click.option(
    "--kept-back",
    is_flag=True,
    help="Read the texts that were kept back, for the figures in docs/reading.md.",
)
def read(file: Path | None, out: Path | None, train: bool, kept_back: bool) -> None:
    """What the texts in FILE mean to the line; with a column "meaning", how often it is right.

    FILE is CSV with the columns text, lang, who, state, meaning, also, menu; only text is needed.
    """
    if train:
        _train()
        return
    given = _given(file, kept_back)
    found = [figures.Read(row, _read(row)) for row in given]
    if out is not None:
        names = [*dict.fromkeys((*(name for row in given for name in row.cells), *_WRITTEN))]
        _write(out, found, names)
    for line in figures.table(found):
        click.echo(line)
    if out is None and not any(row.meaning for row in given):
        rows.write(_cells(found), ["text", *_WRITTEN], sys.stdout)


def _given(file: Path | None, kept_back: bool) -> list[Row]:
    if kept_back:
        return [row for each in rows.written(rows.KEPT_BACK).values() for row in each]
    if file is None:
        raise click.UsageError("name a CSV file with a column called text, or say --train or --kept-back")
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return rows.from_csv(lines)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 text; save it as CSV (UTF-8)") from error
    except rows.BadRow as error:
        raise click.ClickException(f"{file}, {error}") from error


def _read(row: Row) -> labelled.Reading:
    who = cast("Who", row.who)
    return labelled.read(row.text, who, row.state, language=row.language, menu=row.menu)


def _cells(found: list[figures.Read]) -> Iterator[dict[str, str]]:
    for each in found:
        reading = each.reading
        read = {"read": reading.meaning, "because": reading.because, "acts": "yes" if reading.acts else "no"}
        yield {**each.row.cells, **read}


def _write(out: Path, found: list[figures.Read], names: list[str]) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as lines:
            rows.write(_cells(found), names, lines)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error


def _train() -> None:
    from console.reading import training  # numpy and scipy, which no other command needs

    texts = [row for each in rows.written(rows.TRAINING).values() for row in each]
    if not texts:
        raise click.ClickException(f"there are no texts in {rows.TRAINING}: train in a clone of the project")
    weights = training.train(texts)
    same = _WEIGHTS.exists() and _WEIGHTS.read_bytes() == weights
    _WEIGHTS.write_bytes(weights)
    _MADE_OF.write_text(training.made_of() + "\n", encoding="ascii")
    _LANGUAGES.write_text(languages.table(texts), encoding="utf-8")
    click.echo(
        f"trained with {len(texts)} texts; {'the same weights as before' if same else 'the weights are new'}"
    )
