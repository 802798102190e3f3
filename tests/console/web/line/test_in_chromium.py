"""The pages of the line at 360 pixels: axe finds nothing, in both languages, and the keyboard does it."""

from collections.abc import Callable

import pytest

from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import is_accessible, sign_in
from tests.kits.line import TestLine

PAGES = (
    "",
    "/setting/name",
    "/setting/cover_hours",
    "/grave/policy",
    "/history",
    "/wordings",
    "/wording/answer.cost",
)


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_the_line_is_accessible_at_360_pixels(
    language: str, console: Console, address: str, browsing: Browsing
) -> None:
    member = console.member(email="kim@example.org", language=language)
    with console.line.db.begin(console.line.clock()) as tx:
        tx.choose("name", "Harbour Line", by="Ada")
    page = browsing.open(width=360)
    sign_in(page, console, address, member)
    for path in PAGES:
        page.goto(f"{address}/line{path}")
        assert page.locator("h1").count() == 1, path
        is_accessible(page)
    page.goto(f"{address}/line/setting/name")
    page.locator("#value").fill("Seaside Line")
    page.locator("button[value=preview]").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Seaside Line.").first.wait_for()
    is_accessible(page, "dark")
