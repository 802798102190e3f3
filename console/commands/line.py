"""`warmline line` shows and sets what the organisation chooses: its policy, the age question, words of its own."""

import sys
from collections.abc import Callable
from zoneinfo import ZoneInfo

import click

from console.commands.callbacks import Sorry
from console.target_line import open_store, settings_of_the_line
from flows.line import Line
from flows.line.choices import CHOICES, NotAllowed, as_text
from flows.wording import LANGUAGES, rewording
from store.config.clock import now
from store.database import Tx
from store.line import choices, in_force
from store.logs import setup as log


@click.group(name="line")
def group() -> None:
    """What the organisation chooses about its line. In force at once, in every process."""


@group.command()
@click.option(
    "--wordings", is_flag=True, help="Every wording that can be put into words of your own, as it is now."
)
@click.option("--history", is_flag=True, help="Who chose what, and when.")
def show(wordings: bool, history: bool) -> None:
    """What can be chosen, what it means, what is allowed, and what counts now."""

    def look(tx: Tx) -> list[str]:
        if history:
            return _history(tx)
        rows = in_force.chosen(tx.connection)
        return _wordings(tx.line) if wordings else [*_choices(tx.line, rows), *_set_wordings(rows)]

    _in_store(look)


@group.command(name="set")
@click.argument("name")
@click.argument("value", required=False)
@click.option("--default", is_flag=True, help="Back to what counts where nothing was chosen.")
def set_choice(name: str, value: str | None, default: bool) -> None:
    """Choose VALUE for NAME. A wording: `warmline line set wording.en.answer.cost "It's free."`"""
    if (value is None) != default:
        raise Sorry("Give a value, or --default to go back. Nothing was changed.")

    def work(tx: Tx) -> list[str]:
        try:
            made = tx.choose(name, value)
        except NotAllowed as wrong:
            raise Sorry(f"{wrong} Nothing was changed.") from None
        if made.before == made.value:
            return [f"{made.name}: it was so already"]
        if not made.name.startswith(rewording.PREFIX):
            return [
                f"{made.name}: {_shown(made.value or as_text(getattr(tx.line, made.name, None)))}, from now on"
            ]
        return _said_of_wording(made)

    _in_store(work)


def _in_store(work: Callable[[Tx], list[str]]) -> None:
    settings = settings_of_the_line()
    with open_store(settings) as db:
        log.configure(settings.log_level, sys.stderr)  # a choice is logged here too, beside what is answered
        for line in db.transact(now(), work):
            click.echo(line)


def _choices(line: Line, rows: dict[str, str]) -> list[str]:
    said = []
    for choice in CHOICES.values():
        where = "chosen here" if choice.name in rows else "not chosen here"
        said += [f"{choice.name}: {_shown(as_text(getattr(line, choice.name)))} ({where})"]
        said += [f"    {choice.says}", f"    Allowed: {choice.allowed}."]
    return said


def _set_wordings(rows: dict[str, str]) -> list[str]:
    said = ["wordings: `warmline line show --wordings` lists those that can be in words of your own"]
    for name in sorted(rows):
        if not in_force.reads(name, rows[name]):
            said.append(f"    {name}: not in force, this program cannot use it. Set it again, or --default.")
        elif name.startswith(rewording.PREFIX):
            said.append(f"    {name}: {rows[name]}")
    return said


def _wordings(line: Line) -> list[str]:
    chosen = dict(line.reworded)
    said = []
    for name in (each for language in LANGUAGES for each in rewording.all_names(language)):
        for part in ("text", *rewording.PARTS):
            behind = "" if part == "text" else f".{part}"
            wording = rewording.Wording(*_parted(name), part)
            if not wording.said or (part == "voice" and rewording.same_aloud(wording.original)):
                continue
            now_said = chosen.get(wording.key(part), wording.said)
            said.append(f"{name}{behind}: {now_said}")
    return said


def _parted(name: str) -> tuple[str, str]:
    language, _, id = name.removeprefix(rewording.PREFIX).partition(".")
    return language, id


def _said_of_wording(made: choices.Chosen) -> list[str]:
    wording = rewording.wording_called(made.name)
    if made.value is None:
        return [f"{made.name}: our own words again: {wording.said}"]
    said = [f"{made.name}: said so from now on"]
    if wording.part == "text" and not rewording.same_aloud(wording.original):
        said.append(f"Callers hear words of their own. Set them by {made.name}.voice.")
    if wording.part == "text" and wording.original.discreetly:
        said.append(f"Whoever asked for discreet words reads {made.name}.discreetly.")
    return said


def _history(tx: Tx) -> list[str]:
    zone = ZoneInfo(tx.line.timezone)
    rows = choices.history(tx.connection)
    return [
        f"{row.chosen_at.astimezone(zone):%Y-%m-%d %H:%M}  {row.name}: {_shown(row.before or '')} → "
        f"{_shown(row.value or '')}  ({row.chosen_by})"
        for row in rows
    ] or ["nothing was ever chosen"]


def _shown(value: str) -> str:
    return value or "nothing"
