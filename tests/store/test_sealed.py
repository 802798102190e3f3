"""A stolen copy of the database tells no number, no name and no word of anybody; keys can be changed."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import String, cast, select, update

from store import sealing_form
from store.contacts import contacts
from store.database import Database
from store.models import Base, Contact
from store.person_keys import KeyRing
from store.vault import Vault, VaultError, WrongPlace
from store.vault.columns import SEALED, name_in
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.confiding import confide, given_away
from tests.kits.line import KEYS, LINE, TestLine


def everything(line: TestLine) -> str:
    """Every value of every column of every row, as text."""
    found = []
    with line.db.begin(line.clock.at) as tx:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                found += [str(v) for v in tx.run(select(cast(column, String))).scalars() if v is not None]
    return "\n".join(found)


def test_after_a_whole_journey_no_table_tells_who_anybody_is_or_what_they_said(line: TestLine) -> None:
    confide(line)
    line.text(PARTICIPANT, "STOP")
    line.work()
    dump = everything(line)
    assert given_away(dump) == []
    for ours in ("How are you", "TAKE", "by 988"):
        assert ours not in dump, "what we answered can say as much as what was asked"


def with_keys(line: TestLine, *keys: str) -> Database:
    return Database(line.db.engine, Vault(keys), LINE)


def test_a_contact_made_under_an_old_key_is_found_when_a_new_one_is_put_first(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    old, new = KEYS[0], Fernet.generate_key().decode()
    [contact] = line.rows(Contact)
    rotated = with_keys(line, new, old)
    with rotated.begin(line.clock.at) as tx:
        known = contacts.by_number(tx, PARTICIPANT)
        assert known.contact_id == contact.id
        assert known.session is not None
        assert contacts.by_number(tx, VOLUNTEER).contact_id != contact.id
    with rotated.begin(line.clock.at) as tx:
        assert contacts.number_of(tx, contact.id) == PARTICIPANT
    assert len(line.rows(Contact)) == 2


def test_two_at_once_under_old_and_new_keys_are_one_person(line: TestLine) -> None:
    new = Fernet.generate_key().decode()
    rotated = with_keys(line, new, KEYS[0])
    with rotated.begin(line.clock.at) as tx:
        first = contacts.by_number(tx, PARTICIPANT).contact_id
    with rotated.begin(line.clock.at) as tx:
        assert contacts.by_number(tx, PARTICIPANT).contact_id == first


def test_without_its_key_nothing_opens_and_nobody_is_found(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    stranger = with_keys(line, Fernet.generate_key().decode())
    [contact] = line.rows(Contact)
    with pytest.raises(VaultError):
        KeyRing(line.db.engine.connect(), stranger.vault).find(contact.person_key_id)
    assert stranger.vault.hash(PARTICIPANT) != contact.number_hash


def test_a_number_always_hashes_alike_and_by_its_key_alone() -> None:
    vault = Vault(KEYS)
    assert vault.hash(PARTICIPANT) == vault.hash(PARTICIPANT) != vault.hash(VOLUNTEER)
    assert PARTICIPANT not in vault.hash(PARTICIPANT)
    assert Vault([Fernet.generate_key().decode()]).hash(PARTICIPANT) != vault.hash(PARTICIPANT)
    with pytest.raises(VaultError):
        Vault([])


def test_every_value_of_a_journey_opens_where_it_stands_and_in_no_other_row(line: TestLine) -> None:
    confide(line)
    line.volunteer(SECOND, "Anselm")
    tried = set()
    with line.db.begin(line.clock.at) as tx:
        for column in SEALED.values():
            table = Base.metadata.tables[column.table]
            rows = [row for row in tx.run(select(table)) if getattr(row, column.name)]
            for row, other in zip(rows, [*rows[1:], *rows[:1]], strict=True):
                tx.open(column, name_in(row, column), getattr(row, column.name))
                if len(rows) > 1:
                    with pytest.raises(WrongPlace):
                        tx.open(column, name_in(row, column), getattr(other, column.name))
                    tried.add(column.table)
    assert tried >= {"contacts", "volunteers", "messages", "inbound", "consents", "conversations"}


def test_with_two_numbers_swapped_nobody_is_texted_or_dialled(line: TestLine) -> None:
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    line.volunteer(SECOND, "Ruth", on_duty=False)
    line.text(PARTICIPANT, "CALL")
    line.work()
    desk.code = line.code()
    told = line.texts_to(VOLUNTEER)
    with line.db.begin(line.clock.at) as tx:
        one, other = (
            tx.run(select(Contact.__table__).where(Contact.number_hash == tx.vault.hash(number))).one()
            for number in (VOLUNTEER, SECOND)
        )
        for row, value in ((one, other.number_sealed), (other, one.number_sealed)):
            tx.run(update(Contact).where(Contact.id == row.id).values(number_sealed=value))
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    assert line.carrier.rings == []
    assert (line.texts_to(VOLUNTEER), line.texts_to(SECOND)) == (told, [])


@pytest.mark.both_databases
def test_values_of_the_program_before_are_counted(line: TestLine) -> None:
    line.text(PARTICIPANT, "HI")
    with line.db.begin(line.clock.at) as tx:
        assert sealing_form.unbound(tx.connection) == 0
        tx.run(update(Contact).values(number_sealed=tx.vault.seal_unbound(PARTICIPANT)))
        assert sealing_form.unbound(tx.connection) == 1
