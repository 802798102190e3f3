"""`warmline audit` shows who did what, and proves that nothing in that log was changed."""

import re
import sys
from zoneinfo import ZoneInfo

import click

from console.commands.callbacks import Sorry, in_store
from store.audit import chain
from store.database import Tx


@click.group(name="audit")
def group() -> None:
    """The log of who did what: commands, settings, what coordinators did by text. Only ever added to."""


@group.command()
@click.option(
    "--most", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many entries."
)
@click.option("--about", help="Only what was done about this handle, code or name.")
def show(most: int, about: str | None) -> None:
    """Who did what, the newest first, on the line's clock."""

    def look(tx: Tx) -> list[str]:
        zone = ZoneInfo(tx.line.timezone)
        rows = chain.entries(tx.connection, most=most, about=about)
        return [_line(row, zone) for row in rows] or ["nothing was done yet"]

    in_store(look)


@group.command()
@click.option("--kept", metavar="NUMBER:HASH", help="An earlier answer of this command, kept elsewhere.")
def verify(kept: str | None) -> None:
    """Prove that no entry was changed, taken out or put in. Exit 1 where one was.

    Who can write to the database can make the whole log anew: keep the last line of the answer somewhere else, and
    give it with --kept next time.
    """
    given = re.fullmatch(r"(\d{1,15}):([0-9a-f]{16,64})", kept.strip().lower()) if kept is not None else None
    if kept is not None and given is None:
        raise Sorry("--kept: give the last line that this command printed, like 120:9f86d081884c7d65")
    found: list[chain.Verified] = []

    def look(tx: Tx) -> list[str]:
        found.append(chain.verify(tx.connection, kept=(int(given[1]), given[2]) if given else None))
        return _verdict(found[-1])

    in_store(look)
    if found[-1].broken is not None:
        sys.exit(1)


def _verdict(found: chain.Verified) -> list[str]:
    if found.broken is not None:
        return [
            f"BROKEN at entry {found.broken.number}: {found.broken.why}. What stands before it is as it was."
        ]
    if not found.last:
        return ["nothing was done yet"]
    cut = f" The first {found.cut} were cut after three years, and an entry says so." if found.cut else ""
    return [
        f"{found.entries} entries, none changed or missing.{cut} Keep this elsewhere:",
        f"{found.last}:{found.hash}",
    ]


def _line(row: chain.Entry, zone: ZoneInfo) -> str:
    more = ", ".join(f"{name.replace('_', ' ')} {_shown(value)}" for name, value in row.more.items())
    said = " ".join(filter(None, [row.did, row.about, f"({more})" if more else ""]))
    return f"{row.number:6} {row.at.astimezone(zone):%Y-%m-%d %H:%M}  {row.who}: {said}"


def _shown(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
