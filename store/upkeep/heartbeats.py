"""Heartbeats: every process of the line says in the database, about every ten seconds, that it lives and works.

Ages are reckoned by the database's own clock, so machines whose clocks differ, or a rehearsal whose clock was moved,
make nobody look dead.
"""

import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from store import sealing_form
from store.database import open_engine
from store.models import Heartbeat, UtcDateTime

EVERY = timedelta(seconds=10)
DEAD_AFTER = sealing_form.DEAD_AFTER
"""A job may keep a worker from its beat for as long as a sweep and one request to the carrier take: half a minute."""
KEPT = timedelta(hours=1)
"""How long the row of a process that ended without a word stays."""
QUEUES_ARE_LATE = {"alerts": 60, "calls": 60, "offers": 60, "reminders": 120, "housekeeping": 600}
"""After how many seconds without a finished sweep a queue stands still. The less urgent ones may have to wait."""
PATIENCE = 3.0
"""Seconds a heartbeat waits for a database: longer than a busy one needs, and shorter than a load balancer waits."""

_H = Heartbeat.__table__.c
_NOW = type_coerce(func.now(), UtcDateTime)


@dataclass(frozen=True, slots=True)
class Beat:
    """The last that was heard of a process, or of the sweeps of a queue."""

    kind: str
    name: str
    waits_for: str | None
    age: timedelta

    @property
    def alive(self) -> bool:
        """Whether it was heard of lately."""
        return self.age < DEAD_AFTER


class OwnHeartbeat:
    """The heartbeat of this process, on a connection of its own that gives up soon. It also proves a write.

    No connection is held between two beats, so it may be made before a fork.
    """

    def __init__(self, database_url: str, kind: str) -> None:
        self.engine = open_engine(database_url, wait=PATIENCE, pooled=False)
        self._kind = kind
        self._began_as: str | None = None

    @property
    def _name(self) -> str:
        return f"{socket.gethostname()[:80]}:{os.getpid()}"

    def beat(self, waits_for: str | None = None, sweeps: Iterable[str] = ()) -> None:
        """Write that this process lives, and which queues it has swept since. Raises SQLAlchemyError."""
        with self.beating(waits_for) as connection:
            for queue in sorted(sweeps):
                write(connection, "sweep", queue)

    @contextmanager
    def beating(self, waits_for: str | None = None) -> Iterator[Connection]:
        """The transaction that writes the beat, for what else belongs into it. Raises SQLAlchemyError."""
        name = self._name
        with self.engine.begin() as connection:
            write(connection, self._kind, name, waits_for, begins=self._began_as != name)
            yield connection
        self._began_as = name

    def end(self) -> None:
        """This process is about to end as it should: nobody needs to miss it. Raises SQLAlchemyError."""
        ours = (_H.kind == self._kind) & (_H.name == self._name)
        with self.engine.begin() as connection:
            connection.execute(delete(Heartbeat).where(ours))


def write(
    connection: Connection, kind: str, name: str, waits_for: str | None = None, *, begins: bool = False
) -> None:
    """Make or renew one row. `begins`: the process has just started, whoever had its number before."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    made = dialect.insert(Heartbeat.__table__).values(
        kind=kind,
        name=name,
        waits_for=waits_for,
        started_at=func.now(),
        beat_at=func.now(),
        reads_bound_at=func.now(),
    )
    again: dict[str, Any] = {"waits_for": waits_for, "beat_at": func.now(), "reads_bound_at": func.now()}
    if begins:
        again["started_at"] = func.now()
    connection.execute(made.on_conflict_do_update(index_elements=["kind", "name"], set_=again))


def read(connection: Connection) -> list[Beat]:
    """All heartbeats there are, dead ones too."""
    rows = connection.execute(select(_H.kind, _H.name, _H.waits_for, _H.beat_at, _NOW.label("now")))
    return [Beat(row.kind, row.name, row.waits_for, row.now - row.beat_at) for row in rows]


def forget_old(connection: Connection) -> int:
    """Forget the rows of processes that ended long ago."""
    now: datetime = connection.execute(select(_NOW)).scalar_one()
    return connection.execute(delete(Heartbeat).where(_H.beat_at < now - KEPT)).rowcount


def alive(beats: Iterable[Beat], kind: str) -> list[Beat]:
    """The living processes of a kind, whatever they wait for."""
    return [beat for beat in beats if beat.kind == kind and beat.alive]


def idle_queues(beats: Iterable[Beat]) -> list[str]:
    """The queues on which nothing is done, most urgent first. A sweep went from a clock through Redis to a worker."""
    swept = {beat.name: beat.age.total_seconds() for beat in beats if beat.kind == "sweep"}
    return [name for name, late in QUEUES_ARE_LATE.items() if swept.get(name, late) >= late]
