"""What stands before every page: sessions that end, forms that are not ours, forms that come back."""

from collections.abc import Callable

import pytest

from console.web import forms
from console.web.app import build
from store.config.settings import Settings
from store.models import AccountSession
from tests.house.test_signed_routes import SETTINGS
from tests.kits.console import COOKIE, Console
from tests.kits.line import ORIGIN, TestLine


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def test_a_session_ends_when_it_is_not_used_and_after_half_a_day_in_any_case(console: Console) -> None:
    idle, busy = console.signed_in(), console.signed_in()
    for _ in range(11):
        console.pass_time(minutes=64)
        assert busy.get("/console/").status_code == 200
    assert idle.get("/console/").status_code == 303
    console.pass_time(minutes=20)
    assert busy.get("/console/").status_code == 303, "used all the time, and twelve hours old"


def test_that_a_session_is_used_is_written_once_a_minute_at_most(console: Console) -> None:
    browser = console.signed_in()
    first = console.line.rows(AccountSession)[0].seen_at
    console.pass_time(seconds=59)
    browser.get("/console/")
    assert console.line.rows(AccountSession)[0].seen_at == first
    console.pass_time(seconds=1)
    browser.get("/console/")
    assert console.line.rows(AccountSession)[0].seen_at == console.line.clock()


def test_a_form_that_we_did_not_show_does_nothing(console: Console) -> None:
    browser, another = console.signed_in(), console.signed_in()
    theirs = another.token("/console/account")
    sent = {"language": "es"}
    for fields in (sent, sent | {"csrf_token": "x"}, sent | {"csrf_token": theirs}):
        assert browser.send("/console/account/language", fields).status_code == 303
    ours = browser.token("/console/account")
    for site in ("cross-site", "same-site"):
        answer = browser.send(
            "/console/account/language", sent | {"csrf_token": ours}, **{"Sec-Fetch-Site": site}
        )
        assert answer.status_code == 403
    assert "Your account" in browser.get("/console/account").text
    browser.send("/console/account/language", sent | {"csrf_token": ours})
    assert "Tu cuenta" in browser.get("/console/account").text


def test_a_form_sent_after_the_session_ended_comes_back_to_whoever_typed_it(console: Console) -> None:
    member = console.member(email="coordinator@example.org")
    browser = console.signed_in()
    token = browser.token("/console/account")
    console.pass_time(hours=3)
    typed = {"csrf_token": token, "password": "kept from nobody", "code": "123456", "note": "<b>typed</b>"}
    answer = browser.send("/console/account/password", typed)
    assert answer.headers["Location"] == "/console/sign-in?next=/console/account/password"
    assert "what you typed is kept" in browser.get("/console/sign-in").text
    kept = console.line.rows(AccountSession)[0].kept_sealed
    assert kept and "typed" not in kept
    sign_in = {"email": "coordinator@example.org", "password": "an orange kettle hums twice"}
    came = browser.post("/console/sign-in", sign_in | {"code": console.code(member)})
    assert came.headers["Location"] == "/console/account/password"
    page_back = browser.get("/console/account/password").text
    assert "Nothing was sent yet" in page_back and "kept from nobody" not in page_back
    cookie = browser.client.get_cookie(COOKIE, domain="line.example")
    assert cookie is not None
    app, path = console.line.app, "/console/account/password"
    with app.test_request_context(path, base_url=ORIGIN, headers={"Cookie": f"{COOKIE}={cookie.value}"}):
        app.preprocess_request()
        assert forms.shown({"note": "as it was"}).values == {"note": "<b>typed</b>"}
    browser.post(path, {"password": "x"})
    assert "Nothing was sent yet" not in browser.get(path).text


def test_somebody_who_never_was_signed_in_has_nothing_kept(console: Console) -> None:
    browser = console.browser()
    answer = browser.send("/console/account/password", {"note": "x" * 30_000})
    assert answer.headers["Location"] == "/console/sign-in?next=/console/account/password"
    assert console.line.rows(AccountSession) == []
    assert "so nothing was done" in browser.get("/console/sign-in").text


def test_every_answer_has_the_headers_and_is_kept_by_no_cache(console: Console) -> None:
    browser = console.signed_in()
    for path in (
        "/console/",
        "/console/account",
        "/console/nowhere",
        "/console/sign-out",
        "/console/sign-in",
    ):
        headers = browser.get(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
        assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "same-origin")
    with browser.get("/console/static/console.css") as style:
        assert style.headers["Cache-Control"] == "no-cache" and len(style.data) <= 12_000


def test_without_a_database_it_says_so_and_keeps_every_setting_but_the_name() -> None:
    client = build(Settings.from_environment({**SETTINGS, "LINE_NAME": "<b>us</b>"})).test_client()
    client.set_cookie(COOKIE, "x" * 43, domain="line.example", secure=True)
    for path in ("/console/", "/console/sign-in"):
        answer = client.get(path, base_url=ORIGIN)
        assert answer.status_code == 503 and "can't answer just now" in answer.text.replace("&#39;", "'")
        assert "<b>us" not in answer.text
        assert [name for name, value in SETTINGS.items() if value in answer.text and len(value) > 9] == []


def test_too_much_and_nonsense_get_a_page_that_says_so(console: Console) -> None:
    browser = console.signed_in()
    assert browser.get("/console/no/such/page").status_code == 404
    assert "no such page" in browser.get("/console/no/such/page").text
    console.line.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = browser.send("/console/account/language", {"language": "x" * 5000})
    assert answer.status_code == 413 and "too much to send" in answer.text
    assert browser.get("/console/sign-out").status_code in (403, 404, 405)
