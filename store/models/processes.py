"""What the processes of a line write down about themselves: heartbeats, and the keys they seal with."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from store.models.base import Base


class Heartbeat(Base):
    """One row for each process, and one for each queue.

    `kind`: web, worker or clock, with the process's host and number as `name`; or sweep, with the name of a queue
    whose sweep was done. `waits_for`: what keeps the process from its work; None: nothing. Both moments come from
    the database's own clock, because the machines of a line may disagree about the time. `reads_bound_at`: the same as
    `beat_at` where the process reads sealed values in the form of `store.sealing_form`; older ones leave it alone.
    """

    __tablename__ = "heartbeats"
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    waits_for: Mapped[str | None] = mapped_column(String(40))
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    reads_bound_at: Mapped[datetime | None]


class KeyFingerprint(Base):
    """A data key that something in this database may be sealed with. The key cannot be computed from it."""

    __tablename__ = "key_fingerprints"
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]


class SealingForm(Base):
    """A form in which new values may be sealed, since nobody is left who could not read it."""

    __tablename__ = "sealing_forms"
    form: Mapped[str] = mapped_column(String(12), primary_key=True)
    since: Mapped[datetime]
