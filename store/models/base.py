"""What every table is made of."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, DateTime, Index, Integer, String, bindparam, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC, also on SQLite, which forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments; SQLite gets the UTC clock time."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class State(TypeDecorator[str]):
    """Where a row stands. States that it is compared with are written into the statement.

    The indexes of what is open are partial, and a database takes one only where it sees the states: SQLite looks at no
    list of parameters, and read whole tables for what is due, slower with every text that a line had ever sent.
    """

    impl = String
    cache_ok = True

    class comparator_factory(TypeDecorator.Comparator[str]):  # noqa: N801  SQLAlchemy's name for it
        """Compares with states that stand in the statement."""

        def operate(self, op: Any, *other: Any, **more: Any) -> Any:
            """As SQLAlchemy has it, with what is compared written out."""
            return super().operate(op, *(_written_out(each) for each in other), **more)


def _written_out(states: Any) -> Any:
    """A state of ours, or several. What is given at execution stays a parameter."""
    if isinstance(states, str):
        return bindparam(None, str(states), String(), literal_execute=True)
    if isinstance(states, (tuple, list, set, frozenset)):
        listed = [str(state) for state in states]
        return bindparam(None, listed, String(), expanding=True, literal_execute=True)
    return states


ROW_KEY = 24
"""The longest `row_key`, the random name by which sealed values know their row (`store.vault.columns`)."""

Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """All tables."""

    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
    }


def among(column: str, states: tuple[str, ...]) -> Any:
    """The condition that a column has one of these values, for a partial index."""
    listed = ", ".join(f"'{state}'" for state in states)
    return text(f"{column} IN ({listed})")


def partial(name: str, *columns: str, where: Any, unique: bool = True) -> Index:
    """An index over the rows that `where` picks."""
    return Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
