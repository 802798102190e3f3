"""A reload loses nothing; a closed tab hangs up what it held, and nothing else."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kits.browser import Browsing
from tests.telephony.local_carrier.conftest import Elsewhere
from tests.telephony.local_carrier.page.conftest import written
from tests.telephony.local_carrier.page.telephones import ANA, ROSA, SAM, Telephones, expect
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

GRACE = 1.0


@pytest.fixture
def hasty(
    another_carrier: Callable[..., Elsewhere], browsing: Browsing, product: Product, tmp_path: Path
) -> tuple[Telephones, Page]:
    """A carrier that gives a page only a moment to come back, its page, and the phones' API without a tab."""
    url = another_carrier(*written(tmp_path), "--page-grace", str(GRACE)).url
    product.page("/voice", response('<Say>Welcome.</Say><Pause length="3000"/>'))
    return Telephones(browsing.open(url)), Page(url)


def calls(telephones: Telephones, name: str) -> None:
    telephones.button(name, "Call the line").click()
    expect(telephones.captions(name)).to_contain_text("Welcome.")


def test_a_reload_keeps_half_typed_words_threads_the_chosen_phone_and_a_call_that_goes_on(
    hasty: tuple[Telephones, Page],
) -> None:
    telephones, api = hasty
    telephones.text("Ana", "before")
    telephones.words("Rosa").press_sequentially("half of a th")
    calls(telephones, "Sam")
    telephones.tab.reload()
    again = time.monotonic()
    expect(telephones.thread("Ana")).to_contain_text("before")
    expect(telephones.words("Rosa")).to_have_value("half of a th")
    expect(telephones.names.get_by_role("button", name="Sam")).to_have_attribute("aria-current", "true")
    expect(telephones.captions("Sam")).to_contain_text("Welcome.")
    # Longer than a page may be away.
    eventually(lambda: time.monotonic() - again > 1.5 * GRACE)
    assert api.call(SAM)["state"] == "in-progress"
    telephones.call("Sam").get_by_role("button", name="Hang up").click()
    eventually(lambda: api.call(SAM)["state"] == "completed")
    telephones.text("Rosa", "half of a thought")
    telephones.tab.reload()
    expect(telephones.thread("Rosa")).to_contain_text("half of a thought")
    expect(telephones.words("Rosa")).to_have_value("")


def test_a_closed_tab_hangs_up_what_it_dialled_and_what_it_answered_and_nothing_else(
    hasty: tuple[Telephones, Page], product: Product
) -> None:
    telephones, api = hasty
    other = telephones.another_tab()
    calls(telephones, "Ana")
    calls(other, "Sam")
    api.does("call", **{"from": ROSA})  # of a program, which is no page
    eventually(lambda: api.call(ROSA)["state"] == "in-progress")
    telephones.tab.close()
    eventually(lambda: api.call(ANA)["state"] == "completed")
    assert [api.call(number)["state"] for number in (SAM, ROSA)] == ["in-progress"] * 2
    # The other tab sees it, and its own call goes on.
    expect(other.thread("Ana")).to_contain_text("You called")
    expect(other.call("Sam")).to_be_visible()


def test_a_half_typed_text_survives_what_happens_meanwhile(hasty: tuple[Telephones, Page]) -> None:
    telephones, api = hasty
    telephones.words("Ana").press_sequentially("I was going to")
    api.does("text", **{"from": ANA}, body="from elsewhere")
    expect(telephones.thread("Ana")).to_contain_text("from elsewhere")
    expect(telephones.words("Ana")).to_have_value("I was going to")
    telephones.chips("Ana").first.click()
    expect(telephones.thread("Ana")).to_contain_text("CHECKIN")
    expect(telephones.words("Ana")).to_have_value("I was going to")
    expect(telephones.words("Sam")).to_have_value("")
