"""The log of who did what in the console: what is read there, by whom, and what a file of it may hold."""

import csv
import io
from collections.abc import Callable

import pytest
from sqlalchemy import text

from console.web.log.log import safe
from store.audit import chain, proof, reading
from store.audit.chain import Action
from store.audit.reading import Sought
from store.models import AuditCheck, Volunteer
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine
from workers import sweep

PARTICIPANT = "+12025550111"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def write(console: Console, *actions: Action) -> None:
    with console.line.db.begin(console.line.clock()) as tx:
        chain.append(tx.connection, actions, tx.now)


def some(console: Console, count: int) -> None:
    """So many entries that say nothing of interest."""
    write(console, *(Action("ana, by command", "people show", f"Wren-{each}") for each in range(count)))


def rows(browser: Browser, asked: str = "") -> list[str]:
    """The numbers of the entries that are shown, in order."""
    table = browser.get(f"/console/log{asked}").text.partition("<tbody>")[2]
    return [row.rpartition("<td>")[2].partition("<")[0] for row in table.split("</tr>")[:-1]]


def check(console: Console) -> None:
    sweep.sweep_with(console.line.ctx, "housekeeping")


def changed(console: Console, number: int) -> None:
    """Somebody with the database changes an entry: the triggers that stand in their way are theirs to drop."""
    with console.line.db.engine.begin() as connection:
        found = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        )
        for name in found:
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        entry = f'{{"n":{number},"at":"2026-03-04T12:00:00+00:00","who":"x","did":"y","about":""}}'
        values = {"id": number, "new": entry}
        connection.execute(text("UPDATE audit_entries SET entry = :new WHERE id = :id"), values)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_entry_is_found_by_who_by_what_it_is_about_by_kind_and_by_day(
    lines: Callable[..., TestLine], kind: str
) -> None:
    console = Console(lines(kind))
    here = console.signed_in("auditor")
    assert "Nothing was done yet" in here.get("/console/log").text
    write(console, Action("ana, by command", "people show", "Heron-4821"))
    console.pass_time(days=3)
    write(
        console,
        Action("Desk-77, coordinator, in the console", "ack", "A1 + A12"),
        Action("Desk-771, supervisor, in the console", "callbacks.reassign", "K7 #12", {"even_so": True}),
    )
    here = console.signed_in("auditor")
    assert rows(here) == ["3", "2", "1"]
    assert rows(here, "?about=heron-4821") == ["1"] and rows(here, "?about=Heron-482") == []
    assert rows(here, "?about=a12") == ["2"] and rows(here, "?about=K7") == ["3"]
    assert rows(here, "?who=desk-77") == ["3", "2"] and rows(here, "?who=ana") == ["1"]
    assert rows(here, "?did=callbacks_reassign") == ["3"] and rows(here, "?did=ack&who=ana") == []
    assert rows(here, "?days=1") == ["3", "2"] and rows(here, "?days=7") == ["3", "2", "1"]
    seen = here.get("/console/log").text
    assert "Took an alert" in seen and "all the same: yes" in seen and "/console/now/alert" not in seen
    staff = console.signed_in("supervisor", "eva@example.org", "es").get("/console/log").text
    assert "Se encargó de una alerta" in staff and "coordinación, en la consola" in staff
    assert 'href="/console/now/alert/12"' in staff


def test_a_long_log_is_read_page_by_page_and_a_rare_entry_is_found_further_back(console: Console) -> None:
    some(console, 120)
    here = console.signed_in("auditor")
    first = rows(here)
    assert first[0] == "120" and len(first) == 50
    assert rows(here, f"?before={first[-1]}")[0] == "70"
    assert rows(here, "?before=21") == [str(each) for each in range(20, 0, -1)]
    before: int | None = None
    looked = []
    with console.line.db.look(console.line.clock()) as tx:
        while True:
            sought = Sought(about="wren-3", before=before)
            found = reading.find(tx.connection, sought, 50, window=50)
            looked.append((found.looked_to, [each.number for each in found.entries]))
            if (before := found.before) is None:
                break
    assert looked == [(71, []), (21, []), (None, [4])]


def test_nothing_that_an_address_asks_can_break_the_page_or_is_said_back(console: Console) -> None:
    some(console, 2)
    here = console.signed_in("auditor")
    for asked in (
        "?who=%25",
        "?about=_",
        "?did=x'",
        "?days=0",
        f"?before={'9' * 50}",
        "?before=٣",
        "?before=-4",
    ):
        assert here.get(f"/console/log{asked}").status_code == 200, asked
    assert rows(here, "?who=%25") == [] and rows(here, "?about=_") == []
    for typed in ("<script>", "x" * 9000, "%00%07", "2025550111"):
        seen = here.get(f"/console/log?who={typed}&about={typed}").text
        assert "<script>" not in seen and "x" * 41 not in seen and "5550111" not in seen


def test_whoever_knows_somebody_reads_nothing_of_them_and_others_do(console: Console) -> None:
    console.line.text(PARTICIPANT, "i want to kill myself")
    for words in ("CALL", "1", "1", "1"):
        console.line.text(PARTICIPANT, words)
    console.line.work()
    handle = str(console.line.contacts_of(PARTICIPANT)[0].handle)
    here, other = console.signed_in(), console.signed_in("supervisor")
    here.post("/console/now/alert/1", {"do": "pass", "knows": "on"})
    ana = "ana, by command"
    write(
        console,
        Action(ana, "people show", handle),
        Action(ana, "alerts show", "A1"),
        Action(ana, "alerts show", "A11"),
        Action(ana, "people same", "Wren-1", {"other": handle}),
        Action(f"{handle}, by text", "leave", ""),
    )
    assert rows(other) == ["6", "5", "4", "3", "2", "1"]
    assert rows(here) == ["4"]
    assert rows(here, f"?about={handle}") == [] and rows(here, "?about=A1") == []
    assert handle not in here.get("/console/log").text
    saved = here.post("/console/log/csv", {}, page="/console/log")
    assert handle not in saved.text and "A11" in saved.text
    assert handle in other.post("/console/log/csv", {}, page="/console/log").text


