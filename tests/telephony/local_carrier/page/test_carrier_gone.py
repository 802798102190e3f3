"""The carrier stops, comes back, or answers rubbish: the page says so, loses no words, and goes on."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.kits.browser import Browsing
from tests.telephony.local_carrier.conftest import start_carrier, stop_carrier
from tests.telephony.local_carrier.page.conftest import written
from tests.telephony.local_carrier.page.telephones import Telephones, expect
from tests.telephony.local_carrier.product import Product

if TYPE_CHECKING:
    from playwright.sync_api import Route

GONE = "The carrier does not answer."


class Restarted:
    """A carrier that is stopped and started again where it was."""

    def __init__(self, product: Product, folder: Path) -> None:
        self._product = product
        self._arguments = written(folder)
        self._process: subprocess.Popen[str] | None = None
        self.url = ""

    def start(self) -> None:
        port = str(urlsplit(self.url).port or 0)
        self._process, self.url = start_carrier(self._product, *self._arguments, "--port", port)

    def stop(self) -> None:
        if self._process:
            stop_carrier(self._process)
        self._process = None


@pytest.fixture
def restarted(product: Product, tmp_path: Path) -> Iterator[Restarted]:
    found = Restarted(product, tmp_path)
    found.start()
    yield found
    found.stop()


def test_a_carrier_that_stops_is_missed_and_one_that_starts_again_is_found(
    restarted: Restarted, browsing: Browsing
) -> None:
    browsing.forgive("ERR_CONNECTION_REFUSED")
    browsing.forgive("ERR_EMPTY_RESPONSE")
    browsing.forgive("ERR_CONNECTION_RESET")
    browsing.forgive("ERR_INCOMPLETE_CHUNKED_ENCODING")
    telephones = Telephones(browsing.open(restarted.url))
    telephones.text("Ana", "before")
    expect(telephones.thread("Ana")).to_contain_text("delivered")
    restarted.stop()
    alert = telephones.notices.get_by_role("alert")
    expect(alert).to_contain_text(GONE)
    telephones.text("Sam", "into the void")
    expect(telephones.words("Sam")).to_have_value("into the void")
    restarted.start()
    expect(alert).to_have_count(0)
    # Another carrier knows nothing of what was; the page does not pretend that it does.
    expect(telephones.thread("Ana")).to_have_text("Nothing yet.")
    expect(telephones.words("Sam")).to_have_value("into the void")
    telephones.words("Sam").press("Enter")
    expect(telephones.thread("Sam")).to_contain_text("into the void")


def test_rubbish_is_not_believed_and_the_page_goes_on(telephones: Telephones) -> None:
    expect(telephones.phone("Ana")).to_be_visible()
    rubbish = ["<h1>Bad Gateway</h1>", '{"revision": 3, "started": "x", "shelf": {}, "phones": 7}']

    def answer(route: "Route") -> None:
        if rubbish:
            route.fulfill(status=200, content_type="application/json", body=rubbish.pop())
        else:
            route.continue_()

    telephones.tab.route(re.compile("/_phones/view"), answer)
    telephones.text("Ana", "hello")  # ends the question that is open
    expect(telephones.notices.get_by_role("alert")).to_contain_text(GONE)
    expect(telephones.thread("Ana")).to_contain_text("delivered")
    expect(telephones.notices.get_by_role("alert")).to_have_count(0)
    assert rubbish == []


def test_an_error_of_the_carrier_is_said_in_words(telephones: Telephones, browsing: Browsing) -> None:
    browsing.forgive("503 (Service Unavailable)")
    telephones.tab.route(re.compile("/_phones/text"), lambda route: route.fulfill(status=503, body="busy"))
    telephones.text("Ana", "hello")
    expect(telephones.notices.get_by_role("alert")).to_have_text(re.compile(r"carrier", re.IGNORECASE))
    expect(telephones.words("Ana")).to_have_value("hello")
    telephones.tab.unroute(re.compile("/_phones/text"))
    telephones.words("Ana").press("Enter")
    expect(telephones.thread("Ana")).to_contain_text("hello")
    expect(telephones.notices.get_by_role("alert")).to_have_count(0)
