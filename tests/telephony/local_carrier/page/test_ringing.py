"""A phone that rings is noticed wherever the page is, and is answered, declined or left to ring."""

import re

from tests.telephony.local_carrier.page.conftest import Open, Ring
from tests.telephony.local_carrier.page.telephones import LINE_SHOWN, SAM, Telephones, expect
from tests.telephony.local_carrier.product import response
from tests.telephony.local_carrier.tab import Page


def test_a_phone_that_rings_is_seen_in_the_title_in_the_bar_and_on_itself(
    telephones: Telephones, ring: Ring
) -> None:
    ring()
    expect(telephones.tab).to_have_title("☎ Sam’s phone rings")
    expect(telephones.notices.get_by_role("alert").filter(has_text="Sam’s phone rings.")).to_be_visible()
    expect(telephones.incoming("Sam")).to_contain_text(f"It shows {LINE_SHOWN}.")
    expect(telephones.names.get_by_role("button", name="Sam rings")).to_be_visible()
    expect(telephones.guide.get_by_role("heading")).to_have_text("Sam’s phone rings.")
    telephones.button("Sam", "Decline").click()
    expect(telephones.tab).not_to_have_title(re.compile("☎"))
    expect(telephones.notices.get_by_text("Sam’s phone rings.")).to_have_count(0)


def test_it_is_seen_and_answered_wherever_the_page_is_scrolled(opened: Open, ring: Ring) -> None:
    telephones = opened(width=360, height=640)
    telephones.tab.get_by_text("Add a telephone").scroll_into_view_if_needed()
    ring()
    alert = telephones.notices.get_by_role("alert").filter(has_text="Sam’s phone rings.")
    expect(alert).to_be_in_viewport(ratio=1)
    alert.get_by_role("button", name="Answer").click()
    # At this width one phone is shown: the one that was answered.
    expect(telephones.captions("Sam")).to_contain_text("Press 1")
    expect(telephones.call("Sam")).to_be_in_viewport()


def test_it_rings_in_every_tab_and_stops_in_every_tab(telephones: Telephones, ring: Ring) -> None:
    other = telephones.another_tab()
    ring()
    for each in (telephones, other):
        expect(each.tab).to_have_title("☎ Sam’s phone rings")
    other.incoming("Sam").get_by_role("button", name="Answer").click()
    for each in (telephones, other):
        expect(each.captions("Sam")).to_contain_text("Press 1")
        expect(each.incoming("Sam")).to_have_count(0)
        expect(each.tab).not_to_have_title(re.compile("☎"))


def test_a_declined_call_is_busy_for_the_line_and_stands_in_the_thread(
    telephones: Telephones, ring: Ring, page: Page
) -> None:
    ring()
    telephones.incoming("Sam").get_by_role("button", name="Decline").click()
    expect(telephones.thread("Sam")).to_contain_text("You declined a call")
    assert page.call(SAM)["state"] == "busy"


def test_a_phone_left_to_ring_rings_on_in_silence(telephones: Telephones, ring: Ring, page: Page) -> None:
    ring()
    let = telephones.incoming("Sam").get_by_role("button", name="Let it ring")
    let.click()
    expect(let).to_have_attribute("aria-pressed", "true")
    expect(telephones.tab).to_have_title("☎ Sam’s phone rings")
    assert page.call(SAM)["state"] == "ringing"
    let.click()
    expect(let).to_have_attribute("aria-pressed", "false")


def test_a_ring_that_ends_is_a_missed_call(telephones: Telephones, ring: Ring, page: Page) -> None:
    ring(20)  # with the carrier's five seconds more, half a real one
    expect(telephones.thread("Sam")).to_contain_text(f"Missed call from {LINE_SHOWN}")
    assert page.call(SAM)["state"] == "no-answer"
    expect(telephones.incoming("Sam")).to_have_count(0)


def test_voicemail_picks_up_and_what_the_line_said_is_the_message_left(
    telephones: Telephones, ring: Ring
) -> None:
    ring(document=response("<Pause length='8'/><Say>This is Riverside. Please call us.</Say>"))
    telephones.incoming("Sam").get_by_role("button", name="Voicemail picks up").click()
    past = telephones.thread("Sam").get_by_role("group").filter(has_text="Voicemail picked up")
    expect(past).to_be_visible()
    past.get_by_text("Voicemail picked up").click()
    expect(past).to_contain_text("left as a message: This is Riverside. Please call us.")
