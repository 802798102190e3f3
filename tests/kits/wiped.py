"""Puts PostgreSQL databases back to what they were, for a fraction of what a new one costs."""

import contextlib
from typing import TYPE_CHECKING, LiteralString

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from tests.kits.servers import PostgresServer

# After so many tests a new one is better: deleted rows still take room that queries look through.
USES = 200

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_SEQUENCES = (
    "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
)
# A test that alters a table makes its database unlike the template: it is thrown away, not put back.
_WATCH = """
CREATE SCHEMA kept;
CREATE TABLE kept.altered ();
CREATE FUNCTION kept.note() RETURNS event_trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO kept.altered DEFAULT VALUES; END $$;
"""
_FROM_NOW_ON = "CREATE EVENT TRIGGER altered ON ddl_command_end EXECUTE FUNCTION kept.note()"
# An idle connection may stay: it holds no lock, and opening one costs as much as all the rest.
_OTHERS_AWAY = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
)


class WipedDatabase:
    """A copy of a template for one test after the other. Each test finds it like the template."""

    def __init__(self, server: "PostgresServer", template: str) -> None:
        self._server = server
        self._name = server.create(template)
        self.url = server.url(self._name)
        self._uses = 0
        self._ours = psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True, connect_timeout=5)
        self._ours.execute(_WATCH)
        tables = [str(name) for (name,) in self._ours.execute(_TABLES).fetchall()]
        filled = [name for name in tables if self._ours.execute(_on("SELECT FROM {} LIMIT 1", name)).rowcount]
        for name in filled:
            self._ours.execute(_on("CREATE TABLE kept.{} AS TABLE public.{}", name, name))
        steps = [
            sql.SQL(_OTHERS_AWAY),
            # Without triggers and foreign keys, everything can be deleted in any order.
            sql.SQL("SET LOCAL session_replication_role = replica"),
            *(_on("DELETE FROM public.{}", name) for name in tables),
            *(_on("INSERT INTO public.{} TABLE kept.{}", name, name) for name in filled),
            *(
                sql.SQL("SELECT setval({}, {}, {})").format(f"public.{name}", last, called)
                for name, last, called in self._ours.execute(_SEQUENCES).fetchall()
            ),
        ]
        self._ours.execute(_FROM_NOW_ON)
        self._wipe = sql.SQL("; ").join(steps)

    def put_back(self) -> bool:
        """Make it like the template again. False if a new one is better: this one is then dropped."""
        self._uses += 1
        if self._uses < USES:
            # A test may have ended all connections, including ours.
            with contextlib.suppress(psycopg.OperationalError):
                if not self._ours.execute("SELECT FROM kept.altered").rowcount:
                    self._ours.execute(self._wipe)
                    return True
        self.close()
        self._server.drop(self._name)
        return False

    def close(self) -> None:
        """Close our connection to it."""
        self._ours.close()


def _on(statement: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
