"""Where the console of a test answers to a browser."""

from collections.abc import Iterator

import pytest

from tests.kits.console import Console
from tests.kits.console_pages import served


@pytest.fixture
def address(console: Console) -> Iterator[str]:
    """Where the console answers, for as long as the test lasts."""
    with served(console.line.app) as origin:
        yield f"{origin}/console"
