"""Pages in a real Chromium: the `browsing` and `page` fixtures. The program is the system's; none is downloaded.

A test fails of what went wrong in its pages, as their consoles have it: an error that nobody caught, a file that did
not come, a breach of the page's content security policy. What a test provokes on purpose it names: `browsing.forgive`.
Where there is no Chromium these tests are skipped, and the last lines of the run say so; with CI in the environment
they fail.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

import pytest

from tests.kits.waiting import PATIENCE

if TYPE_CHECKING:  # a quarter of a second for every process of tests, most of which open no page
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, WebError

VARIABLE = "CHROMIUM"
"""Names the program to use, instead of the first of PROGRAMS on the PATH."""
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = "there is no Chromium here"
INSTALL = f"On Debian or Ubuntu: apt install chromium. Elsewhere {VARIABLE} may name the program."


def chromium(env: Mapping[str, str]) -> str | None:
    """The path of the browser to drive, None where there is none."""
    named = env.get(VARIABLE, "").strip()
    return next(filter(None, map(shutil.which, [named] if named else PROGRAMS)), None)


class Browsing:
    """Opens pages for one test, and keeps what went wrong in them."""

    def __init__(self, browser: "Browser") -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._wrong: list[str] = []
        self._forgiven: list[str] = []

    def open(
        self, url: str = "", *, width: int = 1280, height: int = 800, dark: bool = False, motion: bool = False
    ) -> "Page":
        """A page of its own: nothing is shared with another. `width` and `height` in CSS pixels.

        Its `context.new_page()` gives a second tab beside it.
        """
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="no-preference" if motion else "reduce",
            locale="en-US",
            timezone_id="America/New_York",
        )
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        context.on("console", self._said)
        context.on("weberror", self._failed)
        page = context.new_page()
        if url:
            page.goto(url)
        return page

    def forgive(self, part: str) -> None:
        """What this test provokes: complaints that contain `part`."""
        self._forgiven.append(part)

    def close(self) -> list[str]:
        """Close all pages; gives what went wrong in them and was not forgiven."""
        while self._contexts:
            context = self._contexts.pop()
            for page in context.pages:
                page.evaluate("0")  # what they had to tell comes before the answer
            context.close()
        return [each for each in self._wrong if not any(part in each for part in self._forgiven)]

    def _said(self, message: "ConsoleMessage") -> None:
        if message.type == "error":
            self._wrong.append(f"{message.text} ({message.location.get('url', '')})")

    def _failed(self, error: "WebError") -> None:
        self._wrong.append(f"nobody caught: {error.error}")


class Chromium:
    """A headless browser for the length of a `with`, and one for many tests: `pages` for each of them.

    Between its calls Playwright leaves its event loop as the running one of this thread, where a test that runs a loop
    of its own would be refused. So that loop is put aside whenever no pages are open.
    """

    def __init__(self, program: str) -> None:
        self._program = program

    def __enter__(self) -> Self:
        from playwright.sync_api import expect, sync_playwright

        expect.set_options(timeout=PATIENCE * 1000)
        self._driver = sync_playwright().start()
        self._loop = asyncio.get_running_loop()
        self._browser = self._driver.chromium.launch(
            executable_path=self._program,
            args=["--mute-audio"],
            chromium_sandbox=os.geteuid() != 0,  # it refuses root with one
        )
        asyncio._set_running_loop(None)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio._set_running_loop(self._loop)
        self._browser.close()
        self._driver.stop()
        asyncio._set_running_loop(None)

    @contextmanager
    def pages(self, kind: type[Browsing] = Browsing) -> Iterator[Browsing]:
        """Pages for one test, closed at the end."""
        asyncio._set_running_loop(self._loop)
        made = kind(self._browser)
        try:
            yield made
        finally:
            made.close()
            asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """One Chromium for all tests of this process."""
    program = chromium(os.environ)
    if program is None and os.environ.get("CI"):
        pytest.fail(f"{NO_BROWSER}, and a continuous run tests the pages too. {INSTALL}")
    if program is None:
        pytest.skip(NO_BROWSER)
    with Chromium(program) as started:
        yield started


@pytest.fixture
def browsing(browser: Chromium) -> Iterator[Browsing]:
    """Pages of one's own choice: `browsing.open(url, width=360, dark=True)`."""
    with browser.pages() as made:
        yield made


@pytest.fixture
def page(browsing: Browsing) -> "Page":
    """An empty page in a window of 1280 by 800 pixels, in light colours, without motion."""
    return browsing.open()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test fails of what went wrong in its pages, while what serves them is still there."""
    made = getattr(item, "funcargs", {}).get("browsing")
    try:
        yield
    except BaseException as failed:
        for each in made.close() if made else []:
            failed.add_note(f"In the page: {each}")
        raise
    if made and (wrong := made.close()):
        pytest.fail("In the page: " + "\nIn the page: ".join(wrong), pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Whoever reads no more than the end of a run learns what was not tested."""
    skipped = [
        each
        for each in terminalreporter.stats.get("skipped", [])
        if isinstance(each.longrepr, tuple) and NO_BROWSER in each.longrepr[2]
    ]
    if skipped:
        tests = "1 browser test was" if len(skipped) == 1 else f"{len(skipped)} browser tests were"
        terminalreporter.write_sep("!", "the pages were not tested", yellow=True, bold=True)
        terminalreporter.write_line(f"{tests} skipped: {NO_BROWSER}. {INSTALL}", yellow=True, bold=True)
