"""Rotating DATA_KEYS: nobody becomes a stranger, and the old key opens nothing any more."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, insert, select, update

from store import sealing_form
from store.accounts import accounts
from store.contacts import contacts
from store.database import Database, Tx
from store.models import Base, Contact, Heartbeat, SealingForm
from store.person_keys import KeyRing
from store.upkeep import heartbeats, rekey
from store.vault import Vault, VaultError
from store.vault.columns import CONTACT_NUMBER, SEALED, name_in
from store.vault.vault import FORM, OF_PERSON
from tests.kits.bridge import Desk
from tests.kits.confiding import confide
from tests.kits.line import KEYS, NOON, TestLine

PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"
NEW = Fernet.generate_key().decode()


def with_keys(line: TestLine, *keys: str) -> Database:
    return Database(line.db.engine, Vault(keys), line.db.line)


def everything(tx: Tx) -> Iterator[tuple[Any, ...]]:
    """Each sealed value there is: its column, the name of its row, the value."""
    for column in SEALED.values():
        for row in tx.run(select(Base.metadata.tables[column.table])):
            if sealed := getattr(row, column.name):
                yield column, name_in(row, column), sealed


def before_values_were_bound(line: TestLine) -> None:
    """The line has not turned the new form on, as beside a process of the program before."""
    with line.db.engine.begin() as connection:
        connection.execute(SealingForm.__table__.delete())  # type: ignore[attr-defined]


def beat_of_the_program_before(line: TestLine) -> None:
    with line.db.engine.begin() as connection:
        now = {"started_at": func.now(), "beat_at": func.now()}
        connection.execute(insert(Heartbeat).values(kind="web", name="old:1", **now))


def test_after_a_rotation_people_are_known_and_only_the_new_key_opens(line: TestLine) -> None:
    before_values_were_bound(line)
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "2")
    line.work()
    with line.db.begin(NOON) as tx:
        accounts.add(tx, "ana@example.org", "auditor", name="Ana")
    both = with_keys(line, NEW, *KEYS)
    with both.begin(NOON) as tx:
        before = contacts.by_number(tx, PARTICIPANT)
        assert all(sealed.startswith("gAAAA") for _, _, sealed in everything(tx))
    assert before.session is not None, "known under the old key while both are named"

    counts = rekey.rotate(both, NOON)
    assert (counts["contacts"], counts["inbound"]) == (2, 2)
    assert set(rekey.rotate(both, NOON).values()) == {0}, "running it again changes nothing"

    only_new = with_keys(line, NEW)
    with only_new.begin(NOON) as tx:
        ana = accounts.find(tx, "ana@example.org")
        assert ana is not None and ana.name == "Ana", "an address is found under the new key"
        after = contacts.by_number(tx, PARTICIPANT)
        assert (after.contact_id, after.session) == (before.contact_id, before.session)
        begin = (only_new.vault.newest_prefix, OF_PERSON)
        assert all(sealed.startswith(begin) for _, _, sealed in everything(tx))
        old = KeyRing(tx.connection, Vault(KEYS))
        for each in everything(tx):
            tx.open(*each)
            with pytest.raises(VaultError):
                Vault(KEYS).open(each[0], each[1], each[2], old.find)


class Killed(Database):
    """Its process is killed before its transaction of this number."""

    def __init__(self, line: TestLine, *keys: str, at: int) -> None:
        super().__init__(line.db.engine, Vault(keys), line.db.line)
        self.left = at

    @contextmanager
    def begin(self, now: datetime) -> Iterator[Tx]:
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt
        with super().begin(now) as tx:
            yield tx


def test_a_rotation_that_was_killed_goes_on_and_everything_opens_meanwhile(line: TestLine) -> None:
    before_values_were_bound(line)
    confide(line)
    both = with_keys(line, NEW, *KEYS)
    with pytest.raises(KeyboardInterrupt):
        rekey.rotate(Killed(line, NEW, *KEYS, at=6), NOON)
    with both.begin(NOON) as tx:
        anew = [not each[2].startswith("gAAAA") for each in everything(tx)]
        assert any(anew) and not all(anew)
        for each in everything(tx):
            tx.open(*each)
    assert sum(rekey.rotate(both, NOON).values()) > 0
    with with_keys(line, NEW).begin(NOON) as tx:
        for each in everything(tx):
            tx.open(*each)


def test_a_key_that_does_not_fit_stops_it_before_anything_is_lost(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    with pytest.raises(VaultError):
        rekey.rotate(with_keys(line, Fernet.generate_key().decode()), NOON)
    assert "How are you" in line.text(PARTICIPANT, "CHECKIN")


def test_a_value_in_a_row_that_is_not_its_own_is_never_made_to_look_right(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    line.text(VOLUNTEER, "CHECKIN")
    [one, other] = line.rows(Contact)
    with line.db.begin(NOON) as tx:
        tx.run(update(Contact).where(Contact.id == one.id).values(number_sealed=other.number_sealed))
    with pytest.raises(VaultError, match=str(CONTACT_NUMBER)):
        rekey.rotate(with_keys(line, NEW, *KEYS), NOON)


def test_beside_a_process_of_the_program_before_only_its_form_is_written(line: TestLine) -> None:
    before_values_were_bound(line)
    beat_of_the_program_before(line)
    with line.db.engine.begin() as connection:
        heartbeats.write(connection, "web", "new:1", begins=True)
        assert not sealing_form.turn_on(connection)
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    desk.code = line.code()
    with line.db.begin(NOON) as tx:
        for _, _, sealed in everything(tx):
            Fernet(KEYS[0]).decrypt(sealed)  # as the program before opens it
    with pytest.raises(rekey.OlderProcesses, match="1 process"):
        rekey.rotate(line.db, NOON)

    with line.db.engine.begin() as connection:
        connection.execute(Heartbeat.__table__.delete().where(Heartbeat.name == "old:1"))  # type: ignore[attr-defined]
        assert sealing_form.turn_on(connection)
    assert "is yours" in line.text(VOLUNTEER, f"TAKE {desk.code}"), "what was sealed before still opens"
    line.work()
    with line.db.begin(NOON) as tx:
        forms = {sealed[: 5 if sealed.startswith("gAAAA") else FORM] for _, _, sealed in everything(tx)}
        assert {"gAAAA", OF_PERSON} <= forms
        for each in everything(tx):
            tx.open(*each)
    assert sum(rekey.rotate(line.db, NOON).values()) > 0, "with the same key as well"


def test_a_process_that_reads_the_new_form_and_gives_way_to_an_older_one_counts_as_older(
    line: TestLine,
) -> None:
    before_values_were_bound(line)
    with line.db.engine.begin() as connection:
        heartbeats.write(connection, "web", "same:1", begins=True)
        assert sealing_form.older_processes(connection) == 0
        # The program before writes `beat_at` alone, so the mark of the newer one falls behind it.
        connection.execute(update(Heartbeat).values(reads_bound_at=NOON))
        assert sealing_form.older_processes(connection) == 1
