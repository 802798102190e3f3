"""Whatever reaches the phones' own API is answered in words, stops nothing, and leaves no word of it in a log."""

import http.client
import socket
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tests.kits.waiting import PATIENCE
from tests.telephony.local_carrier.conftest import start_carrier, stop_carrier
from tests.telephony.local_carrier.product import Product
from tests.telephony.local_carrier.sdk import Client
from tests.telephony.local_carrier.tab import Page
from tests.telephony.local_carrier.waiting import eventually

ANA = "+16175550101"

WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**400,
    "",
    "x",
    "\x00",
    "\ud800",
    "é" * 10_000,
    [],
    [[]],
    {},
    {"a": {}},
]
ROUTES = {
    "add": ("number", "name", "kind", "language", "shows", "role", "says"),
    "attest": ("number", "attestation"),
    "call": ("from", "to", "caller_id", "attestation", "params", "page"),
    "clock": ("by", "to"),
    "notice": ("text",),
    "on_ring": ("number", "default", "queue"),
    "on_text": ("number", "error"),
    "put_away": ("number",),
    "text": ("from", "body", "params"),
}


@pytest.mark.parametrize("what", ROUTES)
def test_every_field_bears_every_kind_of_value(page: Page, product: Product, what: str) -> None:
    product.provoked.add("a")
    for field in ROUTES[what]:
        for value in WRONG:
            status, found = page.tries(what, **{field: value, "nobody_knows": value})
            assert status in (200, 400), (field, value, found)
            assert isinstance(found, dict)
            assert status == 200 or isinstance(found["error"], str)
    assert page.sees()["started"]


@pytest.mark.parametrize("act", ["answer", "decline", "voicemail", "press", "say", "hang_up", "dance"])
def test_every_act_in_a_call_bears_every_kind_of_value(page: Page, act: str) -> None:
    sid = page.does("call", **{"from": ANA})["sid"]
    for value in WRONG:
        status, _ = page.tries(f"calls/{sid}/{act}", keys=value, words=value, page=value)
        assert status in (200, 400)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"5",
        b'"text"',
        b"[" * 200_000,
        b"\xff\xfe",
        b'{"a": "\xc3"}',
        b'{"by": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_is_no_object_is_refused(page: Page, body: bytes) -> None:
    for path in ("clock", "break"):
        status, found = page.request("POST", path, body)
        assert (status, isinstance(found["error"], str)) == (400, True)


def test_a_body_that_is_too_large_is_refused_as_json(page: Page) -> None:
    status, found = page.request("POST", "notice", b'{"text": "' + b"x" * 2**21 + b'"}')
    assert (status, isinstance(found["error"], str)) == (413, True)


@pytest.mark.parametrize("wait", ["nan", "x", "", "1e", "--1"])
def test_a_wait_that_is_no_number_is_refused(page: Page, wait: str) -> None:
    for path in ("view", "changes"):
        status, found = page.request("GET", f"{path}?since={10**6}&wait={quote(wait)}")
        assert (status, found["error"]) == (400, "“wait” must be a number")


@pytest.mark.parametrize("wait", ["-5", "-inf", "0"])
def test_a_wait_in_the_past_is_over(page: Page, wait: str) -> None:
    assert page.request("GET", f"view?since=0&wait={wait}")[0] == 200
    assert page.request("GET", f"changes?since={10**6}&wait={wait}")[0] == 200


@pytest.mark.parametrize("since", ["x", "1.5", "9" * 5000, "nan"])
def test_a_revision_that_is_none_is_refused_in_words(page: Page, since: str) -> None:
    for path in ("view", "changes"):
        status, found = page.request("GET", f"{path}?since={since}")
        assert (status, found["error"]) == (400, "“since” is the revision seen last, a number such as 57")


def test_a_revision_below_all_is_the_first_look(page: Page) -> None:
    page.does("add", number=ANA)
    assert [phone["number"] for phone in page.sees(-(10**30))["phones"]] == [ANA]


def test_a_latency_that_is_none_is_refused(page: Page) -> None:
    wrong: list[Any] = [float("nan"), "soon", None, [], True]
    for seconds in wrong:
        assert page.refusal("latency", seconds=seconds) == "“seconds” must be a number"
    page.does("latency", seconds=-1)


