"""Nobody waits while a volunteer could be asked: an offer is open, their own word is awaited, or we look again soon."""

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flows.rules.matching import rounds
from flows.rules.promises.promise import KEEP_TRYING
from store.models import Callback, Offer, Volunteer
from store.offers import escalation, matching
from tests.kits.line import COORDINATOR, TestLine

PEOPLE = [f"+120255501{n}" for n in range(11, 15)]
PEERS = [f"+120255501{n}" for n in range(51, 55)]
ASKS = ("CALL", "CALL", "STATUS", "READY", "1", "2", "LATER 9pm", "NEVERMIND")
HELPS = ("ON", "ON", "ON 3H", "OFF", "PASS", "PASS {code} at 9pm", "TAKE {code} at 8:30pm", "PAUSE 1 hour")
ROUND = rounds.LATER_AFTER + escalation.LOOK_AGAIN + timedelta(minutes=1)
NEW_YORK = ZoneInfo("America/New_York")


def looked_for(line: TestLine) -> Iterator[Any]:
    """Callbacks for which somebody is to be found now, by us."""
    for cb in line.rows(Callback):
        waiting = cb.state in ("waiting", "offered") and cb.talk_started_at is None
        now = cb.not_before is None or cb.not_before - escalation.AHEAD <= line.clock.at
        if waiting and cb.ready_asked_at is None and now:
            yield cb


def unasked(line: TestLine) -> list[str]:
    """Callbacks with nobody asked, though somebody may be; or that nobody looks at soon."""
    asked = {offer.callback_id for offer in line.rows(Offer) if offer.state == "open"}
    found = []
    for cb in looked_for(line):
        if cb.id in asked:
            continue
        with line.db.begin(line.clock.at) as tx:
            may = matching.ranked(tx, cb).choices
        if may:
            found.append(f"{cb.code}: {[each.volunteer_id for each in may]} may be asked")
        if cb.due_at > line.clock.at + escalation.LOOK_AGAIN:
            found.append(f"{cb.code}: looked at only at {cb.due_at}")
    return found


@pytest.mark.parametrize("seed", range(5))
def test_in_any_world_whoever_waits_has_somebody_asked_as_soon_as_there_is_somebody(
    quick_line: TestLine, seed: int
) -> None:
    line, chance = quick_line, random.Random(seed)  # noqa: S311  the same each time
    for peer in PEERS[: chance.randint(1, 4)]:
        line.volunteer(peer, "Sam", on_duty=chance.random() < 0.7)
    line.text(PEOPLE[0], "CALL")
    for _ in range(60):
        rows = line.rows(Callback)
        if chance.random() < 0.45:
            line.text(chance.choice(PEOPLE), chance.choice(ASKS))
        elif chance.random() < 0.5:
            line.text(chance.choice(PEERS), chance.choice(HELPS).format(code=rows[-1].code))
        line.pass_time(minutes=chance.choice((1, 3, 8, 20)))
        if unasked(line):
            line.pass_time(seconds=escalation.LOOK_AGAIN.total_seconds() + 1)
        assert unasked(line) == [], f"{line.clock.at}"
    for _ in range(30):
        line.pass_time(minutes=61)
    late = [cb for cb in looked_for(line) if cb.promised_by + KEEP_TRYING < line.clock.at]
    assert late == [], "and every wait ends"


def offers_to(line: TestLine, volunteer_id: int) -> list[datetime]:
    """When they were asked."""
    return [each.offered_at for each in line.rows(Offer) if each.volunteer_id == volunteer_id]


def a_day(line: TestLine, hours: int = 26) -> None:
    for quarter in range(hours * 4):
        for _ in range(3):
            line.pass_time(minutes=5)
        are_heard(line, quarter)


def are_heard(line: TestLine, quarter: int) -> None:
    """Two who take no call write about something else now and then: nobody takes them for silent."""
    line.text(PEERS[quarter % 2], "SHIFTS")


