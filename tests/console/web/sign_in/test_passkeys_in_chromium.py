"""A passkey in a real browser, with a virtual device: made, used to get in and to show who it is, removed."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from store.accounts import accounts, links
from tests.kits.browser import Browsing
from tests.kits.console import PASSWORD, Console
from tests.kits.console_pages import follow, is_accessible, served
from tests.kits.line import TestLine

if TYPE_CHECKING:
    pass

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def line(lines: Callable[..., TestLine]) -> TestLine:
    return lines("sqlite")


@pytest.fixture
def at_a_name(line: TestLine) -> Iterator[tuple[Console, str]]:
    """The console at a name, since no browser makes passkeys for a bare IP address."""
    with served(line.app, "localhost") as origin:
        yield Console(line, origin), f"{origin}/console"


def test_from_an_invitation_with_a_passkey_to_getting_in_by_it_and_taking_it_away(
    at_a_name: tuple[Console, str], browsing: Browsing
) -> None:
    console, address = at_a_name
    with console.line.db.begin(console.line.clock()) as tx:
        token = links.make(tx, accounts.add(tx, "ana@example.org", "coordinator").id)
    page = browsing.open(width=360)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{address}/finish/{token}")
    is_accessible(page)
    page.get_by_label("Your name").fill("Ana Ruiz")
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("The new password again").fill(PASSWORD)
    page.get_by_role("button", name="Make a passkey and finish").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.get_by_role("link", name="I've kept them").click()
    follow(page, page.get_by_role("button", name="Sign out"))
    is_accessible(page)
    page.get_by_role("button", name="Sign in with a passkey").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Now").wait_for()

    console.pass_time(minutes=11)
    page.goto(f"{address}/account/passkeys/add")
    page.get_by_role("heading", name="Is it you?").wait_for()
    is_accessible(page)
    page.get_by_role("button", name="Show it with a passkey").click()
    page.get_by_role("heading", name="Add a passkey").wait_for()
    is_accessible(page)
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_text("This device has a passkey for your account already.").wait_for()

    page.goto(f"{address}/account")
    is_accessible(page)
    follow(page, page.get_by_role("link", name="Remove the passkey"))
    is_accessible(page)
    browsing.forgive("422")
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("alert").get_by_text("the only thing that lets you in").wait_for()
    is_accessible(page)

    page.get_by_role("button", name="Sign out").click()
    device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": made["authenticatorId"]})
    other = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("No passkey was used: it was cancelled").wait_for()
    is_accessible(page)
    assert device.send("WebAuthn.getCredentials", {"authenticatorId": other["authenticatorId"]}) == {
        "credentials": []
    }


def test_without_a_script_password_and_code_stay_and_the_page_says_why(
    at_a_name: tuple[Console, str], browsing: Browsing
) -> None:
    console, address = at_a_name
    console.member()
    first = browsing.open()
    page = first.context.browser.new_context(java_script_enabled=False).new_page()  # type: ignore[union-attr]
    page.goto(f"{address}/sign-in")
    assert page.get_by_text("A passkey needs JavaScript").is_visible()
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    assert page.get_by_label("Password").is_visible()
    page.context.close()
