"""Seal everything anew: with the newest of DATA_KEYS, for its own row, and what is somebody's with their own key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Table, and_, case, func, null, or_, select, true, update

from store import key_check, sealing_form
from store.callbacks import briefing
from store.database import Database, Tx
from store.models import Base, Callback, Message, Note, TeamRequest, Volunteer
from store.relay import writing
from store.vault.columns import EMPTIED, SEALED, SealedColumn, name_in
from store.vault.vault import FORM, OF_PERSON, PREFIX

AT_ONCE: Final = 500
_FILED: Final = {"number_sealed": "number_hash", "email_sealed": "email_hash"}
"""What is found again by a keyed hash of itself, and where that hash stands."""


class OlderProcesses(Exception):
    """A process of the line is alive that could not read what is sealed now. Nothing was changed."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"{number} process{'es' if number != 1 else ''} of an older program still work on this line, and could "
            "not read what is sealed anew. Stop them, wait a minute, and say it again. Nothing was changed."
        )


def rotate(db: Database, now: datetime) -> dict[str, int]:
    """Seal every value with the newest key for its own row, and file every number under that key.

    What belongs to a person is sealed with their own key, made where they have none yet; of a person who has one, only
    that key is sealed anew. A few hundred rows a transaction, each for good: cut off, it goes on where it was when it
    is run again. The line may run meanwhile, if every process of it already has the new key among DATA_KEYS. Gives how
    many rows were changed, by table. Raises OlderProcesses, and VaultError for a value that does not open.
    """
    with db.begin(now) as tx:
        if not sealing_form.turn_on(tx.connection):
            raise OlderProcesses(sealing_form.older_processes(tx.connection))
    counts = {table.name: _rotate(db, now, table) for table in Base.metadata.sorted_tables if _sealed(table)}
    with db.begin(now) as tx:
        key_check.only_newest(tx.connection, tx.vault)
    return counts


def _sealed(table: Table) -> list[SealedColumn]:
    return [column for column in SEALED.values() if column.table == table.name]


def _rotate(db: Database, now: datetime, table: Table) -> int:
    columns = _sealed(table)
    [key] = table.primary_key.columns
    whose = _whose(table)
    to_do = or_(*(_is_to_do(table.c[each.name], whose, db.vault.newest_prefix) for each in columns))
    if any(hashed in table.c for hashed in _FILED.values()):
        to_do = true()  # under which key a number or an address is filed is seen when it is opened
    rows = (
        select(table, key.label("key"), whose.label("whose")).where(to_do).order_by(key).limit(AT_ONCE)
    ).with_for_update(of=table)
    changed, last = 0, None
    while True:
        with db.begin(now) as tx:
            found = tx.run(rows if last is None else rows.where(key > last)).all()
            tx.keys.load(getattr(row, each.name) for row in found for each in columns)
            for row in found:
                if values := _anew(tx, row, columns):
                    tx.run(update(table).where(key == row.key).values(**values))
                    changed += 1
        if not found:
            return changed
        last = found[-1].key


def _is_to_do(sealed: Any, whose: ColumnElement[int | None], newest: str) -> ColumnElement[bool]:
    """A value of the line's: an older form or key, or one that belongs to a person."""
    lines = and_(sealed != EMPTIED, func.substr(sealed, 1, FORM) != OF_PERSON)
    return and_(lines, or_(func.substr(sealed, 1, PREFIX) != newest, whose.is_not(None)))


def _anew(tx: Tx, row: Row[Any], columns: Sequence[SealedColumn]) -> dict[str, str]:
    """What is to change in a row; empty where all is as it should be."""
    values: dict[str, str] = {}
    key = tx.keys.of(row.whose) if row.whose is not None else None
    if "person_key_id" in row._fields and row.person_key_id is None:
        key = tx.keys.give(row.id, tx.now)
    for column in columns:
        if not (sealed := getattr(row, column.name)):
            continue
        is_persons = sealed.startswith(OF_PERSON)
        if is_persons and tx.keys.find(sealed[FORM:PREFIX]) is None:
            continue  # they were erased
        hashed = _FILED.get(column.name, "")
        filed = getattr(row, hashed, None)
        is_right = is_persons or (key is None and sealed.startswith(tx.vault.newest_prefix))
        if is_right and filed is None:
            continue
        name = name_in(row, column)
        text = tx.open(column, name, sealed)
        if not is_right:
            values[column.name] = tx.seal(column, name, text, whose=key)
        if filed is not None and filed != tx.vault.hash(text):
            values[hashed] = tx.vault.hash(text)
    return values


def _whose(table: Table) -> ColumnElement[Any]:
    """The contact whose words a row of before holds. What was sealed since then says so itself."""
    if table.name == "contacts":
        return table.c.id
    if table.name == Message.__tablename__:
        return _whose_message()
    if table.name == Note.__tablename__:
        return _contact_of_volunteer(Note.volunteer_id)
    return table.c.contact_id if "contact_id" in table.c else null()


def _whose_message() -> ColumnElement[int | None]:
    """Whose words a text holds: as `store.messages.compose` is told when it is queued."""
    participant = select(Callback.contact_id).where(Callback.id == Message.callback_id).scalar_subquery()
    peer = (
        select(Volunteer.contact_id)
        .join(Callback, Callback.volunteer_id == Volunteer.id)
        .where(Callback.id == Message.callback_id)
        .scalar_subquery()
    )
    asked = (
        select(func.min(TeamRequest.contact_id))
        .where(TeamRequest.alert_id == Message.alert_id)
        .scalar_subquery()
    )
    is_relay = Message.purpose == writing.WORDS
    return case(
        (Message.purpose == briefing.PURPOSE, participant),
        (and_(is_relay, Message.contact_id == participant), peer),
        (is_relay, participant),
        (Message.contact_id.is_(None), asked),
        else_=Message.contact_id,
    )


def _contact_of_volunteer(volunteer_id: Any) -> ColumnElement[int | None]:
    return select(Volunteer.contact_id).where(Volunteer.id == volunteer_id).scalar_subquery()
