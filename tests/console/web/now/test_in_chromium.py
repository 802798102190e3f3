"""Somebody sees a crisis come in, without a click, and takes it in three keys; axe finds nothing at 360 pixels."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from store.models import Alert
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import is_accessible, sign_in
from tests.kits.line import TestLine

if TYPE_CHECKING:
    pass

PARTICIPANT, OTHER = "+12025550111", "+12025550112"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


def test_a_crisis_comes_in_by_itself_and_is_taken_in_three_keys(
    console: Console, address: str, browsing: Browsing
) -> None:
    member = console.member(email="kim@example.org")
    page = browsing.open(width=360)
    sign_in(page, console, address, member)
    page.goto(address + "/")
    page.get_by_role("heading", name="Now").wait_for()
    page.locator("#code").fill("half a co")
    console.line.text(OTHER, "CALL")
    console.line.text(PARTICIPANT, "i want to kill myself")
    console.line.work()
    page.get_by_text("CRISIS").wait_for()
    assert page.title().startswith("(1) ")
    assert (
        page.locator("#code").input_value() == "half a co"
        and page.evaluate("document.activeElement.id") == "code"
    )
    is_accessible(page)
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "alert-2"
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.get_by_text("It's yours.").wait_for()
    assert console.line.rows(Alert)[1].taken_by_account_id == member.account.id
    is_accessible(page, "dark")
    page.goto(address + "/")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    is_accessible(page, "dark")
    page.keyboard.press("Escape")
    page.goto(f"{address}/now/callback/1")
    is_accessible(page, "dark")
