"""What is counted against those who try to be taken for somebody else."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base


class Try(Base):
    """How often something was tried: with one number, or from one. `since`: when its window began.

    `key_hash`: a keyed hash of the number, which may be on file or not.
    """

    __tablename__ = "tries"
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]
    count: Mapped[int]
    __table_args__ = (Index("ix_tries_since", "since"),)
