"""What the clock asks each second while nothing is due, on a new store and on one with years behind it."""

import statistics
import time
from datetime import UTC, datetime

from cryptography.fernet import Fernet

from benchmarks import stage
from benchmarks.webhook import databases
from store.database import Database, open_engine
from store.vault import Vault
from telephony.calls.twiml import Pages
from tests.kits.fakes import FakeCarrier
from tests.kits.line import LINE
from workers import sweep
from workers.context import Context

ROUNDS = 200
NAMES = ("calls", "offers", "reminders")


def run() -> list[str]:
    """The table's rows."""
    rows = ["| database | rows | median | 99th | ratio |", "|---|---|---|---|---|"]
    for kind in ("sqlite", "postgresql"):
        with databases(kind) as (small, large):
            stage.fill(small)
            stage.fill(large, contacts=200_000, messages=1_000_000)
            new, old = _idle(small), _idle(large)
        growth = statistics.median(old) / statistics.median(new)
        rows += [
            _row(kind, "400 people", new, "1"),
            _row(kind, "200,000 people, 1,000,000 texts", old, f"{growth:.2f}"),
        ]
    return rows


def _idle(url: str) -> list[float]:
    """Milliseconds of each of `ROUNDS` sweeps of all that is due, in order of size."""
    engine = open_engine(url)
    db = Database(engine, Vault((Fernet.generate_key().decode(),)), LINE)
    ctx = Context(db, FakeCarrier(_now), Pages("https://line.example"), _now, None)
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for name in NAMES:
            sweep.sweep_with(ctx, name)
        took.append((time.perf_counter() - began) * 1000)
    engine.dispose()
    return sorted(took)


def _now() -> datetime:
    return datetime.now(UTC)


def _row(kind: str, what: str, took: list[float], ratio: str) -> str:
    return f"| {kind} | {what} | {statistics.median(took):.1f} ms | {took[int(len(took) * 0.99)]:.1f} ms | {ratio} |"
