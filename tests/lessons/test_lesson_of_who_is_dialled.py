"""Lesson 16: one choice of a menu always dialled the wrong people, and tests of the markup were green.

So every choice is made, and what is compared is whose phone rings: this one, and nobody else's (docs/lessons.md).
"""

import re
from collections import deque
from collections.abc import Iterator
from datetime import timedelta

import pytest

from store.models import Callback
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import LINE, Heard, TestLine
from tests.kits.rung import Rung, asked

ENGLISH, SPANISH, OFF_DUTY = VOLUNTEER, SECOND, "+12025550144"
BYSTANDER, ANOTHER, KEYED_IN = "+12025550112", "+12025550113", "+12025550155"
KEYS = "1234567890"
DEEPEST = 4

# What a key is said to do, and who is then to be rung at once. A choice that nobody named rings nobody.
CRISIS_LINE = "988"
"""Key 8, at every question of a call."""
PROMISED = (
    (r"talk now, if a volunteer is free, press (\d)", ENGLISH),
    (r"hablar ahora, si alguien está libre, marca (\d)", SPANISH),
)


@pytest.fixture
def full_house(quick_line: TestLine) -> TestLine:
    """A peer for each language, and one who is off duty."""
    quick_line.volunteer(ENGLISH, "Sam")
    quick_line.volunteer(SPANISH, "Sol", languages=("es",))
    quick_line.volunteer(OFF_DUTY, "Kim", on_duty=False)
    return quick_line


def strangers() -> Iterator[str]:
    """Numbers of nobody, none of them twice."""
    yield from (f"+1{area}5550{last}" for area in (212, 213, 214, 215) for last in range(100, 200))


def place(heard: Heard) -> str:
    """Where in the menus somebody is: what is asked there; "" where nothing is."""
    asks = heard.root.find("Gather")
    return (asks[-1].text or "") if asks is not None and len(asks) else ""


def collects(heard: Heard) -> bool:
    """Whether what is keyed in there ends with #, so that 8 is a digit of it."""
    asks = heard.root.find("Gather")
    return asks is not None and asks.get("finishOnKey") == "#"


def named_by(heard: Heard, key: str) -> list[str]:
    return [who for said, who in PROMISED for named in re.findall(said, heard.words) if named == key]


def peer_for(heard: Heard) -> str:
    say = heard.root.find(".//Say")
    return SPANISH if say is not None and say.attrib["language"].startswith("es") else ENGLISH


def test_16_every_key_of_every_menu_rings_exactly_whom_it_names_and_nobody_else(full_house: TestLine) -> None:
    line, rung, numbers = full_house, Rung(full_house), strangers()
    found, paths, talked = {""}, deque([""]), set()
    while paths:
        keys = paths.popleft()
        for key in KEYS:
            caller, offers = next(numbers), len(asked(line))
            rung.from_calls.clear()
            sid, heard = line.call(caller)
            for each in keys:
                heard = line.press(heard, each, sid, caller)
            after = line.press(heard, key, sid, caller)
            whom = (
                [CRISIS_LINE] if key == "8" and place(heard) and not collects(heard) else named_by(heard, key)
            )
            assert rung.numbers == whom, f"{keys or 'the first menu'}, then {key}: {after.words}"
            talked.update(whom)
            line.hang_up(sid, caller)
            assert set(asked(line)[offers:]) <= {peer_for(after)}, f"{keys}, then {key}: who is texted"
            line.text(caller, "NEVERMIND")
            if place(after) not in found and len(keys) < DEEPEST:
                found.add(place(after))
                paths.append(keys + key)
    assert talked == {ENGLISH, SPANISH, CRISIS_LINE}, "the walk came by all"
    assert len(found) >= 8, "and by the check-in and the call back of both languages"
    assert rung.by_rest == []


VOLUNTEER_KEYS = {
    # What a volunteer who calls in presses, and whose phone rings then: their own first, for a call they take.
    "1": [],
    "11": [],
    "2": [],
    "21": [VOLUNTEER],
    "22": [],
    "3": [],
    "4": [],
    "51": [],
    "61": [],
    "71": [],
    "72": [],
    "8": [CRISIS_LINE],
    "73": [ANOTHER],
    "9": [],
    "92": [],
    "921": [VOLUNTEER],
    "*": [],
}


