"""Makes several things happen at one moment, on real connections: all wait at a lock, then go on together."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from sqlalchemy import create_engine, text

from tests.kits.line import TestLine
from tests.kits.waiting import PATIENCE, eventually

CONTACT = "SELECT id FROM contacts FOR UPDATE"
CALLBACK = "SELECT id FROM callbacks FOR UPDATE"
VOLUNTEER_ROW = "SELECT id FROM volunteers FOR UPDATE"
MESSAGE = "SELECT id FROM messages FOR UPDATE"
OFFERS = "LOCK TABLE offers IN EXCLUSIVE MODE"
NEW_CONTACTS = "LOCK TABLE contacts IN EXCLUSIVE MODE"

_WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@contextlib.contextmanager
def held(line: TestLine, lock: str) -> Iterator[Callable[[], int]]:
    """Keep everybody waiting at `lock` for the length of the block; gives a function that counts who waits."""
    url = line.url
    engine = create_engine(url, isolation_level="READ COMMITTED" if "postgresql" in url else None)
    watcher = create_engine(url)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.connection.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
                yield lambda: 10**6  # SQLite does not tell who waits
                connection.connection.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]
                return
            connection.execute(text(lock))

            def waiting() -> int:
                with watcher.connect() as looking:
                    return int(looking.execute(_WAITING).scalar_one())

            yield waiting
            connection.rollback()
    finally:
        engine.dispose()
        watcher.dispose()


def at_once(line: TestLine, lock: str, *works: Callable[[], Any]) -> list[Any]:
    """Run all `works` at the same time, the first one first in line; gives their results. An exception is raised."""
    results: list[Any] = [None] * len(works)
    failures: list[BaseException] = []

    def run(number: int, work: Callable[[], Any]) -> None:
        try:
            results[number] = work()
        except BaseException as error:  # noqa: BLE001  the test's thread has to see it
            failures.append(error)

    def there(number: int) -> bool:
        return bool(failures) or waiting() >= number

    threads = [threading.Thread(target=run, args=each, daemon=True) for each in enumerate(works)]
    with held(line, lock) as waiting:
        for number, thread in enumerate(threads, 1):
            thread.start()
            assert eventually(partial(there, number)), "nobody waits there"
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    if failures:
        raise failures[0]
    return results
