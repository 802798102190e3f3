"""`warmline demo`: the whole line on this machine, telephones in the browser, and the story of one call."""

import gc
import os
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import click
from sqlalchemy import delete

from console.running import console_link, named_phones, stack
from console.running.embedded_redis import AlreadyRunning
from console.running.processes import NotReady, Supervisor
from console.running.story import Teller, tell
from store.callbacks import legs, queue
from store.config import clock, private_files
from store.config.demo_defaults import clock_of
from store.config.settings import Settings
from store.contacts import views
from store.database import Database, Tx, open_engine
from store.joining import join, names
from store.models import Heartbeat
from store.vault import Vault
from store.volunteers import roster

_HERE = ("127.0.0.1", "localhost", "::1")
_STARTING = {
    "database": "the database and its tables",
    "redis": "the queue, in which work waits for a worker",
    "carrier": "the carrier of this machine: telephones to text and call the line with",
    "web": "the web server, which answers the carrier",
    "worker-1": "two workers, who ring and text",
    "clock": "the clock, which sees that nothing due is forgotten",
}
GRACE = 1.0
"""Seconds that processes have to end by themselves after Ctrl-C: all is to be over in three. Rows outlive a kill -9."""


def demo(settings: Settings) -> None:
    """Start everything, tell the story, and keep running until Ctrl-C; every process started is stopped then."""
    settings = _local(settings)
    with ExitStack() as closing:
        try:
            click.echo(
                f"{settings.line_name} is starting on this machine, in about ten seconds; nothing leaves it."
            )
            _run(settings, closing)
        except KeyboardInterrupt:
            pass  # the way to end it
        except (AlreadyRunning, NotReady) as problem:
            raise click.ClickException(
                f"{problem}. What the processes said is in {_logs(settings)}."
            ) from None
    click.echo("Everything is stopped. What happened is kept; `make demo` goes on from here.")
    gc.freeze()  # else the interpreter looks through all its objects on the way out: a second on a busy machine


def _local(settings: Settings) -> Settings:
    """The settings of a line whose carrier is on this machine, whatever carrier the environment names."""
    stack.check_clock(clock_of(settings.var_dir))
    if urlsplit(settings.public_url).hostname not in _HERE:
        raise click.ClickException(
            "PUBLIC_URL names a line that others reach; a demo would mix its play with it. Unset PUBLIC_URL, "
            "DATABASE_URL and REDIS_URL, and try again."
        )
    if all(os.environ.get(name, "").strip() for name in ("DATABASE_URL", "DATA_KEYS")):
        raise click.ClickException(
            "DATABASE_URL and DATA_KEYS open a line's data; a demo would put its people among them, and move their "
            "clock. Unset both, and try again."
        )
    for port in (settings.port, settings.port + 1):
        if stack.taken(port):
            raise click.ClickException(
                f"Port {port} is taken; stop what listens there, or choose another: PORT=8100 make demo."
            )
    return replace(
        settings,
        public_url=f"http://127.0.0.1:{settings.port}",
        twilio_api_base_url=f"http://127.0.0.1:{settings.port + 1}",
    )


def _run(settings: Settings, closing: ExitStack) -> None:
    db = start(settings, closing, starting=_say_what_starts)
    _where_to_look(settings, console_link.make(db, settings.public_url))
    tell(Teller(click.echo, settings.line_timezone), settings.twilio_api_base_url or "", db)
    _what_to_do(settings)
    threading.Event().wait()


