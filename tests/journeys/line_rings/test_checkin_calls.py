"""A call that asks somebody how they are: only by their yes on a call, at their hour, and never against a no."""

from datetime import timedelta

import pytest

from store.models import Consent, ReminderPlan
from tests.kits.bridge import CALLER_ID, PARTICIPANT, Desk
from tests.kits.fakes import Ring
from tests.kits.line import Heard, TestLine


@pytest.fixture
def line(quick_line: TestLine) -> TestLine:
    """A line that may not text; noon."""
    texting(quick_line, "off")
    return quick_line


def texting(line: TestLine, value: str) -> None:
    line.db.transact(line.clock.at, lambda tx: tx.choose("texting", value, by="test"))


def keys(line: TestLine, *pressed: str) -> str:
    """What a caller hears last who presses these, and hangs up."""
    sid, heard = line.call(PARTICIPANT)
    for key in pressed:
        heard = line.press(heard, key, sid, PARTICIPANT)
    line.hang_up(sid, PARTICIPANT)
    return heard.words


def each_evening(line: TestLine) -> None:
    assert "next call: 9:00 PM" in keys(line, "4", "1", "2100", "1")


def later(line: TestLine, **by: float) -> list[Ring]:
    """Pass so much time in steps of an hour; whoever is rung does not answer. Gives the rings."""
    before = len(line.carrier.rings)
    until = line.clock.at + timedelta(**by)
    while line.clock.at < until:
        line.pass_time(hours=1)
        for ring in line.carrier.rings:
            if ring.status == "ringing":
                Desk(line).end(ring, "no-answer")
    return [ring for ring in line.carrier.rings[before:] if ring.to == PARTICIPANT]


def rings(line: TestLine) -> Ring:
    """Pass time until their phone rings."""
    for _ in range(30):
        line.pass_time(hours=1)
        if line.carrier.rings and line.carrier.rings[-1].status == "ringing":
            return line.carrier.rings[-1]
    raise AssertionError("nobody was rung")


def pressed(line: TestLine, ring: Ring, *keys: str) -> Heard:
    heard = Desk(line).pick_up(ring)
    for key in keys:
        heard = line.press(heard, key, ring.sid, CALLER_ID)
    return heard


def test_two_rings_nobody_answered_are_the_last_and_it_is_said_once(line: TestLine) -> None:
    each_evening(line)
    assert [ring.to for ring in later(line, days=5)] == [PARTICIPANT] * 2
    assert "I stopped. That's okay." in keys(line)
    assert "I stopped" not in keys(line)
    assert "It's paused" in keys(line, "4") and "next call" in keys(line, "4", "1")
    assert len(later(line, days=1)) == 1


def test_a_voicemail_hears_nothing_and_counts_as_no_answer(line: TestLine) -> None:
    each_evening(line)
    for _ in range(2):
        ring = rings(line)
        heard = pressed(line, ring, "", "")
        assert heard.ends and "how are you" not in heard.words.lower()
        Desk(line).end(ring, "completed")
    assert later(line, days=2) == []


def test_not_today_is_an_answer(line: TestLine) -> None:
    each_evening(line)
    for _ in range(3):
        ring = rings(line)
        assert "Not today" in pressed(line, ring, "9").words
        Desk(line).end(ring, "completed")


@pytest.mark.parametrize(
    "said", ["please don't call me", "no more calls", "que no me llamen", "REMIND OFF", "STOP"]
)
def test_a_no_by_text_ends_them(line: TestLine, said: str) -> None:
    each_evening(line)
    line.text(PARTICIPANT, said)
    assert later(line, days=2) == []


def test_a_no_while_it_rings_ends_the_ring(line: TestLine) -> None:
    each_evening(line)
    ring = rings(line)
    line.text(PARTICIPANT, "dont call me")
    line.work()
    assert ring.status == "canceled"


def test_not_now_about_another_call_keeps_them_away_for_a_day(line: TestLine) -> None:
    each_evening(line)
    keys(line, "2")
    line.text(PARTICIPANT, "not now")
    assert later(line, hours=20) == []
    assert len(later(line, days=1)) == 1


def test_what_they_say_of_safe_contact_holds_when_it_would_ring(line: TestLine) -> None:
    each_evening(line)
    keys(line, "5", "9", "9", "0917")
    assert later(line, days=2) == []


def test_no_hour_outside_theirs_can_be_chosen(line: TestLine) -> None:
    keys(line, "5", "9", "9", "0917")
    assert "outside the hours" in keys(line, "4", "1", "2100")


def test_a_ring_that_would_be_late_is_left_out(line: TestLine) -> None:
    assert "next call: 3:00 PM" in keys(line, "4", "1", "1500", "1")
    line.clock.at += timedelta(hours=3, minutes=25)
    line.work()
    assert line.carrier.rings == []


def test_who_cannot_be_sure_to_be_them_is_offered_nothing_of_the_kind(line: TestLine) -> None:
    _, heard = line.call(PARTICIPANT, attestation="")
    assert "press 4" not in heard.words


def test_a_cover_name_is_all_that_is_heard_before_1(line: TestLine) -> None:
    each_evening(line)
    keys(line, "5", "9", "9", "9", "9", "1")  # say nothing of what this is about
    heard = pressed(line, rings(line), "5")
    assert "Hello, this is a call you asked for." in heard.words and "Riverside" not in heard.words


def test_texts_go_on_as_before_once_the_line_may_text_and_say_so_once(quick_line: TestLine) -> None:
    line = quick_line
    line.text(PARTICIPANT, "REMIND every day 7pm")
    texting(line, "off")
    assert "I don't call you for that yet" in keys(line, "4")
    keys(line, "4", "1")
    assert len(later(line, hours=8)) == 1
    texting(line, "on")
    line.carrier.texts.clear()
    assert later(line, days=2) == []
    said = " ".join(text.words for text in line.carrier.texts if text.to == PARTICIPANT)
    assert said.count("Texts work again") == 1 and said.count("How are you right now?") >= 2
    texting(line, "off")
    assert later(line, days=2) == []


def test_who_agreed_to_calls_alone_is_texted_nothing(line: TestLine) -> None:
    each_evening(line)
    texting(line, "on")
    assert len(later(line, days=1)) == 1
    assert [text for text in line.carrier.texts if text.to == PARTICIPANT] == []


def test_the_ledger_has_what_was_said_and_taken_back(line: TestLine) -> None:
    each_evening(line)
    keys(line, "4", "3")
    said = [(row.purpose, row.action) for row in line.rows(Consent) if row.purpose == "reminder_calls"]
    assert said == [("reminder_calls", "given"), ("reminder_calls", "withdrawn")]
    assert line.rows(ReminderPlan)[0].ended_at is not None


def test_nobody_in_danger_is_asked_for_a_number(line: TestLine) -> None:
    each_evening(line)
    line.text(PARTICIPANT, "i want to kill myself")
    for _ in range(10):
        line.pass_time(hours=1)
    ring = next(ring for ring in line.carrier.rings if ring.to == PARTICIPANT)
    heard = pressed(line, ring, "1").words
    assert "from 1, very low" not in heard and "To talk now" in heard
