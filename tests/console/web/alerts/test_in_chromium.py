"""The test of the whole chain, watched as people answer it; axe finds nothing at 360 pixels on these pages."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.line.on_call import OnCall
from store.upkeep import heartbeats
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import follow, is_accessible, sign_in
from tests.kits.line import COORDINATOR, TestLine


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    line = lines("sqlite")
    line.db.line = replace(line.db.line, ladder=(OnCall(COORDINATOR),))
    with line.db.engine.begin() as connection:
        heartbeats.write(connection, "worker", "here:1")
    return Console(line, origin="http://127.0.0.1")


def test_the_page_shows_by_itself_who_answers_the_test(
    console: Console, address: str, browsing: Browsing
) -> None:
    console.line.text("+12025550111", "i want to kill myself")
    console.line.work()
    member = console.member(email="kim@example.org")
    page = browsing.open(width=360)
    sign_in(page, console, address, member)
    for path in ("/alerts?kind=crisis", "/now/alert/1"):
        page.goto(address + path)
        is_accessible(page)
    page.goto(address + "/on-call")
    follow(page, page.get_by_role("link", name="Test the whole chain"))
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
