"""Holds what all parts of the carrier share: its records, its logs, its clock, its tasks."""

import asyncio
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from telephony.local_carrier.fault_injection import Faults
from telephony.local_carrier.journal import Journal
from telephony.local_carrier.settings import Settings
from telephony.local_carrier.webhooks import Webhooks

T = TypeVar("T")

log = logging.getLogger(__name__)


class Book(OrderedDict[str, T], Generic[T]):
    """Records by identifier, in order of arrival; when it is full, the oldest leave."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: str, value: T) -> None:
        super().__setitem__(key, value)
        while len(self) > self._most:
            self.popitem(last=False)

    def newest_first(self) -> list[T]:
        return list(reversed(self.values()))


class Shelf(Generic[T]):
    """A kind of record, and how many of it are kept. Each room declares its own: the office need not know the rooms.

    `forgotten`: what to do with each record when the carrier is reset.
    """

    def __init__(self, most: int = 5000, forgotten: Callable[[T], None] | None = None) -> None:
        self.most = most
        self.forgotten = forgotten


class Office:
    """The carrier's state. Everything happens on one event loop, so nothing here needs a lock."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.journal = Journal()
        self.faults = Faults()
        self.webhooks = Webhooks(settings, self.journal, self.faults)
        self._books: dict[Shelf[Any], Book[Any]] = {}
        self.opted_out: set[str] = set()
        self.next_call_slot = 0.0
        # Differs after every start and every reset: who looks on then knows that nothing of before holds.
        self.started = secrets.token_hex(8)
        # One sentence for everybody at the page of phones.
        self.notice = ""
        self._tasks: set[asyncio.Task[Any]] = set()

    def book(self, shelf: Shelf[T]) -> Book[T]:
        """All records of one kind."""
        if shelf not in self._books:
            self._books[shelf] = Book(shelf.most)
        return self._books[shelf]

    def seconds(self, telephone_seconds: float) -> float:
        """Telephone seconds as real seconds."""
        return telephone_seconds / self.settings.pace

    async def pass_time(self, telephone_seconds: float) -> None:
        """Sleep for so many telephone seconds."""
        await asyncio.sleep(self.seconds(telephone_seconds))

    def elapsed(self, since: float) -> float:
        """Telephone seconds since a moment of time.monotonic()."""
        return (time.monotonic() - since) * self.settings.pace

    def spawn(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Run something that nobody waits for. An error in it is logged and stops nothing else."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            log.error("the carrier failed inside: %r", problem, exc_info=problem)
            self.journal.error(20500, f"the carrier failed inside: {type(problem).__name__}")

    async def stop_tasks(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def reset(self) -> None:
        """Forget everything and hang up everywhere, without telling anybody."""
        await self.stop_tasks()
        for shelf, book in self._books.items():
            if shelf.forgotten is not None:
                for record in book.values():
                    shelf.forgotten(record)
        self._books.clear()
        self.opted_out.clear()
        self.faults.clear()
        self.next_call_slot = 0.0
        self.started = secrets.token_hex(8)
        self.notice = ""
        self.journal.clear()

    async def close(self) -> None:
        await self.stop_tasks()
        await self.webhooks.close()
