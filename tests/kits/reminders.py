"""Plays somebody who is asked how they are, on their own clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from store.models import OtherNumber, Reminder
from tests.kits.bridge import PARTICIPANT
from tests.kits.line import TestLine

NEW_YORK, LOS_ANGELES = "America/New_York", "America/Los_Angeles"
FRIEND = "+12025550147"
ASKED, GENTLE, CALL, TOLD = (
    "How are you right now",
    "It's fine not to answer",
    "is now good",
    "asked us to tell",
)


def becomes(line: TestLine, moment: str, zone: str = NEW_YORK) -> list[tuple[str, str]]:
    """Set the clock to "2026-03-05 19:00" there, with nothing done on the way; gives what is texted then."""
    line.clock.at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    line.work()
    return line.new_texts()


def passes(line: TestLine, until: str, zone: str = NEW_YORK) -> list[tuple[str, str]]:
    """As `becomes`, but everything due on the way is done at its time."""
    end = datetime.fromisoformat(until).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    while coming := [
        row.due_at for row in line.rows(Reminder) if row.state == "due" and line.clock.at < row.due_at <= end
    ]:
        line.clock.at = min(coming)
        line.work()
    line.clock.at = end
    line.work()
    return line.new_texts()


def said(texts: list[tuple[str, str]], words: str, to: str = PARTICIPANT) -> int:
    """How many of these texts to this number contain the words."""
    return sum(number == to and words in told for number, told in texts)


def set_up(line: TestLine, words: str = "every day 7pm", *, after: str = "", zone: str = "Eastern") -> None:
    """Let somebody set check-ins up, and choose what follows a missed one (`after`: "1", "2")."""
    for body in (f"REMIND {words}", zone, *((after,) if after else ())):
        line.text(PARTICIPANT, body)
    line.work()
    line.new_texts()


def chooses(line: TestLine, *, called: str = "Alex", number: str = FRIEND) -> str:
    """Let them choose somebody to be told; gives the code for that person's phone."""
    for body in ("REMIND MISSED", "3", called, number.removeprefix("+1")):
        line.text(PARTICIPANT, body)
    return str(line.rows(OtherNumber)[-1].code)


def trusts(line: TestLine, *, called: str = "Alex", number: str = FRIEND) -> None:
    """Let them choose somebody, who agrees from their phone."""
    code = chooses(line, called=called, number=number)
    assert "this phone is confirmed" in line.text(number, f"{code} CONFIRM")
    line.work()
    line.new_texts()


def to_come(line: TestLine, kind: str = "checkin") -> list[datetime]:
    """When the waiting reminders of a kind are due."""
    return [row.due_at for row in line.rows(Reminder) if row.kind == kind and row.state == "due"]


def local(moment: datetime, zone: str = NEW_YORK) -> str:
    """A moment on the clock there: "Thu 19:00"."""
    return f"{moment.astimezone(ZoneInfo(zone)):%a %H:%M}"