BODIES = [
    "<script>alert(1)</script>",
    "‮שלום‬ مرحبا",
    "👩‍👩‍👧",
    "a\x00b\x07c",
    "\r\nX-Header: 1",
    "&amp;</Say><Dial>",
]


@pytest.mark.parametrize("body", BODIES)
def test_what_people_write_reaches_the_line_and_the_page_as_they_wrote_it(
    page: Page, product: Product, client: Client, body: str
) -> None:
    page.does("add", number=ANA)
    page.does("text", **{"from": ANA}, body=body)
    assert product.requests("/sms")[0].params["Body"] == body
    assert page.phone(ANA)["texts"][0]["body"] == body


def test_half_a_character_is_sent_as_none(page: Page, product: Product) -> None:
    product.provoked.add("X\ufffd")
    page.does("add", number=ANA)
    page.does("text", **{"from": ANA}, body="half \ud83d", params={"X\udc00": "\ud83d"})
    asked = product.requests("/sms")[0].params
    assert (asked["Body"], asked["X\ufffd"]) == ("half \ufffd", "\ufffd")
    assert page.phone(ANA)["texts"][0]["state"] == "delivered"


def test_a_host_that_cannot_be_read_is_refused(page: Page, client: Client) -> None:
    connection = http.client.HTTPConnection(client.api.base_url.removeprefix("http://"), timeout=PATIENCE)
    connection.request("GET", "/_phones/line", headers={"Host": "[::1"})
    assert connection.getresponse().status == 403
    connection.close()


def test_a_list_of_played_phones_holds_numbers_alone(page: Page) -> None:
    for played in (["x" * 20], [ANA, 5], "all"):
        assert page.refusal("notice", text="x", played=played) == "“played” is a list of numbers."
    page.does("notice", text="x", played=[ANA])
    assert page.sees()["played"] == [ANA]


SECRETS = ("+16175550177", "6175550177", "my secret words", "Secret Name")


def unreadable(page: Page, request: bytes) -> None:
    """Send what is no request, and wait until the carrier has refused it."""
    host, _, port = page._host.partition(":")
    with socket.create_connection((host, int(port)), PATIENCE) as connection:
        connection.sendall(request)
        assert b" 400 " in connection.recv(1000)


@pytest.fixture
def logged(product: Product) -> Iterator[tuple[Page, "subprocess.Popen[str]"]]:
    process, url = start_carrier(product, stderr=subprocess.STDOUT)
    yield Page(url), process
    stop_carrier(process)


def test_no_number_and_no_word_of_anybody_reaches_a_log(
    logged: tuple[Page, "subprocess.Popen[str]"], product: Product
) -> None:
    page, process = logged
    number, _, words, name = SECRETS
    page.does("add", number=number, name=name)
    product.page("/sms", (500, "text/plain", words))
    page.does("text", **{"from": number}, body=words)
    page.does("call", **{"from": number}, to="617 555 0177")
    for data in ({"number": number, "name": name * 50}, {"number": number + "7" * 20}, {"kind": words}):
        page.tries("add", **data)
    page.tries("text", **{"from": number}, body=[words])
    page.request("GET", f"view?page={quote(words * 20)}&since={quote(words)}")
    eventually(lambda: page.phone(number)["texts"][0]["state"] == "unanswered")
    head = f"POST /_phones/text HTTP/1.1\r\nHost: {page._host}\r\nContent-Type: application/json\r\n"
    for request in (
        f"GET /_phones/{number}\x00 HTTP/1.1\r\n\r\n",
        f"{words} {number}\r\n\r\n",
        f"{head}Transfer-Encoding: chunked\r\n\r\n{number}\r\n{words}\r\n",
        f"{head}X-{words}: {number * 2000}\r\n\r\n",
    ):
        unreadable(page, request.encode())
    process.terminate()
    said, _ = process.communicate(timeout=PATIENCE)
    assert [secret for secret in SECRETS if secret in said] == []
    assert "a request could not be read: " in said, "but that it happened is said"
