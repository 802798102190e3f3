"""The pocket card: what a volunteer texts and keys, as a page to print and fold. No names, no numbers but ours."""

import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import click
from jinja2 import Environment, PackageLoader, StrictUndefined

from console.target_line import settings_of_the_line
from flows.line import Line
from flows.rules.crisis import lines as crisis_lines
from flows.rules.phone import written

LANGUAGES = ("en", "es")


def words(language: str) -> dict[str, Any]:
    """What the card says in a language: headings, texts with what they do, keys with what they do."""
    return tomllib.loads(
        resources.files("console.card").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    )


def page(line: Line, language: str) -> str:
    """The card as one HTML page that needs nothing else, for A4 and Letter, in black and white.

    It says nothing of what the line is for: a card lies about, and is found.
    """
    said = words(language)
    known = crisis_lines.for_region(line.region)
    in_call = [row for row in said["in_call"] if line.on_call or not row.get("room")]
    in_call = [row for row in in_call if not (line.on_call and row.get("plain"))]
    in_call = [row for row in in_call if known.dial or not row.get("dials")]
    rendering = Environment(
        loader=PackageLoader("console.card", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return rendering.get_template("card.html").render(
        language=language,
        said=said | {"in_call": in_call},
        number=written(line.number),
        emergency=known.emergency,
        crisis=known.crisis,
    )


@click.command(name="print-card")
@click.option("--language", type=click.Choice(LANGUAGES), help="The line's own where it is not said.")
@click.option(
    "--output", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Where to write it."
)
def print_card(language: str | None, output: Path | None) -> None:
    """The pocket card for volunteers: what to text, what the keys do, as a page to print."""
    line = settings_of_the_line().line
    language = language or line.language
    made = page(line, language)
    if output is None and not sys.stdout.isatty():
        click.echo(made)
        return
    path = output or Path(f"warmline-card-{language}.html")
    path.write_text(made, encoding="utf-8")
    click.echo(f"{path}: open it in a browser, print it, cut along the lines, fold twice")
