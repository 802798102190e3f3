"""One carrier with named telephones for all tests of this folder, and its page in a browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from telephony.local_carrier.phones.phones import Carrier
from tests.kits.browser import Browsing
from tests.telephony.local_carrier.conftest import start_carrier, stop_carrier
from tests.telephony.local_carrier.page.telephones import NAME, PEOPLE, ZONE, Telephones
from tests.telephony.local_carrier.product import Product

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., Telephones]


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
    process, url = start_carrier(_product, *written(_folder))
    yield url
    stop_carrier(process)


@pytest.fixture
def carrier(carrier: Carrier, _folder: Path) -> Carrier:
    """The carrier, empty, and its clock at the real time."""
    (_folder / "clock").write_text("0")
    return carrier


@pytest.fixture
def tab(browsing: Browsing) -> "Page":
    """An empty page of 1280 by 800 pixels."""
    return browsing.open()


@pytest.fixture
def opened(browsing: Browsing, carrier: Carrier, _carrier_url: str) -> Open:
    """Open the page of telephones; takes the arguments of `browsing.open`."""

    def open_page(**how: object) -> Telephones:
        return Telephones(browsing.open(_carrier_url, **how))  # type: ignore[arg-type]  # passed on as they are

    return open_page


@pytest.fixture
def telephones(opened: Open) -> Telephones:
    """The page of telephones in a wide window."""
    return opened()
