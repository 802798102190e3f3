"""The console in a real browser: where it answers, somebody signed in, and whether a page can be used by everybody."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Literal

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # ships no types
from flask import Flask
from werkzeug.serving import make_server

from store.accounts import sessions
from tests.kits.console import Console, Member

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

RUN: Final = (
    "async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(each => each.id)"
)


@contextmanager
def served(app: Flask, host: str = "127.0.0.1") -> Iterator[str]:
    """The app behind a real server, for as long as the block lasts; gives its origin."""
    server = make_server(host, 0, app, threaded=host == "localhost")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sign_in(page: "Page", console: Console, address: str, member: Member) -> None:
    """This browser is this member's from now on."""
    with console.line.db.begin(console.line.clock()) as tx:
        token = sessions.start(tx, member.account.id, "Chromium, Linux")
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "warmline", "value": token, "url": address}])


def follow(page: "Page", control: "Locator") -> None:
    """Press a link or a button by keyboard, and wait until the page that it leads to is there."""
    with page.expect_event("load"):
        control.press("Enter")


def is_accessible(page: "Page", *schemes: Literal["light", "dark"]) -> None:
    """Fails where axe finds something, in one of these colour schemes (both if none is named), or it is too wide."""
    for scheme in schemes or ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(RUN) == [], (page.url, scheme)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
