"""What a new line still needs stands on Now, for whoever can do it, and goes once it was done."""

from dataclasses import replace

import pytest

from store.accounts import accounts
from store.now import first_steps
from tests.kits.console import Console
from tests.kits.line import TestLine

TITLE = "Still to do on this line"


@pytest.fixture
def console(line: TestLine) -> Console:
    return Console(line)


def test_a_coordinator_alone_is_led_to_what_is_missing_until_it_is_there(console: Console) -> None:
    here = console.signed_in()
    seen = here.get("/console/").text
    assert TITLE in seen and "/console/accounts/invite" in seen and "No volunteer is on file" in seen
    assert "Nobody is on call" not in seen
    for role in ("supervisor", "facilitator"):
        assert TITLE not in console.signed_in(role).get("/console/").text
    console.line.volunteer("+12025550122")
    with console.line.db.begin(console.line.clock()) as tx:
        assert first_steps.missing(tx) == ["colleague"]
        accounts.add(tx, "second@example.org", "coordinator")
    assert TITLE not in here.get("/console/").text


def test_an_ended_colleague_counts_no_more_and_nobody_on_call_is_said(console: Console) -> None:
    console.signed_in()
    with console.line.db.begin(console.line.clock()) as tx:
        accounts.end(tx, accounts.add(tx, "second@example.org", "coordinator").id)
        tx._line = replace(tx.line, ladder=())
        assert first_steps.missing(tx) == ["on_call", "volunteers", "colleague"]


def test_alerts_stand_before_it(console: Console) -> None:
    console.line.text("+12025550111", "i want to kill myself")
    console.line.work()
    assert TITLE not in console.signed_in().get("/console/").text
