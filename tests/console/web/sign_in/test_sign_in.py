"""Signing in by password and code: who gets in, who does not, and that nobody can keep another out."""

from collections.abc import Callable

import pytest

from console.web import gate
from store.accounts import accounts, secrets, sign_in
from store.audit import chain
from tests.kits.console import COOKIE, PASSWORD, Browser, Console, Member
from tests.kits.line import TestLine

EMAIL = "ana@example.org"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def enter(browser: Browser, code: str, password: str = PASSWORD, email: str = EMAIL, **more: str) -> int:
    fields = {"email": email, "password": password, "code": code, **more}
    return browser.post("/console/sign-in", fields).status_code


def is_in(browser: Browser) -> bool:
    return browser.get("/console/").status_code == 200


def done(console: Console) -> list[tuple[str, str]]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [(each.did, each.about) for each in chain.entries(tx.connection, most=20)]


def test_password_and_code_let_in_and_the_log_names_the_handle_alone(console: Console) -> None:
    ana, browser = console.member(), console.browser()
    assert browser.get("/console/").headers["Location"].startswith("/console/sign-in")
    assert enter(browser, console.code(ana), email=" ANA@Example.org ") == 303
    assert is_in(browser)
    assert ("sign-in", ana.account.handle) in done(console)
    with console.line.db.begin(console.line.clock()) as tx:
        assert "ana@" not in repr(chain.entries(tx.connection, most=20))


def test_each_code_lets_in_once_and_a_recovery_code_too(console: Console) -> None:
    ana = console.member()
    with console.line.db.begin(console.line.clock()) as tx:
        recovery = accounts.new_recovery_codes(tx, ana.account.id)[0]
    code = console.code(ana)
    assert enter(console.browser(), code) == 303
    assert enter(console.browser(), code) == 422
    assert enter(console.browser(), recovery.upper().replace("-", " ")) == 303
    assert enter(console.browser(), recovery) == 422


def test_wrong_and_unknown_are_told_alike_and_nothing_typed_is_lost_but_secrets(console: Console) -> None:
    ana = console.member()
    browser = console.browser()
    pages = [
        browser.post("/console/sign-in", {"email": email, "password": password, "code": code}).text
        for email, password, code in (
            (EMAIL, "a wrong password", console.code(ana)),
            (EMAIL, PASSWORD, "000000"),
            ("nobody@example.org", PASSWORD, "000000"),
        )
    ]
    assert all(
        "is wrong" in page and PASSWORD not in page and "a wrong password" not in page for page in pages
    )
    assert f'value="{EMAIL}"' in pages[0] and 'value="nobody@example.org"' in pages[2]
    hostile = browser.post(
        "/console/sign-in", {"email": '"><script>x', "password": "p\0", "code": "\u202e"}
    ).text
    assert "<script>x" not in hostile and "&#34;&gt;&lt;script&gt;x" in hostile
    assert not is_in(browser)


def test_nobody_who_guesses_can_keep_the_owner_out(console: Console) -> None:
    ana, attacker = console.member(), console.browser("198.51.100.9")
    for _ in range(sign_in.PAIR_TRIES):
        assert enter(attacker, "000000", password="guess") == 422
    assert enter(attacker, console.code(ana)) == 429, "also with all three right"
    assert enter(console.browser(), console.code(ana)) == 303, "from her own address"
    assert [about for did, about in done(console) if did == "sign-in failed"] == [ana.account.handle] * 2
    console.pass_time(minutes=16)
    assert enter(attacker, console.code(ana)) == 303


def test_one_address_that_tries_many_accounts_is_stopped_before_anything_is_hashed(
    quick_line: TestLine,
) -> None:
    clock = quick_line.clock
    with quick_line.db.begin(clock()) as tx:
        for number in range(sign_in.ADDRESS_TRIES):
            sign_in._count(tx, f"{number}@example.org", "198.51.100.9", None)
    assert sign_in.must_wait(quick_line.db, clock, "another@example.org", "198.51.100.9")
    assert not sign_in.must_wait(quick_line.db, clock, "another@example.org", "198.51.100.10")


def test_ended_and_merely_invited_accounts_do_not_get_in(console: Console) -> None:
    ana = console.member()
    with console.line.db.begin(console.line.clock()) as tx:
        invited = accounts.add(tx, "new@example.org", "auditor")
        accounts.set_password(tx, invited.id, "")
        accounts.end(tx, ana.account.id)
    assert enter(console.browser(), console.code(ana)) == 422
    assert enter(console.browser(), "000000", email="new@example.org") == 422


def test_the_way_on_leads_only_to_pages_of_the_console(console: Console) -> None:
    for wanted, leads_to in (
        ("/console/account", "/console/account"),
        ("https://elsewhere.example/", "/console/"),
        ("//elsewhere.example", "/console/"),
        ("/console//elsewhere.example", "/console/"),
        ("/console/\\elsewhere", "/console/"),
    ):
        with console.line.app.test_request_context("/console/sign-in"):
            assert gate.safe_next(wanted) == leads_to, wanted
    fields = {"email": EMAIL, "password": PASSWORD, "code": console.code(console.member())}
    answer = console.browser().post("/console/sign-in", fields | {"next": "/console/account"})
    assert answer.headers["Location"] == "/console/account"


def test_a_line_without_accounts_says_how_to_make_the_first(console: Console) -> None:
    page = console.browser().get("/console/sign-in").text
    assert "warmline accounts add you@example.org --role coordinator" in page
    assert 'name="password"' not in page
    console.member()
    assert 'name="password"' in console.browser().get("/console/sign-in").text


def test_the_page_speaks_the_language_one_picks(console: Console) -> None:
    console.member()
    browser = console.browser()
    assert 'lang="en"' in browser.get("/console/sign-in").text
    assert "Contraseña" in browser.get("/console/sign-in?language=es").text
    assert "Contraseña" in browser.get("/console/sign-in?language=xx").text, "kept"
    assert "Contraseña" in console.browser().get("/console/sign-in", **{"Accept-Language": "es-MX"}).text


def test_signing_out_ends_the_session_and_not_the_cookie_alone(console: Console) -> None:
    browser = console.signed_in()
    token = browser.client.get_cookie(COOKIE, domain="line.example")
    assert token is not None
    assert browser.post("/console/sign-out", {}, page="/console/").status_code == 303
    browser.client.set_cookie(COOKIE, token.value, domain="line.example", secure=True)
    assert not is_in(browser)


def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it(console: Console) -> None:
    ana: Member = console.member()
    fields = {"email": EMAIL, "password": PASSWORD, "code": console.code(ana)}
    said = console.browser().post("/console/sign-in", fields).headers.getlist("Set-Cookie")
    [cookie] = [each for each in said if each.startswith(f"{COOKIE}=")]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(
        cookie.split("; ")
    ) and "Domain" not in cookie


def test_a_code_stands_for_half_a_minute_before_and_after_its_own_and_no_longer(console: Console) -> None:
    ana, now = console.member(), console.line.clock()
    shown = console.code(ana)
    for seconds, good in ((-30, True), (0, True), (59, True), (60, False), (-31, False)):
        at = now.fromtimestamp(now.timestamp() + seconds, now.tzinfo)
        assert (secrets.step_of(ana.app.secret, f" {shown[:3]} {shown[3:]}", at) is not None) is good, seconds
    for wrong in ("", "12345", "1234567", "abcdef", "１２３４５６", "9" * 5000):
        assert secrets.step_of(ana.app.secret, wrong, now) is None
