"""One place that opens the database: engine, transactions, and the wake-ups that follow a commit."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import tenacity
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError

from flows.line import Line
from store.vault import Vault

R = TypeVar("R")


class RaceLost(Exception):
    """Another transaction has changed what this one had read: it is run once more, on what stands by now."""


class Wake(NamedTuple):
    """Work that is due now: which job (a name in `workers.queues`) for which row. A lost one costs seconds."""

    job: str
    id: int


@dataclass(slots=True)
class Tx:
    """One transaction: its connection, the moment it takes for now, and the work it makes due."""

    connection: Connection
    vault: Vault
    line: Line
    now: datetime
    wakes: list[Wake] = field(default_factory=list)

    def run(self, statement: Any, values: Any = None) -> Any:
        """Execute a statement and give its result."""
        return self.connection.execute(statement, values)

    def wake(self, job: str, id: int) -> None:
        """Once this is committed, tell the workers."""
        self.wakes.append(Wake(job, id))

    @property
    def on_sqlite(self) -> bool:
        """Whether this is SQLite, which has one writer and needs no row locks."""
        return self.connection.dialect.name == "sqlite"


class Database:
    """The store. `notify` hears of due work after each commit; it must not raise."""

    def __init__(
        self, engine: Engine, vault: Vault, line: Line, notify: Callable[[Sequence[Wake]], None] | None = None
    ) -> None:
        self.engine, self.vault, self.line = engine, vault, line
        self._notify = notify or (lambda wakes: None)

    @contextmanager
    def begin(self, now: datetime) -> Iterator[Tx]:
        """A transaction that commits at the end of the block, or leaves nothing."""
        with self.engine.begin() as connection:
            tx = Tx(connection, self.vault, self.line, now)
            yield tx
        if tx.wakes:
            self._notify(list(dict.fromkeys(tx.wakes)))

    def transact(self, now: datetime, work: Callable[[Tx], R]) -> R:
        """Run `work` in one transaction; again, a few times, when a race with another one was lost."""
        try:
            return self._once(now, work)
        except (DBAPIError, RaceLost) as lost:
            if not _was_a_race(lost):
                raise
        result: R = _PATIENTLY.copy()(self._once, now, work)
        return result

    def _once(self, now: datetime, work: Callable[[Tx], R]) -> R:
        with self.begin(now) as tx:
            return work(tx)


def _was_a_race(error: BaseException) -> bool:
    if not isinstance(error, DBAPIError):
        return isinstance(error, RaceLost)
    if isinstance(error, IntegrityError):
        return True
    # A connection that broke (the database was restarted) is gone from the pool, and the next one may do. A lock that
    # could not be had in time (55P03) is not waited for again: the carrier hangs up on us after 15 s.
    return error.connection_invalidated or getattr(error.orig, "sqlstate", "") in ("40P01", "40001")


_PATIENTLY = tenacity.Retrying(
    stop=tenacity.stop_after_attempt(6),
    wait=tenacity.wait_random(0, 0.05),
    retry=tenacity.retry_if_exception(_was_a_race),
    reraise=True,
)


def open_engine(url: str, *, pool_size: int = 2) -> Engine:
    """An engine for `url`. Made after a fork, never before: connections do not survive one."""
    if url.startswith("sqlite"):
        engine = create_engine(url, pool_size=pool_size, max_overflow=2, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=2,
        pool_pre_ping=False,
        pool_recycle=1800,
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "options": "-c lock_timeout=8s -c statement_timeout=12s"},
    )


# The driver's 2 MB of cache is a fraction of the indexes of a line with a year behind it.
_ROOM = ("cache_size=-16384", "mmap_size=268435456")


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own BEGIN is deferred: two writers would then fail with "locked" half-way. We begin ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    # FULL, not NORMAL: a request we said yes to survives a power cut as well (invariant 4), for a quarter of the speed.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=8000", "foreign_keys=ON", *_ROOM):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
