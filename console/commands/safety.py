"""`warmline safety`: how well danger is read, and the weights of the second reader made again."""

from collections.abc import Iterator
from pathlib import Path

import click

from console.safety import figures, rows
from console.safety.rows import Row
from flows.rules.crisis import crisis, second_reader

_WRITTEN = ("tier", "matched")
_WEIGHTS = Path(second_reader.__file__).with_name(second_reader.FILE)
_MADE_OF = _WEIGHTS.with_suffix(".made_of.txt")
"""The digest of what the weights were made of: a test compares it, in place of half a minute of training."""


@click.group()
def group() -> None:
    """How words of danger are read (docs/safety.md)."""


@group.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row with its tier and what matched to this file.",
)
@click.option("--kept-back", is_flag=True, help="Read the texts that were kept back, for docs/safety.md.")
def evaluate(file: Path | None, out: Path | None, kept_back: bool) -> None:
    """How much danger in FILE is seen, and how often an ordinary text alarms.

    FILE is CSV with the columns text and label (crisis, check or none), and lang (en or es) if wanted.
    """
    given = _given(file, kept_back)
    found = [figures.Read(row, crisis.read(row.text)) for row in given]
    if out is not None:
        names = [*dict.fromkeys((*(name for row in given for name in row.cells), *_WRITTEN))]
        _write(out, found, names)
    for line in figures.table(found):
        click.echo(line)


@group.command()
def train() -> None:
    """Make the weights of the second reader again from the texts in console/safety/texts/training."""
    from console.safety import training  # numpy and scipy, which no other command needs

    texts = [row for each in rows.written(rows.TRAINING).values() for row in each]
    if not texts:
        raise click.ClickException(f"there are no texts in {rows.TRAINING}: train in a clone of the project")
    of_the_line = rows.of_the_line()
    weights = training.train(texts, of_the_line)
    same = _WEIGHTS.exists() and _WEIGHTS.read_bytes() == weights
    _WEIGHTS.write_bytes(weights)
    _MADE_OF.write_text(training.made_of() + "\n", encoding="ascii")
    count = len(texts) + len(of_the_line)
    click.echo(
        f"trained with {count} texts; {'the same weights as before' if same else 'the weights are new'}"
    )


def _given(file: Path | None, kept_back: bool) -> list[Row]:
    if kept_back:
        if found := [row for each in rows.written(rows.KEPT_BACK).values() for row in each]:
            return found
        raise click.ClickException(
            f"there are no texts in {rows.KEPT_BACK}: evaluate in a clone of the project"
        )
    if file is None:
        raise click.UsageError("name a CSV file with the columns text and label, or say --kept-back")
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return rows.from_csv(lines)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is not UTF-8 text; save it as CSV (UTF-8)") from error
    except rows.BadRow as error:
        raise click.ClickException(f"{file}: {error}") from error


def _cells(found: list[figures.Read]) -> Iterator[dict[str, str]]:
    for each in found:
        yield {**each.row.cells, "tier": each.reading.tier.value, "matched": "; ".join(each.reading.reasons)}


def _write(out: Path, found: list[figures.Read], names: list[str]) -> None:
    try:
        with out.open("w", encoding="utf-8", newline="") as lines:
            rows.write(_cells(found), names, lines)
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}") from error
