"""Finds the line a command acts on, and opens its store: the environment's line, or a demo's made in this folder.

A command that finds neither says so, stops, and makes nothing: no folder, no file, no database.
"""

import os
import pwd
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
import structlog
from sqlalchemy.exc import SQLAlchemyError

from store import schema
from store.config import clock
from store.config.demo_defaults import clock_of, folder_of, is_demo
from store.config.settings import DECLARED, Settings, SettingsError
from store.database import Database, file_of, open_engine
from store.key_check import KeysDoNotFit
from store.vault import Vault
from workers.queues import Wakeups

log = structlog.get_logger(__name__)
NAMES_A_LINE = (*DECLARED.required, *DECLARED.servers)
"""Whoever sets one of these means their own line, and must not get a demo's."""
_NO_LINE = (
    "There is no line here to act on, and nothing was done. Set the line's environment ({names}) to what its processes "
    "have; or start a demo in this folder with `make demo`."
)
_NO_DATABASE = (
    "DATABASE_URL: it is missing, and `warmline up` has made no database in {folder} yet. Set it to what the line's "
    "processes have, or start `warmline up` first. Nothing was done."
)


class NoLine(click.ClickException):
    """There is no line that this command may act on. The message goes to standard error; exit 2."""

    exit_code = 2


def names_a_line(env: Mapping[str, str]) -> bool:
    """Whether an environment names a line, completely or not."""
    return any(env.get(name, "").strip() for name in NAMES_A_LINE)


def settings_of_the_line() -> Settings:
    """The environment's settings, or, where it names no line at all, those of the demo in this folder.

    Says so when it is the demo. Raises NoLine where there is neither, or where the settings are not complete.
    """
    if names_a_line(os.environ):
        settings = complete(os.environ, embedded=True)
        file = None if os.environ.get("DATABASE_URL", "").strip() else file_of(settings.database_url)
        if file is not None and not file.is_file():
            raise NoLine(_NO_DATABASE.format(folder=file.parent))
        return settings
    if not is_demo(folder_of(os.environ)):
        raise NoLine(_NO_LINE.format(names=", ".join(name for name in NAMES_A_LINE if name != "REDIS_URL")))
    join_demo(folder_of(os.environ))
    return complete(os.environ, demo=True)


def join_demo(folder: Path) -> None:
    """Say first that what follows is about the people of a demo, who are made up, and go by its clock."""
    os.environ.pop(clock.VARIABLE, None)  # another line's clock, and a demo has its own
    clock.follow(clock_of(folder))
    click.echo(f"This is the demo's data, in {os.path.relpath(folder)}/: nobody in it is real.", err=True)


def complete(env: Mapping[str, str], *, demo: bool = False, embedded: bool = False) -> Settings:
    """The settings in `env`. Raises NoLine, with a sentence for each that is missing or wrong."""
    try:
        return Settings.from_environment(env, demo=demo, embedded=embedded)
    except SettingsError as error:
        raise NoLine(str(error)) from None


@contextmanager
def open_store(settings: Settings) -> Iterator[Database]:
    """Open the line's database, with its tables brought up to date. Raises NoLine where the keys do not fit it."""
    engine = open_engine(settings.database_url)
    try:
        vault = Vault(settings.data_keys)
        if not schema.is_current(engine):
            click.echo(
                "The tables of this database are missing or older than this program: they are made now.",
                err=True,
            )
            schema.migrate(engine, vault)
        notify = Wakeups(settings.redis_url) if settings.redis_url else None
        db = Database(engine, vault, settings.line, notify, by=operator())
        with db.begin(datetime.now(UTC)):
            pass  # the first transaction proves the keys
        yield db
    except KeysDoNotFit as wrong:
        raise NoLine(str(wrong)) from None
    finally:
        engine.dispose()


def operator() -> str:
    """Who is at this command, for the log of who did what: "ana, by command". Behind sudo: whom the system names so."""
    number = os.getuid()
    try:
        name = pwd.getpwuid(number).pw_name
    except KeyError:  # a container may run as a number without a name
        name = f"user {number}"
    caller = os.environ.get("SUDO_USER", "") if number == 0 else ""
    return f"{caller} as {name}, by command" if caller else f"{name}, by command"


def prove_keys(settings: Settings) -> None:
    """Raise NoLine where the keys do not fit the database. For a process that starts.

    A database that cannot be reached now is asked at its first use: without one the line still answers.
    """
    engine = open_engine(settings.database_url, wait=3.0, pooled=False)
    try:
        with Database(engine, Vault(settings.data_keys), settings.line).begin(datetime.now(UTC)):
            pass
    except KeysDoNotFit as wrong:
        raise NoLine(str(wrong)) from None
    except SQLAlchemyError as error:
        log.warning("keys_not_proved_yet", error=type(error).__name__)
    finally:
        engine.dispose()