def start(settings: Settings, closing: ExitStack, *, starting: Callable[[str], None]) -> Database:
    """Start the line, its volunteers and its telephones, until `closing` is closed; gives its database, open.

    `settings`: of a carrier on this machine, at the port after the line's. `starting` gets the name of each process.
    """
    redis = stack.redis_server(settings)
    if redis is not None:
        closing.callback(redis.close)
    starting("database")
    stack.migrate(settings)
    clock_file = clock_of(settings.var_dir)
    os.environ.pop(clock.VARIABLE, None)  # another line's clock, and a demo has its own
    clock.follow(clock_file)
    closing.callback(clock.follow, None)
    db = Database(open_engine(settings.database_url), Vault(settings.data_keys), settings.line)
    closing.callback(db.engine.dispose)
    db.transact(clock.now(), _make_ready)
    env = stack.on_its_own(stack.environment(settings, redis.url if redis else settings.redis_url or ""))
    env[clock.VARIABLE] = str(clock_file)
    phones = named_phones.write(named_phones.named_phones(settings), settings.var_dir / "phones.json")
    processes = [redis.process()] if redis else []
    processes.append(
        stack.local_carrier(settings, env, settings.port + 1, phones=phones, clock_file=clock_file)
    )
    processes += stack.line(env, settings.port)
    closing.enter_context(
        Supervisor(
            processes,
            say=_Logs(_logs(settings)),
            starting=starting,
            stopping=lambda: click.echo("\nStopping every process …"),
            grace=GRACE,
        )
    )
    return db


def _make_ready(tx: Tx) -> None:
    # The last demo may have ended before its processes could sign off: they are not to be taken for alive.
    tx.run(delete(Heartbeat))
    for each in named_phones.VOLUNTEERS:
        added = roster.add_active(tx, each.name, each.number, each.languages)
        if views.name_for_participants(tx, added) is None:
            names.keep(tx, legs.volunteer_contact(tx, added), added, each.name.split()[0], "text")
            # Whoever plays somebody in danger is to see that somebody is asked.
            join.keep(tx, added, "danger", "yes")
            roster.edit(tx, added, {"ready_for_danger": True})
    queue.make_waiting_due(tx)


def _say_what_starts(name: str) -> None:
    if name in _STARTING:
        click.echo(f"  starting {_STARTING[name]} …")


def _where_to_look(settings: Settings, console: str) -> None:
    ahead = clock.ahead(clock_of(settings.var_dir))
    click.echo(f"\n  Telephones   {settings.twilio_api_base_url}/")
    click.echo(f"  Console      {console}  (lets you in once)\n")
    if ahead:
        click.echo(
            f"The line's clock is {_said(ahead)} ahead: somebody moved it on the page, and no clock goes back.\n"
            f"To begin anew, today, stop the demo and remove {_shown(settings.var_dir)}\n"
        )


def _what_to_do(settings: Settings) -> None:
    folder = "" if settings.var_dir == Path("var").resolve() else f"VAR_DIR={settings.var_dir} "
    click.echo(
        f"\n"
        f"Now it is yours. Open {settings.twilio_api_base_url}/\n"
        f"You are Ana: text how you are, or call. You are the volunteers and the coordinator as well.\n"
        f"\n"
        f"Commands, in another window:  {folder}.venv/bin/warmline --help\n"
        f"What the processes say:       {_shown(_logs(settings))}\n"
        f"Ctrl-C stops every process."
    )


def _said(ahead: timedelta) -> str:
    """So long, roughly: "3 days", "26 hours"."""
    minutes = ahead.total_seconds() / 60
    for unit, long in (("days", 1440), ("hours", 60)):
        if minutes >= 2 * long:
            return f"{minutes / long:.0f} {unit}"
    return f"{max(minutes, 2):.0f} minutes"


def _shown(folder: Path) -> str:
    here = Path.cwd()
    return f"{folder.relative_to(here) if folder.is_relative_to(here) else folder}/"


def _logs(settings: Settings) -> Path:
    return settings.var_dir / "log"


class _Logs:
    """Each program's lines into a file of its own; only that one ended is said aloud."""

    def __init__(self, folder: Path) -> None:
        private_files.folder(folder)
        self._folder = folder
        self._lock = threading.Lock()
        self._began: set[str] = set()

    def __call__(self, name: str, line: str) -> None:
        if name == "warmline":
            click.echo(f"  {time.strftime('%H:%M:%S')}  {line}; it is started again.")
            return
        with self._lock:
            how = "a" if name in self._began else "w"
            self._began.add(name)
            with (self._folder / f"{name}.log").open(how, encoding="utf-8") as file:
                file.write(line + "\n")
