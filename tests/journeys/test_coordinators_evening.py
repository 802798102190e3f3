"""The evening told in docs/coordinators.md, played again: the page quotes what a coordinator's phone really shows."""

import re
from datetime import UTC, datetime
from pathlib import Path

from tests.kits.bridge import Desk
from tests.kits.line import COORDINATOR, TestLine
from workers import sweep

PAGE = Path(__file__).parents[2] / "docs" / "coordinators.md"
FIVE_PAST_FIVE = datetime(2026, 3, 4, 22, 5, tzinfo=UTC)  # in New York
SAM = "+12025550122"
ASKS, IN_DANGER, ASKS_LATER = "+12025550111", "+12025550112", "+12025550113"


class CoordinatorsPhone:
    """All that the coordinator's phone shows, in order: ("line" or "you", the words)."""

    def __init__(self, line: TestLine) -> None:
        self.line, self.shown = line, list[tuple[str, str]]()
        self._read = 0

    def texts(self, words: str) -> None:
        """The coordinator writes, and reads the answer."""
        self.minutes(0)
        self.shown += [("you", words), ("line", self.line.text(COORDINATOR, words))]
        self.minutes(0)

    def minutes(self, number: int, step: int = 1) -> None:
        """Time passes as on a running line: every `step` minutes what is due is done."""
        for _ in range(max(1, number // step)):
            self.line.pass_time(minutes=step if number else 0)
            sweep.sweep_with(self.line.ctx, "housekeeping")
            self.line.work()
        told = self.line.texts_to(COORDINATOR)
        self.shown += [("line", words) for words in told[self._read :]]
        self._read = len(told)


def play(line: TestLine) -> list[tuple[str, str]]:
    """The evening; gives what the coordinator's phone showed."""
    line.clock.at = FIVE_PAST_FIVE
    line.volunteer(SAM, "Sam", on_duty=False)
    phone, desk = CoordinatorsPhone(line), Desk(line)

    line.text(ASKS, "CALL")
    phone.minutes(1)
    phone.texts(f"ACK {desk.callback.code}")
    line.text(SAM, "ON")
    phone.minutes(2)
    ring = desk.take(SAM)
    talk = desk.talk(ring)
    phone.texts("LIST")
    phone.minutes(14, step=7)
    talk.over("completed", ring.sid, caller=SAM)
    desk.end(ring, "completed")
    phone.minutes(4)

    line.text(IN_DANGER, "hi")
    line.text(IN_DANGER, "i have pills here and i dont want to wake up")
    phone.minutes(12, step=2)
    phone.texts("ACK")
    phone.minutes(3)
    line.text(IN_DANGER, "i want to die")
    phone.minutes(10, step=5)

    line.text(ASKS_LATER, "CALL")
    phone.minutes(90, step=10)
    phone.texts(f"SHOW {desk.callback.code}")
    phone.minutes(32, step=8)
    line.text(SAM, f"TAKE {desk.callback.code}")
    line.text(ASKS_LATER, "READY")
    phone.minutes(0)
    talk = desk.talk(ring := desk.ringing(SAM))
    phone.minutes(22, step=11)
    talk.over("completed", ring.sid, caller=SAM)
    desk.end(ring, "completed")
    line.text(SAM, f"DONE {desk.callback.code} hard")
    line.text(SAM, "1")
    phone.minutes(1)
    phone.texts("LIST")
    phone.texts(f"ACK {desk.callback.code}")
    phone.texts("LIST")
    return phone.shown


def told(page: str) -> list[tuple[str, str]]:
    """The same as the page tells it, without the captions between."""
    [block] = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    found: list[tuple[str, str]] = []
    for row in block.splitlines():
        who, _, words = row.partition(" ")
        if who in ("line", "you"):
            found.append((who, words.strip()))
        elif row.startswith("     ") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{row.strip()}")
    return found


def in_order_of_first_mention(shown: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Handles and callbacks' codes are drawn by lot: they become the first, the second, …"""
    met: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        return met.setdefault(match[0], f"<{len(met)}>")

    return [(who, re.sub(r"\b[A-Z][a-z]+-\d{3,4}\b|\b[B-Z]\d\b", named, words)) for who, words in shown]


def test_the_evening_on_the_coordinators_page_goes_as_it_is_told_there(quick_line: TestLine) -> None:
    shown = play(quick_line)
    assert in_order_of_first_mention(told(PAGE.read_text(encoding="utf-8"))) == in_order_of_first_mention(
        shown
    )
