"""A number seen: only by a supervisor, in a crisis, once, and others hear of it at once."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import insert
from werkzeug.test import TestResponse

from flows.line.on_call import OnCall
from store.audit import chain
from store.models import AccountKnows, Alert, AuditEntry, Message, Reveal
from store.outreach import reveals
from tests.kits.console import Browser, Console
from tests.kits.line import COORDINATOR, TestLine

PARTICIPANT, SECOND = "+12025550111", "+12025550146"
CRISIS = "i want to kill myself"
FORM = {"reason": "No answer for ten minutes, police ask", "once": "abcdefghijkl"}


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, lines: Callable[..., TestLine]) -> Console:
    return Console(lines(request.param))


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def in_crisis(console: Console, words: str = CRISIS) -> str:
    console.line.text(PARTICIPANT, words)
    console.line.work()
    return f"/console/people/{console.line.contacts_of(PARTICIPANT)[0].handle}/reveal"


def lee(console: Console) -> Browser:
    return console.signed_in("supervisor", "lee@example.org")


def texts(console: Console, to: str) -> list[str]:
    console.line.work()
    return [each.words for each in console.line.carrier.texts if each.to == to]


def shown(browser: Browser, page: str, **more: str) -> TestResponse:
    """The form is sent, and the page looked at to which it leads."""
    answer = browser.post(page, {**FORM, **more})
    assert PARTICIPANT not in answer.text
    return browser.get(answer.headers["Location"]) if answer.status_code == 303 else answer


def seen(console: Console, page: str, **more: str) -> int:
    answer = shown(lee(console), page, **more)
    return answer.status_code if PARTICIPANT in answer.text else -answer.status_code


def test_a_supervisor_sees_the_number_once_and_others_are_told_at_once(both: Console) -> None:
    both.line.db.line = replace(both.line.db.line, ladder=(OnCall(COORDINATOR), OnCall(SECOND)))
    page = in_crisis(both)
    browser = lee(both)
    answer = shown(browser, page)
    assert answer.status_code == 200 and PARTICIPANT in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert PARTICIPANT not in browser.get(page).text
    for phone in (COORDINATOR, SECOND):
        [told] = [each for each in texts(both, phone) if "NUMBER SEEN" in each]
        assert PARTICIPANT not in told and "5550111" not in told and "police" not in told
    notice = both.line.rows(Alert)[-1]
    assert (
        notice.kind == "revealed"
        and "A number was seen" in both.signed_in("coordinator").get("/console/").text
    )
    assert "A number was seen" in both.signed_in("coordinator").get("/console/alerts").text


def test_the_log_has_who_and_whom_and_neither_number_nor_reason(
    console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = in_crisis(console)
    assert seen(console, page) == 200
    with console.line.db.begin(console.line.clock()) as tx:
        [entry] = [each for each in chain.entries(tx.connection, most=5) if each.did == "number revealed"]
    assert entry.about in page and entry.who.endswith("supervisor, in the console")
    rows = [
        str(vars(each) if hasattr(each, "__dict__") else tuple(each))
        for model in (AuditEntry, Reveal, Message, Alert)
        for each in console.line.rows(model)
    ]
    for everything in (" ".join(rows), caplog.text, json.dumps(str(entry))):
        assert "5550111" not in everything and "police" not in everything


@pytest.mark.parametrize("role", ["coordinator", "facilitator", "auditor"])
def test_nobody_but_a_supervisor(console: Console, role: str) -> None:
    page = in_crisis(console)
    assert console.signed_in(role).get(page).status_code == 403
    assert console.signed_in(role).post(page, FORM, page="/console/account").status_code == 403
    assert not console.line.rows(Reveal)


def test_it_asks_again_who_they_are(console: Console) -> None:
    page = in_crisis(console)
    browser = lee(console)
    console.pass_time(minutes=11)
    sent = browser.post(page, FORM, page="/console/account")
    assert sent.headers["Location"].startswith("/console/confirm")
    assert not console.line.rows(Reveal)


def test_without_an_open_crisis_no_number_is_seen(console: Console) -> None:
    page = in_crisis(console, "CHECKIN")
    assert "No alert of crisis" in lee(console).get(page).text
    assert lee(console).post(page, FORM, page="/console/account").status_code == 409
    console.line.text(PARTICIPANT, CRISIS)
    console.line.work()
    lee(console).post("/console/now/alert/1", {"do": "close", "words": "She is safe"})
    answer = lee(console).post(page, FORM, page="/console/account")
    assert answer.status_code == 409 and PARTICIPANT not in answer.text
    assert not console.line.rows(Reveal)


def test_three_a_day(both: Console) -> None:
    page = in_crisis(both)
    for number in range(3):
        assert seen(both, page, once=f"form-number-{number}") == 200
    assert seen(both, page, once="form-number-4") == -409
    assert "three numbers" in lee(both).get(page).text
    assert len(both.line.rows(Reveal)) == 3
    both.pass_time(hours=25)
    assert seen(both, page, once="form-number-5") == 200


def test_a_double_click_is_one_and_the_page_loaded_again_later_shows_nothing(both: Console) -> None:
    page = in_crisis(both)
    assert seen(both, page) == 200 and seen(both, page) == 200
    assert len(both.line.rows(Reveal)) == 1
    both.pass_time(minutes=2)
    assert seen(both, page) == -409


def test_the_page_with_the_number_has_none_when_it_is_loaded_again(both: Console) -> None:
    page = in_crisis(both)
    browser = lee(both)
    where = browser.post(page, FORM).headers["Location"]
    assert "555" not in where and FORM["once"] not in where
    assert PARTICIPANT in browser.get(where).text
    again = browser.get(where)
    assert PARTICIPANT not in again.text and "shown once, and it&#39;s gone" in again.text
    assert PARTICIPANT not in lee(both).get(where).text
    assert len(both.line.rows(Reveal)) == 1


def test_a_number_that_was_not_looked_at_within_a_minute_is_gone(console: Console) -> None:
    page = in_crisis(console)
    browser = lee(console)
    where = browser.post(page, FORM).headers["Location"]
    console.pass_time(minutes=2)
    assert PARTICIPANT not in browser.get(where).text


def test_who_saw_it_cannot_say_that_somebody_else_has_read_of_it(console: Console) -> None:
    page = in_crisis(console)
    console.member("coordinator", "kim@example.org")
    seen(console, page)
    notice = console.line.rows(Alert)[-1].id
    own = lee(console)
    own.post(f"/console/now/alert/{notice}", {"do": "take"}, page="/console/account")
    own.post("/console/now/alert/1", {"do": "take"}, page="/console/account")
    assert console.line.rows(Alert)[-1].acknowledged_at is None
    assert "Nobody else has read" in own.get(page).text
    other = console.signed_in("coordinator")
    other.post(f"/console/now/alert/{notice}", {"do": "take"}, page="/console/account")
    assert console.line.rows(Alert)[-1].acknowledged_at is not None
    assert "Somebody else has read" in own.get(page).text


def test_where_there_is_nobody_else_it_says_so(console: Console) -> None:
    page = in_crisis(console)
    assert "nobody else to tell" in shown(lee(console), page).text
    console.member("coordinator", "kim@example.org")
    assert "have been told" in shown(lee(console), page, once="second-form-1").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "short"},
        {"reason": "call +1 202 555 0111 now"},
        {"once": ""},
        {"reason": "z" * 999},
    ],
)
def test_rubbish_shows_no_number(console: Console, wrong: dict[str, str]) -> None:
    assert seen(console, in_crisis(console), **wrong) == -422
    assert not console.line.rows(Reveal)


def test_who_knows_them_sees_nothing(console: Console) -> None:
    page = in_crisis(console)
    browser = lee(console)
    them = console.line.contacts_of(PARTICIPANT)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(AccountKnows).values(account_id=1, contact_id=them, said_at=tx.now))
    assert browser.get(page).status_code == 404
    assert browser.post(page, FORM, page="/console/account").status_code == 404
    assert not console.line.rows(Reveal)


def test_why_is_gone_after_ninety_days(console: Console) -> None:
    seen(console, in_crisis(console))
    console.pass_time(days=91)
    with console.line.db.begin(console.line.clock()) as tx:
        reveals.forget(tx)
    assert console.line.rows(Reveal)[0].reason_sealed is None
