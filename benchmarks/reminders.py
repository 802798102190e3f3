"""Due reminders drained by real workers and clocks, one worker killed every five seconds; the pace; the timing."""

import contextlib
import itertools
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from sqlalchemy import func, insert, select

from benchmarks import load, quick_carrier, stage
from benchmarks.quick_carrier import Taken
from benchmarks.webhook import databases
from console.running import embedded_redis
from console.running.keeper import dying_with_us
from store import schema
from store.database import open_engine
from store.models import Callback, Contact, Message, Reminder
from store.vault import Vault
from store.vault.columns import CONTACT_NUMBER, RowName
from telephony.carrier import TwilioCarrier

SOME, ALL = 5_000, 100_000
WORKERS, CLOCKS = 2, 2
KILL_EVERY = 5.0
PACE, PACED_SECONDS = 10, 60
TIMED = 300
"""Reminders whose timing is looked at, over a minute and a half."""
WORDS = "Did the call help? Reply 1 (not at all) to 5 (very much), or SKIP. 12"


def fill(database_url: str, due: list[datetime]) -> None:
    """A line at midday with one person for each of these moments, whom it is to ask how a talk was."""
    engine = open_engine(database_url)
    schema.migrate(engine)
    vault = Vault([stage.KEY])
    now = datetime.now(UTC) - timedelta(minutes=5)
    with engine.begin() as connection:
        for start in range(0, len(due), 5_000):
            part = list(enumerate(due))[start : start + 5_000]
            connection.execute(insert(Contact), [_contact(vault, n + 1, now) for n, _ in part])
            connection.execute(insert(Callback), [_callback(n + 1, now) for n, _ in part])
            connection.execute(insert(Reminder), [_reminder(n + 1, at, now) for n, at in part])
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _midday() -> str:
    """A zone in which it is day, so that no quiet hours stop the measurement."""
    ahead = (datetime.now(UTC).hour - 13 + 12) % 24 - 12
    return f"Etc/GMT{ahead:+d}" if ahead else "Etc/GMT"


def _contact(vault: Vault, id: int, now: datetime) -> dict[str, object]:
    number = load.number(id)
    return {
        "id": id,
        "handle": f"Heron-{id}",
        "number_hash": vault.hash(number),
        "number_sealed": vault.seal(CONTACT_NUMBER, RowName(f"Heron-{id}"), number),
        "language": "en",
        "timezone": _midday(),
        "introduced_at": now,
        "created_at": now,
    }


def _callback(id: int, now: datetime) -> dict[str, object]:
    states = {"state": "completed", "language": "en", "kind": "call"}
    times = dict.fromkeys(("requested_at", "promised_by", "due_at", "ended_at"), now)
    return {"id": id, "contact_id": id, "code": f"B{id}", "severity": 0, **states, **times}


def _reminder(id: int, at: datetime, now: datetime) -> dict[str, object]:
    about = {"kind": "followup", "key": f"followup:{id}", "contact_id": id, "about_id": id}
    return {"id": id, **about, "due_at": at, "state": "due", "created_at": now}


class Crew:
    """The line's workers and clocks, as processes."""

    def __init__(self, env: dict[str, str]) -> None:
        self._env = env
        self._clocks = [self._start("clock") for _ in range(CLOCKS)]
        self.workers = [self._start("worker") for _ in range(WORKERS)]
        self.most_memory = 0.0

    def _start(self, what: str) -> subprocess.Popen[bytes]:
        argv = dying_with_us([sys.executable, "-m", "console.cli", what])
        return subprocess.Popen(argv, env=self._env, stdout=subprocess.DEVNULL)

    def kill_one(self) -> None:
        """Kill -9, as a host does that has no memory left; and another one starts."""
        gone = self.workers.pop(0)
        gone.send_signal(signal.SIGKILL)
        gone.wait()
        self.workers.append(self._start("worker"))

    def memory(self) -> float:
        """What the largest worker has of its own, in MB: the file that SQLite maps is the machine's, to be had back."""
        sizes = [0.0]
        for worker in self.workers:
            with contextlib.suppress(psutil.NoSuchProcess):
                size = psutil.Process(worker.pid).memory_info()
                sizes.append((size.rss - getattr(size, "shared", 0)) / 2**20)  # no such figure on macOS
        self.most_memory = max(self.most_memory, *sizes)
        return max(sizes)

    def stop(self) -> None:
        """End them."""
        for process in (*self.workers, *self._clocks):
            process.kill()
            process.wait()


@contextlib.contextmanager
def crew(database_url: str, carrier_url: str, **more: str) -> Iterator[Crew]:
    """Two workers and two clocks on this database, with a queue of their own."""
    with tempfile.TemporaryDirectory() as folder, embedded_redis.running(Path(folder)) as redis:
        env = stage.environment(database_url, redis.url, 8000)
        working = Crew(env | {"TWILIO_API_BASE_URL": carrier_url, **more})
        try:
            yield working
        finally:
            working.stop()


@dataclass(frozen=True, slots=True)
class Drained:
    """One run."""

    per_second: float
    twice: int
    never: int
    early_memory: float
    late_memory: float


