"""The page of telephones as whoever sits before it finds things: by their roles, their labels and their words."""

from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:  # as in tests/kits/browser.py: a quarter of a second for processes that open no page
    from playwright.sync_api import Locator, Page
    from playwright.sync_api._generated import LocatorAssertions, PageAssertions

NAME = "Riverside Warmline"
ZONE = "America/New_York"
ANA, SAM, ROSA, JO = "+16175550101", "+16175550102", "+16175550103", "+16175550104"
LINE_SHOWN = "+1 202 555 0100"

PEOPLE: list[dict[str, Any]] = [
    {
        "name": "Ana",
        "number": ANA,
        "role": "participant",
        "says": ["CHECKIN", "I feel low today", "Could somebody call me?"],
    },
    {"name": "Sam", "number": SAM, "role": "volunteer", "says": ["ON"]},
    {"name": "Rosa", "number": ROSA, "role": "volunteer", "language": "es", "says": ["ON"]},
    {"name": "Jo", "number": JO, "role": "coordinator", "says": ["LIST"]},
]


@overload
def expect(found: "Page") -> "PageAssertions": ...
@overload
def expect(found: "Locator") -> "LocatorAssertions": ...
def expect(found: Any) -> Any:
    """Playwright's own."""
    from playwright.sync_api import expect as of_playwright

    return of_playwright(found)


class Telephones:
    """One tab with the page open."""

    def __init__(self, tab: "Page") -> None:
        self.tab = tab
        self.guide = tab.get_by_role("region", name="What to do now")
        self.notices = tab.get_by_role("region", name="Just now")
        self.clock = tab.get_by_role("region", name="The line’s clock")
        self.names = tab.get_by_role("navigation", name="Telephones")

    def phone(self, name: str) -> "Locator":
        return self.tab.get_by_role("region", name=f"{name}’s telephone", exact=True)

    def thread(self, name: str) -> "Locator":
        return self.tab.get_by_role("log", name=f"Texts and calls of {name}", exact=True)

    def text_of(self, name: str) -> str:
        """What stands in somebody's thread now."""
        return self.thread(name).inner_text()

    def captions(self, name: str) -> "Locator":
        return self.tab.get_by_role("log", name=f"What {name} hears", exact=True)

    def incoming(self, name: str) -> "Locator":
        return self.tab.get_by_role("group", name=f"Incoming call of {name}", exact=True)

    def call(self, name: str) -> "Locator":
        return self.tab.get_by_role("group", name=f"Call of {name}", exact=True)

    def chips(self, name: str) -> "Locator":
        """What the page suggests to text from this phone."""
        return self.tab.get_by_role("group", name=f"What {name} could text").get_by_role("button")

    def words(self, name: str) -> "Locator":
        """Where a text of this phone is written."""
        return self.tab.get_by_label(f"Text from {name} to the line", exact=True)

    def text(self, name: str, words: str) -> None:
        self.words(name).fill(words)
        self.words(name).press("Enter")

    def button(self, of: str, name: str) -> "Locator":
        """A button on somebody's phone."""
        return self.phone(of).get_by_role("button", name=name, exact=True)

    def another_tab(self) -> "Telephones":
        """The page once more, in a second tab of the same browser."""
        other = self.tab.context.new_page()
        other.goto(self.tab.url)
        found = Telephones(other)
        expect(found.guide).to_be_visible()
        return found

    def focused_phone(self) -> str:
        """Whose phone has the focus; "" if none has."""
        label = self.tab.evaluate(
            "document.activeElement.closest('section')?.getAttribute('aria-label') || ''"
        )
        return str(label).partition("’s telephone")[0] if "’s telephone" in str(label) else ""

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(
            self.tab.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
        )
