"""A coordinator finds, changes and texts volunteers on a phone of 360 pixels; axe finds nothing on any page."""

from collections.abc import Callable

import pytest

from store.models import Message, Volunteer
from store.volunteers import roster
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import follow, is_accessible, sign_in
from tests.kits.line import TestLine


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


def test_volunteers_are_found_changed_invited_and_texted_on_a_small_phone(
    console: Console, address: str, browsing: Browsing
) -> None:
    member = console.member(email="kim@example.org")
    with console.line.db.begin(console.line.clock()) as tx:
        roster.add_active(tx, "Rosa Vega Castellanos de la Torre", "+12025550122", ["en", "es"])
    browsing.forgive("422")
    page = browsing.open(width=360)
    sign_in(page, console, address, member)
    page.goto(f"{address}/volunteers")
    is_accessible(page)
    page.get_by_label("Name or handle").fill("rosa")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Rosa Vega").click()
    page.get_by_role("heading", name="Rosa Vega").wait_for()
    is_accessible(page, "dark")
    for link in ("Change", "Pause or off duty", "New number", "Remove"):
        page.goto(f"{address}/volunteers/1")
        page.get_by_role("link", name=link, exact=True).click()
        page.get_by_role("heading", level=1).wait_for()
        is_accessible(page, "light")
    page.goto(f"{address}/volunteers/1/profile")
    page.get_by_label("Calls a day, at most").fill("many")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").wait_for()
    is_accessible(page, "dark")
    page.get_by_label("Calls a day, at most").fill("3")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert console.line.rows(Volunteer)[0].daily_cap == 3
    page.goto(f"{address}/volunteers/text")
    is_accessible(page, "light")
    page.get_by_label("Words").fill("Storm tonight")
    follow(page, page.get_by_role("button", name="Look it over"))
    is_accessible(page, "dark")
    page.get_by_role("button", name="Send it to 1").dblclick()
    page.get_by_role("status").wait_for()
    assert [each.purpose for each in console.line.rows(Message)] == ["team"]
    for path in ("invite", "import", "fairness"):
        page.goto(f"{address}/volunteers/{path}")
        is_accessible(page, "light")
    page.goto(f"{address}/volunteers/import")
    people = b"name,phone,consent\nNoor,2025550144,signed form\nLee,12,signed form\n"
    page.get_by_label("The file").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": people}
    )
    page.get_by_role("button", name="Look it over").click()
    page.get_by_text("1 will be invited, 1 won't").wait_for()
    is_accessible(page)
