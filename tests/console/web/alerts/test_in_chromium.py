"""The test of the whole chain, watched as people answer it; axe finds nothing at 360 pixels on these pages."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from werkzeug.serving import make_server

from flows.line.on_call import OnCall
from store.accounts import sessions
from store.upkeep import heartbeats
from tests.console.web.now.test_in_chromium import is_accessible
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.line import COORDINATOR, TestLine


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    line = lines("sqlite")
    line.db.line = replace(line.db.line, ladder=(OnCall(COORDINATOR),))
    with line.db.engine.begin() as connection:
        heartbeats.write(connection, "worker", "here:1")
    return Console(line, origin="http://127.0.0.1")


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


def test_the_page_shows_by_itself_who_answers_the_test(
    console: Console, address: str, browsing: Browsing
) -> None:
    console.line.text("+12025550111", "i want to kill myself")
    console.line.work()
    member = console.member(email="kim@example.org")
    with console.line.db.begin(console.line.clock()) as tx:
        token = sessions.start(tx, member.account.id, "Chromium, Linux")
    page = browsing.open(width=360)
    page.context.add_cookies([{"name": "warmline", "value": token, "url": address}])
    for path in ("/alerts?kind=crisis", "/now/alert/1"):
        page.goto(address + path)
        is_accessible(page)
    page.goto(address + "/on-call")
    page.get_by_role("link", name="Test the whole chain").click()
    is_accessible(page)
    page.get_by_role("button", name="Text and ring them all now").click()
    page.get_by_text("hasn't answered yet").wait_for()
    console.line.work()
    console.line.text(COORDINATOR, "TEST")
    page.get_by_text("answered by text").wait_for()
    page.get_by_text("Everybody answered.").wait_for()
    is_accessible(page)
    page.goto(address + "/log?did=alerts_test")
    page.get_by_role("cell", name="Tested the alerts").wait_for()
    is_accessible(page)
