"""The database is out while people talk: nobody is cut off for it, all hear the crisis line, and no key is lost."""

import contextlib
from collections.abc import Callable, Iterator

import pytest

from store.database import open_engine
from store.models import Pairing
from telephony.apology import AGAIN_AT_MOST
from tests.kits.conference import Phone, Talk, moved, supervised
from tests.kits.line import ORIGIN, Heard, TestLine


@pytest.fixture
def talk(lines: Callable[..., TestLine]) -> Talk:
    """Two in a conference."""
    return moved(supervised(lines))


@contextlib.contextmanager
def no_database(line: TestLine) -> Iterator[None]:
    """Every transaction fails for the length of the block."""
    mine, line.db.engine = line.db.engine, open_engine("sqlite:////nowhere/at/all/line.db")
    try:
        yield
    finally:
        line.db.engine = mine


def asked_again(phone: Phone) -> Heard:
    """The carrier follows the Redirect."""
    return phone.goes((phone.heard.root.findtext("Redirect") or "").removeprefix(ORIGIN))


def is_kept(heard: Heard) -> bool:
    return "stay on the line" in heard.words and "9 8 8" in heard.words and not heard.ends


@pytest.mark.parametrize("digits", ["*", "2", "3", "4"])
def test_a_key_pressed_while_the_database_is_out_counts_once_it_is_back(talk: Talk, digits: str) -> None:
    talk.star()
    with no_database(talk.line):
        assert is_kept(talk.volunteer.presses(digits))
        assert is_kept(asked_again(talk.volunteer))
        assert "stay on the line" in talk.participant.waits().words
    said = asked_again(talk.volunteer).words
    talk.line.work()
    if digits == "*":
        assert [row.volunteer_refused_at is not None for row in talk.line.rows(Pairing)] == [True]
    elif digits == "2":
        assert "has ended" in said and talk.state == "completed"
    elif digits == "3":
        assert "calling the supervisor" in said and len(talk.line.carrier.rings) == 2
    else:
        assert talk.alerts() == ["crisis"] and talk.participant.fetched().endswith("/room/crisis")


def test_a_volunteer_who_comes_out_meanwhile_gets_the_menu_and_the_other_is_back_in_the_conference(
    talk: Talk,
) -> None:
    with no_database(talk.line):
        assert is_kept(talk.volunteer.out()) and is_kept(talk.participant.out())
    asked_again(talk.participant)
    talk.participant.comes_back()
    assert "One moment" in talk.participant.waits().words
    asked_again(talk.volunteer)
    assert "Only you hear this" in talk.volunteer.presses("").words
    assert talk.state == "connected"


def test_two_on_their_way_into_the_conference_come_into_it_late(lines: Callable[..., TestLine]) -> None:
    talk = moved(supervised(lines))
    into = talk.participant.fetched()
    dial = talk.dialled.heard.path("Dial")
    with no_database(talk.line):
        assert is_kept(talk.participant.goes(into))
        assert is_kept(talk.volunteer.goes(dial, DialCallStatus="completed"))
    asked_again(talk.participant)
    asked_again(talk.volunteer)
    assert talk.participant.room == talk.volunteer.room != ""
    assert talk.state == "connected"


def test_on_the_way_to_the_crisis_line_they_hear_its_number_until_it_can_be_dialled(talk: Talk) -> None:
    talk.star()
    talk.volunteer.presses("4")
    talk.line.work()
    with no_database(talk.line):
        assert is_kept(talk.participant.goes(talk.participant.fetched()))
    asked_again(talk.participant)
    assert talk.participant.heard.dialled == "988"
    action = talk.participant.heard.path("Dial")
    with no_database(talk.line):
        assert is_kept(talk.participant.goes(action, DialCallStatus="completed"))
    assert "Thank you for talking" in asked_again(talk.participant).words, (
        "they did talk, and it is not forgotten"
    )
    assert talk.participant.heard.ends and talk.desk.callback.handed_to == "crisis"


def test_a_supervisor_who_has_chosen_comes_in_late(talk: Talk) -> None:
    talk.star()
    talk.volunteer.presses("3")
    phone = talk.supervisor_rings()
    with no_database(talk.line):
        assert is_kept(phone.presses("1"))
    asked_again(phone)
    assert phone.room == talk.participant.room


def test_in_the_end_nobody_is_kept_for_ever(talk: Talk) -> None:
    with no_database(talk.line):
        talk.participant.out()
        for _ in range(AGAIN_AT_MOST - 1):
            assert is_kept(asked_again(talk.participant))
        assert asked_again(talk.participant).ends
    assert "9 8 8" in talk.participant.heard.words and "call again" in talk.participant.heard.words
