"""A stage for scenes: the whole line on free ports, in its own folder and database, with a local carrier."""

import json
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Self, TypeVar

import redis

from console.rehearsal import ledger
from console.running import stack
from console.running.processes import Supervisor
from store.config import clock
from store.config.settings import Settings
from store.database import Database, Tx, open_engine
from store.models import Callback
from store.vault import Vault
from telephony.local_carrier.phones.phones import Carrier
from workers.queues import Wakeups

R = TypeVar("R")

LINE = "+12025550100"
COORDINATOR = "+12025550199"
ON_CALL = "+12025550198"
CRISIS_LINE = "988"
"""A phone at the local carrier: the real crisis line is not rung."""
NAME = "Rehearsal Warmline"
# In all of these area codes 555-0100 to 555-0199 are kept free for fiction.
_AREAS = ("202", "312", "415", "617", "303", "206", "512", "404", "702", "503")

CALM = {"OFFER_MINUTES": "0.06", "RING_SECONDS": "24", "CALLBACK_RETRY_MINUTES": "0.5", "PACE": "12"}
"""Short times for the main paths: an offer is open for 4 s, a phone rings for 2 s, a new yes is waited for 30 s."""
ROUGH = {"OFFER_MINUTES": "0.12", "RING_SECONDS": "10", "CALLBACK_RETRY_MINUTES": "0.5", "PACE": "6"}
"""For accidents: the line looks for a lost ring soon after it should have been over."""
UNHURRIED = {
    "OFFER_MINUTES": "10",
    "RING_SECONDS": "24",
    "CALLBACK_RETRY_MINUTES": "10",
    "PROMISE_MINUTES": "120",
    "EXPERIENCES": "Grief, Surgery, New parent",
    "ON_CALL": COORDINATOR,
    "ON_CALL_NUMBER": ON_CALL,
    "PACE": "12",
}
"""The times of a real line, for scenes that go over hours. The clocks of this stage are moved on instead."""


class Stage:
    """All processes of a line, running. Use it in a `with` block, at whose end none of them runs any more."""

    def __init__(self, folder: Path, times: Mapping[str, str], *, database_url: str = "") -> None:
        port, carrier_port = free_ports(2)
        self.pace = float(times["PACE"])
        env = {
            "VAR_DIR": str(folder),
            "PORT": str(port),
            "LINE_NAME": NAME,
            "LINE_NUMBER": LINE,
            "COORDINATOR_NUMBER": COORDINATOR,
            "TWILIO_API_BASE_URL": f"http://127.0.0.1:{carrier_port}",
            "PROMISE_MINUTES": "6",
            **{name: value for name, value in times.items() if name != "PACE"},
            **({"DATABASE_URL": database_url} if database_url else {}),
        }
        self.settings = Settings.from_environment(env, demo=True)
        self.carrier = Carrier(f"http://127.0.0.1:{carrier_port}")
        self.coordinator = COORDINATOR
        self.logs: list[tuple[float, str, str]] = []
        self.cast: dict[str, str] = {
            LINE: "the line",
            COORDINATOR: "the coordinator",
            ON_CALL: "the supervisor",
        }
        self._clock = folder / "clock"
        self._carrier_port = carrier_port
        self._lines = threading.Lock()
        self._numbers = (f"+1{area}55501{n:02}" for n, area in product(range(1, 99), _AREAS))
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            stack.migrate(self.settings)
            engine = open_engine(self.settings.database_url)
            undo.callback(engine.dispose)
            self.db = Database(engine, Vault(self.settings.data_keys), self.settings.line)
            server = stack.redis_server(self.settings)
            if server is None:
                raise ValueError("a rehearsal has a queue of its own")
            undo.callback(server.close)
            self.redis_url = server.url
            self.env = stack.on_its_own(stack.environment(self.settings, server.url))
            self.env[clock.VARIABLE] = str(self._clock)
            processes = [
                server.process(),
                stack.local_carrier(self.settings, self.env, self._carrier_port, pace=self.pace),
                *stack.line(self.env, self.settings.port),
            ]
            self.supervisor = undo.enter_context(Supervisor(processes, say=self._say))
            self._closing = undo.pop_all()
        return self

    def __exit__(self, *problem: object) -> None:
        self._closing.close()

    def kill(self, *names: str) -> None:
        """Kill these processes with SIGKILL, as an accident would; the supervisor starts them again."""
        for name in names:
            self.supervisor.kill(name)

    @contextmanager
    def stuck(self, name: str) -> Iterator[None]:
        """Stop a process for as long as the block lasts: it is there and does nothing, as on a machine that swaps."""
        self.supervisor.kill(name, signal.SIGSTOP)
        try:
            yield
        finally:
            self.supervisor.kill(name, signal.SIGCONT)

    def failing(self) -> set[str]:
        """The parts of the line that /status reports as failing."""
        parts = json.loads(self._get("/status"))["parts"]
        return {name for name, state in parts.items() if state != "ok"}

    def is_ready(self) -> bool:
        """Whether /readyz says that the line is ready."""
        return self._get("/readyz") == "ready\n"

    def _get(self, path: str) -> str:
        url = f"http://127.0.0.1:{self.settings.port}{path}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def workers(self) -> list[str]:
        """The names of the worker processes."""
        return [f"worker-{n}" for n in range(1, stack.WORKERS + 1)]

    def flush_queue(self) -> None:
        """Delete everything in Redis."""
        with redis.from_url(self.redis_url) as client:
            client.flushall()

    def number(self, name: str) -> str:
        """A new telephone number for somebody of this name."""
        number = next(n for n in self._numbers if n not in self.cast)
        self.cast[number] = name
        return number

    def store(self, work: Callable[[Tx], R]) -> R:
        """Run one transaction in the line's database."""
        return self.db.transact(self.now(), work)

    def now(self) -> datetime:
        """The time on the clocks of this stage, UTC."""
        return clock.at(self._clock)

    def pass_time(self, by: timedelta) -> None:
        """Move all clocks of this stage on at once. The local carrier keeps to the real time."""
        with redis.from_url(self.redis_url) as client:
            # What became due in those hours looks late: no housekeeping, which would report it as stuck, for 4 s.
            client.set("warmline:sweep:housekeeping", "1", ex=4)
        clock.move_on(self._clock, by)

    def housekeep(self) -> None:
        """Ask for housekeeping now, which else comes once a minute."""
        wakeups = Wakeups(self.redis_url)
        wakeups.sweeping("housekeeping")
        wakeups.sweep("housekeeping")

    def callback_of(self, number: str) -> Callback | None:
        """The latest callback of the contact with this number; None when they never asked for one."""
        return self.store(lambda tx: ledger.callback_of(tx, number))

    def lines_since(self, moment: float) -> list[tuple[str, str]]:
        """What the processes have printed since that moment: (process, line)."""
        with self._lines:
            return [(name, line) for at, name, line in self.logs if at >= moment]

    def _say(self, name: str, line: str) -> None:
        with self._lines:
            self.logs.append((time.time(), name, line))


def free_ports(count: int) -> list[int]:
    """So many ports at which nothing listens."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]
