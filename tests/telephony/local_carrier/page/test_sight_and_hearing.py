"""What axe does not see: large text, narrow windows, forced colours, motion, headings, and what is spoken."""

from itertools import pairwise
from typing import Any

import pytest

from tests.telephony.local_carrier.page.conftest import Open
from tests.telephony.local_carrier.page.telephones import SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client

HOLDS = response(
    '<Gather timeout="3000"><Say>Press 1 for yes, 2 for no, or 0 to hear this again.</Say></Gather>'
)
LIVE = "[role=alert], [role=status], [role=log], [aria-live=polite], [aria-live=assertive]"
# What is cut off: a box that hides what runs over, and a control whose words run over its edge.
CUT = """() => [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility()
    && !node.closest(".unseen")
    && (["hidden", "clip"].includes(getComputedStyle(node).overflowX)
      || node.matches("button, summary, label, h1, h2, p"))
    && node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline")
  .map((node) => node.outerHTML.slice(0, 150))"""
LISTEN = """(live) => {
  window.heard = [];
  const hear = (region) => window.heard.push([
    region.getAttribute("aria-label") || `${region.tagName}.${region.className}`, region.textContent,
  ]);
  new MutationObserver((changes) => {
    const regions = new Set();
    for (const { target, addedNodes } of changes) {
      const node = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      if (node?.closest(live)) regions.add(node.closest(live));
      for (const added of addedNodes) {
        if (added.nodeType !== Node.ELEMENT_NODE) continue;
        for (const each of [added, ...added.querySelectorAll(live)]) if (each.matches(live)) regions.add(each);
      }
    }
    [...regions].filter((region) => region.isConnected).forEach(hear);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
LOOKS = """(node) => { const style = getComputedStyle(node);
  return ["color", "backgroundColor", "borderColor", "borderWidth", "borderStyle", "outline", "textDecoration"]
    .map((name) => style[name]).join("; "); }"""


def busy(telephones: Telephones, product: Product, client: Client) -> None:
    """Ana in a call, Sam ringing, texts, the dialler and the form open."""
    product.page("/sms", response("<Message>How are you? Reply 1 (very low) to 5 (good), or SKIP.</Message>"))
    product.page("/voice", HOLDS)
    product.page("/hello", response("<Pause length='3000'/>"))
    telephones.text("Ana", "Pneumonoultramicroscopicsilicovolcanoconiosis is a long word")
    telephones.button("Ana", "Call the line").click()
    expect(telephones.captions("Ana")).to_contain_text("Press 1")
    telephones.tab.get_by_text("Add a telephone").click()
    telephones.tab.get_by_label("Kind").select_option("a phone that shows somebody else’s number")
    client.calls.create(to=SAM, from_=LINE, url=product.url("/hello"), timeout=600)
    expect(telephones.notices.get_by_role("alert")).to_contain_text("Sam’s phone rings.")


@pytest.mark.parametrize(("width", "size"), [(1280, "100%"), (1280, "200%"), (320, "100%"), (360, "200%")])
def test_nothing_is_cut_off_and_nothing_scrolls_sideways(
    opened: Open, product: Product, client: Client, width: int, size: str
) -> None:
    telephones = opened(width=width)
    telephones.tab.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
    assert telephones.sideways() == 0
    busy(telephones, product, client)
    telephones.tab.get_by_role("button", name="Behind the glass").click()
    expect(telephones.tab.get_by_role("heading", name="Break things")).to_be_visible()
    for name in ("Sam", "Ana"):
        telephones.names.get_by_role("button", name=name).click()
        expect(telephones.phone(name)).to_be_visible()
        assert telephones.sideways() == 0
        assert telephones.tab.evaluate(CUT) == []


def test_what_is_switched_on_chosen_or_named_is_told_apart_in_forced_colours(
    telephones: Telephones, product: Product, client: Client
) -> None:
    busy(telephones, product, client)
    telephones.names.get_by_role("button", name="Ana").click()
    telephones.tab.emulate_media(forced_colors="active")
    tools = telephones.tab.get_by_role("banner")
    keypad = telephones.tab.get_by_role("group", name="Keypad of Ana")
    pairs = {
        "switched on": (
            tools.get_by_role("button", name="Ringing sound"),
            tools.get_by_role("button", name="Read aloud"),
        ),
        "chosen": (
            telephones.names.get_by_role("button", name="Ana"),
            telephones.names.get_by_role("button", name="Jo"),
        ),
        "named": (keypad.get_by_role("button", name="1"), keypad.get_by_role("button", name="5")),
    }
    alike = [what for what, (one, other) in pairs.items() if one.evaluate(LOOKS) == other.evaluate(LOOKS)]
    assert alike == []


@pytest.mark.parametrize("motion", [True, False])
def test_a_phone_that_rings_moves_only_where_motion_is_wanted(
    opened: Open, product: Product, client: Client, motion: bool
) -> None:
    telephones = opened(motion=motion)
    product.page("/hello", response("<Pause length='3000'/>"))
    client.calls.create(to=SAM, from_=LINE, url=product.url("/hello"), timeout=600)
    expect(telephones.incoming("Sam")).to_be_visible()
    assert (telephones.tab.evaluate("document.getAnimations().length") > 0) is motion


def test_nothing_needs_a_pointer_that_hovers(telephones: Telephones) -> None:
    rules: list[str] = (
        telephones.tab.evaluate("""[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule.selectorText?.includes(":hover")).flatMap((rule) => [...rule.style])""")
    )
    assert {name.partition("-")[0] for name in rules} <= {"border"}
    expect(telephones.tab.locator("[title]")).to_have_count(0)


def test_headings_go_down_one_step_at_a_time_from_one_first(telephones: Telephones) -> None:
    telephones.text("Ana", "hello")
    telephones.tab.get_by_role("button", name="Behind the glass").click()
    expect(telephones.tab.get_by_text("Ana texts the line").first).to_be_visible()
    telephones.tab.get_by_text("Ana texts the line").first.click()
    levels: list[int] = [
        int(tag[1])
        for tag in telephones.tab.get_by_role("heading").evaluate_all(
            "(all) => all.map((each) => each.tagName)"
        )
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert [now for before, now in pairwise(levels) if now > before + 1] == []


def listen(telephones: Telephones) -> None:
    telephones.tab.evaluate(LISTEN, LIVE)


def heard(telephones: Telephones, words: str = "") -> set[str]:
    """The regions that spoke since `listen`, of those that now hold these words."""
    found: list[Any] = telephones.tab.evaluate("window.heard")
    return {region for region, text in found if words in text}


def test_what_happens_is_spoken_once(telephones: Telephones, product: Product, client: Client) -> None:
    expect(telephones.guide).to_be_visible()
    listen(telephones)
    client.messages.create(to=SAM, from_=LINE, body="A call for you? TAKE K7 or PASS K7.")
    expect(telephones.thread("Sam")).to_contain_text("delivered")
    assert heard(telephones, "A call for you?") == {"Texts and calls of Sam"}
    product.page("/hello", HOLDS)
    client.calls.create(to=SAM, from_=LINE, url=product.url("/hello"), timeout=600)
    expect(telephones.incoming("Sam")).to_be_visible()
    assert len(heard(telephones, "Sam’s phone rings.")) == 1
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    expect(telephones.captions("Sam")).to_contain_text("Press 1")
    assert heard(telephones, "Press 1 for yes") == {"What Sam hears"}
    expect(telephones.tab.locator(LIVE).locator(LIVE)).to_have_count(0)


def test_nothing_is_spoken_while_nothing_happens(telephones: Telephones, product: Product) -> None:
    product.page("/voice", HOLDS)
    telephones.button("Ana", "Call the line").click()
    expect(telephones.captions("Ana")).to_contain_text("Press 1")
    expect(telephones.call("Ana")).to_contain_text("0:00")
    listen(telephones)
    # The clock of the call goes on, and is for the eye.
    expect(telephones.call("Ana")).to_contain_text("0:01")
    assert heard(telephones) == set()


def test_a_clock_that_runs_is_spoken_of_when_it_begins_and_when_it_ends(
    telephones: Telephones, client: Client
) -> None:
    listen(telephones)
    telephones.clock.get_by_role("button", name="An hour later").click()
    expect(telephones.clock.get_by_role("status")).to_have_text("The clock stands.")
    listen(telephones)
    client.messages.create(to=SAM, from_=LINE, body="Good morning.")
    expect(telephones.clock).to_contain_text("Sam 1 text")
    assert heard(telephones, "Sam 1 text") == set()


def test_words_in_another_language_are_marked_as_such(
    telephones: Telephones, product: Product, client: Client
) -> None:
    product.page("/voice", response('<Say language="es-MX">Oprime 1.</Say><Pause length="3000"/>'))
    client.messages.create(to="+16175550103", from_=LINE, body="¿Qué tal va hoy?")
    telephones.button("Ana", "Call the line").click()
    expect(telephones.captions("Ana").get_by_text("Oprime 1.")).to_have_attribute("lang", "es-MX")
    expect(telephones.thread("Rosa").get_by_text("¿Qué tal va hoy?")).to_have_attribute("lang", "es")
