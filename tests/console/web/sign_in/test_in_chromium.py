"""Somebody signs in with a real browser, by keyboard, on a narrow screen; axe finds nothing on any of the pages."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyotp
import pytest

from store.accounts import accounts, links
from tests.kits.browser import Browsing
from tests.kits.console import PASSWORD, Console
from tests.kits.console_pages import follow, is_accessible
from tests.kits.line import TestLine

if TYPE_CHECKING:
    pass


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


def test_from_the_invitation_to_the_front_page_and_in_again(
    console: Console, address: str, browsing: Browsing
) -> None:
    with console.line.db.begin(console.line.clock()) as tx:
        token = links.make(tx, accounts.add(tx, "ana@example.org", "coordinator").id)
    page = browsing.open(f"{address}/finish/{token}", width=360)
    is_accessible(page)
    app = pyotp.TOTP(page.locator("code.secret").inner_text().replace(" ", ""))
    page.get_by_label("Your name").fill("Ana Ruiz")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("The new password again").fill(PASSWORD)
    page.get_by_label("The six digits").fill(app.at(console.line.clock()))
    page.get_by_label("The six digits").press("Enter")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    is_accessible(page)
    page.get_by_role("link", name="I've kept them").click()
    assert re.fullmatch(r"Riverside Warmline – Now", page.title())
    is_accessible(page)
    follow(page, page.get_by_role("link", name="Your account"))
    is_accessible(page)
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You're signed out.").wait_for()
    is_accessible(page)
    console.pass_time(minutes=1)
    browsing.forgive("422")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    is_accessible(page)
    page.locator("#email").focus()
    page.keyboard.type("ana@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(app.at(console.line.clock()))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Now").wait_for()
