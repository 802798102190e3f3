"""One carrier with named telephones for all tests of this folder, and its page in a browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from telephony.local_carrier.phones.phones import Carrier
from tests.kits.browser import Browsing, Chromium
from tests.telephony.local_carrier.conftest import Elsewhere, start_carrier, stop_carrier
from tests.telephony.local_carrier.page.telephones import NAME, PEOPLE, SAM, ZONE, Telephones
from tests.telephony.local_carrier.page.window import WINDOW, Visiting
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, Client

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., Telephones]
Ring = Callable[..., None]
ASKS = response(
    '<Gather numDigits="1" timeout="3000" action="/pressed"><Say>Press 1 to take the call.</Say></Gather>'
)


def written(folder: Path, people: object = PEOPLE) -> tuple[str, ...]:
    """The arguments of a carrier with telephones and a clock that can be moved."""
    (folder / "phones.json").write_text(json.dumps(people))
    (folder / "clock").write_text("0")
    return (
        *("--name", NAME, "--timezone", ZONE),
        *("--phones", str(folder / "phones.json"), "--clock", str(folder / "clock")),
    )


@pytest.fixture(scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("telephones")


@pytest.fixture(scope="session")
def _carrier_url(_product: Product, _folder: Path) -> Iterator[str]:
    process, url = start_carrier(_product, *written(_folder), "--stride", "0")
    yield url
    stop_carrier(process)


@pytest.fixture
def carrier(carrier: Carrier, _folder: Path) -> Carrier:
    """The carrier, empty, and its clock at the real time."""
    (_folder / "clock").write_text("0")
    return carrier


@pytest.fixture
def browsing(browser: Chromium) -> Iterator[Browsing]:
    """Pages of one's own choice."""
    with browser.pages(Visiting) as made:
        yield made


@pytest.fixture
def tab(browsing: Visiting) -> "Page":
    """A blank tab of 1280 by 800 pixels."""
    return WINDOW.lend(browsing)


@pytest.fixture
def opened(tab: "Page", carrier: Carrier, _carrier_url: str) -> Open:
    """Open the page of telephones in a window of any size, or where motion is wanted; a second time in its place."""

    def open_page(width: int = 1280, height: int = 800, *, motion: bool = False) -> Telephones:
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(reduced_motion="no-preference" if motion else "reduce")
        tab.goto(_carrier_url)
        return Telephones(tab)

    return open_page


@pytest.fixture
def slow_clock(another_carrier: Callable[..., Elsewhere], browsing: Browsing, tmp_path: Path) -> Telephones:
    """The page of a carrier whose clock takes a minute for each stop on its way."""
    return Telephones(browsing.open(another_carrier(*written(tmp_path), "--stride", "60").url))


@pytest.fixture
def telephones(opened: Open) -> Telephones:
    """The page of telephones in a wide window."""
    return opened()


@pytest.fixture
def ring(product: Product, client: Client) -> Ring:
    """Let the line ring Sam, and ask whoever answers to press 1. `seconds`: of telephone time."""

    def call(seconds: int = 600, document: str = ASKS, **more: str) -> None:
        product.page("/hello", document)
        product.page("/pressed", response("<Say>Thank you.</Say><Pause length='3000'/>"))
        client.calls.create(to=SAM, from_=LINE, url=product.url("/hello"), timeout=seconds, **more)

    return call
