"""One product and one carrier for all tests of a worker; each test starts with both empty."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from telephony.carrier import TwilioCarrier
from telephony.local_carrier.phones.phones import Carrier
from tests.kits import programs
from tests.kits.exchanges import Recorder, recording
from tests.kits.waiting import PATIENCE
from tests.telephony.local_carrier.page import Page
from tests.telephony.local_carrier.product import Product
from tests.telephony.local_carrier.sdk import ACCOUNT, LINE, TOKEN, Client, sdk

ROOT = Path(__file__).resolve().parents[3]
PACE = 50.0

Started = tuple[subprocess.Popen[str], str]


class Elsewhere(Carrier):
    """The phones of a carrier of a test's own, and where it listens."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def start_carrier(product: Product, *more: str, stderr: int | None = None) -> Started:
    """The carrier as a process of its own, and where it listens. `stderr`: as for Popen."""
    process = programs.start(
        [
            *(sys.executable, "-m", "telephony.local_carrier", "--account-sid", ACCOUNT, "--number", LINE),
            *("--sms-url", product.url("/sms"), "--voice-url", product.url("/voice")),
            *("--voice-status-url", product.url("/voice/status"), "--pace", str(PACE), *more),
        ],
        cwd=ROOT,
        env={**os.environ, "TWILIO_AUTH_TOKEN": TOKEN},
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
    )
    found = re.search(r"http://\S+", programs.first_line(process))
    assert found, "the carrier did not start"
    return process, found.group()


def stop_carrier(process: subprocess.Popen[str]) -> int:
    with process:
        return programs.end(process)


@pytest.fixture(scope="session")
def _product() -> Iterator[Product]:
    product, ready, stop = Product(TOKEN), threading.Event(), threading.Event()
    thread = threading.Thread(target=product.serve, args=(ready, stop))
    thread.start()
    assert ready.wait(PATIENCE)
    yield product
    stop.set()
    thread.join()


@pytest.fixture(scope="session")
def _carrier_url(_product: Product) -> Iterator[str]:
    process, url = start_carrier(_product)
    yield url
    stop_carrier(process)


@pytest.fixture
def product(_product: Product) -> Iterator[Product]:
    _product.clear()
    yield _product
    assert all(asked.signed for asked in _product.asked), "every webhook must be signed"
    unknown = {name for asked in _product.asked for name in asked.unknown} - _product.provoked
    assert unknown == set(), "Twilio sends no such parameter"


@pytest.fixture
def carrier(_carrier_url: str, product: Product) -> Iterator[Carrier]:
    carrier = Carrier(_carrier_url)
    carrier.reset()
    yield carrier
    carrier.reset()


@pytest.fixture
def another_carrier(product: Product) -> Iterator[Callable[..., Elsewhere]]:
    """Start a carrier with other arguments."""
    started: list[Started] = []

    def start(*more: str) -> Elsewhere:
        started.append(start_carrier(product, *more))
        return Elsewhere(started[-1][1])

    yield start
    for process, _ in started:
        assert stop_carrier(process) == 0


@pytest.fixture
def recorder(_carrier_url: str, carrier: Carrier) -> Iterator[Recorder]:
    """What is asked at its address is asked of the carrier, and kept."""
    with recording(_carrier_url) as found:
        yield found


@pytest.fixture
def line(recorder: Recorder) -> TwilioCarrier:
    """The line's own client, recorded."""
    return TwilioCarrier(ACCOUNT, TOKEN, LINE, base_url=recorder.url)


@pytest.fixture
def client(_carrier_url: str, carrier: Carrier) -> Client:
    return sdk(_carrier_url)


@pytest.fixture
def hasty_client(_carrier_url: str, carrier: Carrier) -> Client:
    """A client that gives up soon."""
    return sdk(_carrier_url, timeout=0.3)


@pytest.fixture
def page(_carrier_url: str, carrier: Carrier) -> Page:
    """A page of phones, for which calls are never hung up."""
    return Page(_carrier_url)
