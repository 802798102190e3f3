"""`warmline`: the one command for operators and coordinators."""

import os
import sys
from collections.abc import Sequence

import click

from console.commands.lazily import Lazily
from store.config.settings import Settings
from store.logs import setup as log


@click.group(
    cls=Lazily,
    elsewhere={
        "accounts": "console.commands.accounts:group",
        "alerts": "console.commands.alerts:group",
        "audit": "console.commands.audit:group",
        "callbacks": "console.commands.callbacks:callbacks",
        "close": "console.commands.closing:close",
        "cover": "console.commands.rota_forecast:cover",
        "keys": "console.commands.keys:keys",
        "line": "console.commands.line:group",
        "open": "console.commands.closing:open_line",
        "people": "console.commands.people:group",
        "phones": "console.commands.phones:phones",
        "plans": "console.commands.care_plans:group",
        "read": "console.commands.read:read",
        "safety": "console.commands.safety:group",
        "shifts": "console.commands.rota:group",
        "volunteers": "console.commands.volunteers:volunteers",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def main() -> None:
    """A warmline in software: check-ins and peer callbacks by text and phone."""
    os.umask(0o077)  # databases, logs and keys are about people in need: only this user may read them


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema (the Procfile's release)."""
    from console import target_line
    from console.running import stack
    from store import schema
    from store.config import clock

    settings = _settings()
    log.configure(settings.log_level)
    stack.migrate(settings)
    with target_line.open_store(settings) as db, db.begin(clock.now()) as tx:
        tx.record("migrate", schema.newest())
    click.echo("the database is up to date")


@main.command()
@click.argument("queues", nargs=-1)
def worker(queues: Sequence[str]) -> None:
    """Do what is due: alerts, rings, offers, texts, reminders, housekeeping, most urgent first. QUEUES: only these."""
    from store.upkeep.heartbeats import OwnHeartbeat
    from workers.queues import QUEUES
    from workers.run import run

    unknown = set(queues) - set(QUEUES)
    if unknown:
        raise click.UsageError(f"no such queue: {', '.join(sorted(unknown))}. There are: {', '.join(QUEUES)}")
    settings = _settings_of_a_process()
    if settings.smtp_url:
        from console.mail.mailer import start

        start(settings, settings.smtp_url)
    run(settings.redis_url or "", queues or QUEUES, OwnHeartbeat(settings.database_url, "worker"))


@main.command()
def clock() -> None:
    """Ask for a sweep each second, so that nothing due is forgotten. Two clocks do no harm."""
    from store.upkeep.heartbeats import OwnHeartbeat
    from workers.clock import run
    from workers.queues import Wakeups

    settings = _settings_of_a_process()
    run(Wakeups(settings.redis_url or ""), OwnHeartbeat(settings.database_url, "clock"))


@main.command()
def up() -> None:
    """Run the whole line on this machine, with an embedded queue where REDIS_URL is unset."""
    from console.running.up import up as run

    run(_settings(embedded=True))


@main.command()
def demo() -> None:
    """Run the whole line here with a carrier of its own, and tell the story of one check-in and one callback."""
    from console.running.demo import demo as run

    run(_settings(demo=True))


@main.command()
@click.option("--only", multiple=True, metavar="NAME", help="Play only these scenes.")
@click.option("--list", "list_only", is_flag=True, help="List the scenes and stop.")
@click.option(
    "--attacks", is_flag=True, help="Play an attacker's afternoon: forged callers, texts and requests."
)
def rehearse(only: Sequence[str], list_only: bool, attacks: bool) -> None:
    """Play every main path against the local carrier, on free ports; exit 0 when all went well, else 1."""
    from console.rehearsal.rehearsal import rehearse as run

    sys.exit(run(only=tuple(only), list_only=list_only, attacks=attacks))


@main.command()
def doctor() -> None:
    """Check configuration, database, queue, carrier and webhook addresses; say what to do. Exit 1 on trouble."""
    from console.doctor.doctor import examine

    sys.exit(examine(os.environ))


def _settings(*, demo: bool = False, embedded: bool = False) -> Settings:
    from console.target_line import complete

    return complete(os.environ, demo=demo, embedded=embedded)


def _settings_of_a_process() -> Settings:
    """The settings for a process that starts: sets up its logging, and proves that its keys fit the database."""
    from console.target_line import prove_keys

    settings = _settings()
    log.configure(settings.log_level)
    prove_keys(settings)
    return settings


if __name__ == "__main__":
    main()
