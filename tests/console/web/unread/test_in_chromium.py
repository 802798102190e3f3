"""Unread by a real browser, at 360 pixels, in light and dark: axe finds nothing, and a text is decided by keyboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from store.models import Paraphrase
from tests.console.web.unread.test_unread import ANA, ODD, says_yes, set_to
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import is_accessible, sign_in
from tests.kits.line import TestLine

if TYPE_CHECKING:
    pass


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


def test_a_text_is_decided_by_keyboard_and_every_page_is_accessible(
    console: Console, address: str, browsing: Browsing
) -> None:
    member = console.member(email="kim@example.org")
    browsing.forgive("422")  # a form that is given back
    page = browsing.open(width=360)
    sign_in(page, console, address, member)
    page.goto(address + "/unread")
    is_accessible(page)
    page.goto(address + "/unread/switch")
    is_accessible(page)
    set_to(console, "on")
    says_yes(console)
    console.line.text(ANA, ODD)
    page.goto(address + "/unread")
    page.get_by_text(ODD).first.wait_for()
    is_accessible(page)
    page.get_by_role("link", name="Say what it meant").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What did it mean?").wait_for()
    page.get_by_role("button", name="Keep my words").press("Enter")
    page.get_by_text("Choose what they meant").first.wait_for()
    is_accessible(page)
    page.locator("#meaning").select_option("call")
    page.locator("#words").fill("please phone me again")
    page.get_by_role("button", name="Keep my words").press("Enter")
    page.get_by_text("Your words are kept").wait_for()
    assert [row.meaning for row in console.line.rows(Paraphrase)] == ["call"]
    page.goto(address + "/unread/learned")
    page.get_by_text("please phone me again").first.wait_for()
    is_accessible(page)
