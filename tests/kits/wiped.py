"""PostgreSQL databases that are put back to what they were, for a fraction of what a new one costs."""

import contextlib
from typing import TYPE_CHECKING, LiteralString

import psycopg
from psycopg import sql

if TYPE_CHECKING:
    from tests.kits.servers import PostgresServer

# After so many tests it is given up for a new one: what is deleted still takes room that is looked through.
USES = 200

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_SEQUENCES = (
    "SELECT sequencename, coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
)
# Whoever alters a table makes the database one of a kind, which is not put back but thrown away.
_WATCH = """
CREATE SCHEMA kept;
CREATE TABLE kept.altered ();
CREATE FUNCTION kept.note() RETURNS event_trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO kept.altered DEFAULT VALUES; END $$;
"""
_FROM_NOW_ON = "CREATE EVENT TRIGGER altered ON ddl_command_end EXECUTE FUNCTION kept.note()"
# A connection at rest may stay: it holds nothing, and opening one costs as much as all the rest.
_OTHERS_AWAY = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
)


class WipedDatabase:
    """A copy of a template for one test after the other, each of which finds it as the template is."""

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
            # Neither triggers nor foreign keys: everything goes, in any order.
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
        """Make it what the template is. False when a new one is better: this one is gone then."""
        self._uses += 1
        if self._uses < USES:
            # A test may have put an end to all connections, ours among them.
            with contextlib.suppress(psycopg.OperationalError):
                if not self._ours.execute("SELECT FROM kept.altered").rowcount:
                    self._ours.execute(self._wipe)
                    return True
        self.close()
        self._server.drop(self._name)
        return False

    def close(self) -> None:
        """No longer connected to it."""
        self._ours.close()


def _on(statement: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
