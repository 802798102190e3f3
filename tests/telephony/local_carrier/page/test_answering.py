"""A call that was answered: its phone has the focus, and what is pressed, on whichever keys, reaches the line."""

import re

import pytest

from tests.telephony.local_carrier.page.conftest import ASKS, Ring
from tests.telephony.local_carrier.page.telephones import LINE_SHOWN, SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually


def pressed(product: Product) -> list[str]:
    return [asked.params["Digits"] for asked in product.requests("/pressed")]


def keys(telephones: Telephones, *names: str) -> None:
    for name in names:
        telephones.tab.keyboard.press(name)


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


def test_a_double_click_on_answer_presses_no_key_that_comes_to_stand_there(
    telephones: Telephones, ring: Ring, product: Product
) -> None:
    ring()
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    key = telephones.tab.get_by_role("group", name="Keypad of Sam").get_by_role("button", name="5")
    key.hover()
    telephones.tab.mouse.down(click_count=2)
    telephones.tab.mouse.up(click_count=2)
    key.dblclick()  # a key itself may be pressed twice in a row
    expect(telephones.captions("Sam").get_by_text("You press 5")).to_have_count(2)
    eventually(lambda: pressed(product) == ["5"])


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
