"""What axe does not see: large text, narrow windows, forced colours, motion, and the order of headings."""

from itertools import pairwise

import pytest

from tests.telephony.local_carrier.page.conftest import Open
from tests.telephony.local_carrier.page.telephones import ANA, SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client

HOLDS = response(
    '<Gather timeout="3000"><Say>Press 1 for yes, 2 for no, or 0 to hear this again.</Say></Gather>'
)
STICKY = """() => [...document.querySelectorAll("body *")]
  .filter((node) => ["sticky", "fixed"].includes(getComputedStyle(node).position))
  .filter((node) => node.offsetWidth > innerWidth * 0.9)
  .reduce((sum, node) => sum + node.offsetHeight, 0)"""
# What is cut off: a box that hides what runs over, and a control whose words run over its edge.
CUT = """() => [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility()
    && !node.closest(".unseen")
    && (["hidden", "clip"].includes(getComputedStyle(node).overflowX)
      || node.matches("button, summary, label, h1, h2, p"))
    && node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline")
  .map((node) => node.outerHTML.slice(0, 150))"""
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


@pytest.mark.parametrize(("width", "height", "size"), [(360, 640, "200%"), (640, 360, "100%")])
def test_what_stays_in_sight_above_leaves_more_than_half_of_the_window(
    opened: Open, product: Product, client: Client, width: int, height: int, size: str
) -> None:
    telephones = opened(width, height)
    telephones.tab.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
    product.page("/hello", response("<Pause length='3000'/>"))
    for number in (ANA, SAM):
        client.calls.create(to=number, from_=LINE, url=product.url("/hello"), timeout=600)
    expect(telephones.notices.get_by_role("alert")).to_have_count(2)
    assert telephones.tab.evaluate(STICKY) < height / 2


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


# "settle" moves nothing: it keeps a button that has just come from taking a click.
MOVING = "document.getAnimations().filter((each) => each.animationName !== 'settle').length"


@pytest.mark.parametrize("motion", [True, False])
def test_a_phone_that_rings_moves_only_where_motion_is_wanted(
    opened: Open, product: Product, client: Client, motion: bool
) -> None:
    telephones = opened(motion=motion)
    product.page("/hello", response("<Pause length='3000'/>"))
    client.calls.create(to=SAM, from_=LINE, url=product.url("/hello"), timeout=600)
    expect(telephones.incoming("Sam")).to_be_visible()
    assert (telephones.tab.evaluate(MOVING) > 0) is motion


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
