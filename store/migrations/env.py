"""Alembic's entry: `store.schema` hands over the connection."""

from alembic import context

from store.models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=True,
    user_module_prefix="models.",
)
with context.begin_transaction():
    context.run_migrations()
