"""The clock's buttons let time pass on the line's clock, and the page shows where it stands and what came meanwhile."""

import re

from tests.telephony.local_carrier.page.telephones import SAM, Telephones, expect
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

HOUR, MINUTE = 3600.0, 60.0


def ahead(page: Page) -> float:
    """By how many seconds the carrier's clock is ahead."""
    return float(page.sees()["clock"]["ahead"])


def test_a_button_lets_time_pass_and_the_page_shows_how_much_and_what_came_since(
    telephones: Telephones, page: Page, client: Client
) -> None:
    expect(telephones.clock).to_contain_text("where the line is (New York)")
    telephones.clock.get_by_role("button", name="An hour later").click()
    eventually(lambda: ahead(page), lambda seconds: seconds > HOUR - MINUTE)
    expect(telephones.clock).to_contain_text("1 hour ahead of the real time")
    client.messages.create(to=SAM, from_=LINE, body="Good morning.")
    expect(telephones.clock).to_contain_text("Sam 1 text")
    telephones.clock.get_by_role("button", name="15 minutes later").click()
    eventually(lambda: ahead(page), lambda seconds: seconds > 1.25 * HOUR - MINUTE)


def test_evening_and_morning_are_those_of_the_lines_clock(telephones: Telephones) -> None:
    telephones.clock.get_by_role("button", name=re.compile("9 AM")).click()
    expect(telephones.clock).to_contain_text(re.compile(r"\w+day, 9:0\d AM"))
    telephones.clock.get_by_role("button", name=re.compile("7 PM")).click()
    expect(telephones.clock).to_contain_text(re.compile(r"\w+day, 7:0\d PM"))


def test_a_clock_that_runs_is_stopped_on_its_way_and_the_phones_go_on_meanwhile(
    slow_clock: Telephones,
) -> None:
    slow_clock.clock.get_by_role("button", name="An hour later").click()
    expect(slow_clock.clock).to_contain_text("It runs on to")
    slow_clock.text("Ana", "hello")
    expect(slow_clock.thread("Ana")).to_contain_text("delivered")
    slow_clock.clock.get_by_role("button", name="Stop it here").click()
    expect(slow_clock.clock.get_by_role("button", name="An hour later")).to_be_visible()
    expect(slow_clock.clock).not_to_contain_text("1 hour ahead")
