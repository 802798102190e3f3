"""The carrier may ask twice. The second time changes nothing, and is answered as the first."""

from collections.abc import Callable

import pytest

from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk, snapshot
from tests.kits.line import LINE_NUMBER, TestLine


class Twice:
    """Sends every request of a line twice and looks at what the second one did.

    `but`: paths with this in them may be answered in other words the second time, and have done nothing all the same.
    """

    def __init__(self, line: TestLine, but: tuple[str, ...] = ("/key/",)) -> None:
        self.line, self.once, self.but = line, line.post, ("/key/", *but)
        self.asked: list[str] = []

    def post(self, path: str, form: dict[str, str], **more: object) -> object:
        first = self.once(path, form, **more)  # type: ignore[arg-type]
        before = snapshot(self.line)
        woken = len(self.line.woken)
        second = self.once(path, form, **more)  # type: ignore[arg-type]
        self.asked.append(path)
        assert snapshot(self.line) == before, f"{path} {form} changed something the second time"
        # To be told twice to hang up is no work: the second worker finds it done.
        assert len(self.line.woken) == woken or path.endswith("/machine"), f"{path} made work due again"
        assert (second.status_code, second.mimetype) == (200, "text/xml")
        if not any(each in path for each in self.but):
            assert second.text == first.text, f"{path} {form} was answered differently the second time"
        return first


@pytest.fixture
def twice(quick_line: TestLine) -> TestLine:
    """A line that gets every request twice."""
    quick_line.post = Twice(quick_line).post  # type: ignore[method-assign,assignment]
    return quick_line


def test_texts_of_everybody(twice: TestLine) -> None:
    twice.volunteer(VOLUNTEER)
    twice.volunteer(SECOND)
    for who, body in (
        (PARTICIPANT, "CHECKIN"),
        (PARTICIPANT, "2"),
        (PARTICIPANT, "1"),
        (PARTICIPANT, "STATUS"),
        (PARTICIPANT, "nonsense"),
        (PARTICIPANT, "I want to die"),
        ("12345", "I want to die"),
        ("anonymous", "hello"),
        (VOLUNTEER, "ON 3H"),
        (PARTICIPANT, "LATER"),
        (PARTICIPANT, "1"),
        (PARTICIPANT, "STOP"),
        (PARTICIPANT, "START"),
    ):
        twice.text(who, body)
        twice.work()


def test_a_callback_from_take_to_the_end_of_the_talk(twice: TestLine) -> None:
    desk = Desk(twice)
    desk.ask()
    ring = desk.take()
    dialled = desk.talk(ring)
    dialled.status("completed")
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    assert desk.state == "completed"


@pytest.mark.parametrize(
    "words",
    [
        lambda desk, ring: desk.end(ring, "busy"),
        lambda desk, ring: desk.pick_up(ring, AnsweredBy="machine_start"),
        lambda desk, ring: desk.connect_volunteer(ring).over("no-answer", ring.sid),
        lambda desk, ring: [d := desk.connect_volunteer(ring), d.presses(d.picks_up(), "2")],
        lambda desk, ring: [d := desk.connect_volunteer(ring), d.picks_up(AnsweredBy="machine_start")],
        lambda desk, ring: [d := desk.connect_volunteer(ring), d.picks_up(), d.machine()],
        lambda desk, ring: [d := desk.connect_volunteer(ring), d.stays_silent(d.picks_up())],
    ],
)
def test_every_way_a_ring_can_end(twice: TestLine, words: Callable[..., object]) -> None:
    desk = Desk(twice)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    words(desk, desk.take())
    twice.work()


def test_a_call_from_greeting_to_callback(twice: TestLine) -> None:
    twice.volunteer(VOLUNTEER)
    sid, heard = twice.call(PARTICIPANT)
    for key in ("", "1", "2", "1"):
        heard = twice.press(heard, key, sid, PARTICIPANT)
    assert "A volunteer will call you" in heard.words
    twice.hang_up(sid, PARTICIPANT)


def test_talk_now_the_second_request_dials_nobody_else(twice: TestLine) -> None:
    twice.volunteer(VOLUNTEER)
    twice.volunteer(SECOND)
    sid, heard = twice.call(PARTICIPANT)
    heard = twice.press(heard, "3", sid, PARTICIPANT)
    assert heard.dialled == VOLUNTEER
    twice.hang_up(sid, PARTICIPANT)


def test_a_stale_key_changes_nothing_and_hears_what_is_asked_now(quick_line: TestLine) -> None:
    sid, greeting = quick_line.call(PARTICIPANT)
    mood = quick_line.press(greeting, "1", sid, PARTICIPANT)
    offer = quick_line.press(mood, "2", sid, PARTICIPANT)
    before = snapshot(quick_line)
    for stale in (greeting, mood):
        for digits in ("1", "2", "3", ""):
            assert quick_line.press(stale, digits, sid, PARTICIPANT).document == offer.document
    assert quick_line.turn("/voice/turn/99", sid, PARTICIPANT, Digits="1").document == offer.document
    assert snapshot(quick_line) == before


def test_the_same_call_at_the_door_twice_hears_the_same(quick_line: TestLine) -> None:
    sid, greeting = quick_line.call(PARTICIPANT)
    assert quick_line.turn("/voice", sid, PARTICIPANT).document == greeting.document


def test_a_turn_of_a_call_nobody_filed_is_greeted(quick_line: TestLine) -> None:
    heard = quick_line.turn("/voice/turn/7", "CA" + "9" * 32, PARTICIPANT, Digits="1")
    assert "Riverside Warmline" in heard.words


@pytest.mark.parametrize("path", ["answered", "key/1", "ready", "over", "status", "machine"])
@pytest.mark.parametrize("token", ["nobody", "x" * 500, "%00", "..", "' OR 1=1"])
def test_a_token_nobody_gave_out_opens_nothing(quick_line: TestLine, path: str, token: str) -> None:
    desk = Desk(quick_line)
    desk.ask()
    desk.take()
    before = snapshot(quick_line)
    form = {"CallSid": "CA" + "8" * 32, "Digits": "1", "CallStatus": "completed", "DialCallStatus": "busy"}
    response = quick_line.post(f"/legs/{token}/{path}", form | {"From": VOLUNTEER, "To": LINE_NUMBER})
    assert response.status_code in (200, 404)
    assert response.mimetype == "text/xml"
    assert "Dial" not in response.text
    assert snapshot(quick_line) == before


def test_late_words_about_calls_that_are_over_change_nothing(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask(volunteers=(VOLUNTEER, SECOND))
    first = desk.take()
    dialled = desk.connect_volunteer(first)
    desk.end(first, "completed")
    ring = desk.take(SECOND)
    talking = desk.talk(ring)
    before = snapshot(quick_line)
    heard = dialled.picks_up()
    dialled.status("completed")
    dialled.machine()
    assert dialled.over("completed", first.sid).ends
    assert heard.ends
    desk.end(first, "failed")
    assert snapshot(quick_line) == before
    assert desk.state == "connected"
    talking.over("completed", ring.sid, SECOND)
    assert desk.state == "completed"
