"""`warmline keys` seals everything that is stored with the newest key."""

from datetime import UTC, datetime

import click

from console.target_line import open_store, settings_of_the_line
from store.upkeep import rekey
from store.vault import VaultError, WrongPlace


@click.group()
def keys() -> None:
    """The keys that seal numbers and words."""


@keys.command()
def rotate() -> None:
    """Seal everything with the newest of DATA_KEYS. First give every process the new key, before the old one."""
    with open_store(settings_of_the_line()) as db:
        db.transact(datetime.now(UTC), lambda tx: tx.record("keys rotate", step="begun"))
        try:
            counts = rekey.rotate(db, datetime.now(UTC))
        except rekey.OlderProcesses as older:
            raise click.ClickException(str(older)) from None
        except WrongPlace as moved:
            raise click.ClickException(
                f"{moved}: nothing is sealed anew from there on. See `warmline doctor`"
            ) from None
        except VaultError:
            raise click.ClickException(
                "some of what is stored opens with none of DATA_KEYS: name every key it was sealed with"
            ) from None
        rows = sum(counts.values())
        db.transact(datetime.now(UTC), lambda tx: tx.record("keys rotate", step="done", rows=rows))
    for table, count in counts.items():
        click.echo(f"{table:16} {count:8,}")
    click.echo("every value is sealed with the newest key; the older ones may go")
