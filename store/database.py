"""One place that opens the database: engine, transactions, and the wake-ups that follow a commit."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import tenacity
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from flows.line import Line
from store import key_check, sealing_form
from store.audit import chain
from store.engine import READS_ONLY, file_of, open_engine
from store.line import choices
from store.line.in_force import InForce
from store.person_keys import KeyRing
from store.vault import Erased, PersonKey, Vault
from store.vault.columns import CONTACT_NUMBER, RowName, SealedColumn
from store.vault.vault import FORM, OF_PERSON, PREFIX

__all__ = ["Database", "RaceLost", "Tx", "Unlocked", "Wake", "file_of", "open_engine"]

R = TypeVar("R")


class RaceLost(Exception):
    """Another transaction has changed what this one had read: it is run once more, on what stands by now."""


class Unlocked(Exception):
    """Something slow is to be worked out with no lock held; then the transaction is run once more, and has it."""

    def __init__(self, name: Hashable, work_out: Callable[[], str]) -> None:
        super().__init__("to be worked out with no lock held")
        self.name, self.work_out = name, work_out


class Wake(NamedTuple):
    """Work that is due now: which job (a name in `workers.queues`) for which row. A lost one costs seconds."""

    job: str
    id: int


@dataclass(slots=True)
class Tx:
    """One transaction: its connection, the moment it takes for now, and the work it makes due.

    `defaults`: the line as the environment has it; `line` is the line as the organisation has it now. `by`: who is at
    it, where a person of the organisation is, for the log of who did what.
    """

    connection: Connection
    vault: Vault
    defaults: Line
    now: datetime
    in_force: InForce
    sealing: sealing_form.InForce
    by: str | None = None
    wakes: list[Wake] = field(default_factory=list)
    actions: list[chain.Action] = field(default_factory=list)
    worked_out: Mapping[Hashable, str] = field(default_factory=dict)
    _line: Line | None = None
    _keys: KeyRing | None = None

    @property
    def line(self) -> Line:
        """The line with what the organisation chose, as of the first look in this transaction."""
        if self._line is None:
            self._line = self.in_force.line(self.connection, self.defaults)
        return self._line

    def choose(self, name: str, text: str | None, *, by: str | None = None) -> choices.Chosen:
        """Choose for the organisation, in force at once; None: back to the default. `by`: who, else as of `record`.

        Raises `flows.line.choices.NotAllowed`, which says what is allowed, and then nothing has changed.
        """
        made = choices.choose(self.connection, self.defaults, name, text, by=self._who(by), at=self.now)
        return self._chosen(made, by)

    def undo_choice(self, id: int, *, by: str | None = None) -> choices.Chosen:
        """Choose again what stood before this row of `choices.history`. Raises as `choices.undo` does."""
        made = choices.undo(self.connection, self.defaults, id, by=self._who(by), at=self.now)
        return self._chosen(made, by)

    def _chosen(self, made: choices.Chosen, by: str | None) -> choices.Chosen:
        self._line = None
        if made.before != made.value:
            self.record(
                "line.set", made.name, by=by, to="the default" if made.value is None else "a new value"
            )
        return made

    def record(self, did: str, about: str = "", *, by: str | None = None, **more: str | int | bool) -> None:
        """Write into the log of who did what, with the commit. `by`: who; else the person at this command.

        `did` and `more` are words of the program's own, `about` a handle, a code or a name: nobody's number or words.
        """
        self.actions.append(chain.Action(self._who(by), did, about, more))

    def _who(self, by: str | None) -> str:
        if (who := by or self.by) is None:
            raise ValueError("nobody is named who does this")
        return who

    def run(self, statement: Any, values: Any = None) -> Any:
        """Execute a statement and give its result."""
        return self.connection.execute(statement, values)

    @property
    def keys(self) -> KeyRing:
        """People's own keys, as far as this transaction has read them."""
        if self._keys is None:
            self._keys = KeyRing(self.connection, self.vault)
        return self._keys

    def seal(self, column: SealedColumn, row: RowName, text: str, *, whose: int | PersonKey | None) -> str:
        """The sealed form of `text`, for this column of this row and no other place.

        `whose`: the contact who said it, or whom it is about; None: the line's own. What is somebody's is sealed with
        their own key, and is gone with it.
        """
        if not self.sealing.is_bound(self.connection):
            return self.vault.seal_unbound(text)
        key = self.keys.of(whose) if isinstance(whose, int) else whose
        return self.vault.seal(column, row, text, key)

    def seal_as(self, before: str, column: SealedColumn, row: RowName, text: str) -> str:
        """As `seal`, with the key of whoever `before` was sealed for: for words that are changed, or move."""
        key = self.keys.find(before[FORM:PREFIX]) if before.startswith(OF_PERSON) else None
        return self.seal(column, row, text, whose=key)

    def open(self, column: SealedColumn, row: RowName, sealed: str) -> str:
        """The text that was sealed there. Raises VaultError where it does not open.

        What was said by somebody whose key is destroyed opens as nothing, "". Only a number raises Erased then: there
        is nobody to text or ring.
        """
        try:
            return self.vault.open(column, row, sealed, self.keys.find)
        except Erased:
            if column is CONTACT_NUMBER:
                raise
            return ""

    def unlocked(self, name: Hashable, work_out: Callable[[], str]) -> str:
        """What `work_out` gives, worked out while this transaction is not open. `name`: all that it depends on.

        Only in `Database.transact`, and for what takes tens of milliseconds: on SQLite nobody else could write.
        """
        if name not in self.worked_out:
            raise Unlocked(name, work_out)
        return self.worked_out[name]

    def wake(self, job: str, id: int) -> None:
        """Once this is committed, tell the workers."""
        self.wakes.append(Wake(job, id))

    @property
    def on_sqlite(self) -> bool:
        """Whether this is SQLite, which has one writer and needs no row locks."""
        return self.connection.dialect.name == "sqlite"


