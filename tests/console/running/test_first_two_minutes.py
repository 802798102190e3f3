"""Somebody who sees only the page of a demo: what it says to do leads from a first text to what comes after a talk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.console.running.test_demo import Demo
from tests.kits.browser import Browsing
from tests.kits.servers import two_free_ports
from tests.kits.waiting import PATIENCE, eventually


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[Demo, str]]:
    """A demo whose page can be opened, and where."""
    port = two_free_ports()
    started = Demo(tmp_path / "var", port)
    try:
        assert eventually(lambda: "The story of one check-in" in started.text), started.text
        yield started, f"http://127.0.0.1:{port + 1}/"
    finally:
        started.close()


def test_what_the_page_says_leads_from_a_text_to_a_talk_and_to_what_comes_later(
    demo: tuple[Demo, str], browsing: Browsing
) -> None:
    page = browsing.open(demo[1])
    guide = page.get_by_role("region", name="What to do now")
    heading, clock = guide.get_by_role("heading"), page.get_by_role("region", name="The line’s clock")

    def press(name: str | re.Pattern[str], where: Locator = guide) -> None:
        where.get_by_role("button", name=name).first.click()

    def comes(words: str) -> None:
        expect(heading).to_have_text(re.compile(words), timeout=2 * PATIENCE * 1000)

    comes("You are Ana. Text how you are, or call.")
    press(re.compile("can someone call me"))
    comes("The line asks (Sam|Rosa|Lee) to take a call.")
    peer = re.search(r"asks (\w+)", heading.inner_text())
    assert peer is not None
    name = peer[1]
    press(re.compile("^TAKE "))
    comes(f"{name}’s phone rings.")
    press("Answer")
    comes(f"{name} hears the line speak.")
    press("Press a key")
    comes("Ana’s phone rings.")
    press("Answer")
    comes("Ana hears the line speak.")
    press("Press 1")
    comes("are talking.")
    ana, other = (page.get_by_role("region", name=f"{each}’s telephone") for each in ("Ana", name))
    press(re.compile("^Ana says"))
    expect(other.get_by_role("log", name="hears")).to_contain_text("They say: Hi.")

    press("They talk for 15 minutes")
    expect(clock.get_by_role("button", name="Stop it here")).to_be_visible()
    expect(clock.get_by_role("button", name="15 minutes later")).to_be_visible()
    press("Ana hangs up")
    press("Hang up", other)
    expect(ana).to_contain_text(re.compile(f"talked with {name} for 15:"))

    press("15 minutes later", clock)
    comes("The line asks Ana something.")
    expect(ana).to_contain_text("How was it for you?")

    press(re.compile("^1 not good"))
    comes("The line asks Ana something.")
    ana.get_by_role("textbox", name="Text from Ana to the line").fill("I don't want to be alive anymore")
    ana.get_by_role("button", name="Send").click()
    comes("Coordinator’s phone rings.")
    press("Answer")
    comes("Coordinator hears the line speak.")
    press("Press a key")
    press("Press 1")
    coordinator = page.get_by_role("region", name="Coordinator’s telephone")
    expect(coordinator).to_contain_text(re.compile("CRISIS .*It's yours", re.DOTALL))
    done = guide.get_by_role("list", name="Worth trying").get_by_role("listitem").filter(has_text="(done)")
    expect(done).to_have_count(5)
    for said in (page.content(), demo[0].text):
        assert "Traceback" not in said
