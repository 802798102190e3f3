"""Passkeys: one lets its owner in, alone; a forged, replayed, borrowed, copied or removed one lets nobody in."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from store.accounts import accounts, challenges, links, passkeys, sign_in
from store.audit import chain
from store.models import AccountFactor
from tests.kits.authenticator import PRESENT, Authenticator, random_challenge, random_key
from tests.kits.console import PASSWORD, Browser, Console
from tests.kits.line import ORIGIN, TestLine

EMAIL = "coordinator@example.org"
ADD = "/console/account/passkeys/add"


@pytest.fixture
def console(line: TestLine) -> Console:
    return Console(line)


def options(browser: Browser, path: str) -> dict[str, Any]:
    answer = browser.get(path)
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.text)
    return found


def made(
    console: Console, here: Browser, counter: int | None = None, label: str = "my phone"
) -> Authenticator:
    device = Authenticator(ORIGIN, counter)
    answer = device.make(options(here, "/console/account/passkeys/options"))
    assert here.post(ADD, {"label": label, "passkey": answer}).headers["Location"] == "/console/account"
    return device


def enter(browser: Browser, answer: str, **more: str) -> int:
    return browser.post("/console/sign-in", {"passkey": answer, **more}).status_code


def asked(browser: Browser) -> dict[str, Any]:
    return options(browser, "/console/sign-in/passkey")


def is_in(browser: Browser) -> bool:
    return browser.get("/console/").status_code == 200


def done(console: Console) -> list[str]:
    with console.line.db.begin(console.line.clock()) as tx:
        return [each.did for each in chain.entries(tx.connection, most=20)]


def kept(console: Console, email: str = EMAIL) -> list[passkeys.Passkey]:
    with console.line.db.begin(console.line.clock()) as tx:
        account = accounts.find(tx, email)
        assert account is not None
        return passkeys.every(tx, account.id)


def test_a_passkey_alone_lets_its_owner_in_and_the_log_names_the_handle(console: Console) -> None:
    console.member(email=EMAIL)
    device = made(console, console.signed_in())
    browser = console.browser()
    assert "allowCredentials" not in asked(browser), "nobody learns who has one"
    assert asked(browser)["userVerification"] == "required"
    assert enter(browser, device.sign(asked(browser)), next="/console/account") == 303
    assert "my phone" in browser.get("/console/account").text
    assert kept(console)[0].last_used_at == console.line.clock()
    assert done(console) == ["sign-in", "passkey added"]
    with console.line.db.begin(console.line.clock()) as tx:
        assert EMAIL not in repr(chain.entries(tx.connection, most=9))


@pytest.mark.parametrize(
    "forged",
    [
        {"challenge": random_challenge()},
        {"origin": "https://line.example.evil.example"},
        {"origin": "https://sub.line.example"},
        {"origin": "http://line.example"},
        {"host": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0x04},
        {"kind": "webauthn.create"},
        {"frame": True},
        {"key": random_key()},
    ],
)
def test_what_was_forged_lets_nobody_in(console: Console, forged: dict[str, Any]) -> None:
    console.member(email=EMAIL)
    device = made(console, console.signed_in())
    browser = console.browser()
    assert enter(browser, device.sign(asked(browser), **forged)) == 422
    assert not is_in(browser)
    assert enter(browser, device.sign(asked(browser))) == 303


def test_a_challenge_is_good_once_for_five_minutes_and_in_the_browser_that_asked(console: Console) -> None:
    console.member(email=EMAIL)
    device = made(console, console.signed_in())
    first, second = console.browser(), console.browser()
    answer = device.sign(asked(first))
    assert enter(second, answer) == 422, "carried to another browser"
    cookies = first.client.get_cookie("__Host-warmline-form", domain="line.example")
    assert cookies is not None
    assert enter(first, answer) == 303
    again = console.browser()
    again.client.set_cookie("__Host-warmline-form", cookies.value, domain="line.example", secure=True)
    assert enter(again, answer) == 422, "sent a second time, with the cookie of the first"
    late = console.browser()
    answer = device.sign(asked(late))
    console.pass_time(minutes=5)
    assert enter(late, answer) == 422
    answer = device.sign(asked(late))
    console.pass_time(minutes=4, seconds=59)
    assert enter(late, answer) == 303


def test_a_challenge_is_good_for_what_it_was_asked_for(console: Console) -> None:
    member = console.member(email=EMAIL)
    here = console.signed_in()
    device = made(console, here)
    console.pass_time(minutes=11)
    to_confirm = options(here, "/console/confirm/passkey")
    assert [each["id"] for each in to_confirm["allowCredentials"]] == [
        json.loads(device.sign(to_confirm))["id"]
    ]
    with console.line.db.begin(console.line.clock()) as tx:
        for purpose, mine, good in (
            (challenges.SIGN_IN, 0, False),
            (challenges.AGAIN, member.account.id + 1, False),
            (challenges.AGAIN, member.account.id, True),
        ):
            asked_for = challenges.make(tx, challenges.AGAIN, "here", member.account.id)
            assert challenges.use(tx, asked_for, purpose, "here", mine) is good
        assert not challenges.use(tx, challenges.make(tx, challenges.SIGN_IN, ""), challenges.SIGN_IN, "")
    browser = console.browser()
    assert enter(browser, device.sign({**to_confirm, "challenge": to_confirm["challenge"]})) == 422


def test_a_passkey_shows_who_it_is_before_something_dangerous_and_only_ones_own(console: Console) -> None:
    console.member(email=EMAIL)
    here, other = console.signed_in(), console.signed_in("supervisor")
    device, theirs = made(console, here), made(console, other)
    console.pass_time(minutes=11)
    path = "/console/account/recovery-codes"
    assert here.get(path).status_code == 303
    for answer, status in (
        (theirs.sign(options(here, "/console/confirm/passkey")), 422),
        (device.sign(options(here, "/console/confirm/passkey"), key=random_key()), 422),
        (device.sign(options(here, "/console/confirm/passkey")), 303),
    ):
        assert here.post("/console/confirm", {"passkey": answer, "next": path}).status_code == status
        assert (here.get(path).status_code == 200) is (status == 303)


def test_of_devices_that_count_a_copy_is_refused_and_told_and_others_may_stay_at_nought(
    console: Console,
) -> None:
    console.member(email=EMAIL)
    device = made(console, console.signed_in(), counter=7)
    copy = Authenticator(ORIGIN, 7, device.key, device.id)
    first, second = console.browser(), console.browser()
    assert enter(first, device.sign(asked(first))) == 303
    answer = second.post("/console/sign-in", {"passkey": copy.sign(asked(second))})
    assert answer.status_code == 422 and "as if there were a copy" in answer.text
    assert done(console)[0] == "passkey refused"
    silent = Authenticator(ORIGIN, None, device.key, device.id)
    assert enter(second, silent.sign(asked(second))) == 422, "one that counted does not stop counting"
    cloud = made(console, console.signed_in())
    for _ in range(2):
        browser = console.browser()
        assert enter(browser, cloud.sign(asked(browser))) == 303


def test_a_removed_passkey_is_refused_and_the_last_factor_stays(console: Console) -> None:
    console.member(email=EMAIL)
    here = console.signed_in()
    device, other = made(console, here), made(console, here, label="the office")
    mine = kept(console)
    remove = "/console/account/passkeys/{}/remove".format
    assert here.post(remove(mine[0].id), {}).headers["Location"] == "/console/account"
    browser = console.browser()
    assert enter(browser, device.sign(asked(browser))) == 422
    with console.line.db.begin(console.line.clock()) as tx:
        tx.run(AccountFactor.__table__.delete().where(AccountFactor.kind == "app"))  # type: ignore[attr-defined]
    refused = here.post(remove(mine[1].id), {})
    assert refused.status_code == 422 and "Add another passkey first" in refused.text
    assert enter(browser, other.sign(asked(browser))) == 303
    made(console, here)
    assert here.post(remove(mine[1].id), {}).status_code == 303
    assert here.send(remove(mine[1].id), {"csrf_token": here.token("/console/account")}).status_code == 303
    assert len(kept(console)) == 1 and done(console).count("passkey removed") == 2


def test_nobody_removes_anothers_passkey_or_learns_what_it_is_called(console: Console) -> None:
    console.member(email=EMAIL)
    made(console, console.signed_in(), label="Ana's phone")
    path, other = f"/console/account/passkeys/{kept(console)[0].id}/remove", console.signed_in("supervisor")
    assert other.get(path).status_code == 404
    other.send(path, {"csrf_token": other.token("/console/account")})
    assert len(kept(console)) == 1


def test_adding_asks_who_they_are_and_what_is_wrong_is_said_in_place(console: Console) -> None:
    console.member(email=EMAIL)
    here, device = console.signed_in(), Authenticator(ORIGIN)
    to_make = options(here, "/console/account/passkeys/options")
    assert to_make["authenticatorSelection"]["residentKey"] == "required"
    for fields, said in (
        ({"label": "x", "passkey": ""}, "It needs JavaScript"),
        ({"label": " \0", "passkey": device.make(to_make)}, "Give it a name"),
        ({"label": "x" * 50, "passkey": device.make(to_make)}, "too long"),
        ({"label": '"><b>', "passkey": "{"}, "t be kept"),
        ({"label": "x", "passkey": device.make(to_make, flags=0x41)}, "t be kept"),
    ):
        answer = here.post(ADD, fields)
        assert answer.status_code == 422 and said in answer.text and '"><b>' not in answer.text
    again = device.make(options(here, "/console/account/passkeys/options"))
    assert here.post(ADD, {"label": "x", "passkey": again}).status_code == 303
    double = here.post(ADD, {"label": "x", "passkey": again})
    assert double.status_code == 422 and len(kept(console)) == 1
    to_make = options(here, "/console/account/passkeys/options")
    assert len(to_make["excludeCredentials"]) == 1
    assert "kept already" in here.post(ADD, {"label": "y", "passkey": device.make(to_make)}).text
    console.pass_time(minutes=11)
    for path in (ADD, "/console/account/passkeys/options"):
        assert here.get(path).headers["Location"].startswith("/console/confirm")
    sent = here.post(ADD, {"label": "kept", "passkey": again}, page="/console/account")
    assert sent.headers["Location"].startswith("/console/confirm")


@pytest.mark.parametrize(
    "rubbish",
    ["{}", "[]", "null", "é" * 500, '{"rawId": 3}', "[" * 5000, '{"id":"a","rawId":"b"}', "\0", "x" * 50_000],
)
def test_rubbish_is_a_wrong_answer_and_no_failure(console: Console, rubbish: str) -> None:
    console.member(email=EMAIL)
    browser = console.browser()
    answer = browser.post("/console/sign-in", {"passkey": rubbish})
    assert answer.status_code == 422 and "t open this console" in answer.text


def test_eight_wrong_passkeys_from_one_address_wait_and_a_password_from_there_does_not(
    console: Console,
) -> None:
    member = console.member(email=EMAIL)
    device, browser = made(console, console.signed_in()), console.browser("198.51.100.9")
    for _ in range(sign_in.PAIR_TRIES):
        assert enter(browser, "{}") == 422
    assert enter(browser, device.sign(asked(browser))) == 429
    fields = {"email": EMAIL, "password": PASSWORD, "code": console.code(member)}
    assert browser.post("/console/sign-in", fields).status_code == 303
    elsewhere = console.browser()
    assert enter(elsewhere, device.sign(asked(elsewhere))) == 303


def test_a_new_start_and_the_end_of_an_account_take_its_passkeys(console: Console) -> None:
    member = console.member(email=EMAIL)
    device = made(console, console.signed_in())
    with console.line.db.begin(console.line.clock()) as tx:
        accounts.start_over(tx, member.account.id)
        assert tx.run(select(AccountFactor.id)).all() == []
    browser = console.browser()
    assert enter(browser, device.sign(asked(browser))) == 422


def test_an_invitation_is_finished_with_a_passkey_in_place_of_the_app(console: Console) -> None:
    with console.line.db.begin(console.line.clock()) as tx:
        path = f"/console/finish/{links.make(tx, accounts.add(tx, EMAIL, 'coordinator').id)}"
    browser, device = console.browser(), Authenticator(ORIGIN)
    fields = {"name": "Ana", "language": "en", "password": PASSWORD, "password_again": PASSWORD}
    answer = device.make(options(browser, f"{path}/passkey"))
    assert browser.post(path, {**fields, "name": "", "passkey": answer}).status_code == 422
    forged = browser.post(path, {**fields, "passkey": device.make({"challenge": "eA", "rp": {"id": "x"}})})
    assert forged.status_code == 422 and browser.get(path).status_code == 200, "the link still stands"
    page = browser.post(path, {**fields, "passkey": answer})
    assert page.status_code == 200 and is_in(browser)
    assert len(kept(console)) == 1
    elsewhere = console.browser()
    assert enter(elsewhere, device.sign(asked(elsewhere))) == 303
    assert console.browser().get(f"{path}/passkey").status_code == 404


def test_only_an_address_that_browsers_make_passkeys_for_offers_them(console: Console) -> None:
    for origin, host in (
        ("https://Line.example", "line.example"),
        ("https://line.example:443", "line.example"),
        ("http://localhost:8000", "localhost"),
        ("http://line.example", None),
        ("https://203.0.113.7", None),
        ("http://127.0.0.1:8000", None),
        ("https://[2001:db8::1]", None),
        ("", None),
    ):
        site = passkeys.site_of(origin, "Riverside")
        assert (site.host if site else None) == host, origin
    assert passkeys.site_of("https://line.example:443", "x") == passkeys.site_of("https://line.example", "x")
