"""Rotating DATA_KEYS: nobody becomes a stranger, and the old key opens nothing any more."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from store.contacts import contacts
from store.database import Database
from store.models import Base
from store.upkeep import rekey
from store.vault import Vault, VaultError
from tests.kits.line import KEYS, NOON, TestLine

PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"


def test_after_a_rotation_people_are_known_and_only_the_new_key_opens(line: TestLine) -> None:
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "2")
    line.work()
    new = Fernet.generate_key().decode()
    both = Database(line.db.engine, Vault([new, *KEYS]), line.db.line)
    with both.begin(NOON) as tx:
        before = contacts.by_number(tx, PARTICIPANT)
    assert before.session is not None, "known under the old key while both are named"

    counts = rekey.rotate(both, NOON)
    assert rekey.rotate(both, NOON) == counts, "running it again changes nothing"

    only_new = Database(line.db.engine, Vault([new]), line.db.line)
    with only_new.begin(NOON) as tx:
        after = contacts.by_number(tx, PARTICIPANT)
        assert (after.contact_id, after.session) == (before.contact_id, before.session)
        old = Vault(KEYS)
        for table in Base.metadata.sorted_tables:
            for row in tx.run(select(table)).mappings():
                for name, value in row.items():
                    if name.endswith("_sealed") and value:
                        tx.vault.open(value)
                        with pytest.raises(VaultError):
                            old.open(value)
    assert counts["contacts"] == 2
    assert counts["inbound"] == 2


def test_a_key_that_does_not_fit_stops_it_before_anything_is_lost(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    stranger = Database(line.db.engine, Vault([Fernet.generate_key().decode()]), line.db.line)
    with pytest.raises(VaultError):
        rekey.rotate(stranger, NOON)
    assert "How are you" in line.text(PARTICIPANT, "CHECKIN")
