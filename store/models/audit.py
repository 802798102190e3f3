"""Who did what to the line."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Id


class AuditEntry(Base):
    """One thing somebody did. Never changed and never deleted: triggers refuse both.

    `id` counts without a gap. `entry`: all that is kept, as JSON text. `hash`: of the hash before it and of exactly
    that text (`store.audit.chain`), so that no kind of database can turn what was hashed into something else.
    """

    __tablename__ = "audit_entries"
    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    entry: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
