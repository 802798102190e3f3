"""An invitation is finished once, within three days, by whoever has the link; a demo's link leads in."""

import re
from collections.abc import Callable

import pyotp
import pytest

from store.accounts import accounts, links
from tests.kits.console import PASSWORD, Browser, Console
from tests.kits.line import TestLine

GOOD = {"name": "Ana Ruiz", "language": "es", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"))


def invited(console: Console, purpose: str = links.FINISH) -> str:
    with console.line.db.begin(console.line.clock()) as tx:
        account = accounts.add(tx, "ana@example.org", "coordinator")
        return f"/console/{purpose}/{links.make(tx, account.id, purpose)}"


def code_shown(console: Console, browser: Browser, path: str) -> str:
    found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', browser.get(path).text)
    assert found is not None
    return str(pyotp.TOTP(found[1].replace(" ", "")).at(console.line.clock()))


def test_it_is_finished_with_a_password_and_an_app_and_gives_recovery_codes_once(console: Console) -> None:
    path, browser = invited(console), console.browser()
    code = code_shown(console, browser, path)
    assert 'src="data:image/svg+xml' in browser.get(path).text
    page = browser.post(path, GOOD | {"code": code})
    codes = re.findall(r"<code>([a-z2-9-]{19})</code>", page.text)
    assert (page.status_code, len(set(codes))) == (200, 8)
    assert "Códigos de recuperación" in page.text, "in the language they chose"
    assert browser.get("/console/").status_code == 200
    assert console.browser().get(path).status_code == 404, "the link is used up"
    fields = {"email": "ana@example.org", "password": PASSWORD}
    assert console.browser().post("/console/sign-in", fields | {"code": code}).status_code == 422, (
        "so is its code"
    )
    assert console.browser().post("/console/sign-in", fields | {"code": codes[0]}).status_code == 303


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short", "password_again": "short"}, "too short"),
        ({"password": "a" * 14, "password_again": "a" * 14}, "too easy"),
        ({"password": "x" * 5000}, "too long"),
        ({"password_again": "another one, longer"}, "t the same"),
        ({"code": "000000"}, "not what the app should show"),
        ({"name": " \n\0 "}, "Type your name"),
    ],
)
def test_what_is_wrong_is_said_in_place_and_the_link_still_stands(
    console: Console, typed: dict[str, str], said: str
) -> None:
    path, browser = invited(console), console.browser()
    fields = GOOD | {"code": code_shown(console, browser, path)} | typed
    page = browser.post(path, fields)
    assert page.status_code == 422 and said in page.text
    assert f'value="{fields["password"]}' not in page.text
    assert ('value="Ana Ruiz"' in page.text) is ("name" not in typed)
    assert browser.get(path).status_code == 200


def test_old_forged_and_superseded_links_lead_nowhere(console: Console) -> None:
    first = invited(console)
    second = invited(console)
    browser = console.browser()
    assert [browser.get(each).status_code for each in (first, second)] == [404, 200]
    for forged in ("x", "%00", "é" * 30, "a" * 1500):
        assert browser.get(f"/console/finish/{forged}").status_code == 404
    assert browser.get(second.replace("/finish/", "/enter/")).status_code == 404
    console.pass_time(days=3, minutes=1)
    assert browser.get(second).status_code == 404


def test_the_link_of_a_demo_leads_in_by_one_button_and_not_by_being_looked_at(console: Console) -> None:
    path, browser = invited(console, links.ENTER), console.browser()
    with console.line.db.begin(console.line.clock()) as tx:
        accounts.make_active(tx, accounts.every(tx)[0].id)
    assert browser.get(path).status_code == browser.get(path).status_code == 200
    assert browser.get("/console/").status_code == 303
    assert browser.post(path, {}).status_code == 303
    assert browser.get("/console/").status_code == 200
    assert console.browser().get(path).status_code == 404
