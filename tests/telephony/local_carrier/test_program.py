"""The carrier as a program: it starts, keeps its secrets, bears rubbish and stops."""

import base64
import http.client
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from telephony.local_carrier.phones.phones import Carrier
from tests.kits.waiting import PATIENCE
from tests.telephony.local_carrier.conftest import ROOT, start_carrier, stop_carrier
from tests.telephony.local_carrier.product import Product, response
from tests.telephony.local_carrier.sdk import ACCOUNT, LINE, TOKEN, Client

ANA = "+12025550123"
JSON = {"Content-Type": "application/json"}


def ask(
    url: str, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_it_says_where_it_listens_and_stops_when_told_even_in_the_middle_of_calls(product: Product) -> None:
    product.page("/voice", response('<Say>hello</Say><Pause length="3000"/>'))
    process, url = start_carrier(product)
    try:
        Carrier(url).phone(ANA).call().wait_until_heard("hello")
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
    finally:
        stop_carrier(process)
    assert TOKEN not in said


def test_it_refuses_to_start_without_credentials_or_with_an_impossible_pace() -> None:
    base = [
        sys.executable,
        "-m",
        "telephony.local_carrier",
        "--number",
        LINE,
        "--sms-url",
        "x",
        "--voice-url",
        "x",
    ]
    for more in ([], ["--account-sid", ACCOUNT, "--auth-token", TOKEN, "--pace", "0"]):
        done = subprocess.run(
            [*base, *more], cwd=ROOT, env={}, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == 1
        assert TOKEN not in done.stdout + done.stderr


def test_the_page_and_its_script_are_served_and_tell_no_secret(carrier: Carrier, client: Client) -> None:
    url = client.api.base_url
    for path, expected in (("/", "Telephones"), ("/page/app.js", "follow(")):
        status, text = ask(url, "GET", path)
        assert status == 200
        assert expected in text
        assert TOKEN not in text
    assert TOKEN not in ask(url, "GET", "/_phones/line")[1]


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/_phones/nothing", None, {}, 404),
        ("GET", "/_phones/line", None, {"Host": "evil.test"}, 403),
        ("GET", "/_phones/line", None, {"Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", "/_phones/text", b"from=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ("POST", "/_phones/text", b"{", JSON, 400),
        ("POST", "/_phones/text", b"[1]", JSON, 400),
        ("POST", "/_phones/text", b'{"params": 5}', JSON, 400),
        (
            "POST",
            "/_phones/on_ring",
            b'{"number": "+1", "default": {"presses": [{"hears": "(", "regex": true}]}}',
            JSON,
            400,
        ),
        ("POST", "/_phones/on_ring", b'{"number": "+1", "queue": [1]}', JSON, 400),
        ("POST", "/_phones/calls/CA0/answer", b"{}", JSON, 400),
        ("POST", "/_phones/latency", b'{"seconds": "x"}', JSON, 400),
        ("GET", "/_phones/log/secrets", None, {}, 400),
        ("GET", "/_phones/changes?since=x", None, {}, 400),
        ("GET", "/2010-04-01/Accounts", None, {}, 401),
        ("GET", "/2010-04-01/Accounts", None, {"Authorization": "Basic \xff"}, 401),
        ("POST", "/2010-04-01/Accounts/AC0/Messages.json", b"\xff" * 50, {"Authorization": "Basic e"}, 401),
    ],
)
def test_rubbish_is_refused_and_harms_nothing(
    carrier: Carrier,
    client: Client,
    method: str,
    path: str,
    body: bytes | None,
    headers: dict[str, str],
    status: int,
) -> None:
    assert ask(client.api.base_url, method, path, body, headers)[0] == status
    assert carrier.phone(ANA).texts() == []


def test_unreadable_forms_get_twilios_error(client: Client) -> None:
    basic = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
    root = f"/2010-04-01/Accounts/{ACCOUNT}"
    for path, method, body, kind, status in (
        ("/Messages.json", "POST", b"\xff\xfe=%zz", "application/x-www-form-urlencoded", 400),
        ("/Messages.json", "POST", b"nothing", "multipart/form-data; boundary=x", 400),
        ("/Messages.json?PageSize=x", "GET", None, "", 400),
        ("/Messages.json?DateSent%3E=yesterday", "GET", None, "", 400),
        ("/Messages.json", "DELETE", None, "", 405),
        ("/Nothing.json", "GET", None, "", 404),
    ):
        headers = {"Authorization": f"Basic {basic}", **({"Content-Type": kind} if kind else {})}
        found, text = ask(client.api.base_url, method, root + path, body, headers)
        assert (found, '"code"' in text) == (status, True), (path, text)
