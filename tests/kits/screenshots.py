"""`make screenshots`: the pictures in docs/screenshots, of one evening played on the page of telephones.

They are taken in the system's Chromium on a line of their own, with free ports and a folder that is thrown away. The
path goes by the page's headings and labels, as a reader would; where one of them is gone, it stops and says which.
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from console.running import console_link, demo
from store.config import clock
from store.config.demo_defaults import clock_of
from store.config.settings import Settings
from tests.kits import browser
from tests.kits.servers import two_free_ports

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator, Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
LARGEST = 200_000
"""Bytes of one picture: whoever clones the project gets them all."""
LOOKS = {"wide": (1120, 640, False), "narrow": (390, 844, True)}
BEGINS = timedelta(hours=19)
"""The time of day, on the line's clock, at which the evening begins."""

GUIDE = "What to do now"


class Shot(Protocol):
    """Takes a picture, of the whole window or of the part of it in which `of` is."""

    def __call__(self, name: str, of: "Locator | None" = None) -> None: ...


def play(page: "Page", shot: Shot, console: Callable[[], None]) -> None:
    """One evening and the next morning, by the buttons of the page's guide. `console`: takes the picture of Now."""
    guide = page.get_by_role("region", name=GUIDE)
    clock = page.get_by_role("region", name="The line’s clock")

    def says(words: str) -> None:
        guide.get_by_role("heading", name=re.compile(words)).wait_for()

    def press(name: str) -> None:
        guide.get_by_role("button", name=re.compile(name)).first.click()

    says("You are Ana")
    shot("begin")
    press("rough night")
    says("The line asks Ana")
    press("^2")
    press("^1")
    says("The line asks (Sam|Rosa|Lee) to take a call")
    console()
    press("^TAKE")
    says("(Sam|Rosa|Lee)’s phone rings")
    shot("ringing")
    press("^Answer$")
    press("^Press a key$")
    says("Ana’s phone rings")
    press("^Answer$")
    press("^Press 1$")
    says("are talking")
    press("says:")
    page.get_by_text("They say:").first.wait_for()
    shot("talking")
    press("15 minutes")
    clock.get_by_text(re.compile("7:1[5-9] PM")).first.wait_for()
    press("hangs up")
    press("^Press 1$")
    says("The line asks Ana")
    press("^5")
    press("the same person")
    press("REMIND")
    press("Eastern")
    press("offer me a call")  # another number: "1" twice within seconds is one answer, sent twice
    press("9 AM")
    clock.get_by_text(re.compile("9:0. AM")).first.wait_for()
    says("The line asks Ana")
    shot("morning")
    page.get_by_role("button", name="Behind the glass").click()
    glass = page.get_by_role("region", name="Behind the glass")
    glass.scroll_into_view_if_needed()
    shot("glass", glass)


def take(page: "Page", name: str, of: "Locator | None" = None) -> None:
    """Write this moment in every look."""
    for look, (width, height, dark) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        file = FOLDER / f"{name}-{look}.png"
        if of:
            of.evaluate("each => each.scrollIntoView()")
        clip = within(of.bounding_box(), width, height) if of else None
        page.screenshot(path=file, animations="disabled", caret="hide", clip=clip)
        size = file.stat().st_size
        if size > LARGEST:
            raise SystemExit(f"{file.name} has {size:,} bytes; {LARGEST:,} are allowed")
        sys.stdout.write(f"  {file.relative_to(FOLDER.parents[1])}  {size // 1000} kB\n")
    page.set_viewport_size({"width": 1280, "height": 720})


def within(box: "FloatRect | None", width: int, height: int) -> "FloatRect | None":
    """The part of a box that a window of this size shows."""
    if box is None:
        return None
    x, y = max(box["x"], 0), max(box["y"], 0)
    right, bottom = min(box["x"] + box["width"], width), min(box["y"] + box["height"], height)
    return {"x": x, "y": y, "width": right - x, "height": bottom - y}


def take_now(page: "Page", link: str) -> None:
    """Now in the console, as it is at this moment."""
    page.goto(link)
    page.get_by_role("button").last.click()
    page.get_by_role("heading", name="Now").wait_for()
    take(page, "now")


def line(folder: Path, closing: ExitStack) -> tuple[str, str]:
    """A demo without its story, whose clock begins in the evening; gives the address of its page, and a way in."""
    port = two_free_ports()
    settings = Settings.from_environment({"VAR_DIR": str(folder), "PORT": str(port)}, demo=True)
    now = datetime.now(ZoneInfo(settings.line_timezone))
    evening = now.replace(hour=0, minute=0, second=0, microsecond=0) + BEGINS
    clock.move_on(clock_of(folder), (evening - now) % timedelta(days=1))
    db = demo.start(settings, closing, starting=lambda name: None)
    return f"{settings.twilio_api_base_url}/", console_link.make(db, settings.public_url)


def main() -> None:
    from playwright.sync_api import Error

    program = browser.chromium(os.environ)
    if program is None:
        raise SystemExit(f"No picture was taken: {browser.NO_BROWSER}. {browser.INSTALL}")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as closing:
        address, link = line(Path(folder), closing)
        with browser.Chromium(program) as chromium, chromium.pages() as browsing:
            page = browsing.open(address)
            try:
                play(page, partial(take, page), lambda: take_now(browsing.open(), link))
            except Error as lost:
                there = page.get_by_role("region", name=GUIDE).inner_text()
                raise SystemExit(f"{lost}\nThe page says there: {there}") from None
            if wrong := browsing.close():
                raise SystemExit("In the page: " + "\n".join(wrong))


if __name__ == "__main__":
    main()
