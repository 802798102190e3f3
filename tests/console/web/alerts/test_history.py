"""The history of alerts: what stands in the list and on an alert's page, for whom, and what never does."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert

from console.commands.alerts import SAID
from store.account_alerts import alert_history
from store.account_alerts.alert_history import Wanted
from store.alerts import history
from store.audit import chain
from store.models import Alert
from store.upkeep import housekeeping
from tests.kits.console import Browser, Console
from tests.kits.line import COORDINATOR, TestLine

CRISIS = "i want to kill myself"
PARTICIPANT, OTHER = "+12025550111", "+12025550112"
DONE = "they are with their sister"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def crisis(console: Console, number: str = PARTICIPANT) -> str:
    """Somebody spoke of danger; gives their handle."""
    console.line.text(number, CRISIS)
    console.line.work()
    return str(console.line.contacts_of(number)[0].handle)


def codes(browser: Browser, asked: str = "") -> list[str]:
    """The codes that the list has, in order."""
    return re.findall(r"data-row[^>]*>([^<]+)</a>", browser.get(f"/console/alerts{asked}").text)


def said(page: str) -> str:
    """A page without its head and its tokens."""
    return page.partition("<main")[2]


def entries(console: Console) -> list[chain.Entry]:
    with console.line.db.begin(console.line.clock()) as tx:
        return chain.entries(tx.connection, most=9)


def many(console: Console, count: int) -> None:
    """So many alerts about nobody, a minute apart."""
    rows = [{"kind": "gap", "at": console.line.clock() + timedelta(minutes=at)} for at in range(count)]
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(Alert), rows)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_alert_is_found_by_what_it_is_where_it_stands_and_whose(
    lines: Callable[..., TestLine], kind: str
) -> None:
    here = Console(lines(kind))
    heron, robin = crisis(here), crisis(here, OTHER)
    browser = here.signed_in()
    many(here, 1)
    browser.post("/console/now/alert/1", {"do": "take"})
    assert codes(browser) == ["A3", "A2", "A1"]
    assert codes(browser, "?state=unanswered") == ["A3", "A2"]
    assert codes(browser, "?state=taken") == ["A1"] and codes(browser, "?state=closed") == []
    assert codes(browser, "?kind=crisis") == ["A2", "A1"] and codes(browser, "?kind=other") == ["A3"]
    assert codes(browser, "?kind=check") == []
    assert codes(browser, f"?handle={heron.upper()}") == ["A1"]
    assert codes(browser, f"?handle={robin}") == ["A2"]
    browser.post("/console/now/alert/1", {"do": "close", "words": DONE})
    assert codes(browser, "?state=closed&kind=crisis&days=1") == ["A1"]
    seen = browser.get("/console/alerts").text
    assert CRISIS not in seen and "5550111" not in seen and "sister" not in seen and heron in seen
    here.pass_time(days=8)
    account = here.member(email="kim@example.org").account
    with here.line.db.begin(here.line.clock()) as tx:
        found, _ = alert_history.listed(tx, account, Wanted(since=tx.now - timedelta(days=30)))
        assert [each.state for each in found] == ["over", "over", "closed"], "nobody's any more"
        assert alert_history.listed(tx, account, Wanted(since=tx.now - timedelta(days=1)))[0] == ()


def test_older_ones_are_a_page_further_and_none_is_on_two_pages_or_on_none(console: Console) -> None:
    browser = console.signed_in()
    assert "No alerts stand here yet" in browser.get("/console/alerts").text
    many(console, 120)
    seen, address = [], "/console/alerts?kind=other"
    while address:
        text = browser.get(address).text
        seen += re.findall(r"data-row[^>]*>A(\d+)</a>", text)
        further = re.search(r'href="([^"]+)" rel="next"', text)
        address = further[1].replace("&amp;", "&") if further else ""
        assert not address or "kind=other" in address
    assert seen == [str(each) for each in range(120, 0, -1)]


def test_what_an_address_cannot_ask_for_is_not_asked_and_not_said_back(console: Console) -> None:
    crisis(console)
    browser = console.signed_in()
    for asked in ("?state=<b>", "?kind=x'", "?days=-1", "?before=٣", f"?before={'9' * 40}", "?before=-1"):
        answer = browser.get(f"/console/alerts{asked}")
        assert answer.status_code == 200 and codes(browser, asked) == ["A1"] and "<b>" not in answer.text
    for handle in ("<b>x", "%00%1b", "x" * 5000, "Garza-1", "пеликан", "%27 or 1=1"):
        answer = browser.get(f"/console/alerts?handle={handle}")
        assert answer.status_code == 200 and "<b>" not in answer.text and "x" * 41 not in answer.text
    assert "2025550111" not in browser.get("/console/alerts?handle=%2B12025550111").text
    for number in (2, 9**30):
        assert browser.get(f"/console/now/alert/{number}").status_code == 404


def test_of_somebody_they_know_there_is_nothing_whatever_they_ask(console: Console) -> None:
    handle = crisis(console)
    here = console.signed_in()
    missing = said(here.get("/console/now/alert/99").text)
    here.post("/console/now/alert/1", {"do": "pass", "knows": "on"})
    here.get("/console/")
    crisis(console, OTHER)
    assert codes(here) == ["A2"] and codes(here, f"?handle={handle}") == []
    assert handle not in here.get("/console/alerts").text
    hidden = here.get("/console/now/alert/1")
    assert (hidden.status_code, said(hidden.text)) == (404, missing), "as if there were none"
    fields = {"do": "open", "reason": "review", "csrf_token": here.token("/console/account")}
    assert here.send("/console/now/alert/1", fields).status_code == 404
    assert entries(console)[0].did == "alert passed"
    assert codes(console.signed_in("supervisor")) == ["A2", "A1"]


def test_an_alerts_page_says_who_was_told_how_and_what_they_did(console: Console) -> None:
    crisis(console)
    on_call = str(console.line.contacts_of(COORDINATOR)[0].handle)
    console.pass_time(minutes=16)
    console.line.work()
    here = console.signed_in("coordinator", "kim@example.org")
    here.post("/console/now/alert/1", {"do": "take"})
    seen = here.get("/console/now/alert/1").text
    said = [
        "The alert was raised.",
        f"{on_call} was texted.",
        f"The line rang {on_call}.",
        "They were told that nobody on call has it yet.",
        "Kim took it.",
    ]
    assert [each for each in said if each not in seen] == []
    assert CRISIS not in seen and "5550111" not in seen and "5550100" not in seen
    assert (
        "Se dio la alerta."
        in console.signed_in("supervisor", "eva@example.org", "es").get("/console/now/alert/1").text
    )


def test_what_was_done_opens_with_a_reason_that_the_log_keeps_and_is_gone_after_ninety_days(
    console: Console,
) -> None:
    crisis(console)
    here = console.signed_in("supervisor")
    here.post("/console/now/alert/1", {"do": "close", "words": DONE})
    assert "sister" not in here.get("/console/now/alert/1").text
    for reason in ("", "curious", "<b>"):
        refused = here.post("/console/now/alert/1", {"do": "open", "reason": reason})
        assert refused.status_code == 422 and "Choose why" in refused.text and "sister" not in refused.text
    assert entries(console)[0].did == "alert closed"
    assert DONE in here.post("/console/now/alert/1", {"do": "open", "reason": "complaint"}).text
    entry = entries(console)[0]
    assert (entry.did, entry.about, entry.more) == ("what was done opened", "A1", {"reason": "complaint"})
    assert "supervisor" in entry.who
    assert DONE not in here.get("/console/now/alert/1").text
    console.pass_time(days=91)
    console.line.ctx.run(housekeeping.tidy)
    again = console.signed_in("supervisor").get("/console/now/alert/1")
    assert again.status_code == 200, "an alert is found however old it is"
    assert "90 days are over" in again.text and 'value="open"' not in again.text


def test_the_command_and_the_console_say_all_that_can_happen() -> None:
    assert set(SAID) == set(history.WHAT)
