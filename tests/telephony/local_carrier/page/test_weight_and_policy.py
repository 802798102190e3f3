"""The first view is light; nothing in it is inline, and nothing comes from elsewhere."""

from typing import TYPE_CHECKING

import pytest

from telephony.local_carrier.phones.phones import Carrier
from tests.kits.browser import Browsing
from tests.telephony.local_carrier.page.telephones import SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

MOST_BYTES = 30_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
INLINE = """() => [...document.querySelectorAll("style, script:not([src]), [style], [href^='javascript:']")]
  .concat([...document.querySelectorAll("*")].filter((node) => /^on|,on/.test(node.getAttributeNames())))
  .map((node) => node.outerHTML)"""


@pytest.fixture
def tab(browsing: Browsing) -> "Page":
    """A tab of a browser that has fetched nothing yet."""
    return browsing.open()


@pytest.fixture
def url(_carrier_url: str) -> str:
    """Where the carrier listens."""
    return _carrier_url


def opened_first(tab: "Page", url: str) -> Telephones:
    """The page in a browser that has never seen it."""
    tab.goto(url)
    telephones = Telephones(tab)
    expect(telephones.phone("Jo")).to_be_visible()
    return telephones


def test_the_first_view_weighs_less_than_30_kilobytes_compressed(
    tab: "Page", carrier: Carrier, url: str
) -> None:
    asked: list[Request] = []
    tab.on("request", lambda request: asked.append(request))
    opened_first(tab, url)
    files = [each for each in asked if "/page/" in each.url or each.url == f"{url}/"]
    sizes = {each.url: each.sizes()["responseBodySize"] for each in files}
    assert len([url for url in sizes if url.endswith(".js")]) > 10
    assert sum(sizes.values()) < MOST_BYTES, sizes


def test_every_file_has_the_policy_and_comes_from_here_and_panels_nobody_opened_are_not_fetched(
    tab: "Page", carrier: Carrier, url: str
) -> None:
    asked: list[Request] = []
    tab.on("request", lambda request: asked.append(request))
    opened_first(tab, url)
    elsewhere = [request.url for request in asked if not request.url.startswith((f"{url}/", "data:"))]
    assert elsewhere == []
    files = [
        request for request in asked if "/_phones/" not in request.url and not request.url.startswith("data:")
    ]
    for request in files:
        answer = request.response()
        assert answer is not None
        headers = answer.all_headers()
        assert headers["content-security-policy"] == POLICY, request.url
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert [request.url for request in files if "glass" in request.url or "breaking" in request.url] == []


def test_nothing_is_inline_whatever_the_page_shows(
    telephones: Telephones, product: Product, client: Client
) -> None:
    product.page("/voice", response(f'<Dial callerId="{LINE}" timeout="600">{SAM}</Dial>'))
    telephones.text("Ana", "hello")
    telephones.button("Ana", "Call the line").click()
    expect(telephones.incoming("Sam")).to_be_visible()
    assert telephones.tab.evaluate(INLINE) == []
    telephones.incoming("Sam").get_by_role("button", name="Answer").click()
    expect(telephones.call("Sam")).to_contain_text("Talking with Ana")
    telephones.tab.get_by_role("button", name="Behind the glass").click()
    expect(telephones.tab.get_by_role("heading", name="Break things")).to_be_visible()
    assert telephones.tab.evaluate(INLINE) == []


@pytest.mark.parametrize("path", ["/page/../control/view.py", "/page/routes.py", "/page/nothing.js"])
def test_no_other_file_is_served(tab: "Page", url: str, path: str) -> None:
    assert tab.request.get(f"{url}{path}").status == 404


def test_two_looks_behind_the_glass_at_once_bring_each_exchange_once(
    tab: "Page", url: str, carrier: Carrier
) -> None:
    opened_first(tab, url)
    look = "import('/page/on_demand.js').then(({ lookBehind }) => lookBehind(() => {}))"
    tab.evaluate(look)  # the panels are there from now on
    for words in ("one", "two", "three"):
        carrier.phone(SAM).text(words)
    ids: list[int] = tab.evaluate("""async () => {
        const { glass, lookBehind } = await import("/page/on_demand.js");
        await Promise.all([lookBehind(() => {}), lookBehind(() => {})]);
        return glass.exchanges.map((exchange) => exchange.id);
    }""")
    assert len(ids) >= 3 and len(set(ids)) == len(ids)
