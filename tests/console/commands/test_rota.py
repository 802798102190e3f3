"""`warmline shifts`, as a coordinator runs it on a line with volunteers."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.models import Shift
from store.rota import shifts
from tests.console.commands.test_callbacks import Warmline
from tests.console.commands.test_callbacks import warmline as warmline
from tests.kits.line import TestLine
from tests.kits.rota import SAM, Rota


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    """The command looks at the clock on the wall, so the line does."""
    quick_line.clock.at = datetime.now(UTC)
    return quick_line


@pytest.fixture
def sam(line: TestLine) -> int:
    """A volunteer."""
    return Rota(line).volunteer(SAM, "Sam Day")


def numbers(said: str) -> list[str]:
    return re.findall(r"^#\d+", said, re.MULTILINE)


def test_a_shift_is_added_listed_dropped_and_open(line: TestLine, sam: int, warmline: Warmline) -> None:
    assert "nothing is planned" in warmline("shifts", "list").output
    # Hours away, whenever this runs: a shift that begins within the hour is confirmed by itself.
    evening = datetime.now(ZoneInfo("America/New_York")).hour < 17
    hours, clocks = ("7pm-10pm", "19:00-22:00") if evening else ("9am-noon", "09:00-12:00")
    added = warmline("shifts", "add", "sam", f"every day {hours}").output
    assert re.search(rf"^Sam \(\w+-\d+\): every week from \w{{3}} \d+ \w{{3}} {clocks}$", added, re.MULTILINE)
    listed = warmline("shifts", "list", "--days", "3").output
    assert listed.count("not confirmed yet") == 3
    dropped = warmline("shifts", "drop", numbers(listed)[-1]).output
    assert "Open as S2" in dropped
    assert "They are not told" in dropped
    listed = warmline("shifts", "list", "--days", "4").output
    assert "NOBODY, open as S2" in listed
    assert "has no more shifts" in warmline("shifts", "drop", numbers(listed)[0], "--all").output
    assert "not confirmed yet" not in warmline("shifts", "list", "--days", "35").output


def test_a_place_is_opened_for_anybody(line: TestLine, sam: int, warmline: Warmline) -> None:
    said = warmline("shifts", "open", "Sat 7pm 3h").output
    assert "S2 is open: Sat" in said
    place = line.rows(Shift)[0]
    assert (place.ends_at - place.starts_at, place.state) == (timedelta(hours=3), "open")
    assert Rota(line).say(shifts.take, sam, place.id).name == "taken"


def test_somebody_is_away_and_back(line: TestLine, sam: int, warmline: Warmline) -> None:
    warmline("shifts", "add", "Sam Day", "every day 7pm-10pm")
    days = [(line.clock.at + timedelta(days=n)).date().isoformat() for n in (7, 9)]
    assert "open now: 3" in warmline("shifts", "away", "sam", *days).output
    assert "away   Sam" in warmline("shifts", "list", "--days", "14").output
    assert "theirs again: 3" in warmline("shifts", "away", "sam", days[0], "--back").output
    assert warmline("shifts", "away", "sam", days[0], "--back").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("add", "sam", "Mon"), "from when to when"),
        (("add", "sam", "7pm-10pm"), "on which days"),
        (("add", "sam", "Mon 7pm 30h"), "24 hours at most"),
        (("add", "Nobody", "Mon 7pm 3h"), "No volunteer is called"),
        (("add", "+12025550122", "Mon 7pm 3h"), "No volunteer is called that"),
        (("open", "Mon 7pm 20 min"), "too short"),
        (("open", "Mon Tue 7pm 3h"), "One shift at a time"),
        (("add", "sam", "every other Tue 7pm 3h"), "every week from now on, or for one day"),
        (("add", "sam", "Mon 7pm-10pm PST"), "the volunteer's own clock"),
        (("drop", "#99"), "no such shift"),
        (("drop", "S8"), "no such shift"),
        (("away", "sam", "some day"), "Write a day"),
        (("away", "sam", "2020-01-01"), "is over"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    line: TestLine, sam: int, warmline: Warmline, arguments: tuple[str, ...], why: str
) -> None:
    done = warmline("shifts", *arguments)
    assert (done.exit_code, why in done.output) == (1, True), done.output
    assert line.rows(Shift) == []
