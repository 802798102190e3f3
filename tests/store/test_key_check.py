"""Keys are proved before the first write, on both databases, also by several at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic import command
from cryptography.fernet import Fernet
from sqlalchemy import Engine, delete, select, text

from store import key_check, schema
from store.contacts import contacts as people
from store.database import Database, open_engine
from store.key_check import KeysDoNotFit
from store.models import Contact, KeyFingerprint, SealingForm
from store.upkeep import rekey
from store.vault import Vault
from tests.kits.line import LINE, NOON
from tests.kits.waiting import PATIENCE

A, B = Fernet.generate_key().decode(), Fernet.generate_key().decode()
PARTICIPANT = "+12025550111"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(migrated: Callable[[str], str], request: pytest.FixtureRequest) -> Iterator[Engine]:
    made = open_engine(migrated(request.param), pool_size=6)
    yield made
    made.dispose()


def before_fingerprints(engine: Engine) -> None:
    """Back to a database of before keys left a mark."""
    config = schema._config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        connection.commit()


def known(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.execute(select(KeyFingerprint.fingerprint)).scalars())


def contacts(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(Contact.id)).all())


def file(engine: Engine, *keys: str) -> None:
    with Database(engine, Vault(keys), LINE).begin(NOON) as tx:
        people.by_number(tx, PARTICIPANT)


def test_a_second_key_writes_nothing_and_the_first_goes_on(engine: Engine) -> None:
    file(engine, A)
    with pytest.raises(KeysDoNotFit):
        file(engine, B)
    assert contacts(engine) == 1
    file(engine, A)
    assert contacts(engine) == 1
    assert known(engine) == set(Vault([A]).fingerprints)


def test_a_process_that_found_no_database_at_its_start_is_stopped_at_its_first_transaction(
    engine: Engine,
) -> None:
    file(engine, A)
    late = Database(engine, Vault([B]), LINE)
    for _ in range(3):  # it may ask as often as it likes
        with pytest.raises(KeysDoNotFit), late.begin(NOON) as tx:
            people.by_number(tx, PARTICIPANT)
    assert contacts(engine) == 1


def test_a_transaction_that_fails_proves_nothing_and_leaves_no_fingerprint(engine: Engine) -> None:
    db = Database(engine, Vault([A]), LINE)
    with pytest.raises(ZeroDivisionError), db.begin(NOON):
        raise ZeroDivisionError
    assert known(engine) == set()
    file(engine, B)
    with pytest.raises(KeysDoNotFit), db.begin(NOON):
        pass


def test_of_two_that_start_at_once_with_different_keys_one_gets_an_empty_database(engine: Engine) -> None:
    at_once = Barrier(2)

    def start(key: str) -> bool:
        at_once.wait(PATIENCE)
        try:
            file(engine, key)
        except KeysDoNotFit:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(start, (A, B))) == [False, True]
    assert contacts(engine) == len(known(engine)) == 1


def test_a_new_key_is_written_down_beside_the_old_until_a_rotation_ends(engine: Engine) -> None:
    file(engine, A)
    file(engine, B, A)
    assert known(engine) == set(Vault([A, B]).fingerprints)
    for alone in (A, B):
        with pytest.raises(KeysDoNotFit):
            file(engine, alone)
    rekey.rotate(Database(engine, Vault([B, A]), LINE), NOON)
    assert known(engine) == set(Vault([B]).fingerprints)
    file(engine, B)
    assert contacts(engine) == 1
    with pytest.raises(KeysDoNotFit):
        file(engine, A)


def test_a_rotation_that_was_cut_off_still_needs_both_keys(engine: Engine) -> None:
    file(engine, A)
    file(engine, B, A)
    both = Database(engine, Vault([B, A]), LINE)
    with pytest.raises(ZeroDivisionError), both.begin(NOON) as tx:
        key_check.only_newest(tx.connection, tx.vault)
        raise ZeroDivisionError
    with pytest.raises(KeysDoNotFit):
        file(engine, B)


def test_a_migration_with_other_keys_changes_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(delete(SealingForm))  # what an older program stored was sealed with the line's key
    file(engine, A)
    before_fingerprints(engine)
    with pytest.raises(KeysDoNotFit):
        schema.migrate(engine, Vault([B]))
    assert not schema.is_current(engine)
    schema.migrate(engine, Vault([B, A]))
    assert known(engine) == set(Vault([A, B]).fingerprints)


def test_a_release_gives_an_empty_database_to_its_keys_and_a_filled_one_to_nobody_elses(
    engine: Engine,
) -> None:
    schema.migrate(engine, Vault([A]))
    schema.migrate(engine, Vault([B]))
    assert known(engine) == set(Vault([B]).fingerprints)
    file(engine, B)
    with pytest.raises(KeysDoNotFit):
        schema.migrate(engine, Vault([A]))


def test_what_was_stored_between_the_look_and_the_end_of_a_release_is_nobody_elses(engine: Engine) -> None:
    file(engine, A)
    with pytest.raises(KeysDoNotFit), engine.begin() as connection:
        key_check.adopt(connection, Vault([B]))
    assert known(engine) == set(Vault([A]).fingerprints)


def test_proving_costs_one_question_a_process(engine: Engine) -> None:
    file(engine, A)
    db = Database(engine, Vault([A]), LINE)
    with db.begin(NOON):
        pass
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM key_fingerprints"))
    with db.begin(NOON):
        pass
    assert known(engine) == set(), "not asked, and so not written, again"
    with engine.begin() as connection:
        key_check.check(connection, Vault([A]))
    assert known(engine) == set(Vault([A]).fingerprints)
