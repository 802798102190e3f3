"""Somebody's words are opened by keyboard alone; axe finds nothing on any page about people at 360 pixels."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from store.models import AccountReason
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import is_accessible, sign_in
from tests.kits.line import TestLine

if TYPE_CHECKING:
    pass

PARTICIPANT, VOLUNTEER = "+12025550111", "+12025550122"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


def test_words_are_opened_by_keyboard_and_every_page_is_accessible(
    console: Console, address: str, browsing: Browsing
) -> None:
    line = console.line
    line.volunteer(VOLUNTEER, "Sam Lee")
    for words in ("CHECKIN", "2", "CHECKIN", "4", "i want to kill myself"):
        line.text(PARTICIPANT, words)
    line.work()
    member = console.member("supervisor", email="kim@example.org")
    page = browsing.open(width=360)
    sign_in(page, console, address, member)
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
