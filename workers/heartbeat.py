"""Writes the heartbeat of a worker or a clock, between its own pieces of work, so that one that is stuck looks dead."""

import time

from sqlalchemy.exc import SQLAlchemyError

from store.upkeep.heartbeats import EVERY, OwnHeartbeat
from workers.outage import Outage

swept: set[str] = set()
"""The queues that this process has swept to the end since its last heartbeat."""


class HeartbeatWriter:
    """Writes the heartbeat when it is time. An outage of the database ends no process: it waits for its end."""

    def __init__(self, heartbeat: OwnHeartbeat) -> None:
        self._heartbeat = heartbeat
        self._outage = Outage("database")
        self._said: str | None = None
        self._told: set[str] = set()
        self._next = 0.0

    def beat(self, waits_for: str | None = None) -> None:
        """Say that this process lives: every ten seconds, and at once when there is something new to say."""
        if waits_for != self._said:
            self._told.clear()
        elif time.monotonic() < self._next and swept <= self._told:
            return
        self._next = time.monotonic() + EVERY.total_seconds()
        self._said = waits_for
        self._told |= swept
        done = set(swept)
        try:
            self._heartbeat.beat(waits_for, done)
        except SQLAlchemyError as error:
            self._outage.lost(type(error).__name__)
        else:
            swept.difference_update(done)
            self._outage.back()

    def end(self) -> None:
        """This process ends in order: its heartbeat goes."""
        try:
            self._heartbeat.end()
        except SQLAlchemyError as error:
            self._outage.lost(type(error).__name__)
