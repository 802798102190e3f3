"""A coordinator invites somebody and ends an account with a real browser, on a narrow screen; axe finds nothing."""

from collections.abc import Callable

import pytest

from store.accounts import accounts
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import follow, is_accessible
from tests.kits.line import TestLine


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


def test_inviting_somebody_and_ending_an_account(console: Console, address: str, browsing: Browsing) -> None:
    here = console.signed_in()
    console.member("supervisor", "ben@example.org")
    cookie = here.client.get_cookie("__Host-warmline", domain="line.example")
    assert cookie is not None
    page = browsing.open(width=360)
    page.context.add_cookies([{"name": "warmline", "value": cookie.value, "url": address}])
    page.goto(f"{address}/accounts")
    is_accessible(page)
    follow(page, page.get_by_role("link", name="Invite somebody"))
    is_accessible(page)
    browsing.forgive("422")
    page.get_by_label("Name").fill("Noor")
    page.get_by_role("button", name="Make the link").click()
    page.get_by_role("alert").wait_for()
    is_accessible(page)
    assert page.get_by_label("Name").input_value() == "Noor"
    page.get_by_label("E-mail").fill("noor@example.org")
    page.get_by_label("E-mail").press("Enter")
    page.get_by_role("heading", name="The link, shown once").wait_for()
    is_accessible(page)
    page.get_by_role("link", name="Back to the accounts").click()
    follow(page, page.get_by_role("link", name="Open the account of Ben"))
    is_accessible(page)
    for name in ("Change the role", "Make a new link", "End the account"):
        page.get_by_role("link", name=name).click()
        page.get_by_role("heading", name=name).wait_for()
        is_accessible(page)
        if name != "End the account":
            page.go_back()
    page.get_by_role("button", name="End the account").click()
    page.get_by_text("The account has ended.").wait_for()
    with console.line.db.begin(console.line.clock()) as tx:
        known = accounts.find(tx, "ben@example.org")
    assert known is not None and known.state == accounts.ENDED
