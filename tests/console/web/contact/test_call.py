"""CALL from the console: no phone rings without a proof, nor theirs without a yes, and the page says how it stands."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import insert, update

from store.audit import chain
from store.models import AccountKnows, Alert, ConsolePhone, Contact, TrialRing
from tests.kits.bridge import Desk
from tests.kits.console import Browser, Console
from tests.kits.line import TestLine

PARTICIPANT, MINE, OTHER = "+12025550111", "+12025550147", "+12025550148"
CRISIS = "i want to kill myself"


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, lines: Callable[..., TestLine]) -> Console:
    return Console(lines(request.param))


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def in_danger(console: Console) -> str:
    console.line.text(PARTICIPANT, CRISIS)
    console.line.work()
    return f"/console/people/{console.line.contacts_of(PARTICIPANT)[0].handle}/call"


def texts(console: Console, to: str) -> list[str]:
    console.line.work()
    return [each.words for each in console.line.carrier.texts if each.to == to]


def proven(console: Console, page: str, email: str = "kim@example.org") -> Browser:
    browser = console.signed_in("coordinator", email)
    assert browser.post(page, {"do": "phone", "number": MINE}).status_code == 303
    code = re.findall(r"^\d{6}", texts(console, MINE)[-1])[0]
    assert browser.post(page, {"do": "code", "code": code}).status_code == 303
    return browser


def rings(console: Console, to: str) -> int:
    console.line.work()
    return sum(each.to == to for each in console.line.carrier.rings)


def test_they_are_asked_first_and_their_yes_rings_first_me_and_then_them(both: Console) -> None:
    page = in_danger(both)
    browser = proven(both, page)
    assert browser.post(page, {"do": "call"}).status_code == 303
    assert "OK if someone from our team calls" in texts(both, PARTICIPANT)[-1]
    assert rings(both, MINE) == 0 and "They&#39;re asked" in browser.get(page).text
    assert both.line.rows(Alert)[0].taken_by_account_id == 1
    both.line.text(PARTICIPANT, "1")
    assert rings(both, MINE) == 1 and "Your phone rings" in browser.get(page).text
    desk = Desk(both.line)
    ring = desk.ringing(MINE)
    heard = both.line.press(desk.pick_up(ring), "1", ring.sid)
    assert heard.dialled == PARTICIPANT
    assert "Their phone rings" in browser.get(page).text
    for answer in (browser.get(page), browser.get(page + "/live")):
        assert PARTICIPANT not in answer.text and MINE not in answer.text
    with both.line.db.begin(both.line.clock()) as tx:
        [entry] = [each for each in chain.entries(tx.connection, most=9) if each.did == "call"]
    assert entry.about == "A1" and "555" not in str(entry)


def test_while_they_talk_the_page_says_so_and_end_hangs_up(both: Console) -> None:
    page = in_danger(both)
    browser = proven(both, page)
    browser.post(page, {"do": "call"})
    both.line.work()
    both.line.text(PARTICIPANT, "1")
    both.line.work()
    with both.line.db.begin(both.line.clock()) as tx:
        talks = {"state": "answered", "outcome": "joined", "joined_at": tx.now}
        tx.run(update(TrialRing).values(**talks))
    both.pass_time(minutes=3)
    assert "You&#39;re talking. (3 min)" in browser.get(page).text
    browser.post(page, {"do": "end"})
    both.line.work()
    assert "The talk is over" in browser.get(page).text
    assert both.line.rows(TrialRing)[-1].state == "ended"


def test_a_yes_that_is_taken_back_before_the_ring_rings_nobody(console: Console) -> None:
    page = in_danger(console)
    browser = proven(console, page)
    browser.post(page, {"do": "call"})
    console.line.work()
    console.line.text(PARTICIPANT, "1")
    console.line.text(PARTICIPANT, "no dont call me")
    assert rings(console, PARTICIPANT) == 0
    desk = Desk(console.line)
    for ring in [each for each in console.line.carrier.rings if each.to == MINE]:
        assert "Dial" not in console.line.press(desk.pick_up(ring), "1", ring.sid).document


def test_a_no_rings_nobody(console: Console) -> None:
    page = in_danger(console)
    browser = proven(console, page)
    browser.post(page, {"do": "call"})
    console.line.work()
    console.line.text(PARTICIPANT, "no")
    assert rings(console, MINE) == 0 and rings(console, PARTICIPANT) == 0


def test_a_call_that_rings_is_ended_from_the_page(both: Console) -> None:
    page = in_danger(both)
    browser = proven(both, page)
    browser.post(page, {"do": "call"})
    both.line.work()  # they have read the question
    both.line.text(PARTICIPANT, "1")
    assert rings(both, MINE) == 1
    assert browser.post(page, {"do": "end"}).status_code == 303
    both.line.work()
    assert both.line.rows(TrialRing)[-1].outcome == "called_off"
    assert "called off" in browser.get(page).text
    assert browser.post(page, {"do": "end"}).status_code == 303, "nothing to end is no error"


def test_without_a_proven_phone_nothing_rings(console: Console) -> None:
    page = in_danger(console)
    browser = console.signed_in("coordinator")
    assert browser.post(page, {"do": "call"}).status_code == 409
    browser.post(page, {"do": "phone", "number": MINE})
    assert browser.post(page, {"do": "call"}).status_code == 409
    for _ in range(5):
        assert browser.post(page, {"do": "code", "code": "000000x"}).status_code == 422
    code = re.findall(r"^\d{6}", texts(console, MINE)[-1])[0]
    assert browser.post(page, {"do": "code", "code": code}).status_code == 422, "five wrong ones are enough"
    assert browser.post(page, {"do": "call"}).status_code == 409


def test_a_code_is_good_for_ten_minutes_and_for_one_session(console: Console) -> None:
    page = in_danger(console)
    browser, other = console.signed_in("coordinator"), console.signed_in("coordinator")
    browser.post(page, {"do": "phone", "number": MINE})
    code = re.findall(r"^\d{6}", texts(console, MINE)[-1])[0]
    other.post(page, {"do": "phone", "number": OTHER})
    assert other.post(page, {"do": "code", "code": code}).status_code == 422
    console.pass_time(minutes=11)
    sent = browser.post(page, {"do": "code", "code": code}, page="/console/account")
    assert sent.status_code == 422
    assert {each.proven_at for each in console.line.rows(ConsolePhone)} == {None}


@pytest.mark.parametrize("number", ["", "911", "hello", PARTICIPANT, "+12025550100", "9" * 60])
def test_no_code_goes_to_what_is_no_phone_of_theirs(console: Console, number: str) -> None:
    page = in_danger(console)
    before = len(texts(console, PARTICIPANT))
    sent = console.signed_in("coordinator").post(page, {"do": "phone", "number": number})
    assert sent.status_code == 422 and not console.line.rows(ConsolePhone)
    assert len(texts(console, PARTICIPANT)) == before and PARTICIPANT not in sent.text


def test_codes_are_few_an_hour(console: Console) -> None:
    page = in_danger(console)
    browser = console.signed_in("coordinator")
    for _ in range(5):
        assert browser.post(page, {"do": "phone", "number": MINE}).status_code == 303
    assert browser.post(page, {"do": "phone", "number": MINE}).status_code == 422


def test_without_an_open_alert_nobody_is_put_through(console: Console) -> None:
    page = in_danger(console)
    browser = proven(console, page)
    browser.post("/console/now/alert/1", {"do": "close", "words": "is safe"})
    assert "without an open alert" in browser.get(page).text
    assert browser.post(page, {"do": "call"}, page="/console/account").status_code == 409


def test_who_wants_no_calls_or_has_somebody_near_is_not_rung_and_the_page_says_why(console: Console) -> None:
    page = in_danger(console)
    browser = proven(console, page)
    them = console.line.contacts_of(PARTICIPANT)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(update(Contact).where(Contact.id == them).values(opted_out_at=tx.now))
    sent = browser.post(page, {"do": "call"})
    assert sent.status_code == 409 and "opted out" in sent.text
    assert rings(console, MINE) == 0


def test_who_knows_them_is_not_put_through(console: Console) -> None:
    page = in_danger(console)
    browser = proven(console, page)
    them = console.line.contacts_of(PARTICIPANT)[0].id
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(insert(AccountKnows).values(account_id=1, contact_id=them, said_at=tx.now))
    for answer in (
        browser.get(page),
        browser.get(page + "/live"),
        browser.post(page, {"do": "call"}, page="/console/account"),
    ):
        assert answer.status_code == 404
    assert rings(console, MINE) == 0
