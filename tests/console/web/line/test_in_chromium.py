"""The pages of the line at 360 pixels: axe finds nothing, in both languages, and the keyboard does it."""

import threading
from collections.abc import Callable, Iterator

import pytest
from werkzeug.serving import make_server

from store.accounts import sessions
from tests.console.web.now.test_in_chromium import is_accessible
from tests.kits.browser import Browsing
from tests.kits.console import Console
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


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_of_the_line_is_accessible_at_360_pixels(
    language: str, console: Console, address: str, browsing: Browsing
) -> None:
    member = console.member(email="kim@example.org", language=language)
    with console.line.db.begin(console.line.clock()) as tx:
        token = sessions.start(tx, member.account.id, "Chromium, Linux")
        tx.choose("name", "Harbour Line", by="Ada")
    page = browsing.open(width=360)
    page.context.add_cookies([{"name": "warmline", "value": token, "url": address}])
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
