"""What the organisation chose about its line."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base, Id


class LineChoice(Base):
    """One thing chosen, and by whom. Never changed: the newest row of a name counts, the older ones are the ledger.

    `value` as it was written; None: back to the environment's, or the program's own. `before`: the row's value until
    then. `chosen_by`: who, in the organisation's own terms; never a participant.
    """

    __tablename__ = "line_choices"
    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), index=True)
    value: Mapped[str | None] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    chosen_by: Mapped[str] = mapped_column(String(120))
    chosen_at: Mapped[datetime]
