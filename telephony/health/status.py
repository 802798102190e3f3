"""Finds out for the health addresses whether this process can keep a text, and which parts of the line work.

Anybody may ask: so an answer is kept for two seconds, says only which parts work, and writes one row per process.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from store import key_check
from store.config import clock
from store.database import Database
from store.upkeep import disk, heartbeats, stuck
from store.upkeep.heartbeats import Beat, OwnHeartbeat
from store.vault import VaultError

T = TypeVar("T")
KEPT_SECONDS = 2.0
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Watched:
    """What to look at. `takes_work`: whether Redis takes a write. `folders`: where the line writes to a disk.

    `somebody_to_alert`: whether alerts have anywhere to go. `clock`: the line's. `room`: bytes left in folders, None
    where there are none.
    """

    db: Database
    takes_work: Callable[[], bool]
    folders: Sequence[Path] = ()
    somebody_to_alert: bool = True
    room: Callable[[Sequence[Path]], int | None] = field(default=disk.room)
    clock: Callable[[], datetime] = clock.now


class Health:
    """The two answers. Each is found out at most once in two seconds, however often it is asked for."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched
        url = watched.db.engine.url.render_as_string(hide_password=False)
        self._heartbeat = OwnHeartbeat(url, "web")
        self._writes = True
        self._ready = Kept(self._find_ready)
        self._parts = Kept(self._find_parts)

    def ready(self) -> bool:
        """Whether this process can keep a text: it has just written to the database, and the disk has room."""
        return self._ready()

    def parts(self) -> dict[str, bool]:
        """Each part of the line by name, and whether it works. A part we cannot find out about counts as failing."""
        return self._parts()

    def seen(self) -> dict[str, bool]:
        """As `parts`, but without a write, for a page that many leave open: on SQLite each write holds up a text."""
        try:
            with self._watched.db.look(self._watched.clock()) as tx:
                beats: list[Beat] | None = heartbeats.read(tx.connection)
        except SQLAlchemyError:
            beats = None
        return self._found(beats)

    def _find_ready(self) -> bool:
        return self._written() is not None and self._has_room(disk.NOTHING)

    def _find_parts(self) -> dict[str, bool]:
        return self._found(self._written())

    def _found(self, beats: list[Beat] | None) -> dict[str, bool]:
        found = {
            "alerts": self._watched.somebody_to_alert and (beats is None or self._alerts_arrive()),
            "clock": any(beat.waits_for is None for beat in heartbeats.alive(beats or (), "clock")),
            "database": beats is not None,
            "disk": self._has_room(disk.FULL),
            "queue": not heartbeats.idle_queues(beats or ()),
            "redis": self._watched.takes_work(),
            "worker": any(beat.waits_for is None for beat in heartbeats.alive(beats or (), "worker")),
        }
        return dict(sorted(found.items()))

    def _written(self) -> list[Beat] | None:
        """All heartbeats, once ours is written; None where the database takes no write, or our keys do not fit it."""
        try:
            with self._heartbeat.beating() as connection:
                key_check.check(connection, self._watched.db.vault)
                beats = heartbeats.read(connection)
        except (SQLAlchemyError, VaultError) as error:
            if self._writes:
                log.warning("database_takes_no_write", error=type(error).__name__)
            self._writes = False
            return None
        self._writes = True
        return beats

    def _alerts_arrive(self) -> bool:
        """Whether no alert is due and unsent for a minute, and none of danger was refused by every phone on call."""
        try:
            with self._watched.db.look(self._watched.clock()) as tx:
                trouble = stuck.alert_trouble(tx.connection, tx.now)
        except SQLAlchemyError:
            return False
        return not trouble.late and not trouble.unreached

    def _has_room(self, least: int) -> bool:
        """Whether so many bytes are left. Our own write does not show it: SQLite writes its log over in place."""
        try:
            left = self._watched.room(self._watched.folders)
        except OSError:
            return False
        return left is None or left >= least


class Kept(Generic[T]):
    """An answer that is kept for two seconds. Whoever asks while it is being found out waits for it."""

    def __init__(self, find: Callable[[], T]) -> None:
        self._find = find
        self._lock = threading.Lock()
        self._until = 0.0
        self._answer: T | None = None

    def __call__(self) -> T:
        with self._lock:
            if self._answer is None or time.monotonic() >= self._until:
                self._answer = self._find()
                self._until = time.monotonic() + KEPT_SECONDS
            return self._answer
