"""The words of a conference may come in any order, and each of them twice: what is settled is settled once."""

import itertools
from collections.abc import Callable

import pytest

from tests.kits.bridge import VOLUNTEER, snapshot
from tests.kits.conference import ON_CALL, Talk, moved, moved_caller, supervised
from tests.kits.line import LINE_NUMBER, TestLine
from tests.telephony.test_repeats import Twice

THREE = list(itertools.permutations(("action", "status", "other")))


def settled(talk: Talk) -> None:
    for phone in (talk.volunteer, talk.participant):
        phone.over()
    talk.line.pass_time(minutes=3)
    assert talk.state == "completed" and talk.desk.live_legs == []
    assert talk.desk.told(VOLUNTEER, "Thank you for") == 1
    assert not [leg for leg in talk.line.carrier.redirects if leg[1].endswith("/room/crisis")]


@pytest.mark.parametrize("order", THREE, ids="-".join)
@pytest.mark.parametrize("who", ["volunteer", "participant"])
def test_the_end_of_a_talk_in_a_conference_is_settled_once_in_whatever_order_it_is_told(
    lines: Callable[..., TestLine], who: str, order: tuple[str, ...]
) -> None:
    talk = moved(supervised(lines))
    assert talk.ring is not None
    ring, dialled = talk.ring, talk.dialled
    mine, other = (
        (talk.volunteer, talk.participant) if who == "volunteer" else (talk.participant, talk.volunteer)
    )
    mine.over()
    say: dict[str, Callable[[], object]] = {
        "action": lambda: mine.out(CallStatus="completed"),
        "status": lambda: (
            talk.desk.end(ring, "completed") if who == "volunteer" else dialled.status("completed")
        ),
        "other": lambda: [other.out(), None if other.heard.ends else other.comes_back()],
    }
    for each in order:
        say[each]()
    # Whoever was late to be told of it was sent back to wait, and is fetched.
    talk.line.pass_time(seconds=5)
    if other.room:
        other.goes(other.fetched())
    assert "has ended" in other.heard.words or "Only you hear this" in other.heard.words
    settled(talk)


@pytest.mark.parametrize("begin", [moved, moved_caller], ids=["callback", "talk-now"])
def test_every_word_of_a_conference_twice(lines: Callable[..., TestLine], begin: Callable[..., Talk]) -> None:
    line = supervised(lines)
    line.post = Twice(line, but=("/room/menu/",)).post  # type: ignore[method-assign,assignment]
    talk = begin(line)
    talk.star()
    talk.volunteer.presses("3")
    phone = talk.supervisor_rings()
    phone.presses("1")
    line.work()
    talk.star()
    talk.volunteer.presses("4")
    line.work()
    talk.participant.goes(talk.participant.fetched())
    where = talk.participant.heard.path("Number", "statusCallback")
    talk.participant.goes(talk.participant.heard.path("Dial"), DialCallStatus="busy")
    line.turn(where, "CA" + "9" * 32, CallStatus="in-progress")
    line.work()
    talk.star()
    talk.volunteer.presses("2")
    line.work()
    assert talk.state == "completed" and talk.alerts() == ["crisis"]
    assert sum(ring.to == ON_CALL for ring in line.carrier.rings) == 1


@pytest.mark.parametrize("digits", ["2", "3", "4", "*"])
def test_a_key_told_twice_does_nothing_twice(lines: Callable[..., TestLine], digits: str) -> None:
    talk = moved(supervised(lines))
    talk.star()
    path = talk.volunteer.heard.path("Gather")
    talk.volunteer.goes(path, Digits=digits)
    before = snapshot(talk.line)
    talk.volunteer.goes(path, Digits=digits)
    assert snapshot(talk.line) == before


@pytest.mark.parametrize(
    "path", ["room", "room/out", "room/again", "room/menu/1", "room/crisis", "supervisor"]
)
def test_a_token_nobody_gave_out_opens_no_conference(lines: Callable[..., TestLine], path: str) -> None:
    talk = moved(supervised(lines))
    before = snapshot(talk.line)
    form = {"CallSid": "CA" + "8" * 32, "Digits": "4", "CallStatus": "in-progress", "To": LINE_NUMBER}
    response = talk.line.post(f"/legs/nobody/{path}", form)
    assert response.status_code == 200 and "Dial" not in response.text
    assert snapshot(talk.line) == before


def test_a_leg_that_is_in_no_conference_is_let_into_none(lines: Callable[..., TestLine]) -> None:
    talk = moved(supervised(lines))
    talk.participant_hangs_up()
    for phone in (talk.participant, talk.volunteer):
        for path in ("room", "room/again", "room/crisis"):
            token = phone.heard.path("Dial").split("/")[2] if phone.room else ""
            if token:
                assert "<Conference" not in phone.line.turn(f"/legs/{token}/{path}", phone.sid).document
