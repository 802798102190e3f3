"""The tab that the tests of this folder share."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.kits.browser import Browsing
from tests.kits.waiting import PATIENCE
from tests.telephony.local_carrier.page.telephones import ZONE

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, ViewportSize, WebError

SIZE: "ViewportSize" = {"width": 1280, "height": 800}


class Window:
    """One tab of 1280 by 800 pixels for all tests of a process, emptied after each: a new one takes twice as long."""

    def __init__(self) -> None:
        self._tab: Page | None = None
        self._user: Visiting | None = None

    def lend(self, user: "Visiting") -> "Page":
        """The tab, blank; what goes wrong in it is told to `user`."""
        self._user = user
        if self._tab is None or self._tab.is_closed():
            self._tab = user.new_tab(lambda: self._user)
        return self._tab

    def empty(self, user: "Visiting") -> None:
        """Forget what the page remembers, and leave it."""
        if self._user is not user or self._tab is None or self._tab.is_closed():
            return
        self._tab.unroute_all()
        for other in self._tab.context.pages[1:]:
            other.close()  # or this one would stay behind it, and be drawn once a second
        if self._tab.url != "about:blank":
            self._tab.evaluate("sessionStorage.clear(); localStorage.clear()")
            self._tab.goto("about:blank")
        self._tab.emulate_media(color_scheme="light", reduced_motion="reduce", forced_colors="none")
        self._tab.set_viewport_size(SIZE)
        self._user = None


WINDOW = Window()


class Visiting(Browsing):
    """As any pages of a test, and the window that is kept."""

    def new_tab(self, user: Callable[[], "Visiting | None"]) -> "Page":
        """A tab that is not closed with this test; `user`: to whom it belongs at a time."""
        context = self._browser.new_context(
            viewport=SIZE, reduced_motion="reduce", locale="en-US", timezone_id=ZONE
        )
        context.set_default_timeout(PATIENCE * 1000)

        def said(message: "ConsoleMessage") -> None:
            if now := user():
                now._said(message)

        def failed(error: "WebError") -> None:
            if now := user():
                now._failed(error)

        context.on("console", said)
        context.on("weberror", failed)
        return context.new_page()

    def close(self) -> list[str]:
        WINDOW.empty(self)
        return super().close()
