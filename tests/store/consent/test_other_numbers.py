"""What is kept of another number, for how long, and what two at one moment do to it."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from store.callbacks import callbacks, legs
from store.consent import other_numbers
from store.contacts import contacts
from store.database import Tx
from store.models import OtherNumber
from store.upkeep import housekeeping, rekey
from store.vault import Vault
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import KEYS, TestLine
from tests.kits.races import CONTACT, at_once
from tests.store.test_sealed import everything

HOUSE, FRIEND, THIRD = "+12025550147", "+12025550112", "+12025550113"
OTHER_NUMBERS = "SELECT id FROM other_numbers FOR UPDATE"


def named(line: TestLine, asker: str = PARTICIPANT, number: str = HOUSE) -> str:
    """The code for `number`."""

    def work(tx: Tx) -> str:
        outcome = other_numbers.name(tx, contacts.by_number(tx, asker).contact_id or 0, number)
        return str(outcome.params["digits"])

    return line.db.transact(line.clock.at, work)


def confirmed(line: TestLine, code: str, number: str = HOUSE) -> bool:
    def work(tx: Tx) -> bool:
        return other_numbers.confirm(tx, contacts.by_number(tx, number).contact_id or 0, code) is not None

    return line.db.transact(line.clock.at, work)


def standing(line: TestLine) -> list[bool]:
    return [row.confirmed_at is not None and row.ended_at is None for row in line.rows(OtherNumber)]


def test_of_two_confirmations_at_once_one_tells_the_asker(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    code = named(line)
    confirmed(line, "none")
    answers = at_once(line, CONTACT, *[lambda: line.text(HOUSE, code)] * 2)
    line.work()
    assert sorted(said.startswith("Thank you") for said in answers) == [False, True]
    assert len(line.texts_to(PARTICIPANT)) == 1
    assert standing(line) == [True]


def test_two_phones_that_confirm_at_once_for_two_people_both_stand(line: TestLine) -> None:
    mine, theirs = named(line), named(line, FRIEND, THIRD)
    at_once(line, OTHER_NUMBERS, lambda: line.text(HOUSE, mine), lambda: line.text(THIRD, theirs))
    assert standing(line) == [True, True]


def test_whichever_comes_first_a_new_number_or_the_code_of_the_old_one_never_two_codes_stand(
    line: TestLine,
) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    code = named(line)
    at_once(
        line,
        OTHER_NUMBERS,
        lambda: line.text(PARTICIPANT, f"NUMBER {FRIEND}"),
        lambda: line.text(HOUSE, code),
    )
    rows = line.rows(OtherNumber)
    waiting = [row for row in rows if row.confirmed_at is None and row.ended_at is None]
    assert len(waiting) == 1 and waiting[0].id == rows[-1].id


def test_on_postgresql_a_number_taken_back_first_is_not_confirmed_by_the_code_behind_it(
    postgres_line: TestLine,
) -> None:
    line = postgres_line
    line.text(PARTICIPANT, "CHECKIN")
    code = named(line)
    confirmed(line, "none")
    dropped, answer = at_once(
        line, OTHER_NUMBERS, lambda: line.text(PARTICIPANT, "NUMBER OFF"), lambda: line.text(HOUSE, code)
    )
    assert "come to this phone" in dropped
    assert "didn't work" in answer
    assert standing(line) == [False]


def test_five_wrong_codes_at_once_end_it_once(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    named(line)
    confirmed(line, "none")
    for _ in range(2):
        at_once(line, CONTACT, *[lambda: confirmed(line, "none")] * 2)
    line.work()
    assert line.rows(OtherNumber)[0].ended_at is not None
    assert sum("wrong too often" in said for said in line.texts_to(PARTICIPANT)) == 1


@pytest.mark.parametrize(
    ("after", "works"), [(timedelta(minutes=30, seconds=-1), True), (timedelta(minutes=30), False)]
)
def test_a_code_works_for_half_an_hour_to_the_second(line: TestLine, after: timedelta, works: bool) -> None:
    code = named(line)
    line.clock.at += after
    assert confirmed(line, code) is works


def test_a_number_nobody_confirmed_is_deleted_after_a_day_and_one_that_stands_is_not(line: TestLine) -> None:
    confirmed(line, named(line))
    named(line, FRIEND, THIRD)
    for age, left in (
        (timedelta(hours=23), 2),
        (timedelta(hours=2), 1),
        (timedelta(days=28), 1),
        (timedelta(days=3), 0),
    ):
        line.clock.at += age
        line.db.transact(line.clock.at, housekeeping.tidy)
        assert len(line.rows(OtherNumber)) == left, age


def test_no_table_tells_which_number_was_named(line: TestLine) -> None:
    line.text(PARTICIPANT, f"NUMBER {HOUSE}")
    dump = everything(line)
    assert HOUSE[2:] not in dump and HOUSE not in dump
    assert Vault(KEYS).hash(HOUSE) in dump


def test_a_code_given_under_an_old_key_works_under_a_new_one(line: TestLine) -> None:
    code = named(line)
    new = Fernet.generate_key().decode()
    line.db.vault = Vault([new, *KEYS])
    assert confirmed(line, code)
    rekey.rotate(line.db, line.clock.at)
    line.db.vault = Vault([new])
    with line.db.begin(line.clock.at) as tx:
        contact_id = contacts.by_number(tx, PARTICIPANT).contact_id
        assert other_numbers.show(tx, contact_id or 0).params == {"tail": "47"}


def test_a_number_outside_the_region_is_not_rung_though_it_was_confirmed(line: TestLine) -> None:
    confirmed(line, named(line, number="+442079460958"), "+442079460958")
    line.text(PARTICIPANT, "CALL")
    with line.db.begin(line.clock.at) as tx:
        cb = callbacks.lock_open(tx, contacts.by_number(tx, PARTICIPANT).contact_id or 0)
        assert cb is not None and cb.other_number_id is not None
        assert legs.participant_number(tx, cb) == PARTICIPANT


def test_a_number_of_one_purpose_serves_no_other_whatever_a_row_says(line: TestLine) -> None:
    confirmed(line, named(line))
    line.text(PARTICIPANT, "REMIND every day 7pm")
    with line.db.begin(line.clock.at) as tx:
        me = contacts.by_number(tx, PARTICIPANT).contact_id or 0
        outcome = other_numbers.name(tx, me, FRIEND, purpose=other_numbers.TELL, called="Alex")
    confirmed(line, str(outcome.params["digits"]), FRIEND)
    call, tell = line.rows(OtherNumber)
    line.text(PARTICIPANT, "CALL")
    with line.db.begin(line.clock.at) as tx:
        cb = callbacks.lock_open(tx, me)
        assert cb is not None and cb.other_number_id == call.id
        callbacks.change(tx, cb.id, other_number_id=tell.id)
        assert other_numbers.to_ring(tx, callbacks.lock(tx, cb.id)) is None
        assert other_numbers.to_tell(tx, me, call.id) is None
        told = other_numbers.to_tell(tx, me, tell.id)
        assert told is not None and told.id == tell.id
