"""Everything is reached with Tab alone, in the order in which it is read, with a focus that is seen."""

from typing import Any

import pytest

from tests.telephony.local_carrier.page.conftest import Open
from tests.telephony.local_carrier.page.telephones import SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE

# All that can be operated and is shown, in the order of the document; each gets a number.
NUMBER = """() => {
  const every = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  const shown = [...every].filter((node) => node.checkVisibility() && !node.disabled);
  shown.forEach((node, place) => { node.dataset.place = place; });
  return shown.map((node) => node.textContent.trim().slice(0, 30) || node.getAttribute("aria-label") || node.name);
}"""
# Which of them has the focus, whether that is seen, and whether something lies over it.
FOCUSED = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const over = document.elementFromPoint(Math.min(box.left + box.width / 2, innerWidth - 1), (top + bottom) / 2);
  return {
    place: Number(node.dataset.place ?? -1),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    clear: bottom > top && Boolean(over) && (node.contains(over) || over.contains(node)),
  };
}"""


def walk(telephones: Telephones) -> list[str]:
    """To the last control with Tab and back to the first; gives those that came out of turn, unseen or covered."""
    names: list[str] = telephones.tab.evaluate(NUMBER)
    assert len(names) > 20
    wrong = []

    def look(place: int, way: str) -> None:
        found: dict[str, Any] = telephones.tab.evaluate(FOCUSED)
        if found != {"place": place, "ring": True, "clear": True}:
            wrong.append(f"{way} {names[place]}: number {place} is {found}")

    telephones.tab.keyboard.press("Shift")  # from here on whatever has the focus is shown to have it
    telephones.tab.get_by_role("link", name="Skip to the telephones").focus()
    look(0, "at")
    for place in range(1, len(names)):
        telephones.tab.keyboard.press("Tab")
        look(place, "on to")
    for place in reversed(range(len(names) - 1)):
        telephones.tab.keyboard.press("Shift+Tab")
        look(place, "back to")
    return wrong


@pytest.mark.parametrize("width", [1280, 360])
def test_every_control_is_reached_with_tab_in_the_order_of_reading(opened: Open, width: int) -> None:
    telephones = opened(width=width, height=700)
    expect(telephones.guide).to_be_visible()
    telephones.phone("Ana").get_by_text("Dial a number").click()
    telephones.tab.get_by_text("Add a telephone").click()
    assert walk(telephones) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_so_it_is_while_a_phone_rings_and_another_is_in_a_call(
    opened: Open, product: Product, width: int
) -> None:
    product.page(
        "/voice", response("<Say>Please hold.</Say>", f'<Dial callerId="{LINE}" timeout="600">{SAM}</Dial>')
    )
    telephones = opened(width=width, height=700)
    telephones.button("Ana", "Call the line").click()
    expect(telephones.captions("Ana")).to_contain_text("Please hold.")
    expect(telephones.notices.get_by_role("alert")).to_be_visible()
    assert walk(telephones) == []


def test_the_first_stop_leads_past_everything_to_the_telephones(telephones: Telephones) -> None:
    expect(telephones.guide).to_be_visible()
    telephones.tab.keyboard.press("Tab")
    skip = telephones.tab.get_by_role("link", name="Skip to the telephones")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    telephones.tab.keyboard.press("Enter")
    telephones.tab.keyboard.press("Tab")
    expect(telephones.thread("Ana")).to_be_focused()


def test_a_text_is_written_sent_and_answered_with_the_keyboard_alone(
    telephones: Telephones, product: Product
) -> None:
    product.page("/sms", response("<Message>Did it help? Reply 1 yes, 2 no.</Message>"))
    telephones.words("Ana").focus()
    telephones.tab.keyboard.type("hello")
    telephones.tab.keyboard.press("Enter")
    expect(telephones.chips("Ana")).to_have_text(["1 yes", "2 no"])
    expect(telephones.words("Ana")).to_be_focused()
    telephones.tab.keyboard.press("Shift+Tab")
    telephones.tab.keyboard.press("Space")
    expect(telephones.thread("Ana").get_by_text("2", exact=True)).to_be_visible()
    assert telephones.focused_phone() == "Ana"


def test_what_was_pressed_and_is_gone_leaves_the_focus_in_its_part(slow_clock: Telephones) -> None:
    telephones = slow_clock
    telephones.clock.get_by_role("button", name="An hour later").press("Enter")
    stop = telephones.clock.get_by_role("button", name="Stop it here")
    expect(stop).to_be_focused()
    stop.press("Enter")
    expect(telephones.clock.get_by_role("button", name="15 minutes later")).to_be_focused()
    telephones.guide.get_by_role("button", name="CHECKIN").press("Enter")
    expect(telephones.guide.get_by_role("heading")).not_to_contain_text("You are Ana")
    expect(telephones.guide).to_be_focused()
