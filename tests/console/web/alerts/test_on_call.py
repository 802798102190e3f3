"""Who is on call, and the test of the whole chain from the console: whom it reaches, when it may begin, how it ends."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import insert

from flows.line.on_call import OnCall
from store.alerts import drill
from store.audit import chain
from store.models import Alert, Message
from store.upkeep import heartbeats, housekeeping
from tests.kits.console import Browser, Console
from tests.kits.line import COORDINATOR, TestLine

ANA, BO, CY = COORDINATOR, "+12025550171", "+12025550172"
TEST = "/console/on-call/test"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return staffed(lines("sqlite"))


def staffed(line: TestLine) -> Console:
    """Ana at any hour, Bo at night, Cy at noon and now; a worker runs."""
    places = (OnCall(ANA), OnCall(BO, (time(1), time(2))), OnCall(CY, (time(0), time(23, 59))))
    line.db.line = replace(line.db.line, ladder=places)
    with line.db.engine.begin() as connection:
        heartbeats.write(connection, "worker", "here:1")
    return Console(line)


def begun(console: Console) -> Browser:
    """Somebody begins a test; gives their browser."""
    here = console.signed_in("supervisor")
    assert here.post(TEST, {}).headers["Location"] == "/console/on-call"
    return here


def handle(console: Console, number: str) -> str:
    return str(console.line.contacts_of(number)[0].handle)


def test_the_page_says_who_is_told_first_and_who_cannot_be_and_shows_no_number(console: Console) -> None:
    here = console.signed_in()
    seen = here.get("/console/on-call").text
    assert "place 1: nothing was ever sent to this phone" in seen and "told first" in seen
    assert console.line.contacts_of(ANA) == [], "looking files nobody"
    console.line.volunteer(CY, "Cy Lee")
    console.line.text(ANA, "STOP")
    console.line.text(BO, "HELLO")
    seen = here.get("/console/on-call").text
    ana, bo, cy = (seen.index(handle(console, each)) for each in (ANA, BO, CY))
    assert ana < bo < cy and "555" not in seen
    assert "texted STOP" in seen[ana:bo] and "not their hour" in seen[bo:cy] and "told first" in seen[cy:]
    assert "Cy (" in seen and "1:00 AM to 2:00 AM" in seen
    assert (
        "está de guardia"
        in console.signed_in("supervisor", "eva@example.org", "es").get("/console/alerts").text
    )


def test_without_anybody_on_call_it_says_so_and_nothing_begins(lines: Callable[..., TestLine]) -> None:
    console = staffed(lines("sqlite"))
    console.line.db.line = replace(console.line.db.line, ladder=())
    here = console.signed_in()
    assert "Nobody is on call" in here.get("/console/on-call").text
    refused = here.post(TEST, {})
    assert refused.status_code == 409 and console.line.rows(Alert) == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_everybody_is_texted_and_rung_and_the_page_shows_who_answers(
    lines: Callable[..., TestLine], kind: str
) -> None:
    console = staffed(lines(kind))
    here = begun(console)
    console.line.work()
    assert sorted(ring.to for ring in console.line.carrier.rings) == sorted([ANA, BO, CY])
    assert all(len(console.line.texts_to(each)) == 1 for each in (ANA, BO, CY))
    first = here.get("/console/on-call/live")
    tag = first.headers["ETag"]
    assert "answered yet" in json.loads(first.text)["blocks"]["tests"] and "555" not in first.text
    assert here.get("/console/on-call/live", **{"If-None-Match": tag}).status_code == 304
    assert "Test of the alerts" not in here.get("/console/").text, "nobody has to see to it"
    token = here.token("/console/account")
    taken = here.send("/console/now/alert/1", {"do": "take", "csrf_token": token})
    assert taken.headers["Location"] == "/console/on-call"
    assert console.line.rows(Alert)[0].acknowledged_at is None, "whoever took it would end it"
    console.pass_time(seconds=20)
    console.line.text(BO, "TEST")
    blocks = json.loads(here.get("/console/on-call/live", **{"If-None-Match": tag}).text)["blocks"]
    assert "by text, after 20 s" in blocks["tests"] and blocks["tests"].count("answered yet") == 2
    with console.line.db.begin(console.line.clock()) as tx:
        entry = chain.entries(tx.connection, most=1)[0]
    assert (entry.did, entry.more) == (
        "alerts test",
        {"phones": 3},
    ) and "supervisor, in the console" in entry.who
    console.pass_time(minutes=5)
    console.line.ctx.run(housekeeping.tidy)
    assert console.line.rows(Alert)[0].acknowledged_at is not None, (
        "nobody waits for it, so it ends by itself"
    )
    seen = here.get("/console/on-call").text
    assert "Somebody didn&#39;t answer" in seen and "answered yet" not in seen


def test_it_is_not_begun_twice_nor_twice_an_hour_nor_without_a_worker(console: Console) -> None:
    here = begun(console)
    for said in ("running already", "running already"):
        again = here.post(TEST, {})
        assert again.status_code == 409 and said in again.text
    console.pass_time(minutes=6)
    lately = here.post(TEST, {})
    assert lately.status_code == 409 and "within the last hour" in lately.text
    assert len(console.line.rows(Alert)) == 1 and len(console.line.rows(Message)) == 3
    console.pass_time(minutes=55)
    begun(console)
    assert len(console.line.rows(Alert)) == 2
    console.pass_time(hours=2)
    with console.line.db.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM heartbeats")
    here = console.signed_in("supervisor")
    silent = here.post(TEST, {})
    assert silent.status_code == 409 and "reach nobody" in silent.text and len(console.line.rows(Alert)) == 2


def test_a_test_of_a_shell_and_one_of_the_console_do_not_run_together(console: Console) -> None:
    console.line.ctx.run(drill.begin)
    refused = console.signed_in().post(TEST, {})
    assert refused.status_code == 409 and "running already" in refused.text
    with pytest.raises(drill.NotNow, match="running"):
        console.line.ctx.run(drill.begin)
    console.pass_time(minutes=30)
    console.line.ctx.run(housekeeping.tidy)
    assert console.line.rows(Alert)[0].acknowledged_at is None, "its command still waits, and ends it"


def test_whoever_begins_it_proves_again_who_they_are(console: Console) -> None:
    here = console.signed_in()
    token = here.token(TEST)
    console.pass_time(minutes=11)
    assert here.get(TEST).headers["Location"].startswith("/console/confirm")
    sent = here.send(TEST, {"csrf_token": token})
    assert sent.headers["Location"].startswith("/console/confirm") and console.line.rows(Alert) == []
    for role in ("auditor", "facilitator"):
        assert console.signed_in(role).send(TEST, {}).status_code == 403


def test_now_says_when_a_test_is_due_and_who_did_not_answer(console: Console) -> None:
    def seen() -> str:
        console.pass_time(minutes=2)
        return console.signed_in().get("/console/").text

    assert "never tested from end to end" in seen()
    begun(console)
    assert "tested" not in seen() and "no answer" not in seen()
    for number in (ANA, CY):
        console.line.text(number, "TEST")
    console.pass_time(minutes=5)
    console.line.ctx.run(housekeeping.tidy)
    assert f"no answer from {handle(console, BO)}" in seen()
    assert "no answer" not in console.signed_in("facilitator").get("/console/").text
    console.pass_time(days=1)
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(Alert).values(kind="test", at=tx.now, acknowledged_at=tx.now))
    assert "tests" not in seen() and "no answer" not in seen()
    console.pass_time(days=32)
    assert "last tested over a month ago" in seen()
