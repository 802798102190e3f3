"""POST /sms of known contacts, the whole path: CHECKIN, and a mix of texts, against the baseline on the same server."""

import contextlib
import secrets
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import load, mix, stage
from console.running import embedded_redis
from tests.kits.servers import running_postgres

REQUESTS = 2_000
ROUNDS = 3


@contextlib.contextmanager
def databases(kind: str) -> Iterator[tuple[str, str]]:
    """Two empty databases of a kind that keep what they are told (no test short cuts)."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/small.db", f"sqlite:///{folder}/large.db"
    else:
        with running_postgres(durable=True) as server:
            yield server.url(server.create()), server.url(server.create())


def run() -> list[str]:
    """The table's rows."""
    rows = [
        "| database | what | requests/s | p50 ms | p99 ms | ratio to baseline |",
        "|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder, embedded_redis.running(Path(folder)) as redis:
        for kind in ("sqlite", "postgresql"):
            with databases(kind) as (small, large):
                stage.fill(small)
                stage.fill(large, contacts=200_000, messages=1_000_000)
                base = _best("benchmarks.baseline:create_app()", stage.environment(small, redis.url, 0))
                line = _best("console:create_app()", stage.environment(small, redis.url, 0))
                mixed = _best("console:create_app()", stage.environment(small, redis.url, 0), mix.body)
                full = _best("console:create_app()", stage.environment(large, redis.url, 0))
            share = line.requests_per_second / base.requests_per_second
            of_mix = mixed.requests_per_second / base.requests_per_second
            growth = full.requests_per_second / line.requests_per_second
            rows += [
                _row(kind, "baseline: signature, one read and write", base, "1"),
                _row(kind, "warmline, 400 contacts", line, f"{share:.2f}"),
                _row(kind, "warmline, 400 contacts, the mix of texts", mixed, f"{of_mix:.2f}"),
                _row(
                    kind,
                    "warmline, 200,000 contacts, 1,000,000 texts",
                    full,
                    f"{growth:.2f} of the small one",
                ),
            ]
    return rows


def _best(app: str, env: dict[str, str], body_of: Callable[[int], str] = load.checkin) -> load.Measured:
    """The median round: the machine has other things to do now and then."""
    with stage.web(app, env) as (port, _, _):
        load.fire(port, load.texts(400, stage.KNOWN, secrets.token_hex(3), body_of))
        rounds = [
            load.fire(port, load.texts(REQUESTS, stage.KNOWN, secrets.token_hex(3), body_of))
            for _ in range(ROUNDS)
        ]
        measured = sorted(rounds, key=lambda one: one.requests_per_second)[ROUNDS // 2]
    if any(one.failures for one in rounds):
        raise RuntimeError(f"{app} answered {sum(one.failures for one in rounds)} requests wrongly")
    return measured


def _row(kind: str, what: str, m: load.Measured, ratio: str) -> str:
    return f"| {kind} | {what} | {m.requests_per_second:,.0f} | {m.p50_ms:.0f} | {m.p99_ms:.0f} | {ratio} |"