class Database:
    """The store. `notify` hears of due work after each commit; it must not raise.

    `line`: as the environment has it. What the organisation chose stands in a transaction's line. `by`: the person
    who opened it, for the log of who did what; None for a process of the line.
    """

    def __init__(
        self,
        engine: Engine,
        vault: Vault,
        line: Line,
        notify: Callable[[Sequence[Wake]], None] | None = None,
        by: str | None = None,
    ) -> None:
        self.engine, self.vault, self.line, self.by = engine, vault, line, by
        self._notify = notify or (lambda wakes: None)
        self._in_force = InForce()
        self._sealing = sealing_form.InForce()
        self._keys_fit = False

    @property
    def last_seen_line(self) -> Line:
        """The line with what the organisation chose, as this process last saw it: it asks no database."""
        return self._in_force.last_seen(self.line)

    @contextmanager
    def look(self, now: datetime) -> Iterator[Tx]:
        """A transaction that only reads, and holds up nobody: on SQLite it takes no lock. It leaves nothing.

        Keys are not proved by it (a new database would keep them): it is for what is not sealed.
        """
        with self.engine.connect().execution_options(**{READS_ONLY: True}) as connection:
            yield Tx(connection, self.vault, self.line, now, self._in_force, self._sealing)

    @contextmanager
    def glance(self, now: datetime) -> Iterator[Tx]:
        """As `look`, for single rows that need not fit each other; on PostgreSQL no BEGIN and no ROLLBACK is sent.

        For what is asked very often: with 50 who watch Now, it is most of what they cost. Nothing may be written in it.
        """
        if self.engine.dialect.name == "sqlite":
            with self.look(now) as tx:
                yield tx
            return
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield Tx(connection, self.vault, self.line, now, self._in_force, self._sealing)

    @contextmanager
    def begin(self, now: datetime) -> Iterator[Tx]:
        """A transaction that commits at the end of the block, or leaves nothing.

        Raises KeysDoNotFit before the first one, where what is stored was sealed with other keys than ours.
        """
        with self.engine.begin() as connection:
            if not self._keys_fit:
                key_check.check(connection, self.vault)
            tx = Tx(connection, self.vault, self.line, now, self._in_force, self._sealing, self.by)
            yield tx
            if tx.actions:
                chain.append(connection, tx.actions, now)  # last: its lock is held until the commit
        self._keys_fit = True
        if tx.wakes:
            self._notify(list(dict.fromkeys(tx.wakes)))

    def transact(self, now: datetime, work: Callable[[Tx], R]) -> R:
        """Run `work` in one transaction; again, a few times, when a race with another one was lost."""
        try:
            return self._once(now, work)
        except (DBAPIError, RaceLost) as lost:
            if not _was_a_race(lost):
                raise
        result: R = _PATIENTLY.copy()(self._once, now, work)
        return result

    def _once(self, now: datetime, work: Callable[[Tx], R]) -> R:
        worked_out: dict[Hashable, str] = {}
        while True:
            try:
                with self.begin(now) as tx:
                    tx.worked_out = worked_out
                    return work(tx)
            except Unlocked as slow:
                worked_out[slow.name] = slow.work_out()


def _was_a_race(error: BaseException) -> bool:
    if not isinstance(error, DBAPIError):
        return isinstance(error, RaceLost)
    if isinstance(error, IntegrityError):
        return True
    # A connection that broke (the database was restarted) is gone from the pool, and the next one may do. A lock that
    # could not be had in time (55P03) is not waited for again: the carrier hangs up on us after 15 s.
    return error.connection_invalidated or getattr(error.orig, "sqlstate", "") in ("40P01", "40001")


_PATIENTLY = tenacity.Retrying(
    stop=tenacity.stop_after_attempt(6),
    wait=tenacity.wait_random(0, 0.05),
    retry=tenacity.retry_if_exception(_was_a_race),
    reraise=True,
)
