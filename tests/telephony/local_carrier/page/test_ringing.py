"""A phone that rings is noticed wherever the page is, and is answered, declined or left to ring."""

import re
from collections.abc import Callable

import pytest

from tests.telephony.local_carrier.page.conftest import Open
from tests.telephony.local_carrier.page.telephones import LINE_SHOWN, SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

Ring = Callable[..., None]
ASKS = response(
    '<Gather numDigits="1" timeout="3000" action="/pressed"><Say>Press 1 to take the call.</Say></Gather>'
)


@pytest.fixture
def ring(product: Product, client: Client) -> Ring:
    """Let the line ring Sam, and ask whoever answers to press 1. `seconds`: of telephone time."""

    def call(seconds: int = 600, document: str = ASKS, **more: str) -> None:
        product.page("/hello", document)
        product.page("/pressed", response("<Say>Thank you.</Say><Pause length='3000'/>"))
        client.calls.create(to=SAM, from_=LINE, url=product.url("/hello"), timeout=seconds, **more)

    return call


def pressed(product: Product) -> list[str]:
    return [asked.params["Digits"] for asked in product.requests("/pressed")]


def keys(telephones: Telephones, *names: str) -> None:
    for name in names:
        telephones.tab.keyboard.press(name)


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


def test_answered_by_mouse_the_phone_keeps_the_focus_and_a_digit_on_the_keyboard_is_pressed(
    telephones: Telephones, ring: Ring, product: Product
) -> None:
    ring()
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    expect(telephones.captions("Sam")).to_contain_text("Press 1")
    assert telephones.focused_phone() == "Sam"
    keys(telephones, "1")
    expect(telephones.captions("Sam")).to_contain_text("You press 1")
    expect(telephones.captions("Sam")).to_contain_text("Thank you.")
    assert pressed(product) == ["1"]


@pytest.mark.parametrize("where", ["bar", "phone", "guide"])
def test_answered_by_keyboard_alone_the_phone_has_the_focus_and_a_digit_is_pressed(
    telephones: Telephones, ring: Ring, product: Product, where: str
) -> None:
    ring()
    place = {"bar": telephones.notices, "phone": telephones.incoming("Sam"), "guide": telephones.guide}[where]
    answer = place.get_by_role("button", name="Answer")
    expect(answer).to_be_visible()
    for _ in range(80):
        keys(telephones, "Tab")
        if answer.evaluate("button => button === document.activeElement"):
            break
    expect(answer).to_be_focused()
    keys(telephones, "Enter")
    expect(telephones.captions("Sam")).to_contain_text("Press 1")
    eventually(telephones.focused_phone, lambda name: name == "Sam")
    keys(
        telephones, "Enter", "1"
    )  # a second Enter, as of an impatient hand, does nothing that nobody has read
    expect(telephones.captions("Sam")).to_contain_text("You press 1")
    eventually(lambda: pressed(product) == ["1"])


def test_the_keypad_presses_and_what_is_said_in_the_field_is_no_key(
    telephones: Telephones, ring: Ring, product: Product
) -> None:
    ring(
        document=response(
            '<Gather input="dtmf speech" numDigits="2" timeout="3000" action="/pressed"><Say>Go on.</Say></Gather>'
        )
    )
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    expect(telephones.captions("Sam")).to_contain_text("Go on.")
    words = telephones.call("Sam").get_by_label("What Sam says")
    words.press_sequentially("12")
    expect(words).to_have_value("12")
    keypad = telephones.tab.get_by_role("group", name="Keypad of Sam")
    keypad.get_by_role("button", name="star").click()
    keypad.get_by_role("button", name="7").click()
    expect(telephones.captions("Sam")).to_contain_text("You press 7")
    eventually(lambda: pressed(product) == ["*7"])


def test_a_key_that_the_line_names_is_offered_where_the_page_says_what_to_do(
    telephones: Telephones, ring: Ring, product: Product
) -> None:
    ring(
        document=ASKS.replace("Press 1 to take the call.", "Oprime 1 para tomar la llamada, o 2 si ahora no.")
    )
    telephones.guide.get_by_role("button", name="Answer").click()
    expect(telephones.guide.get_by_role("button", name=re.compile("^Press"))).to_have_text(
        ["Press 1", "Press 2"]
    )
    telephones.guide.get_by_role("button", name="Press 2").click()
    eventually(lambda: pressed(product) == ["2"])


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


def test_a_call_that_the_line_ends_leaves_the_focus_in_its_phone(
    telephones: Telephones, ring: Ring, page: Page
) -> None:
    ring()
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    expect(telephones.captions("Sam")).to_contain_text("Press 1")
    telephones.tab.get_by_role("group", name="Keypad of Sam").get_by_role("button", name="3").focus()
    page.does(f"calls/{page.call(SAM)['sid']}/hang_up")
    expect(telephones.call("Sam")).to_have_count(0)
    assert telephones.focused_phone() == "Sam"
    expect(telephones.thread("Sam")).to_contain_text(f"{LINE_SHOWN} called you")


def test_hanging_up_says_so_to_the_line_and_keeps_what_was_heard(telephones: Telephones, ring: Ring) -> None:
    ring()
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    expect(telephones.captions("Sam")).to_contain_text("Press 1")
    telephones.call("Sam").get_by_role("button", name="Hang up").click()
    past = telephones.thread("Sam").get_by_role("group").filter(has_text="called you")
    past.get_by_text("called you").click()
    expect(past).to_contain_text("Press 1 to take the call.")
