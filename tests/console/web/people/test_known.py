"""Whoever knows somebody says so, and is kept from them everywhere; a supervisor undoes it, never of themselves."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from store.alerts import history, phones
from store.audit import chain
from store.contacts import known_people
from store.models import AccountKnows, Alert, AlertPhone, Contact, Inbound
from tests.kits.console import Browser, Console
from tests.kits.line import COORDINATOR, TestLine

PARTICIPANT, OTHER = "+12025550111", "+12025550112"
CRISIS = "i want to kill myself"
ASKED = {"asked": "yes"}


@pytest.fixture(params=["sqlite", "postgresql"])
def console(request: pytest.FixtureRequest, lines: Callable[..., TestLine]) -> Console:
    made = Console(lines(request.param))
    made.line.text(PARTICIPANT, CRISIS)
    made.line.work()
    return made


def handle(console: Console, number: str = PARTICIPANT) -> str:
    return str(console.line.contacts_of(number)[0].handle)


def signed_in(console: Console, name: str = "kim", role: str = "coordinator") -> Browser:
    return console.signed_in(role, f"{name}@example.org")


def say(console: Console, browser: Browser, number: str = PARTICIPANT) -> str:
    answer = browser.post(f"/console/people/{handle(console, number)}/known", {})
    assert answer.headers["Location"] == "/console/people"
    return browser.get("/console/people").text


def did(console: Console) -> list[tuple[str, str]]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [(each.did, each.about) for each in chain.entries(tx.connection, most=9)]


def test_nothing_of_them_is_shown_any_more_anywhere_and_others_see_to_them(console: Console) -> None:
    kim, name = signed_in(console), handle(console)
    assert name in kim.get("/console/people").text
    seen = say(console, kim)
    assert "Others see to them" in seen and name not in seen
    sid = console.line.rows(Inbound)[0].sid
    of_them = (
        f"/console/people/{name}",
        f"/console/people/{name}/known",
        f"/console/people/{name}/plan",
        f"/console/people/{name}/quieter",
        f"/console/people/{name}/phones",
        f"/console/people/{name}/words/text/{sid}",
        f"/console/now/find?code={name}",
    )
    for path in of_them:
        assert kim.get(path).status_code == 404, path
    for path in of_them[1:-1]:
        fields = {"reason": "danger", "said": "so", "do": "shared"}
        assert kim.post(path, fields, page="/console/account").status_code == 404, path
    assert kim.get("/console/now/alert/1").status_code == 404
    assert name not in kim.get("/console/").text
    assert f"/people/{name}" not in kim.get(f"/console/people?find={name}").text
    assert name not in kim.get("/console/alerts").text
    assert name in signed_in(console, "lee").get("/console/people").text
    assert did(console) == [("person known", name)]


def test_an_alert_that_they_have_goes_to_the_next_on_call(console: Console) -> None:
    kim = signed_in(console)
    kim.post("/console/now/alert/1", {"do": "take"}, page="/console/")
    console.line.work()
    console.line.new_texts()
    say(console, kim)
    console.line.work()
    row = console.line.rows(Alert)[0]
    assert row.taken_by_account_id is None and row.told_from > row.acknowledged_at
    assert [to for to, _ in console.line.new_texts()] == [COORDINATOR]


def test_it_holds_for_each_phone_of_theirs_also_for_one_that_is_learned_of_later(console: Console) -> None:
    kim = signed_in(console)
    say(console, kim)
    console.line.text(OTHER, "HELLO")
    second = handle(console, OTHER)
    assert second in kim.get("/console/people").text
    lee = signed_in(console, "lee")
    lee.post(f"/console/people/{handle(console)}/phones", {"do": "link", "other": second})
    assert second not in kim.get("/console/people").text
    assert kim.get(f"/console/people/{second}").status_code == 404


def test_said_twice_it_is_written_down_once(console: Console) -> None:
    kim = signed_in(console)
    token = kim.token("/console/account")
    path = f"/console/people/{handle(console)}/known"
    answers = [kim.send(path, {"csrf_token": token}).status_code for _ in range(2)]
    assert answers == [303, 404] and len(console.line.rows(AccountKnows)) == 1
    assert did(console) == [("person known", handle(console))]


def test_what_was_said_before_is_not_said_anew(console: Console) -> None:
    account, row = console.member(email="kim@example.org").account, console.line.contacts_of(PARTICIPANT)[0]
    for first in (True, False):
        with console.line.db.begin(console.line.clock()) as tx:
            assert known_people.say_known(tx, account.id, row.id) is first


def test_a_supervisor_who_has_asked_them_undoes_it(console: Console) -> None:
    kim, lee = signed_in(console), signed_in(console, "lee", "supervisor")
    say(console, kim)
    seen = lee.get("/console/people/known").text
    assert "Kim (Desk-" in seen and handle(console) in seen
    fields = {"who": "account-1", "handle": handle(console)}
    unasked = lee.post("/console/people/known", fields)
    assert unasked.status_code == 422 and "Ask them first" in unasked.text
    assert len(console.line.rows(AccountKnows)) == 1
    for wrong in (
        {"who": "account-9"},
        {"who": "phone-1"},
        {"handle": "Heron-1"},
        {"who": "<b>"},
        {"handle": ""},
    ):
        answer = lee.post("/console/people/known", fields | ASKED | wrong)
        assert answer.status_code == 422 and "<b>" not in answer.text
    assert lee.post("/console/people/known", fields | ASKED).status_code == 303
    assert console.line.rows(AccountKnows) == [] and handle(console) in kim.get("/console/people").text
    assert did(console)[0] == ("known person shown again", handle(console))
    assert lee.post("/console/people/known", fields | ASKED).status_code == 422, "once is enough"


def test_nobody_undoes_their_own_nor_reads_of_whom_they_know(console: Console) -> None:
    lee, kim = signed_in(console, "lee", "supervisor"), signed_in(console)
    say(console, lee)
    say(console, kim)
    seen = lee.get("/console/people/known").text
    assert handle(console) not in seen and "You said so of one person" in seen
    for who in ("account-1", "account-2"):
        fields = {"who": who, "handle": handle(console)} | ASKED
        assert lee.post("/console/people/known", fields).status_code == 422
    assert len(console.line.rows(AccountKnows)) == 2
    assert kim.get("/console/people/known").status_code == 403, "a coordinator does not undo it"


def test_a_phone_on_call_that_hears_nothing_of_somebody_hears_of_them_again(console: Console) -> None:
    theirs, whom = (console.line.contacts_of(each)[0].id for each in (COORDINATOR, PARTICIPANT))
    with console.line.db.begin(console.line.clock()) as tx:
        phones.note(tx, 1, theirs, whom, hidden_at=tx.now)
    lee = signed_in(console, "lee", "supervisor")
    assert handle(console, COORDINATOR) in lee.get("/console/people/known").text
    fields = {"who": f"phone-{theirs}", "handle": handle(console)}
    assert lee.post("/console/people/known", fields | ASKED).status_code == 303
    assert not [each for each in console.line.rows(AlertPhone) if each.hidden_at]


def test_a_command_that_unhides_does_so_for_every_phone_of_theirs(console: Console) -> None:
    kim = signed_in(console)
    console.line.text(OTHER, "HELLO")
    one, two = (console.line.contacts_of(each)[0].id for each in (PARTICIPANT, OTHER))
    say(console, kim, OTHER)
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(update(Contact).where(Contact.id == two).values(same_as=one))
    assert handle(console) not in kim.get("/console/people").text
    with console.line.db.begin(console.line.clock()) as tx:
        assert len(history.show_again(tx, 1)) == 1
    assert handle(console) in kim.get("/console/people").text
