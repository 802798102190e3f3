"""A stolen copy of the database tells no number, no name and no word of anybody; keys can be changed."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import String, cast, select

from store.contacts import contacts
from store.database import Database
from store.models import Base, Contact
from store.vault import Vault, VaultError
from tests.kits.bridge import PARTICIPANT, VOLUNTEER
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
        stranger.vault.open(contact.number_sealed)
    assert stranger.vault.hash(PARTICIPANT) != contact.number_hash


def test_the_same_words_are_never_sealed_alike_and_a_number_always_hashes_alike() -> None:
    vault = Vault(KEYS)
    assert vault.seal("hello") != vault.seal("hello")
    assert vault.open(vault.seal("¿Qué tal? 🫠")) == "¿Qué tal? 🫠"
    assert vault.hash(PARTICIPANT) == vault.hash(PARTICIPANT) != vault.hash(VOLUNTEER)
    assert PARTICIPANT not in vault.hash(PARTICIPANT)
    assert Vault([Fernet.generate_key().decode()]).hash(PARTICIPANT) != vault.hash(PARTICIPANT)


def test_rotating_a_value_makes_it_open_with_the_new_key_alone() -> None:
    new = Fernet.generate_key().decode()
    sealed = Vault(KEYS).seal("hello")
    assert Vault([new]).open(Vault([new, *KEYS]).rotate(sealed)) == "hello"
    with pytest.raises(VaultError):
        Vault([new]).open(sealed)
    with pytest.raises(VaultError):
        Vault([new]).rotate(sealed)
    with pytest.raises(VaultError):
        Vault([])
