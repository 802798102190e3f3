"""Somebody sees a crisis come in, without a click, and takes it in three keys; axe finds nothing at 360 pixels."""

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # ships no types
from werkzeug.serving import make_server

from store.accounts import sessions
from store.models import Alert
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.line import TestLine

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUN = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(each => each.id)"
PARTICIPANT, OTHER = "+12025550111", "+12025550112"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


@pytest.fixture
def address(console: Console) -> Iterator[str]:
    """Where the console answers, for as long as the test lasts."""
    server = make_server("127.0.0.1", 0, console.line.app)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/console"
    server.shutdown()
    thread.join()
    server.server_close()


def is_accessible(page: "Page", *schemes: Literal["light", "dark"]) -> None:
    for scheme in schemes or ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(RUN) == [], (page.url, scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_crisis_comes_in_by_itself_and_is_taken_in_three_keys(
    console: Console, address: str, browsing: Browsing
) -> None:
    member = console.member(email="kim@example.org")
    with console.line.db.begin(console.line.clock()) as tx:
        token = sessions.start(tx, member.account.id, "Chromium, Linux")
    page = browsing.open(width=360)
    page.context.add_cookies([{"name": "warmline", "value": token, "url": address}])
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
