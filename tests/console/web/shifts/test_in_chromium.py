"""A week by keyboard alone, at 360 pixels, on paper: axe finds nothing, and one sheet holds it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import is_accessible, sign_in
from tests.kits.line import TestLine
from tests.kits.rota import RUTH, SAM, TONIGHT, Rota

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = timedelta(days=1)


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


@pytest.fixture
def signed_in(console: Console, address: str, browsing: Browsing) -> "Callable[[int], Page]":
    def open_page(width: int) -> "Page":
        member = console.member(email=f"kim{width}@example.org")
        page = browsing.open(width=width)
        sign_in(page, console, address, member)
        return page

    return open_page


def filled(console: Console) -> Rota:
    """A week with somebody each evening, and a shift that nobody has."""
    rota = Rota(console.line)
    sam = rota.volunteer(SAM, "Sam Jones")
    rota.volunteer(RUTH, "Ruth Lee", reserve=True)
    for each in range(4):
        rota.shift(sam, TONIGHT + each * DAY)
    rota.say_open(TONIGHT + DAY)
    return rota


def sheets(page: "Page") -> int:
    """How many sheets of paper the page takes."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))


def test_the_pages_of_the_rota_are_for_everybody_at_360_pixels(
    console: Console, address: str, signed_in: "Callable[[int], Page]"
) -> None:
    rota = filled(console)
    page = signed_in(360)
    for path in PATHS:
        page.goto(f"{address}/{path}")
        is_accessible(page)
    page.goto(f"{address}/shifts/{rota.open_ones()[0].id}")
    is_accessible(page)
    page.goto(f"{address}/shifts/1")
    is_accessible(page, "dark")


PATHS = ["shifts", "shifts/month", "shifts/new", "shifts/away", "shifts/slots", "shifts/closed"]


def test_arrows_go_from_shift_to_shift_and_one_stop_is_enough_for_tab(
    console: Console, address: str, signed_in: "Callable[[int], Page]"
) -> None:
    filled(console)
    page = signed_in(1280)
    page.goto(f"{address}/shifts")
    assert page.locator("#rota a[tabindex='0']").count() == 1
    page.locator("#rota a", has_text="Sam").first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('tr').textContent").startswith("Thursday")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('tr').textContent").startswith("Wednesday")
    page.keyboard.press("g")
    assert page.evaluate("document.activeElement.hasAttribute('data-gap')")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.locator("#rota a", has_text="Open").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Suggest somebody").wait_for()
    page.goto(f"{address}/shifts")
    page.locator("h1").click()
    page.keyboard.press("n")
    page.get_by_text("Monday, March 9, to Sunday, March 15").wait_for()
    assert sheets(page) == 1, "a week of gaps is one sheet of paper"
    page.goto(f"{address}/shifts/month")
    assert sheets(page) == 1
