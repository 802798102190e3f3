"""The evening that `make screenshots` plays: from a rough night to a reminder, on the page and nothing but the page."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.kits import screenshots
from tests.kits.browser import Browsing

if TYPE_CHECKING:
    from playwright.sync_api import Locator


def test_a_reader_of_the_page_texts_takes_the_call_talks_and_moves_the_clock_to_a_reminder(
    browsing: Browsing, tmp_path: Path
) -> None:
    seen: list[str] = []

    def shot(name: str, of: "Locator | None" = None) -> None:
        seen.append(name)

    with ExitStack() as closing:
        screenshots.play(browsing.open(screenshots.line(tmp_path, closing)), shot)
        assert browsing.close() == [], "before the line is stopped, which the page would complain of"
    assert seen == ["begin", "ringing", "talking", "morning", "glass"]
