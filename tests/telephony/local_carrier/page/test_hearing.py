"""What a screen reader speaks: each thing once, nothing while nothing happens, and in its own language."""

import re
from typing import Any

from tests.telephony.local_carrier.page.telephones import SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client

HOLDS = response(
    '<Gather timeout="3000"><Say>Press 1 for yes, 2 for no, or 0 to hear this again.</Say></Gather>'
)
LIVE = "[role=alert], [role=status], [role=log], [aria-live=polite], [aria-live=assertive]"
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
    # The words alone would not say on whose phone they have come.
    expect(telephones.thread("Sam")).to_contain_text(re.compile(r"Sam gets:\s*A call for you\?"))
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
    client.messages.create(to="+16175550103", from_=LINE, body="¿Como va hoy?")
    telephones.button("Ana", "Call the line").click()
    expect(telephones.captions("Ana").get_by_text("Oprime 1.")).to_have_attribute("lang", "es-MX")
    expect(telephones.thread("Rosa").get_by_text("¿Como va hoy?")).to_have_attribute("lang", "es")
