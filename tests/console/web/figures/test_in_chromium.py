"""axe finds nothing on the figures at 360 pixels, in light and in dark; printed, a month is one sheet."""

import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # ships no types
from werkzeug.serving import make_server

from store.accounts import sessions
from tests.console.web.figures.test_figures import filled
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.line import TestLine

RUN = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(each => each.id)"


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


def test_the_figures_are_accessible_and_printed_on_one_sheet(
    console: Console, address: str, browsing: Browsing
) -> None:
    filled(console)
    member = console.member("auditor", email="kim@example.org", language="es")
    with console.line.db.begin(console.line.clock()) as tx:
        token = sessions.start(tx, member.account.id, "Chromium, Linux")
    page = browsing.open(width=360)
    page.context.add_cookies([{"name": "warmline", "value": token, "url": address}])
    page.goto(f"{address}/figures")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(RUN) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    page.get_by_role("link", name="Mes anterior").press("Enter")
    page.get_by_text("De este mes no se sabe nada").wait_for()