def test_silent_volunteers_are_asked_in_rounds_until_the_day_is_over_and_then_both_sides_hear_it(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.clock.at = datetime(2026, 3, 4, 9, 0, tzinfo=NEW_YORK)
    peers = [line.volunteer(number, "Sam") for number in PEERS[:2]]
    for number in PEERS[:2]:
        line.text(number, "ON")
    line.text(PEOPLE[0], "CALL")
    a_day(line)
    cb = line.rows(Callback)[0]
    assert cb.state == "expired"
    every = sorted(at for peer in peers for at in offers_to(line, peer))
    awake = [at for at in every if 8 <= at.astimezone(NEW_YORK).hour < 22]
    assert awake == every, "nobody is asked once more in their night"
    for peer in peers:
        mine = offers_to(line, peer)
        apart = [after - before for before, after in pairwise(mine)]
        evening = [each for each, at in zip(apart, mine, strict=False) if at.astimezone(NEW_YORK).hour < 20]
        assert max(evening) <= ROUND + timedelta(minutes=line.db.line.offer_minutes + 5)
        assert min(apart[rounds.FIRST_ROUND :]) >= rounds.SECOND_AFTER
        assert 10 <= len(mine) <= 20
    assert sum("No answer is fine too" in said for said in line.texts_to(PEERS[0])) <= rounds.FIRST_ROUND
    told = line.texts_to(PEOPLE[0])
    assert sum("We said" in said for said in told) == 1, "once"
    assert 2 <= sum("haven't found anyone yet" in said for said in told) <= 5
    assert "Your request is closed" in told[-1]
    found = [re.match("STILL LATE|LATE|CLOSED", said) for said in line.texts_to(COORDINATOR)]
    assert [each[0] for each in found if each] == [
        "LATE",
        "STILL LATE",
        "CLOSED",
    ]


def late(line: TestLine) -> None:
    """Two stay silent to all of the first rounds, and the promise is broken."""
    for number in PEERS[:2]:
        line.volunteer(number, "Sam")
    line.text(PEOPLE[0], "CALL")
    for ten in range(26):
        line.pass_time(minutes=10)
        are_heard(line, ten)


def test_two_who_write_nothing_at_all_are_taken_off_duty_after_two_offers_and_on_brings_them_back(
    quick_line: TestLine,
) -> None:
    line = quick_line
    for number in PEERS[:2]:
        line.volunteer(number, "Sam")
    line.text(PEOPLE[0], "CALL")
    for _ in range(26):
        line.pass_time(minutes=10)
    assert [asked(line, number) for number in PEERS[:2]] == [2, 2]
    assert [row.on_duty for row in line.rows(Volunteer)] == [False, False]
    assert sum("so you're off for now" in said for said in line.texts_to(PEERS[0])) == 1
    line.text(PEERS[0], "ON")
    line.work()
    assert asked(line, PEERS[0]) == 3


def asked(line: TestLine, number: str) -> int:
    return sum("TAKE" in said and "Can you take a call" in said for said in line.texts_to(number))


def test_a_volunteer_who_comes_on_duty_is_asked_at_once_however_often_they_were_silent(
    quick_line: TestLine,
) -> None:
    line = quick_line
    late(line)
    line.volunteer(PEERS[2], "Kim")
    line.pass_time(seconds=16)
    assert asked(line, PEERS[2]) == 1, "somebody new"
    line.pass_time(minutes=12)
    before = asked(line, PEERS[0])
    line.text(PEERS[0], "OFF")
    line.text(PEERS[0], "ON")
    line.work()
    assert asked(line, PEERS[0]) == before + 1, "somebody who says that they are there"


def test_a_pass_is_a_no_for_the_evening_and_not_for_the_next_day(quick_line: TestLine) -> None:
    line = quick_line
    line.volunteer(PEERS[0], "Sam")
    line.text(PEOPLE[0], "CALL")
    line.work()
    line.text(PEERS[0], f"PASS {line.code()}")
    line.text(PEERS[0], "ON")
    for _ in range(11 * 6):
        line.pass_time(minutes=10)
    assert asked(line, PEERS[0]) == 1, "not in that evening, not even after ON"
    line.text(PEERS[0], "ON 10h")
    for _ in range(8):
        line.pass_time(minutes=10)
    assert asked(line, PEERS[0]) > 1


def test_ready_brings_the_next_round_nearer(quick_line: TestLine) -> None:
    line = quick_line
    late(line)
    for ten in range(12):
        line.pass_time(minutes=10)
        are_heard(line, ten)
    while any(offer.state == "open" for offer in line.rows(Offer)):
        line.pass_time(minutes=5)
    before = asked(line, PEERS[0])
    line.text(PEOPLE[0], "READY")
    line.pass_time(minutes=31)
    assert asked(line, PEERS[0]) == before + 1


def test_while_their_own_word_is_awaited_nobody_is_asked_and_nothing_is_said_to_be_late(
    quick_line: TestLine,
) -> None:
    line = quick_line
    line.volunteer(PEERS[0], "Sam")
    line.text(PEOPLE[0], "CALL")
    line.pass_time(minutes=20)
    line.text(PEERS[0], f"TAKE {line.code()}")
    line.work()
    line.pass_time(minutes=11)  # they do not say that they are ready
    before = asked(line, PEERS[0])
    for _ in range(30):
        line.pass_time(minutes=10)
    assert asked(line, PEERS[0]) == before
    assert not any("we're late" in said for said in line.texts_to(PEOPLE[0]))
    assert "waits for a word from you" in line.text(PEOPLE[0], "STATUS")
