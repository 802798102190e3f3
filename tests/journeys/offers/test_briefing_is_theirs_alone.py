"""A briefing goes to whoever has the callback when it is sent, once, and to nobody else."""

from dataclasses import replace
from typing import Any

import pytest

from flows.rules.matching.wishes import Wishes
from store.callbacks import callbacks, wishes
from store.models import Message
from telephony.errors import TransportError
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.line import TestLine
from tests.kits.talks import run, say

DRAINS = "how do I handle the drains after surgery"
OPENS = "For you alone"
WISHED = Wishes(about=("surgery",), question=DRAINS)


@pytest.fixture
def desk(line: TestLine) -> Desk:
    """A request that the first of two volunteers is offered."""
    made = Desk(line)
    made.ask(volunteers=(VOLUNTEER, SECOND))
    return made


def wish(desk: Desk, wished: Wishes = WISHED, **columns: Any) -> None:
    callback_id = desk.callback.id

    def work(tx: Any) -> None:
        wishes.write(tx, callback_id, wished)
        if columns:
            callbacks.change(tx, callback_id, **columns)

    run(desk, work)


def briefings(desk: Desk, number: str = VOLUNTEER) -> list[str]:
    return [each for each in desk.line.texts_to(number) if OPENS in each]


def kept(desk: Desk) -> list[str]:
    return [row.state for row in desk.line.rows(Message) if row.purpose.startswith("briefing")]


def test_a_volunteer_who_let_the_offer_lapse_never_reads_the_question(desk: Desk) -> None:
    wish(desk, minutes=30)
    desk.line.pass_time(minutes=11)
    assert desk.told(SECOND, "TAKE") == 1
    desk.take(SECOND)
    [told] = briefings(desk, SECOND)
    assert "about 30 min" in told and "About: surgery" in told and "WORDS" in told and DRAINS not in told
    say(desk, VOLUNTEER, "WORDS")
    say(desk, SECOND, "WORDS")
    everybody_else = [each.words for each in desk.line.carrier.texts if each.to != SECOND]
    assert everybody_else and not any("drains" in words or OPENS in words for words in everybody_else)
    assert [DRAINS in each for each in desk.line.texts_to(SECOND)].count(True) == 1


@pytest.mark.both_databases
def test_the_words_were_asked_for_and_the_call_is_off_by_the_time_they_can_go(desk: Desk) -> None:
    wish(desk)
    desk.take()
    desk.line.carrier.down = TransportError("away", permanent=False)
    say(desk, VOLUNTEER, "WORDS")
    desk.line.text(PARTICIPANT, "NEVERMIND")
    desk.line.carrier.down = None
    desk.line.pass_time(minutes=2)
    assert not any("drains" in each for each in desk.line.texts_to(VOLUNTEER))


def test_it_goes_out_by_the_clock_alone_when_the_wake_up_was_lost(desk: Desk) -> None:
    wish(desk)
    desk.line.text(VOLUNTEER, f"TAKE {desk.code}")
    desk.line.woken.clear()
    desk.line.pass_time(seconds=1)
    assert len(briefings(desk)) == 1


@pytest.mark.both_databases
def test_the_carrier_was_away_and_the_call_is_off_by_the_time_it_can_go(desk: Desk) -> None:
    wish(desk)
    desk.line.carrier.down = TransportError("away", permanent=False)
    desk.line.text(VOLUNTEER, f"TAKE {desk.code}")
    desk.line.work()
    assert kept(desk) == ["due"], "it waits to be tried again"
    assert "off" in desk.line.text(PARTICIPANT, "NEVERMIND")
    desk.line.carrier.down = None
    desk.line.pass_time(minutes=2)
    assert desk.told(VOLUNTEER, "no longer needed") == 1, "texts reach them again"
    assert (kept(desk), briefings(desk)) == (["dropped"], [])


def test_take_again_after_a_pass_tells_nothing_twice(desk: Desk) -> None:
    wish(desk)
    desk.take()
    say(desk, VOLUNTEER, f"PASS {desk.code}")
    desk.take()
    assert len(briefings(desk)) == 1


def test_the_next_volunteer_who_takes_it_is_told_as_well(desk: Desk) -> None:
    wish(desk)
    desk.take()
    say(desk, VOLUNTEER, f"PASS {desk.code}")
    desk.take(SECOND)
    assert (len(briefings(desk)), len(briefings(desk, SECOND))) == (1, 1)


def test_the_participants_phone_hears_nothing_of_it(desk: Desk) -> None:
    wish(desk, replace(WISHED, words="my sister said it gets easier"))
    dialled = desk.connect_volunteer(desk.take())
    assert DRAINS in dialled.heard.words and "sister" in dialled.heard.words
    assert dialled.heard.root[-1].tag == "Dial", "all of it is said before the ring"
    heard = dialled.picks_up().document + dialled.heard.path("Number", "url")
    assert "drains" not in heard and "sister" not in heard


@pytest.mark.both_databases
def test_a_peer_who_writes_is_told_what_was_added_since_they_took_it(desk: Desk) -> None:
    wish(desk, Wishes(about=("surgery",)), kind="text")
    say(desk, VOLUNTEER, f"TAKE {desk.code} at 13:00")
    assert len(briefings(desk)) == 1
    wish(desk)
    say(desk, VOLUNTEER, f"GO {desk.code}")
    assert ["WORDS" in each for each in briefings(desk)] == [False, True]
    say(desk, VOLUNTEER, "WORDS")
    assert DRAINS in desk.line.texts_to(VOLUNTEER)[-1], (
        "asked for in the middle of writing, it goes to nobody else"
    )
    assert not any("WORDS" in each for each in desk.line.texts_to(PARTICIPANT))
