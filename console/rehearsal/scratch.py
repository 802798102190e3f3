"""Makes a database for a rehearsal, and drops it at the end: never the one that holds people's requests."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError, ProgrammingError

from store.config.parsers import database_url as read_url


class NoScratch(Exception):
    """A database to rehearse in cannot be made; the message says what to do."""


@contextmanager
def database(named: str) -> Iterator[str]:
    """Gives the URL of a new database on the server of DATABASE_URL (`named`), or "" for SQLite in VAR_DIR."""
    if not named or make_url(read_url(named)).get_backend_name() == "sqlite":
        yield ""
        return
    server = make_url(read_url(named))
    name = f"warmline_rehearsal_{secrets.token_hex(6)}"
    try:
        _run(server, f'CREATE DATABASE "{name}" TEMPLATE template0')
    except ProgrammingError as refused:
        raise NoScratch(
            f"The database user in DATABASE_URL may not make databases, and a rehearsal never plays in yours. "
            f"Allow it (ALTER ROLE {server.username} CREATEDB), or unset DATABASE_URL to rehearse on SQLite."
        ) from refused
    except OperationalError as unreachable:
        raise NoScratch(
            "The PostgreSQL server in DATABASE_URL cannot be reached. Unset DATABASE_URL to rehearse on SQLite."
        ) from unreachable
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _run(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5})
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
