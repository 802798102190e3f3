"""Somebody's words are opened by keyboard alone; axe finds nothing on any page about people at 360 pixels."""

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # ships no types
from werkzeug.serving import make_server

from store.accounts import sessions
from store.models import AccountReason
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.line import TestLine

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUN = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(each => each.id)"
PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"


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


def is_accessible(page: "Page") -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(RUN) == [], (page.url, scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_words_are_opened_by_keyboard_and_every_page_is_accessible(
    console: Console, address: str, browsing: Browsing
) -> None:
    line = console.line
    line.volunteer(VOLUNTEER, "Sam Lee")
    for words in ("CHECKIN", "2", "CHECKIN", "4", "i want to kill myself"):
        line.text(PARTICIPANT, words)
    line.work()
    member = console.member("supervisor", email="kim@example.org")
    with line.db.begin(line.clock()) as tx:
        token = sessions.start(tx, member.account.id, "Chromium, Linux")
    page = browsing.open(width=360)
    page.context.add_cookies([{"name": "warmline", "value": token, "url": address}])
    page.goto(f"{address}/people")
    is_accessible(page)
    handle = str(line.contacts_of(PARTICIPANT)[0].handle)
    page.get_by_role("link", name=handle).press("Enter")
    page.get_by_role("heading", name="One person").wait_for()
    is_accessible(page)
    danger = page.get_by_role("listitem").filter(has_text="words of danger")
    danger.get_by_role("link", name="Open: a text").press("Enter")
    page.get_by_label("Why").select_option("danger")
    page.get_by_label("In a few words").fill("to see how close it is")
    is_accessible(page)
    page.get_by_role("button", name="Open it").press("Enter")
    page.get_by_text("i want to kill myself").wait_for()
    assert len(line.rows(AccountReason)) == 1
    is_accessible(page)
    for there in ("known", "plan", "quieter", "phones"):
        page.goto(f"{address}/people/{handle}/{there}")
        is_accessible(page)
    page.goto(f"{address}/people/known")
    is_accessible(page)
