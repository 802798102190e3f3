"""`warmline close` and `warmline open`: the line is closed for a while, and everybody concerned is told once."""

from zoneinfo import ZoneInfo

import click

from console.commands.callbacks import Sorry
from console.target_line import open_store, settings_of_the_line
from flows.closing.by_coordinator import morning, until_when
from flows.line.choices import NotAllowed
from flows.line.closing import LONGEST, is_reason
from store.closing import closing
from store.config.clock import now
from store.database import Tx


@click.command(name="close")
@click.option(
    "--until", help="When it opens again by itself: 9am, tomorrow noon, 3 days. Without: in the morning."
)
@click.option("--reason", default="", help="Why, in a few words, for volunteers. Participants are not told.")
def close(until: str | None, reason: str) -> None:
    """Close the line for a while: nobody is asked or rung, people who wait keep their place, all are told once."""

    def work(tx: Tx) -> str:
        zone, language = tx.line.timezone, tx.line.language
        opens = until_when(until, tx.now, zone, language) if until else morning(tx.now, zone)
        if opens is None:
            days = LONGEST.days
            raise Sorry(f"--until {until}: no time within {days} days that I can read. Nothing was changed.")
        said = " ".join(reason.split())
        if not is_reason(said):
            raise Sorry(
                "--reason: a few words on one line, at most 60 characters, no slash. Nothing was changed."
            )
        try:
            waiting = closing.close(tx, opens, reason=said)
        except NotAllowed as wrong:
            raise Sorry(f"{wrong} Nothing was changed.") from None
        at = opens.astimezone(ZoneInfo(zone))
        return f"The line is closed until {at:%a %d %b %H:%M %Z}. People waiting, who are told: {waiting}."

    with open_store(settings_of_the_line()) as db:
        click.echo(db.transact(now(), work))


@click.command(name="open")
def open_line() -> None:
    """Open the line again: people who waited go on in their places, and are asked whether now is good."""

    def work(tx: Tx) -> str:
        waiting = closing.reopen(tx)
        return (
            "The line is open already."
            if waiting is None
            else f"The line is open. People waiting: {waiting}."
        )

    with open_store(settings_of_the_line()) as db:
        click.echo(db.transact(now(), work))
