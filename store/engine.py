"""Opens the engine of a database: SQLite as a line needs it, or PostgreSQL with its limits."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from store.config import private_files

READS_ONLY = "warmline_reads_only"
"""The option of a connection that only reads: on SQLite it takes no lock."""


def open_engine(url: str, *, pool_size: int = 2, wait: float = 8.0, pooled: bool = True) -> Engine:
    """An engine for `url`. Made after a fork, never before: connections do not survive one.

    `wait`: seconds to wait for a lock. Not `pooled`: a new connection each time, which makes no SQLite file and gives
    up on a server after `wait` seconds, to find out whether a database does its work.
    """
    pool: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 2} if pooled else {"poolclass": NullPool}
    if url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True, **pool)
        event.listen(engine, "connect", partial(_prepare_sqlite, wait))
        event.listen(engine, "begin", _begin_immediate)
        if not pooled:
            event.listen(engine, "do_connect", _only_what_is_there)
        return engine
    limits = f"-c lock_timeout={wait:g}s -c statement_timeout={wait * 1.5 if pooled else wait:g}s"
    arguments: dict[str, Any] = {"connect_timeout": 5, "options": limits}
    if pooled:
        pool["pool_recycle"] = 1800
    else:
        arguments |= {"connect_timeout": max(2, round(wait)), "tcp_user_timeout": round(wait * 1000)}
    return create_engine(url, pool_pre_ping=False, hide_parameters=True, connect_args=arguments, **pool)


def file_of(url: str) -> Path | None:
    """The file of a SQLite database, None where the database is a server."""
    read = make_url(url)
    return Path(read.database or "") if read.get_backend_name() == "sqlite" else None


# The driver's 2 MB of cache is a fraction of the indexes of a line with a year behind it.
_ROOM = ("cache_size=-16384", "mmap_size=268435456")


def _only_what_is_there(_: Any, __: Any, arguments: Sequence[Any], ___: Any) -> None:
    if not str(arguments[0]).startswith("file:") and not Path(arguments[0]).is_file():
        raise sqlite3.OperationalError("there is no such file")


def _prepare_sqlite(wait: float, connection: Any, _: Any) -> None:
    # The driver's own BEGIN is deferred: two writers would then fail with "locked" half-way. We begin ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for _, name, path in cursor.execute("PRAGMA database_list").fetchall():
        if name == "main" and path:
            # Before there is a row in it. The files beside it are made with the same mode.
            private_files.database(Path(path))
    cursor.execute(f"PRAGMA busy_timeout={wait * 1000:.0f}")  # first: the next one may have to wait
    # FULL, not NORMAL: a request we said yes to survives a power cut as well (invariant 4), for a quarter of the speed.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", *_ROOM):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    reads_only = connection.get_execution_options().get(READS_ONLY, False)
    begin = "BEGIN" if reads_only else "BEGIN IMMEDIATE"
    driver = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    try:
        driver.execute(begin).close()  # past SQLAlchemy's own cursor, which costs more than the BEGIN
    except sqlite3.OperationalError as error:
        raise OperationalError(begin, None, error) from error
