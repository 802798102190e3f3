"""`warmline demo`: the whole line on this machine, the story of one call, and then phones to play with."""

import gc
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
from sqlalchemy import delete

from console.running import stack
from console.running.embedded_redis import AlreadyRunning
from console.running.processes import NotReady, Supervisor
from console.running.story import Teller, tell
from store.callbacks import queue
from store.config.settings import Settings
from store.database import Database, Tx, open_engine
from store.models import Heartbeat
from store.vault import Vault
from store.volunteers import roster
from telephony.local_carrier.phones.phones import Carrier

# Kept free for fiction, like every number here: (name, number, languages).
SAMPLES = (
    ("Sam", "+12025550141", ("en",)),
    ("Rosa", "+13125550142", ("en", "es")),
    ("Lee", "+14155550143", ("en",)),
)
_HERE = ("127.0.0.1", "localhost", "::1")
_STARTING = {
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
    if urlsplit(settings.public_url).hostname not in _HERE:
        raise click.ClickException(
            "PUBLIC_URL names a line that others reach; a demo would mix its play with it. Unset PUBLIC_URL, "
            "DATABASE_URL and REDIS_URL, and try again."
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
    redis = stack.redis_server(settings)
    if redis is not None:
        closing.callback(redis.close)
    click.echo("  starting the database and its tables …")
    stack.migrate(settings)
    db = Database(open_engine(settings.database_url), Vault(settings.data_keys), settings.line)
    closing.callback(db.engine.dispose)
    db.transact(datetime.now(UTC), _make_ready)
    env = stack.on_its_own(stack.environment(settings, redis.url if redis else settings.redis_url or ""))
    processes = [redis.process()] if redis else []
    processes.append(stack.local_carrier(settings, env, settings.port + 1))
    processes += stack.line(env, settings.port)
    closing.enter_context(
        Supervisor(
            processes,
            say=_Logs(_logs(settings)),
            starting=_say_what_starts,
            stopping=lambda: click.echo("\nStopping every process …"),
            grace=GRACE,
        )
    )
    _where_to_look(settings)
    carrier = Carrier(settings.twilio_api_base_url or "")
    samples = {number: name for name, number, _ in SAMPLES}
    tell(Teller(click.echo), carrier, db, samples)
    _what_to_do(settings)
    threading.Event().wait()


def _make_ready(tx: Tx) -> None:
    # The last demo may have ended before its processes could sign off: they are not to be taken for alive.
    tx.run(delete(Heartbeat))
    for name, number, languages in SAMPLES:
        roster.add_active(tx, name, number, languages)
    queue.make_waiting_due(tx)


def _say_what_starts(name: str) -> None:
    if name in _STARTING:
        click.echo(f"  starting {_STARTING[name]} …")


def _where_to_look(settings: Settings) -> None:
    line = f"http://127.0.0.1:{settings.port}"
    click.echo(
        f"\n"
        f"  Phones    {settings.twilio_api_base_url}/   a page to text and call the line with\n"
        f"  Health    {line}/healthz   {line}/readyz\n"
        f"  Metrics   {line}/metrics\n"
        f"  Logs      {_logs(settings)}\n"
    )


def _what_to_do(settings: Settings) -> None:
    names = ", ".join(f"{name} {number}" for name, number, _ in SAMPLES)
    folder = "" if settings.var_dir == Path("var").resolve() else f"VAR_DIR={settings.var_dir} "
    click.echo(
        f"\n"
        f"Now it is yours. On the page, pick up any phone and text {settings.line_number}: CHECKIN, CALL, MENU.\n"
        f"On duty: {names}. Offers come to their phones: TAKE them there.\n"
        f"The coordinator's phone is {settings.coordinator_number}.\n"
        f"Another volunteer, in another window:\n"
        f"  {folder}.venv/bin/warmline volunteers add Kim +12065550144 --active --on-duty\n"
        f"Ctrl-C stops every process."
    )


def _logs(settings: Settings) -> Path:
    return settings.var_dir / "log"


class _Logs:
    """Each program's lines into a file of its own; only that one ended is said aloud."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
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