def test_a_file_is_text_to_a_spreadsheet_and_that_it_was_taken_is_in_the_log(console: Console) -> None:
    write(console, Action("=cmd|' /C calc'!A0, by command", "people show", "@SUM(1)", {"changed": "-2+3"}))
    here = console.signed_in("auditor")
    saved = here.post("/console/log/csv", {"who": "cmd"}, page="/console/log")
    assert saved.data.startswith(b"\xef\xbb\xbf") and saved.mimetype == "text/csv"
    assert "attachment" in saved.headers["Content-Disposition"]
    head, cells = csv.reader(io.StringIO(saved.data.decode("utf-8-sig")))
    assert head == ["Entry", "When (UTC)", "Who", "What was done", "About", "More"]
    assert cells[2].startswith("'=cmd") and cells[4] == "'@SUM(1)" and cells[5] == "changed: -2+3"
    assert [safe(each) for each in ("+1", " =1", "\t1", "fine", "", "-")] == [
        "'+1",
        "' =1",
        "'\t1",
        "fine",
        "",
        "'-",
    ]
    with console.line.db.begin(console.line.clock()) as tx:
        entry = chain.entries(tx.connection, most=1)[0]
    assert entry.did == "log downloaded" and entry.more == {"entries": 1} and "auditor" in entry.who
    nothing = here.post("/console/log/csv", {"who": "nobody"}, page="/console/log").text
    assert len(nothing.splitlines()) == 1
    assert console.signed_in("facilitator").send("/console/log/csv", {}).status_code == 403


def test_the_page_says_how_far_the_log_was_proved_and_where_it_breaks(console: Console) -> None:
    here = console.signed_in("auditor")
    assert "No check has been made yet" in here.get("/console/log").text
    some(console, 30)
    check(console)
    some(console, 3)
    seen = here.get("/console/log").text
    assert "Entries up to 30 were checked" in seen and "3 came after that" in seen
    check(console)
    assert "Entries up to 33 were checked" in here.get("/console/log").text
    changed(console, 12)
    check(console)
    assert "Entries up to 33 were checked" in here.get("/console/log").text, (
        "what was proved is not read each minute"
    )
    here.post("/console/log", {"do": "check"})
    assert "checked from the beginning" in here.get("/console/log").text
    check(console)
    seen = here.get("/console/log").text
    assert "hold at entry 12" in seen and "it was changed" in seen
    assert rows(here)[0] == "34" and len(rows(here)) == 34, "all the rest can be read"


def test_a_day_later_it_is_proved_from_the_beginning_by_itself(console: Console) -> None:
    some(console, 5)
    check(console)
    changed(console, 2)
    console.pass_time(days=1, minutes=1)
    check(console)
    assert console.line.rows(AuditCheck)[0].broken_id == 2


@pytest.mark.parametrize("later", [False, True])
def test_an_end_that_was_cut_off_is_found_out_at_once_and_by_the_next_proof(
    console: Console, later: bool
) -> None:
    some(console, 8)
    check(console)
    changed(console, 99)  # none: it only drops the triggers
    with console.line.db.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_entries WHERE id > 6"))
    if later:
        console.pass_time(days=2)
    check(console)
    mark = console.line.rows(AuditCheck)[0]
    assert mark.broken_id in (7, 8)


def test_two_workers_that_prove_at_once_keep_one_mark(console: Console) -> None:
    some(console, 8)
    now = console.line.clock()
    with console.line.db.look(now) as tx:
        one, other = proof.look(tx.connection, now), proof.look(tx.connection, now)
    assert one is not None and other is not None
    with console.line.db.begin(now) as tx:
        assert proof.keep(tx.connection, one) and not proof.keep(tx.connection, other)


def test_a_handle_leads_to_the_page_of_the_person_or_the_volunteer_for_who_may_see_it(
    console: Console,
) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    console.line.volunteer("+12025550122", "Sam")
    handle = console.line.contacts_of(PARTICIPANT)[0].handle
    sam = console.line.contacts_of("+12025550122")[0].handle
    for about in (handle, sam, "Nobody-1234"):
        write(console, Action("ana, by command", "people show", about))
    staff = console.signed_in("supervisor").get("/console/log").text
    assert f'href="/console/people/{handle}"' in staff
    assert f'href="/console/volunteers/{console.line.rows(Volunteer)[0].id}"' in staff
    assert 'href="/console/people/Nobody-1234"' not in staff
    auditor = console.signed_in("auditor").get("/console/log").text
    assert handle in auditor and "/console/people/" not in auditor and "/console/volunteers/" not in auditor


def test_which_e_mails_somebody_chose_is_said_in_the_readers_language(console: Console) -> None:
    write(console, Action("Desk-4821, coordinator", "alert mail chosen", "Desk-4821", {"to": "all"}))
    assert "about every alert" in console.signed_in("auditor").get("/console/log").text


def test_a_log_that_does_not_hold_stands_on_now(console: Console) -> None:
    some(console, 3)
    check(console)
    staff = console.signed_in("supervisor")
    assert "who did what" not in staff.get("/console/").text
    changed(console, 2)
    with console.line.db.begin(console.line.clock()) as tx:
        proof.ask(tx.connection, tx.now)
    console.pass_time(minutes=1)
    check(console)
    assert "The log of who did what" in staff.get("/console/").text
