"""Hangs up what a page of phones holds once the page is gone: its tab was closed, and not reloaded.

A page is there while its `view` request is open, and for `page_grace` seconds longer: long enough for a reload.
"""

import asyncio

from telephony.local_carrier.calls.leg import Leg
from telephony.local_carrier.office import Office, Shelf

LONGEST_NAME = 100


class Page:
    """One tab, and the calls that it dialled or answered. `views`: how many of its `view` requests are open."""

    def __init__(self, office: Office, name: str) -> None:
        self._office = office
        self._name = name
        self.views = 0
        self._held: set[Leg] = set()
        self._going: asyncio.TimerHandle | None = None
        self._leave_soon()

    def __enter__(self) -> None:
        self.views += 1
        self.forget()

    def __exit__(self, *problem: object) -> None:
        self.views -= 1
        if not self.views:
            self._leave_soon()

    def hold(self, leg: Leg) -> None:
        """Hang this call up when the page is gone."""
        self._held = {held for held in self._held if held.live} | {leg}

    def forget(self) -> None:
        """Stay."""
        if self._going:
            self._going.cancel()

    def _leave_soon(self) -> None:
        loop = asyncio.get_running_loop()
        self._going = loop.call_later(self._office.settings.page_grace, self._leave)

    def _leave(self) -> None:
        pages = self._office.book(PAGES)
        if pages.get(self._name) is self:
            del pages[self._name]
        for leg in self._held:
            leg.end()


PAGES: Shelf[Page] = Shelf(1000, forgotten=Page.forget)


def page(office: Office, name: str) -> Page | None:
    """The page of this name, None for "". One that nobody has seen yet has come just now."""
    if not name:
        return None
    if len(name) > LONGEST_NAME:
        raise ValueError(f"the name of a page has {LONGEST_NAME} characters at most")
    pages = office.book(PAGES)
    if name not in pages:
        pages[name] = Page(office, name)
    return pages[name]


def open_views(office: Office) -> int:
    """How many `view` requests of all pages are open now."""
    return sum(each.views for each in office.book(PAGES).values())
