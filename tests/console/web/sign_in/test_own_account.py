"""What somebody does about their own account, and what is asked again before it is dangerous."""

from collections.abc import Callable

import pytest

from console.web import forms
from store.accounts import accounts, sessions
from store.audit import chain
from tests.kits.console import COOKIE, PASSWORD, Console
from tests.kits.line import ORIGIN, TestLine

NEW = "seven green umbrellas wait"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def test_one_session_or_all_others_are_ended_and_only_ones_own(console: Console) -> None:
    here, phone, tablet = (console.signed_in() for _ in range(3))
    other = console.signed_in("supervisor")
    with console.line.db.begin(console.line.clock()) as tx:
        me = accounts.find(tx, "coordinator@example.org")
        them = accounts.find(tx, "supervisor@example.org")
        assert me and them
        phones, theirs = sessions.of_account(tx, me.id)[1].id, sessions.of_account(tx, them.id)[0].id
    for each in (phones, theirs):
        here.post(f"/console/account/sessions/{each}/end", {}, page="/console/account")
    assert [each.get("/console/").status_code for each in (here, phone, tablet, other)] == [
        200,
        303,
        200,
        200,
    ]
    here.post("/console/account/sessions/end-others", {}, page="/console/account")
    assert [each.get("/console/").status_code for each in (here, tablet, other)] == [200, 303, 200]
    with console.line.db.begin(console.line.clock()) as tx:
        did = [each.did for each in chain.entries(tx.connection, most=9)]
    assert did == ["other sessions ended", "session ended"]


def test_a_new_password_asks_who_they_are_and_ends_the_other_sessions(console: Console) -> None:
    member = console.member(email="coordinator@example.org")
    here, phone = console.signed_in(), console.signed_in()
    console.pass_time(minutes=11)
    fields = {"password": NEW, "password_again": NEW}
    assert here.get("/console/account/password").headers["Location"].startswith("/console/confirm")
    asked = here.post("/console/account/password", fields, page="/console/account")
    assert asked.headers["Location"].startswith("/console/confirm?next=/console/account/password")
    confirm = {"password": "a wrong one", "code": console.code(member), "next": "/console/account/password"}
    assert here.post("/console/confirm", confirm).status_code == 422
    assert here.post("/console/confirm", confirm | {"password": PASSWORD}).status_code == 303
    assert here.post("/console/account/password", fields).headers["Location"] == "/console/account"
    assert (here.get("/console/").status_code, phone.get("/console/").status_code) == (200, 303)
    console.pass_time(seconds=30)
    sign_in = {"email": "coordinator@example.org", "code": console.code(member)}
    assert console.browser().post("/console/sign-in", sign_in | {"password": PASSWORD}).status_code == 422
    assert console.browser().post("/console/sign-in", sign_in | {"password": NEW}).status_code == 303


def test_what_was_typed_before_they_were_asked_who_they_are_is_still_there(console: Console) -> None:
    member = console.member(email="coordinator@example.org")
    here, path = console.signed_in(), "/console/account/recovery-codes"
    console.pass_time(minutes=11)
    assert here.post(path, {"note": "typed", "reason": "so"}, page="/console/account").status_code == 303
    confirm = {"password": PASSWORD, "code": console.code(member), "next": path}
    assert (
        here.post("/console/confirm", confirm, page=f"/console/confirm?next={path}").headers["Location"]
        == path
    )
    cookie = here.client.get_cookie(COOKIE, domain="line.example")
    assert cookie is not None
    with console.line.app.test_request_context(
        path, base_url=ORIGIN, headers={"Cookie": f"{COOKIE}={cookie.value}"}
    ):
        console.line.app.preprocess_request()
        assert forms.shown().values == {"note": "typed", "reason": "so"}
    assert here.post(path, {"note": "typed"}).status_code == 200


def test_the_language_is_theirs_and_stays(console: Console) -> None:
    here = console.signed_in()
    here.post("/console/account/language", {"language": "es"}, page="/console/account")
    assert "Tu cuenta" in here.get("/console/account").text
    here.post("/console/account/language", {"language": "xx"}, page="/console/account")
    assert "Tu cuenta" in here.get("/console/account").text
