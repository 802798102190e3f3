"""Lessons 4 and 17: hours past midnight, clocks that change; what is told is what is so (docs/lessons.md)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.line import Line
from store.config.parsers import hours
from store.models import Callback
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER
from tests.kits.line import LINE, TestLine
from tests.kits.rung import asked

NEW_YORK = ZoneInfo("America/New_York")
HALF = timedelta(minutes=30)
Lines = Callable[[str, Line], TestLine]

_CLOCK = r"(\d{1,2}):(\d\d) ([AP]M)(?: (EST|EDT))?( tomorrow)?"
_OFF = {"EST": timedelta(hours=-5), "EDT": timedelta(hours=-4)}


def told(words: str, before: str, now: datetime) -> datetime | None:
    """The moment that is said behind `before`, read as a person in New York reads it; None when there is none."""
    found = re.search(before + " " + _CLOCK, words)
    if found is None:
        return None
    hour = int(found[1]) % 12 + 12 * (found[3] == "PM")
    day = now.astimezone(NEW_YORK).date() + timedelta(days=bool(found[5]))
    if found[4] is None:  # aloud no zone is named
        return datetime.combine(day, time(hour, int(found[2])), NEW_YORK).astimezone(UTC)
    return datetime.combine(day, time(hour, int(found[2])), UTC) - _OFF[found[4]]


def ask(line: TestLine, at: datetime, number: str = PARTICIPANT) -> str:
    """CALL, at this moment, and called off at once so that it can be asked again."""
    line.clock.at = at
    answer = line.text(number, "CALL")
    line.text(number, "NEVERMIND")
    return answer


def every(step: timedelta, start: datetime, end: datetime) -> Iterator[datetime]:
    while start < end:
        yield start
        start += step


# In UTC, by hand: 20:00 to 02:00 in New York. On 8 March two o'clock is skipped, on 1 November one o'clock comes twice.
NIGHTS = {
    "an ordinary night": [
        (datetime(2026, 6, 11, 0, tzinfo=UTC), datetime(2026, 6, 11, 6, tzinfo=UTC)),
        (datetime(2026, 6, 12, 0, tzinfo=UTC), datetime(2026, 6, 12, 6, tzinfo=UTC)),
    ],
    "the clocks go forward": [
        (datetime(2026, 3, 8, 1, tzinfo=UTC), datetime(2026, 3, 8, 7, tzinfo=UTC)),
        (datetime(2026, 3, 9, 0, tzinfo=UTC), datetime(2026, 3, 9, 6, tzinfo=UTC)),
    ],
    "the clocks go back": [
        (datetime(2026, 11, 1, 0, tzinfo=UTC), datetime(2026, 11, 1, 7, tzinfo=UTC)),
        (datetime(2026, 11, 2, 1, tzinfo=UTC), datetime(2026, 11, 2, 7, tzinfo=UTC)),
    ],
}


@pytest.mark.parametrize("night", NIGHTS)
def test_04_cover_past_midnight_is_one_night_also_when_the_clocks_change(lines: Lines, night: str) -> None:
    line = lines("sqlite", replace(LINE, cover_hours=(time(20), time(2)), calls_per_day=0))
    (opens, closes), (again, _) = NIGHTS[night]
    for at in every(HALF, opens - timedelta(hours=8), again + timedelta(hours=1)):
        starts = told(ask(line, at), "next one starts at", at)
        promised = line.rows(Callback)[-1].promised_by
        if opens <= at < closes or at >= again:
            assert starts is None, f"{at}: it is running"
            assert promised == at + timedelta(hours=2)
        else:
            assert starts == (opens if at < opens else again), f"{at}"
            assert promised == starts + timedelta(hours=2)


ENDS = {
    # ON 3H, told as the clock on the wall will show it; three hours later by any clock that only goes forward.
    "past midnight": (datetime(2026, 6, 11, 3, 30, tzinfo=UTC), "2:30 AM EDT tomorrow"),
    "the clocks go forward": (datetime(2026, 3, 8, 6, 30, tzinfo=UTC), "5:30 AM EDT"),
    "the clocks go back": (datetime(2026, 11, 1, 4, 30, tzinfo=UTC), "2:30 AM EST"),
    "on 8 March, past midnight": (datetime(2026, 3, 8, 4, 30, tzinfo=UTC), "3:30 AM EDT tomorrow"),
}


@pytest.mark.parametrize("when", ENDS)
def test_04_three_hours_of_duty_are_three_hours_whatever_the_clocks_do(
    quick_line: TestLine, when: str
) -> None:
    line = quick_line
    line.clock.at, until = ENDS[when]
    ends = line.clock.at + timedelta(hours=3)
    line.volunteer(VOLUNTEER, on_duty=False)
    assert f"until {until}," in line.text(VOLUNTEER, "ON 3H")
    line.clock.at = ends - timedelta(minutes=20)  # a call still fits in
    line.text(SECOND, "CALL")
    line.work()
    assert asked(line) == [VOLUNTEER], "on duty as long as they said"
    line.text(SECOND, "NEVERMIND")
    line.work()
    line.clock.at = ends + timedelta(seconds=1)
    assert "No volunteer is on right now" in line.text(SECOND, "CALL")
    line.pass_time(hours=1)
    assert asked(line) == [VOLUNTEER], "and not a moment longer"


HOURS = ("17:00-21:00", "20:00-02:00", "09:30-17:15", "00:00-06:00", "22:00-08:00")


@pytest.mark.parametrize("written", HOURS)
@pytest.mark.parametrize("aloud", [False, True], ids=["by text", "aloud"])
def test_17_the_hours_that_are_told_are_the_hours_the_line_keeps(
    lines: Lines, written: str, aloud: bool
) -> None:
    """From what the operator writes to what people are told: the one time is the other, to the minute."""
    line = lines("sqlite", replace(LINE, cover_hours=hours(written), calls_per_day=0))

    def hear(at: datetime) -> datetime | None:
        line.clock.at = at
        if not aloud:
            return told(ask(line, at), "next one starts at", at)
        sid, menu = line.call(PARTICIPANT)
        words = line.press(menu, "2", sid, PARTICIPANT).words
        line.text(PARTICIPANT, "NEVERMIND")
        return told(words, "next one starts at", at)

    running = 0
    for at in every(timedelta(hours=3), line.clock.at, line.clock.at + timedelta(hours=24)):
        starts = hear(at)
        if starts is None:
            running += 1
            continue
        assert at < starts <= at + timedelta(hours=24)
        assert starts.astimezone(NEW_YORK).strftime("%H:%M") == written[:5]
        assert hear(starts - timedelta(minutes=1)) == starts
        assert hear(starts) is None, "at the time that was told, it is so"
    assert running, "and in its hours it does not say that it has none"


@pytest.mark.parametrize("peers", ["nobody", "silent"])
def test_17_a_time_we_told_never_passes_in_silence(quick_line: TestLine, peers: str) -> None:
    """What stands in the last text is what the line acts by: kept, told anew before it passes, or said to be late."""
    line = quick_line
    if peers == "silent":
        line.volunteer(VOLUNTEER)
    last = told(line.text(PARTICIPANT, "CALL"), "by", line.clock.at)
    assert last == line.clock.at + timedelta(hours=2)
    late, read = False, 0
    for _ in range(12 * 12):
        assert last == line.rows(Callback)[0].promised_by
        line.pass_time(minutes=5)
        for said in line.texts_to(PARTICIPANT)[read:]:
            late = late or "we're late" in said
            last = told(said, "it will be by", line.clock.at) or last
            was = told(said, "We said by", line.clock.at)
            assert was is None or line.clock.at < was, "told anew before the old time has passed"
        read = len(line.texts_to(PARTICIPANT))
        assert late == (line.clock.at >= last), f"{line.clock.at}: {last} was told"
        if late:
            return
    raise AssertionError("a promise that nobody keeps is put off for ever")


@pytest.mark.parametrize("status", ["STATUS", "CALL"])
@pytest.mark.both_databases
def test_17_every_door_tells_the_same_time(line: TestLine, status: str) -> None:
    line.volunteer(VOLUNTEER)
    first = told(line.text(PARTICIPANT, "CALL"), "by", line.clock.at)
    line.pass_time(minutes=7)
    assert told(line.text(PARTICIPANT, status), "by", line.clock.at) == first
    sid, menu = line.call(PARTICIPANT)
    assert told(line.press(menu, "2", sid, PARTICIPANT).words, "by", line.clock.at) == first
    offer = next(sent.words for sent in line.carrier.texts if "TAKE" in sent.words)
    assert told(offer, "by", line.clock.at) == first == line.rows(Callback)[0].promised_by
