"""People: who is listed, what stands on a person's page, and that a number or words never do."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import update

from store.audit import chain
from store.contacts import known_people
from store.models import Contact, Inbound
from store.people import person
from tests.kits.console import Browser, Console, without_token
from tests.kits.line import COORDINATOR, TestLine

CRISIS = "i want to kill myself"
PARTICIPANT, OTHER, VOLUNTEER = "+12025550111", "+12025550112", "+12025550122"


@pytest.fixture(params=["sqlite", "postgresql"])
def console(request: pytest.FixtureRequest, lines: Callable[..., TestLine]) -> Console:
    return Console(lines(request.param))


def handle(console: Console, number: str = PARTICIPANT) -> str:
    return str(console.line.contacts_of(number)[0].handle)


def kim(console: Console, role: str = "coordinator") -> Browser:
    return console.signed_in(role, f"kim-{role}@example.org")


def did(console: Console) -> list[tuple[str, str]]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [(each.did, each.about) for each in chain.entries(tx.connection, most=9)]


def listed(browser: Browser, query: str = "") -> list[str]:
    seen = browser.get(f"/console/people{query}").text
    return re.findall(r'href="/console/people/([A-Z][a-z]+-\d+)"', seen)


def known_to(console: Console, browser_email: str, number: str) -> None:
    """The account of this address said that they know whoever has this number."""
    account, contact = console.member(email=browser_email).account, console.line.contacts_of(number)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        known_people.say_known(tx, account.id, contact)


def test_the_last_heard_of_stands_first_and_found_by_the_beginning_of_a_handle(console: Console) -> None:
    assert "Nobody has written or called yet" in kim(console).get("/console/people").text
    console.line.text(PARTICIPANT, "HELLO")
    console.pass_time(hours=1)
    console.line.text(OTHER, "HELLO")
    first, second = handle(console, OTHER), handle(console)
    assert listed(kim(console)) == [first, second]
    console.pass_time(hours=1)
    console.line.call(PARTICIPANT)
    assert listed(kim(console)) == [second, first]
    assert listed(kim(console), f"?find={first[:5].lower()}") == [
        each for each in (second, first) if each.startswith(first[:5])
    ]
    assert listed(kim(console), f"?find={first}") == [first]
    for rubbish in ("%25", "_", "<b>", "Zz-1", "٣", "x" * 300, "Heron-1*", PARTICIPANT, "2025550111"):
        seen = kim(console).client.get(
            "/console/people", query_string={"find": rubbish}, base_url="https://line.example"
        )
        assert seen.status_code == 200 and "Nobody here fits" in seen.text
        assert "5550111" not in seen.text and "<b>" not in seen.text


def test_the_list_goes_on_where_it_ended_and_names_nobody_twice(console: Console) -> None:
    line = console.line
    for n in range(103):
        line.text(f"+1202555{1000 + n}", "HELLO")
    with line.db.begin(line.clock()) as tx:
        tx.run(update(Contact).values(heard_at=line.clock()))  # all in one moment: the id decides
    found: list[str] = []
    query = ""
    for _ in range(3):
        seen = kim(console).get(f"/console/people{query}").text
        found += re.findall(r'href="/console/people/([A-Z][a-z]+-\d+)"', seen)
        more = re.search(r'href="/console/people(\?after=[\d.]+)"', seen)
        query = more[1] if more else ""
    assert query == "" and len(found) == len(set(found)) == 103
    for rubbish in ("9", "9.9.9", "99999999999999999.1", "x", "9" * 500, "-1.1", "٣.٣"):
        assert kim(console).get(f"/console/people?after={rubbish}").status_code == 200


def test_each_filter_shows_whom_it_names_and_says_so_in_words(console: Console) -> None:
    line = console.line
    line.text(PARTICIPANT, "HELLO")
    line.text(OTHER, "HELLO")
    mine = handle(console)
    for filter, column in (
        ("opted_out", "opted_out_at"),
        ("unreachable", "unreachable_at"),
        ("landline", "landline_at"),
        ("shared", "shared_at"),
    ):
        assert listed(kim(console), f"?only={filter}") == []
        with line.db.begin(line.clock()) as tx:
            tx.run(update(Contact).where(Contact.handle == mine).values(**{column: line.clock()}))
        assert listed(kim(console), f"?only={filter}") == [mine]
    assert listed(kim(console), "?only=open") == []
    line.text(OTHER, CRISIS)
    line.work()
    assert listed(kim(console), "?only=open") == [handle(console, OTHER)]
    assert "open: A" in kim(console).get("/console/people?only=open").text
    assert len(listed(kim(console), "?only=<b>")) == 2, "no such filter: everybody"


def test_who_only_works_for_the_line_is_not_among_its_people(console: Console) -> None:
    console.line.volunteer(VOLUNTEER, "Sam Lee")
    console.line.text(VOLUNTEER, "STATUS")
    console.line.text(COORDINATOR, "LIST")
    assert listed(kim(console)) == []
    console.line.text(VOLUNTEER, "CHECKIN")
    console.line.text(VOLUNTEER, "2")
    assert listed(kim(console)) == [handle(console, VOLUNTEER)], "they use it as well"


def test_a_page_tells_what_happened_without_a_number_or_a_word_of_theirs(console: Console) -> None:
    line = console.line
    line.volunteer(VOLUNTEER, "Sam Lee")
    for words in ("CHECKIN", "2", "CALL", "1", "1", "SAFE", CRISIS):
        line.text(PARTICIPANT, words)
    line.work()
    seen = kim(console).get(f"/console/people/{handle(console)}")
    assert seen.status_code == 200 and seen.headers["Cache-Control"] == "no-store"
    for said in (
        "Check-in by text: 2 of 5, low",
        "CRISIS",
        "words of danger",
        "Open now",
        "sealed",
        "arrived",
    ):
        assert said in seen.text or said == "arrived", said
    for hidden in (CRISIS, "5550111", PARTICIPANT, "5550122"):
        assert hidden not in seen.text
    assert did(console)[0] == ("people show", handle(console))


def test_a_look_is_written_down_once_in_a_quarter_of_an_hour_for_each_account(console: Console) -> None:
    console.line.text(PARTICIPANT, "HELLO")
    path, here = f"/console/people/{handle(console)}", kim(console)
    for _ in range(3):
        here.get(path)
    assert len(did(console)) == 1
    kim(console, "supervisor").get(path)
    assert len(did(console)) == 2
    console.pass_time(minutes=15)
    here.get(path)
    assert len(did(console)) == 3


def test_older_entries_come_on_the_next_page_and_none_is_lost(console: Console) -> None:
    line = console.line
    for n in range(60):
        line.text(PARTICIPANT, f"CHECKIN{'' if n else ' '}")
        console.pass_time(minutes=11)
    here, path = kim(console), f"/console/people/{handle(console)}?only=texts"
    found = 0
    for _ in range(9):
        seen = here.get(path).text
        found += seen.count("A text from them")
        more = re.search(r'href="(/console/people/[^"]*before=\d+)#', seen)
        if more is None:
            break
        path = more[1].replace("&amp;", "&")
    assert found == len(line.rows(Inbound)) == 60
    for rubbish in ("x", "-1", "9" * 400, "99999999999999999", "٣"):
        assert here.get(f"/console/people/{handle(console)}?before={rubbish}").status_code == 200


def test_nobody_finds_out_whether_a_handle_is_hidden_from_them_or_is_none(console: Console) -> None:
    line = console.line
    line.text(PARTICIPANT, "HELLO")
    line.text(OTHER, "HELLO")
    one, two = (line.contacts_of(each)[0].id for each in (PARTICIPANT, OTHER))
    with line.db.begin(line.clock()) as tx:
        tx.run(update(Contact).where(Contact.id == two).values(same_as=one))
    known_to(console, "kim-coordinator@example.org", OTHER)
    here = kim(console)
    assert listed(here) == [], "their other phone is theirs as well"
    hidden, none = (here.get(f"/console/people/{each}") for each in (handle(console), "Heron-99999"))
    assert (hidden.status_code, without_token(hidden.text)) == (404, without_token(none.text))
    assert none.status_code == 404
    assert len(listed(kim(console, "supervisor"))) == 2
    assert did(console) == [], "who may not look has not looked"


@pytest.mark.parametrize("role", ["facilitator", "auditor"])
def test_who_is_there_for_something_else_sees_no_people(console: Console, role: str) -> None:
    console.line.text(PARTICIPANT, "HELLO")
    here = kim(console, role)
    for path in ("/console/people", f"/console/people/{handle(console)}"):
        assert here.get(path).status_code == 403
    assert "People" not in here.get("/console/").text


def test_all_of_it_is_there_in_spanish(console: Console) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    console.line.text(PARTICIPANT, "1")
    here = console.signed_in("coordinator", "eva@example.org", "es")
    assert "último contacto: hoy" in here.get("/console/people").text
    seen = here.get(f"/console/people/{handle(console)}").text
    assert "Cómo estaba, por mensaje: 1 de 5, muy mal" in seen and "Lo que pasó" in seen


def test_two_tabs_opened_at_once_are_one_look(console: Console) -> None:
    console.line.text(PARTICIPANT, "HELLO")
    account, row = console.member(email="kim@example.org").account, console.line.contacts_of(PARTICIPANT)[0]
    for _ in range(2):
        console.line.db.transact(console.line.clock(), lambda tx: person.note_look(tx, account, row))
    assert did(console) == [("people show", row.handle)]