def drain(kind: str, count: int, taken: Taken, carrier_url: str, *, killing: bool) -> Drained:
    """Have `count` due reminders sent; from the first text to the last."""
    taken.clear()
    with databases(kind) as (url, _):
        fill(url, [datetime.now(UTC) - timedelta(minutes=1)] * count)
        with crew(url, carrier_url) as working:
            early, killed_at, seen, still_since = 0.0, time.monotonic(), 0, time.monotonic()
            while len(taken.kept) < count and time.monotonic() - still_since < 60:
                time.sleep(0.2)
                if len(taken.at) != seen:
                    seen, still_since = len(taken.at), time.monotonic()
                size = working.memory()
                if not early and seen > count / 10:
                    early = size
                if killing and time.monotonic() - killed_at > KILL_EVERY:
                    working.kill_one()
                    killed_at = time.monotonic()
            late = working.memory()
            took = taken.at[-1] - taken.at[0]
            _settled(url, count)
    return Drained(count / took, taken.twice(), count - len(taken.kept), early, late)


def _settled(url: str, count: int) -> None:
    """Every text is known to be sent within the lease of a worker that was killed; and is sent no second time."""
    engine = open_engine(url)
    until = time.monotonic() + 40
    while time.monotonic() < until:
        with engine.begin() as connection:
            done = connection.execute(select(func.count()).where(Message.state == "sent")).scalar_one()
        if done == count:
            break
        time.sleep(0.5)
    engine.dispose()


def bare_loop(count: int, carrier_url: str) -> float:
    """Texts a second that the SDK itself posts, one after the other, with nothing kept."""
    carrier = TwilioCarrier("AC" + "0" * 32, load.TOKEN, load.LINE_NUMBER, base_url=carrier_url)
    carrier.send_text(load.number(0), WORDS, receipt_url=load.ORIGIN)
    began = time.perf_counter()
    for n in range(count):
        carrier.send_text(load.number(n), WORDS, receipt_url=load.ORIGIN)
    return count / (time.perf_counter() - began)


def paced(taken: Taken, carrier_url: str) -> list[str]:
    """A minute at ten texts a second, one worker killed every five seconds."""
    taken.clear()
    with databases("sqlite") as (url, _):
        fill(url, [datetime.now(UTC) - timedelta(minutes=1)] * (PACE * (PACED_SECONDS + 30)))
        with crew(url, carrier_url, TEXTS_PER_SECOND=str(PACE)):
            while len(taken.at) < PACE * 2:
                time.sleep(0.1)
            time.sleep(PACED_SECONDS + 1)
            at = [each for each in taken.at if each >= taken.at[PACE]]
    minute = [each for each in at if each < at[0] + PACED_SECONDS]
    apart = [1000 * (b - a) for a, b in itertools.pairwise(minute)]
    least, middle, most = min(apart), statistics.median(apart), max(apart)
    busiest = max(sum(a <= b < a + 1 for b in minute) for a in minute)
    return [
        f"| texts in {PACED_SECONDS} s at {PACE}/s ({PACE * PACED_SECONDS} would be all) | {len(minute)} |",
        f"| most in any one second | {busiest} |",
        f"| between two texts, least / median / most | {least:.1f} / {middle:.1f} / {most:.1f} ms |",
        f"| sent twice | {taken.twice()} |",
    ]


def timing(taken: Taken, carrier_url: str, *, whole_seconds: bool) -> str:
    """How long after it is due a reminder reaches the carrier, workers idle before."""
    taken.clear()
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=12)
    chance = random.Random(7)  # noqa: S311  a spread, not a secret
    apart = [chance.uniform(0, TIMED * 0.15) for _ in range(TIMED)]
    due = [start + timedelta(seconds=round(each) if whole_seconds else each) for each in apart]
    with databases("sqlite") as (url, _):
        fill(url, due)
        with crew(url, carrier_url):
            while len(taken.at) < TIMED and datetime.now(UTC) < max(due) + timedelta(seconds=20):
                time.sleep(0.2)
    planned = {load.number(n + 1): at.timestamp() for n, at in enumerate(due)}
    late = sorted(1000 * (at - planned[to]) for at, to in zip(taken.at, taken.to, strict=True))
    what = "at a whole second" if whole_seconds else "at any moment"
    return (
        f"| due {what}: late by, median / 99th / most; earliest | {statistics.median(late):.0f} / "
        f"{late[int(len(late) * 0.99) - 1]:.0f} / {late[-1]:.0f}; {late[0]:.0f} ms |"
    )


def run() -> list[str]:
    """The tables' rows. `--full`: 100,000 reminders."""
    count = ALL if "--full" in sys.argv else SOME
    with quick_carrier.running() as (url, taken):
        base = bare_loop(min(count, SOME), url)
        rows = [
            "| what | texts/s | ratio to baseline | sent twice | never sent | a worker's memory at 10% / at the end |",
            "|---|---|---|---|---|---|",
            f"| baseline: the SDK in a bare loop, one process | {base:,.0f} | 1 | | | |",
        ]
        for kind in ("sqlite", "postgresql"):
            for killing in (False, True):
                d = drain(kind, count, taken, url, killing=killing)
                how = f"{kind}, {count:,}" + (", a worker killed every 5 s" if killing else "")
                rows.append(
                    f"| {how} | {d.per_second:,.0f} | {d.per_second / base:.2f} | {d.twice} | {d.never} | "
                    f"{d.early_memory:.0f} / {d.late_memory:.0f} MB |"
                )
        rows += ["", "| what | measured |", "|---|---|", *paced(taken, url)]
        rows += [timing(taken, url, whole_seconds=whole) for whole in (True, False)]
    return rows