@pytest.mark.parametrize("keys", VOLUNTEER_KEYS)
def test_16_every_choice_of_a_volunteer_who_calls_rings_exactly_whom_it_names(
    quick_line: TestLine, keys: str
) -> None:
    line, rung = quick_line, Rung(quick_line)
    line.volunteer(VOLUNTEER)
    line.text(BYSTANDER, "CALL")
    line.work()
    line.volunteer(ANOTHER, "Kim")  # a peer on duty, whom nobody has asked yet
    line.volunteer(OFF_DUTY, "Lee", on_duty=False)
    sid, heard = line.call(VOLUNTEER)
    for key in keys:
        heard = line.press(heard, key, sid, VOLUNTEER)
    line.hang_up(sid, VOLUNTEER)
    assert rung.numbers == VOLUNTEER_KEYS[keys]


@pytest.mark.both_databases
def test_16_two_callbacks_at_once_each_ring_their_own_two_people_through_every_retry(line: TestLine) -> None:
    rung = Rung(line)
    pairs = {VOLUNTEER: PARTICIPANT, SECOND: BYSTANDER}
    for peer, participant in pairs.items():
        line.volunteer(peer)
        line.text(participant, "CALL")
        line.work()
        line.text(peer, f"TAKE {line.code()}")
        line.work()
    desk = Desk(line)
    for _ in range(LINE.callback_attempts):
        assert sorted(rung.by_rest) == sorted(pairs)
        for peer in reversed(pairs):
            ring = desk.ringing(peer)
            dialled = desk.connect_volunteer(ring)
            assert dialled.number == pairs[peer]
            dialled.over("no-answer", ring.sid, peer)
            desk.end(ring, "completed")
        assert sorted(rung.from_calls) == sorted(pairs.values())
        rung = Rung(line)
        line.clock.at += timedelta(minutes=LINE.callback_retry_minutes, seconds=1)
        for participant in pairs.values():
            line.text(participant, "READY")
        line.work()
    assert rung.numbers == []
    assert [cb.state for cb in line.rows(Callback)] == ["missed", "missed"]


def test_16_the_number_a_withheld_caller_keys_in_is_the_only_one_rung(quick_line: TestLine) -> None:
    line, rung = quick_line, Rung(quick_line)
    line.volunteer(VOLUNTEER)
    line.text(BYSTANDER, "MENU")
    sid, heard = line.call("anonymous")
    for key in ("2", ANOTHER[2:], "2", KEYED_IN[2:], "1"):
        heard = line.press(heard, key, sid, "anonymous")
    line.hang_up(sid, "anonymous")
    desk = Desk(line, line.code())
    assert desk.connect_volunteer(desk.take()).number == KEYED_IN
    assert rung.numbers == sorted((VOLUNTEER, KEYED_IN))


def test_16_another_number_is_rung_once_it_is_confirmed_and_the_first_one_is_not(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.text(PARTICIPANT, f"NUMBER {KEYED_IN[2:]}")
    for confirmed in (False, True):
        if confirmed:
            digits = re.search(r"(\d{4,8}) CONFIRM", line.text(PARTICIPANT, f"NUMBER {KEYED_IN[2:]}"))
            assert digits is not None
            line.text(KEYED_IN, f"{digits[1]} CONFIRM")
        rung, desk = Rung(line), Desk(line)
        desk.ask()
        ring = desk.take()
        dialled = desk.connect_volunteer(ring)
        assert dialled.number == (KEYED_IN if confirmed else PARTICIPANT)
        assert rung.numbers == sorted((VOLUNTEER, dialled.number))
        dialled.presses(dialled.picks_up(), "2")
        dialled.over("completed", ring.sid)
        desk.end(ring, "completed")


@pytest.mark.parametrize("said", ["LATER", "NEVERMIND", "STOP", "STATUS"])
@pytest.mark.parametrize("heard", ["PASS", "NOTE {} x", "DONE {}", "OFF", "PAUSE", "STOP"])
def test_16_words_that_are_not_a_yes_ring_nobody_on_either_side(
    quick_line: TestLine, said: str, heard: str
) -> None:
    desk, rung = Desk(quick_line), Rung(quick_line)
    desk.ask()
    quick_line.text(VOLUNTEER, heard.format(desk.code))
    quick_line.text(PARTICIPANT, said)
    for _ in range(6):
        quick_line.pass_time(minutes=5)
    assert rung.numbers == []
