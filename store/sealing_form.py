"""Which form new values are sealed in: an old process beside new ones must go on to read what they write.

A process from before docs/adr/0054 opens Fernet alone. So a new one writes that as well, until the database says that
the form bound to table, column and row is on. It is turned on, for good, by `warmline migrate` and by `warmline keys
rotate`, as soon as no process of the older program is alive; a new database has none.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, and_, func, select, type_coerce
from sqlalchemy.dialects import postgresql, sqlite

from store.models import Base, Heartbeat, SealingForm, UtcDateTime
from store.vault.columns import EMPTIED, SEALED
from store.vault.vault import FORM, OF_LINE, OF_PERSON

BOUND: Final = "bound"
DEAD_AFTER: Final = timedelta(seconds=45)
"""A process that has said nothing for so long is gone."""
_F, _H = SealingForm.__table__.c, Heartbeat.__table__.c
_IS_ON = select(_F.form).where(_F.form == BOUND)
_PROCESSES: Final = ("web", "worker", "clock")


class InForce:
    """What the database said last. One for each Database: once the new form is on, nobody asks again."""

    def __init__(self) -> None:
        self._on = False

    def is_bound(self, connection: Connection) -> bool:
        """Whether values are to be sealed in the new form."""
        if not self._on:
            self._on = is_on(connection)
        return self._on


def is_on(connection: Connection) -> bool:
    """Whether the new form is on."""
    return connection.execute(_IS_ON).first() is not None


def older_processes(connection: Connection) -> int:
    """How many living processes read only the form of before: their heartbeats do not say that they read the new."""
    now: datetime = connection.execute(select(type_coerce(func.now(), UtcDateTime))).scalar_one()
    beats = select(_H.beat_at, _H.reads_bound_at).where(
        _H.kind.in_(_PROCESSES), _H.beat_at > now - DEAD_AFTER
    )
    return sum(row.reads_bound_at != row.beat_at for row in connection.execute(beats))


def unbound(connection: Connection) -> int:
    """How many values are sealed in the form of before, which opens wherever it stands. Reads every one of them."""
    found = 0
    for column in SEALED.values():
        sealed = Base.metadata.tables[column.table].c[column.name]
        form = func.substr(sealed, 1, FORM)
        old = and_(sealed.is_not(None), sealed != EMPTIED, form.not_in((OF_LINE, OF_PERSON)))
        found += int(connection.execute(select(func.count()).where(old)).scalar_one())
    return found


def turn_on(connection: Connection) -> bool:
    """Turn the new form on, for good, unless an older process is alive. Gives whether it is on."""
    if is_on(connection):
        return True
    if older_processes(connection):
        return False
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    made = dialect.insert(SealingForm.__table__).values(form=BOUND, since=func.now())
    connection.execute(made.on_conflict_do_nothing())
    return True
