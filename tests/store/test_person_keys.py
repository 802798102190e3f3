"""A key for each person: with its one row deleted, what was theirs is gone, and nobody who meets it stumbles."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import delete, event, select, update

from store.contacts import contacts
from store.database import Tx
from store.joining import renumbering
from store.messages import compose
from store.models import Base, Contact, Message, PersonKeyRow, SealingForm, Volunteer
from store.safe_contact import safe_contact
from store.upkeep import rekey
from store.vault import Erased
from store.vault.columns import MESSAGE_WORDS, SEALED, VOLUNTEER_NAME, SealedColumn, name_in
from store.vault.vault import OF_PERSON
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.confiding import confide
from tests.kits.line import LINE_NUMBER, NOON, TestLine


def key_of(tx: Tx, number: str) -> str | None:
    key: str | None = tx.run(
        select(Contact.person_key_id).where(Contact.number_hash.in_(tx.vault.hashes(number)))
    ).scalar_one()
    return key


def destroy(line: TestLine, number: str) -> None:
    """Delete the key of whoever has this number, as erasing them does."""
    with line.db.begin(line.clock.at) as tx:
        assert tx.run(delete(PersonKeyRow).where(PersonKeyRow.id == key_of(tx, number))).rowcount == 1


def values(tx: Tx) -> Iterator[tuple[SealedColumn, Any]]:
    for column in SEALED.values():
        for row in tx.run(select(Base.metadata.tables[column.table])):
            if getattr(row, column.name):
                yield column, row


def readable(tx: Tx) -> str:
    """All that can still be read, with the line's keys in hand."""
    found = []
    for column, row in values(tx):
        try:
            found.append(tx.open(column, name_in(row, column), getattr(row, column.name)))
        except Erased:
            assert column.table == "contacts"
    return "\n".join(found)


def test_with_their_key_destroyed_nothing_they_said_can_be_read_and_all_others_words_can(
    quick_line: TestLine,
) -> None:
    line = quick_line
    confide(line)
    with line.db.begin(line.clock.at) as tx:
        before = readable(tx)
        assert "river was grey" in before and PARTICIPANT in before
    destroy(line, PARTICIPANT)
    with line.db.begin(line.clock.at) as tx:
        after = readable(tx)
    for gone in ("river was grey", "brother Anselm", "want to die", PARTICIPANT):
        assert gone in before
        assert gone not in after
    for stays in ("sounded relieved", "Philomena", VOLUNTEER):
        assert stays in after


def test_what_two_write_to_each_other_is_whose_it_is(quick_line: TestLine) -> None:
    line = quick_line
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    for body in ("CALL", "write instead"):
        line.text(PARTICIPANT, body)
    line.work()
    desk.code = line.code()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    line.text(PARTICIPANT, "my sister left in spring")
    line.text(VOLUNTEER, "that sounds lonely")
    line.work()
    destroy(line, PARTICIPANT)
    with line.db.begin(line.clock.at) as tx:
        after = readable(tx)
    assert "sister" not in after, "neither the text that came nor the one that the volunteer got"
    assert after.count("that sounds lonely") == 2


def test_a_request_of_somebody_who_was_erased_ends_and_nobody_is_rung(line: TestLine) -> None:
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    desk.code = line.code()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    contact_id = desk.callback.contact_id
    line.ctx.run(lambda tx: compose.queue(tx, contact_id, "notice", "menu"))
    destroy(line, PARTICIPANT)
    told = len(line.texts_to(PARTICIPANT))
    line.pass_time(minutes=5)
    assert desk.callback.state == "cancelled"
    assert line.carrier.rings == []
    assert len(line.texts_to(PARTICIPANT)) == told
    assert "needed" in line.texts_to(VOLUNTEER)[-1]
    with line.db.begin(line.clock.at) as tx:
        left = tx.run(select(Message.state).where(Message.contact_id == contact_id)).scalars()
        assert not {"due", "sending"} & set(left)
        assert compose.queue(tx, contact_id, "notice", "menu") is None


def test_erased_while_the_volunteer_is_on_the_phone_the_volunteer_hears_a_kind_end(
    quick_line: TestLine,
) -> None:
    line = quick_line
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    desk.code = line.code()
    ring = desk.take()
    asked = desk.pick_up(ring)
    destroy(line, PARTICIPANT)
    heard = line.press(asked, "5", ring.sid, LINE_NUMBER)
    assert heard.root.find(".//Dial") is None
    assert heard.words
    line.work()
    assert desk.callback.state == "cancelled"


