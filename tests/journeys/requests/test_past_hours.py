"""Whatever people do, and however long a line is late: no hour that has passed is said or sent as one to come."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from store.contacts import contacts
from store.models import Callback
from tests.kits.line import COORDINATOR, NOON, TestLine
from tests.kits.past_hours import promised_in_the_past

ANA, LUZ = "+12025550111", "+12025550112"
PEERS = ("+12025550122", "+12025550133")
ASKS = ("STATUS", "READY", "CALL", "LATER", "1", "2", "3", "LATER 9pm", "CALL 8pm", "text only", "hi", "SAFE")
HELPS = (
    "TAKE",
    "PASS",
    "GO",
    "TAKE {code} at 9pm",
    "PASS {code} at 8pm",
    "OFF",
    "ON",
    "ON 3H",
    "TAKE {code} tomorrow",
)


@pytest.mark.parametrize(
    ("words", "over"),
    [
        ("You should be called by 2:00 PM EST.", ["2:00 PM EST"]),
        ("Te deben llamar a más tardar 2:00 p.m. EST.", ["2:00 p.m. EST"]),
        ("We said 2:00 PM EST and we're late. We keep asking until 2:00 PM EST tomorrow.", []),
        ("A volunteer will be in touch between 8:00 and 8:30 PM EST.", []),
        ("we promised somebody by Wed Mar 4 2:00 PM EST", []),
        ("K7 by Wed Mar 4 2:00 PM EST", ["Wed Mar 4 2:00 PM EST"]),
        ("K7 by Fri 2:00 PM EST", []),
    ],
)
def test_the_measure_itself(words: str, over: list[str]) -> None:
    assert promised_in_the_past(words, datetime(2026, 3, 5, 0, 0, tzinfo=UTC)) == over


class Ear:
    """All that is said by the line, held against the clock at that moment."""

    def __init__(self, line: TestLine) -> None:
        self.line, self.read, self.heard = line, 0, 0

    def zone(self, number: str) -> str | None:
        """The clock that they told us they go by."""
        with self.line.db.begin(self.line.clock.at) as tx:
            return contacts.by_number(tx, number).zone if number != COORDINATOR else None

    def hears(self, number: str, what: str, words: str) -> None:
        """Something was answered, by text or on the phone."""
        self.heard += 1
        over = promised_in_the_past(words, self.line.clock.at, self.zone(number))
        assert over == [], f"{self.line.clock.at}, after {what}: {words}"

    def listens(self, what: str) -> None:
        """Whatever the line has sent since."""
        for sent in self.line.carrier.texts[self.read :]:
            over = promised_in_the_past(sent.words, sent.at, self.zone(sent.to))
            assert over == [], f"{sent.at}, after {what}, to {sent.to[-4:]}: {sent.words}"
        self.read = len(self.line.carrier.texts)


def calls(line: TestLine, ear: Ear, number: str, keys: str) -> None:
    sid, heard = line.call(number)
    ear.hears(number, "calling", heard.words)
    for key in keys:
        if heard.root.find("Gather") is None:
            break
        heard = line.press(heard, key, sid, number)
        ear.hears(number, f"key {key} of {keys}", heard.words)
    line.hang_up(sid, number)


@pytest.mark.parametrize("seed", range(2))
def test_no_past_hour_is_said_as_one_to_come(quick_line: TestLine, seed: int) -> None:
    line, chance, ear = quick_line, random.Random(seed), Ear(quick_line)  # noqa: S311  the same each time
    for peer in PEERS:
        line.volunteer(peer, "Sam", languages=("en", "es"))
    line.text(LUZ, "ESPANOL")
    for number in (ANA, LUZ):
        line.text(number, "CALL")
    line.work()
    for _ in range(70):
        code = line.rows(Callback)[-1].code
        who = chance.random()
        if who < 0.45:
            number, words = chance.choice((ANA, LUZ)), chance.choice(ASKS)
            ear.hears(number, words, line.text(number, words))
        elif who < 0.6:
            keys = chance.choice(("2", "21", "23", "231", "1", "2211"))
            calls(line, ear, chance.choice((ANA, LUZ)), keys)
        elif who < 0.75:
            words = chance.choice(HELPS).format(code=code)
            number = chance.choice(PEERS)
            ear.hears(number, words, line.text(number, words))
        elif who < 0.8:
            calls(line, ear, chance.choice(PEERS), "2")
        else:
            words = chance.choice(("LIST", f"SHOW {code}"))
            ear.hears(COORDINATOR, words, line.text(COORDINATOR, words))
        ear.listens("all that")
        for _ in range(chance.choice((0, 1, 3, 9))):
            line.pass_time(minutes=chance.choice((4, 11, 17)))
            ear.listens("a while")
    assert ear.heard > 70 and ear.read > 20
    assert line.clock.at - NOON > timedelta(hours=10)


@pytest.mark.parametrize("door", ["STATUS", "READY", "CALL", "LIST", "2", "21", "1"])
def test_five_hours_after_the_promise_every_door_tells_that_it_is_late(
    quick_line: TestLine, door: str
) -> None:
    line = quick_line
    for peer in PEERS:
        line.volunteer(peer, "Sam")
    line.text(ANA, "CALL")
    for _ in range(42):
        line.pass_time(minutes=10)
    if door.isdigit() and door != "1":
        sid, heard = line.call(ANA)
        for key in door:
            heard = line.press(heard, key, sid, ANA)
        words = heard.words
    else:
        words = line.text(COORDINATOR if door == "LIST" else ANA, door)
    assert promised_in_the_past(words, line.clock.at) == []
    if door == "LIST":
        assert "LATE since" in words
    elif door == "1":
        assert "We still have your request" in words
    elif door == "21":
        assert "still looking" in words
    else:
        assert "late" in words


def test_an_offer_after_the_promise_says_that_they_wait_and_no_hour(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(PEERS[0], "Sam")
    line.text(ANA, "CALL")
    for _ in range(30):
        line.pass_time(minutes=10)
    line.text(PEERS[0], "ON")  # two offers without an answer had taken them off duty
    line.work()
    last = next(said for said in reversed(line.texts_to(PEERS[0])) if "TAKE" in said)
    assert "waited too long" in last and "PM" not in last


def test_a_late_callback_may_be_taken_for_a_time_to_come_and_the_participant_is_told_it(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.volunteer(PEERS[0], "Sam")
    line.text(ANA, "CALL")
    for _ in range(42):
        line.pass_time(minutes=10)
    answer = line.text(PEERS[0], f"TAKE {line.code()} at 8:30pm")
    assert "is yours" in answer and "8:30 PM" in answer
    line.work()
    assert "will call you: 8:30 PM" in line.texts_to(ANA)[-1]
    assert "8:30 PM" in line.text(ANA, "STATUS")


def test_a_late_callback_is_not_taken_for_a_time_beyond_another_promise(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(PEERS[0], "Sam")
    line.text(ANA, "CALL")
    for _ in range(42):
        line.pass_time(minutes=10)
    answer = line.text(PEERS[0], f"TAKE {line.code()} at 11:30pm")
    assert "asking others first" in answer and "waited too long" in answer and "2:00" not in answer
