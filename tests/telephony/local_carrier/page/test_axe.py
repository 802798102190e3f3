"""No state of the page breaks a rule of axe: wide and narrow, light and dark."""

import re
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # ships no types

from tests.kits.browser import Browsing
from tests.telephony.local_carrier.page.telephones import ANA, SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client
from tests.telephony.local_carrier.tab import Page

WIDTHS, SCHEMES = (1280, 360), ("light", "dark")
RUN = "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations"


def violations(telephones: Telephones) -> list[tuple[int, str, str, str]]:
    """What axe finds, of any impact: (width, light or dark, rule, the first element)."""
    tab, found = telephones.tab, []
    tab.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        for scheme in SCHEMES:
            tab.set_viewport_size({"width": width, "height": 800})
            tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            broken: list[Any] = tab.evaluate(RUN)
            found += [(width, scheme, rule["id"], rule["nodes"][0]["html"][:200]) for rule in broken]
    tab.set_viewport_size({"width": WIDTHS[0], "height": 800})
    return found


def test_fresh(telephones: Telephones) -> None:
    expect(telephones.guide).to_be_visible()
    assert violations(telephones) == []


def test_with_texts_that_arrived_and_texts_that_did_not(
    telephones: Telephones, product: Product, page: Page, client: Client
) -> None:
    product.page(
        "/sms",
        response("<Message>How are you? Reply 1 (very low) to 5 (good), or SKIP.</Message>"),
        (500, "", ""),
    )
    telephones.text("Ana", "CHECKIN")
    telephones.text("Ana", "hello?")
    page.does("on_text", number=SAM, error=30003)
    client.messages.create(to=SAM, from_=LINE, body="A call for you? TAKE K7 or PASS K7.")
    page.does("notice", text="The story begins.")
    telephones.text("Rosa", "STOP")
    expect(telephones.thread("Ana")).to_contain_text("did not answer")
    expect(telephones.thread("Sam")).to_contain_text("did not arrive")
    expect(telephones.thread("Rosa")).to_contain_text("from the carrier itself")
    assert violations(telephones) == []


def test_ringing_and_left_to_ring(telephones: Telephones, product: Product, client: Client) -> None:
    product.page("/hello", response("<Pause length='3000'/>"))
    for number in (ANA, SAM):
        client.calls.create(to=number, from_=LINE, url=product.url("/hello"), timeout=600)
    expect(telephones.incoming("Sam")).to_be_visible()
    telephones.incoming("Ana").get_by_role("button", name="Let it ring").click()
    assert violations(telephones) == []


def test_in_a_call_and_after_it(telephones: Telephones, product: Product) -> None:
    gather = '<Gather numDigits="1" action="/on" timeout="3000"><Say>Press 1 to be connected, or star.</Say></Gather>'
    product.page("/voice", response(gather))
    product.page("/on", response(f'<Play>tune.mp3</Play><Dial callerId="{LINE}" timeout="600">{SAM}</Dial>'))
    telephones.button("Ana", "Call the line").click()
    telephones.tab.get_by_role("group", name="Keypad of Ana").get_by_role("button", name="1").click()
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    expect(telephones.call("Ana")).to_contain_text("Talking with Sam")
    telephones.guide.get_by_role("button", name="Ana says").click()
    expect(telephones.captions("Sam")).to_contain_text("They say")
    assert violations(telephones) == []
    telephones.call("Ana").get_by_role("button", name="Hang up").click()
    past = telephones.thread("Ana").get_by_text("talked with Sam")
    past.click()
    assert violations(telephones) == []


def test_adding_a_telephone_that_cannot_be(browsing: Browsing, telephones: Telephones) -> None:
    browsing.forgive("400 (Bad Request)")
    telephones.tab.get_by_text("Add a telephone").click()
    telephones.tab.get_by_label("Kind").select_option("a phone that shows somebody else’s number")
    telephones.tab.get_by_label("Number", exact=True).fill("abc")
    telephones.tab.get_by_role("button", name="Add it").click()
    expect(telephones.tab.get_by_role("alert")).to_contain_text("“abc” is no phone number")
    telephones.phone("Ana").get_by_text("Dial a number").click()
    assert violations(telephones) == []


def test_behind_the_glass_with_things_broken(telephones: Telephones) -> None:
    telephones.text("Ana", "hello")
    button = telephones.tab.get_by_role("button", name="Behind the glass")
    button.click()
    panel = telephones.tab.get_by_role("region", name="Break things")
    panel.get_by_role("button", name="Everything twice").click()
    panel.get_by_label("Whose").select_option("Sam")
    panel.get_by_role("button", name="Lose texts to it").click()
    expect(panel.get_by_role("listitem").filter(has_text="Mend")).to_have_count(2)
    exchange = telephones.tab.get_by_text("Ana texts the line").first
    exchange.click()
    assert violations(telephones) == []


def test_while_the_clock_runs_and_when_the_carrier_is_gone(
    browsing: Browsing, slow_clock: Telephones
) -> None:
    browsing.forgive("ERR_FAILED")
    telephones = slow_clock
    telephones.clock.get_by_role("button", name="9 AM").click()
    expect(telephones.clock.get_by_role("button", name="Stop it here")).to_be_visible()
    telephones.tab.route(re.compile("/_phones/view"), lambda route: route.abort())
    telephones.text("Ana", "hello")
    expect(telephones.notices.get_by_role("alert")).to_contain_text("The carrier does not answer.")
    assert violations(telephones) == []