def test_a_volunteer_who_was_erased_is_asked_nothing(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(VOLUNTEER)
    line.volunteer(SECOND, "Ruth")
    destroy(line, VOLUNTEER)
    line.text(PARTICIPANT, "CALL")
    line.work()
    assert line.texts_to(VOLUNTEER) == []
    assert "TAKE" in line.texts_to(SECOND)[-1]


def test_whoever_comes_back_is_somebody_new_with_a_new_key(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    with line.db.begin(line.clock.at) as tx:
        contact_id = contacts.by_number(tx, PARTICIPANT).contact_id
        assert contact_id is not None
        for answer, value in (("cover", "Blue Book Club"), ("ends", "tangerine")):
            safe_contact.keep(tx, contact_id, answer, value)
        before = key_of(tx, PARTICIPANT)
    destroy(line, PARTICIPANT)
    assert "How are you" in line.text(PARTICIPANT, "CHECKIN"), "the question of before is gone, and put anew"
    with line.db.begin(line.clock.at) as tx:
        known = contacts.by_number(tx, PARTICIPANT)
        assert (known.person.safe.cover, known.person.safe.ends) == (None, None)
        assert contacts.number_of(tx, contact_id) == PARTICIPANT
        assert key_of(tx, PARTICIPANT) != before


def before_there_were_keys(line: TestLine) -> None:
    with line.db.begin(line.clock.at) as tx:
        tx.run(delete(SealingForm))


def now_there_are(line: TestLine) -> None:
    with line.db.begin(line.clock.at) as tx:
        tx.run(SealingForm.__table__.insert().values(form="bound", since=NOON))  # type: ignore[attr-defined]


def test_somebody_from_before_gets_a_key_with_their_next_text(line: TestLine) -> None:
    before_there_were_keys(line)
    line.text(PARTICIPANT, "CHECKIN")
    with line.db.begin(line.clock.at) as tx:
        assert key_of(tx, PARTICIPANT) is None
    now_there_are(line)
    assert line.text(PARTICIPANT, "2"), "the question that was open before is answered"
    with line.db.begin(line.clock.at) as tx:
        assert key_of(tx, PARTICIPANT) is not None
        assert contacts.by_number(tx, PARTICIPANT).session is not None
    destroy(line, PARTICIPANT)
    contact_id = line.rows(Contact)[0].id
    with line.db.begin(line.clock.at) as tx, pytest.raises(Erased):
        contacts.number_of(tx, contact_id)


def test_a_rotation_gives_everybody_of_before_a_key_and_each_word_to_whose_it_is(line: TestLine) -> None:
    before_there_were_keys(line)
    desk = Desk(line)
    line.volunteer(VOLUNTEER)
    for body in ("CALL", "write instead"):
        line.text(PARTICIPANT, body)
    line.work()
    desk.code = line.code()
    line.text(VOLUNTEER, f"TAKE {desk.code}")
    line.work()
    for sender, body in ((PARTICIPANT, "my sister left in spring"), (VOLUNTEER, "that sounds lonely")):
        line.text(sender, body)
    line.text(VOLUNTEER, f"NOTE {desk.code} she misses her")
    line.work()
    rekey.rotate(line.db, NOON)
    with line.db.begin(line.clock.at) as tx:
        for column, row in values(tx):
            is_persons = getattr(row, column.name).startswith(OF_PERSON)
            assert is_persons or column.table == "person_keys", str(column)
    destroy(line, VOLUNTEER)
    with line.db.begin(line.clock.at) as tx:
        after = readable(tx)
    assert "lonely" not in after and "misses her" not in after
    assert after.count("sister left") == 2
    destroy(line, PARTICIPANT)
    assert set(rekey.rotate(line.db, NOON).values()) == {0}, "what was erased is passed over"


def test_only_their_keys_are_sealed_anew_when_the_lines_key_changes(quick_line: TestLine) -> None:
    line = quick_line
    confide(line)
    changed = {table for table, rows in rekey.rotate(line.db, NOON).items() if rows}
    assert changed == set(), "with the same key there is nothing to do"


@contextmanager
def statements(line: TestLine) -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_: object, __: object, statement: str, *___: object) -> None:
        said.append(statement)

    event.listen(line.db.engine, "before_cursor_execute", hear)
    yield said
    event.remove(line.db.engine, "before_cursor_execute", hear)


def test_their_key_comes_with_their_row_and_costs_a_text_no_statement(quick_line: TestLine) -> None:
    line = quick_line
    for body in ("CHECKIN", "2", "2"):
        line.text(PARTICIPANT, body)
    with statements(line) as said:
        line.text(PARTICIPANT, "CHECKIN")
    assert [each for each in said if "person_keys" in each and "contacts.number_hash IN" not in each] == []


def test_an_alert_of_danger_is_told_whoever_is_erased(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "I want to die")
    destroy(line, PARTICIPANT)
    line.work()
    assert [sent for sent in line.carrier.texts if "crisis" in sent.words.lower()]


def test_a_text_whose_words_were_erased_is_not_sent_empty(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "CHECKIN")
    line.text(SECOND, "CHECKIN")
    them, other = (row.id for row in line.rows(Contact))
    sent = line.ctx.run(lambda tx: compose.queue(tx, other, "notice", "menu", words_of=them))
    destroy(line, PARTICIPANT)
    line.work()
    assert [row.state for row in line.rows(Message) if row.id == sent] == ["dropped"]
    assert line.texts_to(SECOND) == []
    with line.db.begin(line.clock.at) as tx:
        tx.run(update(Message).values(state="due"))
    assert line.opened(MESSAGE_WORDS, line.rows(Message)[0]) == ""


def test_a_volunteer_with_another_number_keeps_what_is_theirs_when_the_old_number_is_erased(
    quick_line: TestLine,
) -> None:
    line = quick_line
    volunteer_id = line.volunteer(VOLUNTEER, "Philomena Volunteer")
    with line.db.begin(line.clock.at) as tx:
        renumbering.renumber(tx, volunteer_id, SECOND, agreed="in person 2026-03-01")
    destroy(line, VOLUNTEER)
    assert line.opened(VOLUNTEER_NAME, line.rows(Volunteer)[0]) == "Philomena Volunteer"
