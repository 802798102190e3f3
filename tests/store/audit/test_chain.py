"""The log of who did what: one chain whoever writes at once, and whatever is changed in it is found out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store.audit import chain
from store.contacts import contacts
from store.database import Database, Tx, open_engine
from store.upkeep import housekeeping
from tests.kits.line import COORDINATOR, LINE, NOON, TestLine

TANYA = "+12025550111"


def did(line: TestLine, *abouts: str) -> None:
    with line.db.begin(NOON) as tx:
        for about in abouts:
            tx.record("volunteers edit", about, by="ana, by command", changed="languages")


def verified(line: TestLine, **more: tuple[int, str]) -> chain.Verified:
    with line.db.begin(NOON) as tx:
        return chain.verify(tx.connection, **more)


def tampered(line: TestLine, *statements: str) -> chain.Broken | None:
    """What is found out after somebody with the database did that."""
    with line.db.begin(NOON) as tx:
        if tx.on_sqlite:
            triggers = ("audit_entries_no_update", "audit_entries_no_delete")
            statements = (*(f"DROP TRIGGER IF EXISTS {each}" for each in triggers), *statements)
        else:
            statements = ("SET LOCAL session_replication_role = replica", *statements)
        for statement in statements:
            tx.run(text(statement))
    return verified(line).broken


def test_what_is_written_is_shown_and_the_chain_holds(line: TestLine) -> None:
    did(line, "Heron-1", "Wren-2")
    did(line, "Lark-3")
    found = verified(line)
    assert (found.entries, found.last, found.broken) == (3, 3, None)
    with line.db.begin(NOON) as tx:
        newest, *_ = chain.entries(tx.connection, most=2)
        [of_wren] = chain.entries(tx.connection, most=9, about="wren-2")
    assert (newest.number, newest.at, newest.who, newest.about) == (3, NOON, "ana, by command", "Lark-3")
    assert (of_wren.number, of_wren.more) == (2, {"changed": "languages"})
    assert verified(line, kept=(3, found.hash[:16])).broken is None
    assert verified(line, kept=(2, found.hash)).broken == (2, "it is not the one you kept the hash of")
    assert verified(line, kept=(4, found.hash)).broken is not None  # whoever cuts the end off is found out so


def test_an_entry_that_is_changed_moved_taken_out_or_put_in_is_found_out(line: TestLine) -> None:
    did(line, *"abcd")
    change = "UPDATE audit_entries SET entry = replace(entry, 'ana', 'bob') WHERE id = 2"
    assert tampered(line, change) == (2, "it was changed, or one before it was")
    assert tampered(line, change.replace("'ana', 'bob'", "'bob', 'ana'")) is None
    assert tampered(line, "UPDATE audit_entries SET id = 9 WHERE id = 4") == (4, "it is missing")
    assert tampered(line, "DELETE FROM audit_entries WHERE id = 2") == (2, "it is missing")


def test_an_entry_made_anew_with_a_hash_that_fits_it_breaks_the_next_one(quick_line: TestLine) -> None:
    did(quick_line, *"abc")
    with quick_line.db.begin(NOON) as tx:
        first, second = tx.run(text("SELECT entry, hash FROM audit_entries ORDER BY id LIMIT 2")).all()
    forged = second.entry.replace("ana", "bob")
    fits = sha256(f"{first.hash}\n{forged}".encode()).hexdigest()
    change = f"UPDATE audit_entries SET entry = '{forged}', hash = '{fits}' WHERE id = 2"  # noqa: S608  a forger writes it
    assert tampered(quick_line, change.replace(":", "\\:")) == (3, "it was changed, or one before it was")


def test_the_database_itself_refuses_to_change_or_delete_an_entry(line: TestLine) -> None:
    did(line, "Heron-1")
    for statement in ("UPDATE audit_entries SET entry = ''", "DELETE FROM audit_entries"):
        with pytest.raises(DBAPIError), line.db.begin(NOON) as tx:
            tx.run(text(statement))
    assert verified(line).entries == 1


def test_two_who_write_at_once_on_two_connections_keep_one_chain(line: TestLine) -> None:
    both = Barrier(2)

    def write(who: str) -> None:
        engine = open_engine(line.url)
        db = Database(engine, line.db.vault, LINE, by=who)
        both.wait()
        for each in range(8):
            db.transact(NOON, lambda tx: tx.record("plans set", f"{who}{each}"))  # noqa: B023  run at once
        engine.dispose()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ("ana", "bob")))
    found = verified(line)
    assert (found.entries, found.broken) == (16, None)


def test_what_failed_was_not_done_and_nobody_unnamed_does_anything(line: TestLine) -> None:
    def fails(tx: Tx) -> None:
        tx.record("plans set", "Heron-1", by="ana")
        raise LookupError

    with pytest.raises(LookupError):
        line.db.transact(NOON, fails)
    with pytest.raises(ValueError, match="nobody"), line.db.begin(NOON) as tx:
        tx.record("plans set", "Heron-1")
    assert verified(line).entries == 0


def test_no_number_gets_into_the_log_and_no_line_break(quick_line: TestLine) -> None:
    with quick_line.db.begin(NOON) as tx:
        tx.record("x", f"for {TANYA}\n7 ana: all", by="+1 (202) 555-0177", why="(202) 555 0177", count=3)
        tx.choose("wording.en.answer.cost", "It's free, always.", by="Heron-1, by text")
    with quick_line.db.begin(NOON) as tx:
        rows = tx.run(text("SELECT entry FROM audit_entries ORDER BY id")).scalars().all()
    assert "555" not in rows[0] and "\\n" not in rows[0] and '"count":3' in rows[0]
    assert "wording.en.answer.cost" in rows[1] and "free" not in rows[1]


def test_a_coordinator_who_takes_an_alert_by_text_stands_in_it_by_their_handle(quick_line: TestLine) -> None:
    quick_line.text(TANYA, "i want to die")
    quick_line.text(COORDINATOR, "ack a1")
    with quick_line.db.begin(NOON) as tx:
        [entry] = chain.entries(tx.connection, most=9)
        handle = contacts.by_number(tx, COORDINATOR).handle
    assert entry.did == "ack" and entry.about == "A1"
    assert entry.who == f"{handle}, by text"


@pytest.mark.both_databases
def test_after_three_years_the_beginning_is_cut_and_what_is_left_is_proved_as_before(line: TestLine) -> None:
    did(line, "Heron-1", "Wren-2")
    line.clock.at = NOON + chain.KEPT_FOR + timedelta(minutes=1)
    with line.db.begin(line.clock.at) as tx:
        tx.record("volunteers edit", "Lark-3", by="ana, by command")
    for _ in range(2):
        line.db.transact(line.clock.at, housekeeping.tidy)
    found = verified(line)
    assert (found.cut, found.entries, found.last, found.broken) == (2, 2, 4, None)
    with line.db.begin(NOON) as tx:
        assert [each.did for each in chain.entries(tx.connection, most=9)] == [chain.CUT, "volunteers edit"]
    gone = tampered(
        line,
        "INSERT INTO audit_cuts SELECT id, hash, CURRENT_TIMESTAMP FROM audit_entries WHERE id = 3",
        "DELETE FROM audit_entries WHERE id = 3",
    )
    assert gone is not None and "no entry says" in gone.why


def test_with_everything_cut_the_count_goes_on(line: TestLine) -> None:
    did(line, "Heron-1")
    line.db.transact(NOON + chain.KEPT_FOR + timedelta(minutes=1), housekeeping.tidy)
    did(line, "Wren-2")
    found = verified(line)
    assert (found.cut, found.last, found.broken) == (1, 3, None)
