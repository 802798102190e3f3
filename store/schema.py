"""Bring a database to the newest schema, and say whether it is there.

Alembic is loaded where it is used: with its templates it is a tenth of what a process takes to start.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from store import key_check, sealing_form

if TYPE_CHECKING:
    from alembic.config import Config

    from store.vault import Vault

_LOCK = 0x7761726D  # "warm": two releases at once wait for each other


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def migrate(engine: Engine, vault: Vault | None = None) -> None:
    """Apply every migration not yet applied. Safe to run again, and by two at once.

    With a `vault`: raises KeysDoNotFit, and changes nothing, where what is stored was sealed with other keys; where
    nothing is stored yet, the database takes its keys.
    """
    from alembic import command

    config = _config()
    with engine.connect() as connection:
        on_postgres = connection.dialect.name == "postgresql"
        if on_postgres:
            # What a request may take is too short for an index over years. Whoever else migrates is waited for.
            connection.execute(text("SET statement_timeout = 0; SET lock_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            # But nobody on the phone waits behind a change of their table that itself waits for others.
            connection.execute(text("RESET lock_timeout"))
            connection.commit()
        try:
            if vault is not None:
                key_check.look(connection, vault)
                connection.rollback()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
            if vault is not None:
                key_check.adopt(connection, vault)
            # It stays off where processes of the older program are alive; the next release, or a rotation, turns it on.
            sealing_form.turn_on(connection)
            connection.commit()
        finally:
            if on_postgres:
                connection.rollback()
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
                connection.execute(text("RESET statement_timeout"))
                connection.commit()


def newest() -> str:
    """The newest migration that this program knows."""
    from alembic.script import ScriptDirectory

    return " ".join(ScriptDirectory.from_config(_config()).get_heads())


def is_current(engine: Engine) -> bool:
    """Whether the database has every migration this program knows."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    heads = set(ScriptDirectory.from_config(_config()).get_heads())
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return set(MigrationContext.configure(connection).get_current_heads()) == heads


def draft(engine: Engine, message: str) -> None:
    """Write a migration from the difference between the models and this database (for developers; read it after)."""
    from alembic import command

    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.revision(config, message, autogenerate=True, rev_id=message.split("_")[0])
