"""Closing a tab hangs up what it dialled and answered; a reload does not, and nobody else's calls are touched."""

import asyncio
import http.client
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from telephony.local_carrier.journal import Journal
from telephony.local_carrier.phones.phones import Carrier
from tests.kits.waiting import as_long_here
from tests.telephony.local_carrier.conftest import start_carrier, stop_carrier
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import LINE, sdk
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

ANA, BEA = "+16175550101", "+16175550102"
HOLD = response('<Say>hello</Say><Pause length="90000"/>')


@pytest.fixture(scope="module")
def grace() -> float:
    """Real seconds that a page may be away here."""
    return as_long_here(0.25)


@pytest.fixture(scope="module")
def carrier_of_pages(_product: Product, grace: float) -> Iterator[str]:
    process, url = start_carrier(_product, "--page-grace", str(grace))
    yield url
    stop_carrier(process)


@pytest.fixture
def url(carrier_of_pages: str, product: Product) -> Iterator[str]:
    product.page("/voice", HOLD)
    product.page("/hello", HOLD)
    yield carrier_of_pages
    Carrier(carrier_of_pages).reset()


def tab(url: str, name: str) -> tuple[Page, http.client.HTTPConnection]:
    """A page with its view open: the page, and the connection whose end closes the tab."""
    page = Page(url, name)
    return page, page.open_view(page.sees()["revision"])


def state(page: Page, sid: str) -> str:
    return str(page.request("GET", f"calls/{sid}")[1]["state"])


def stays_up(page: Page, sid: str, seconds: float) -> None:
    """See that a call does not end within so many seconds."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        assert state(page, sid) not in ("completed", "canceled")
        page.request("GET", f"changes?since={10**9}&wait={left}")
    assert state(page, sid) == "in-progress"


def test_closing_the_tab_hangs_up_the_call_that_it_dialled(url: str) -> None:
    page, view = tab(url, "one")
    sid = page.does("call", **{"from": ANA}, page="one")["sid"]
    eventually(lambda: state(Page(url), sid) == "in-progress")
    view.close()
    eventually(lambda: state(Page(url), sid) == "completed")


def test_closing_the_tab_hangs_up_the_call_that_it_answered(url: str, product: Product) -> None:
    sid = str(sdk(url).calls.create(to=ANA, from_=LINE, url=product.url("/hello")).sid)
    page, view = tab(url, "one")
    eventually(lambda: state(page, sid) == "ringing")
    page.does(f"calls/{sid}/answer", page="one")
    eventually(lambda: state(Page(url), sid) == "in-progress")
    view.close()
    eventually(lambda: state(Page(url), sid) == "completed")


def test_a_reload_hangs_up_nothing_however_often(url: str, grace: float) -> None:
    page, view = tab(url, "one")
    sid = page.does("call", **{"from": ANA}, page="one")["sid"]
    eventually(lambda: state(Page(url), sid) == "in-progress")
    for _ in range(3):
        view.close()
        _, view = tab(url, "one")
    with closing(view):
        stays_up(Page(url), sid, 3 * grace)


def test_a_page_between_two_looks_is_still_there(url: str, grace: float) -> None:
    page = Page(url, "one")
    sid = page.does("call", **{"from": ANA}, page="one")["sid"]
    eventually(lambda: state(Page(url), sid) == "in-progress")
    until = time.monotonic() + 3 * grace
    while time.monotonic() < until:
        page.sees(10**9, wait=grace / 4)
    assert state(Page(url), sid) == "in-progress"


def test_two_tabs_are_two_pages(url: str, grace: float) -> None:
    one, closed = tab(url, "one")
    two, open_view = tab(url, "two")
    first = one.does("call", **{"from": ANA}, page="one")["sid"]
    second = two.does("call", **{"from": BEA}, page="two")["sid"]
    eventually(lambda: state(Page(url), second) == "in-progress")
    closed.close()
    eventually(lambda: state(Page(url), first) == "completed")
    with closing(open_view):
        stays_up(Page(url), second, 2 * grace)


def test_a_page_with_two_views_open_is_there_while_one_of_them_is(url: str, grace: float) -> None:
    page, first = tab(url, "one")
    _, second = tab(url, "one")
    sid = page.does("call", **{"from": ANA}, page="one")["sid"]
    eventually(lambda: state(Page(url), sid) == "in-progress")
    first.close()
    with closing(second):
        stays_up(Page(url), sid, 2 * grace)
    eventually(lambda: state(Page(url), sid) == "completed")


def test_calls_of_nobodys_page_are_never_touched(url: str, product: Product, grace: float) -> None:
    carrier = Carrier(url)
    carrier.phone(BEA).on_ring("answer")
    called = carrier.phone(ANA).call()
    sdk(url).calls.create(to=BEA, from_=LINE, url=product.url("/hello"))
    taken = carrier.phone(BEA).wait_for_call()
    taken.wait_until_heard("hello")
    _, view = tab(url, "one")
    view.close()
    stays_up(Page(url), called.sid, 2 * grace)
    assert taken.state == "in-progress"


def test_what_voicemail_took_belongs_to_no_page(url: str, product: Product, grace: float) -> None:
    # Else the voicemail itself hangs up after a few minutes of telephone time.
    Page(url).does("on_ring", number=ANA, default={"greeting": 80_000})
    sid = str(sdk(url).calls.create(to=ANA, from_=LINE, url=product.url("/hello")).sid)
    page, view = tab(url, "one")
    eventually(lambda: state(page, sid) == "ringing")
    page.does(f"calls/{sid}/voicemail", page="one")
    eventually(lambda: state(Page(url), sid) == "in-progress")
    view.close()
    stays_up(Page(url), sid, 2 * grace)


def test_a_page_that_dials_and_never_looks_is_gone_as_well(url: str) -> None:
    sid = Page(url).does("call", **{"from": ANA}, page="one")["sid"]
    eventually(lambda: state(Page(url), sid) == "completed")


def test_many_tabs_leave_connections_of_their_browser_to_those_who_do_something(url: str) -> None:
    # With six connections for all of them, six that waited for a change would keep every text and call from leaving.
    views = [tab(url, name)[1] for name in ("one", "two", "three", "four")]
    fifth = Page(url, "five")

    def waits() -> float:
        began = time.monotonic()
        fifth.sees(fifth.sees()["revision"], wait=2)
        return time.monotonic() - began

    eventually(waits, lambda seconds: seconds < 1.5)
    views.pop().close()
    eventually(waits, lambda seconds: seconds >= 2)
    for view in views:
        view.close()


def test_a_tab_that_is_closed_at_the_moment_of_a_change_is_closed() -> None:
    async def close_at_a_change() -> bool:
        journal = Journal()
        view = asyncio.ensure_future(journal.wait(journal.revision, 60))
        await asyncio.sleep(0)
        journal.changed()
        view.cancel()
        await asyncio.wait({view})
        return view.cancelled()

    assert asyncio.run(close_at_a_change())


def test_a_name_of_a_page_that_is_none_is_refused(url: str) -> None:
    page = Page(url)
    page.does("add", number=ANA)
    assert "100 characters" in page.refusal("call", **{"from": ANA}, page="x" * 101)
    assert "must be a text" in page.refusal("call", **{"from": ANA}, page=7)
    assert page.request("GET", f"view?page={'x' * 101}")[0] == 400
    assert page.phone(ANA)["calls"] == []
