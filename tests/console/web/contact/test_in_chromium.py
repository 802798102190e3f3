"""The pages of one person's contact in a real Chromium at 360 pixels: axe finds nothing, keys are enough."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from store.models import Block
from tests.kits.browser import Browsing
from tests.kits.console import Console
from tests.kits.console_pages import follow, is_accessible, sign_in
from tests.kits.line import TestLine

if TYPE_CHECKING:
    pass

PARTICIPANT, OTHER = "+12025550111", "+12025550112"


@pytest.fixture
def console(lines: Callable[..., TestLine]) -> Console:
    return Console(lines("sqlite"), origin="http://127.0.0.1")


def test_somebody_is_blocked_and_somebody_else_agrees_by_keys_alone(
    console: Console, address: str, browsing: Browsing
) -> None:
    console.line.text(PARTICIPANT, "CHECKIN")
    handle = console.line.contacts_of(PARTICIPANT)[0].handle
    browsing.forgive("422")
    page = browsing.open(width=360)
    sign_in(page, console, address, console.member("coordinator", "kim@example.org"))
    page.goto(f"{address}/people/{handle}/block")
    is_accessible(page)
    page.get_by_role("button", name="Block them and tell them").press("Enter")
    page.get_by_role("alert").wait_for()
    is_accessible(page)
    page.get_by_label("Reason").select_option("threats")
    page.get_by_label("What happened").fill("Threatened a volunteer")
    page.get_by_role("button", name="Block them and tell them").press("Enter")
    page.get_by_role("status").wait_for()
    is_accessible(page)
    sign_in(page, console, address, console.member("supervisor", "lee@example.org"))
    page.goto(f"{address}/")
    page.get_by_role("link", name="Blocks that want a second look: 1").press("Enter")
    page.get_by_role("heading", name="Blocks", exact=True).wait_for()
    is_accessible(page)
    page.get_by_role("link", name=handle).press("Enter")
    page.get_by_role("button", name="I agree").press("Enter")
    page.get_by_role("status").wait_for()
    assert console.line.rows(Block)[0].looked_at is not None
    is_accessible(page)
    page.goto(f"{address}/blocks?which=all")
    is_accessible(page)


def test_somebody_is_written_to_and_their_answer_comes_by_itself(
    console: Console, address: str, browsing: Browsing
) -> None:
    console.line.text(PARTICIPANT, "i want to kill myself")
    console.line.work()
    page = browsing.open(width=360)
    sign_in(page, console, address, console.member("coordinator", "kim@example.org"))
    page.goto(f"{address}/now/alert/1")
    page.get_by_role("link", name="Write to them").press("Enter")
    page.get_by_label("Your words").fill("Are you safe right now?")
    page.get_by_role("button", name="Show it first").press("Enter")
    page.get_by_text("They read exactly this:").wait_for()
    is_accessible(page)
    page.get_by_role("button", name="Send it").press("Enter")
    page.get_by_role("status").get_by_text("on its way").wait_for()
    is_accessible(page)
    page.get_by_label("Your words").fill("half a sentence")
    console.pass_time(minutes=1)
    console.line.text(PARTICIPANT, "no i am so scared")
    page.locator("#now-lines").get_by_text("They wrote").nth(1).wait_for()
    assert page.get_by_label("Your words").input_value() == "half a sentence"
    assert "scared" not in page.content()


def test_a_number_seen_and_a_call_asked_for_are_pages_for_everybody(
    console: Console, address: str, browsing: Browsing
) -> None:
    console.line.text(PARTICIPANT, "i want to kill myself")
    console.line.work()
    page = browsing.open(width=360)
    browsing.forgive("422")
    sign_in(page, console, address, console.member("supervisor", "lee@example.org"))
    page.goto(f"{address}/now/alert/1")
    page.get_by_role("link", name="Call them").press("Enter")
    page.get_by_label("Your number").fill("911")
    page.get_by_role("button", name="Text me a code").press("Enter")
    page.get_by_role("alert").first.wait_for()
    is_accessible(page)
    page.get_by_label("Your number").fill("+12025550147")
    page.get_by_role("button", name="Text me a code").press("Enter")
    page.get_by_label("Code", exact=True).wait_for()
    is_accessible(page)
    console.line.work()
    code = console.line.carrier.texts[-1].words[:6]
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="It's my phone").press("Enter")
    page.get_by_role("button", name="Ring my phone").press("Enter")
    page.get_by_text("They're asked whether the team may call.").wait_for()
    is_accessible(page)
    console.line.work()
    console.line.text(PARTICIPANT, "1")
    console.line.work()
    page.get_by_text("Your phone rings. Press 1.").first.wait_for()  # by itself
    page.get_by_role("button", name="End the call").press("Enter")
    page.get_by_text("The call was called off.").first.wait_for()
    page.goto(f"{address}/now/alert/1")
    follow(page, page.get_by_role("link", name="See their number"))
    is_accessible(page)
    page.get_by_label("Why you need it").fill("No answer, and the police ask")
    page.get_by_role("button", name="Show me the number").press("Enter")
    page.get_by_text(PARTICIPANT).wait_for()
    is_accessible(page)
    page.reload()
    page.go_back()
    page.goto(page.url)
    assert PARTICIPANT not in page.content()
