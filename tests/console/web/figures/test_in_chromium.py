"""axe finds nothing on the figures at 360 pixels, in light and in dark; printed, a month is one sheet."""

from collections.abc import Callable

import pytest

from tests.console.web.figures.test_figures import filled
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import is_accessible, sign_in
from tests.kits.line import TestLine


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


def test_the_figures_are_accessible_and_printed_on_one_sheet(
    console: Console, address: str, browsing: Browsing
) -> None:
    filled(console)
    member = console.member("auditor", email="kim@example.org", language="es")
    page = browsing.open(width=360)
    sign_in(page, console, address, member)
    page.goto(f"{address}/figures")
    is_accessible(page)
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    page.get_by_role("link", name="Mes anterior").press("Enter")
    page.get_by_text("De este mes no se sabe nada").wait_for()
