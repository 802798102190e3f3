"""What a volunteer gets by keypad for themselves: a pause, and rest after a hard call."""

from store.models import Alert, Volunteer
from tests.kits.bridge import VOLUNTEER, Desk
from tests.kits.line import Heard, TestLine


def keys(line: TestLine, *digits: str) -> tuple[str, Heard]:
    sid, heard = line.call(VOLUNTEER)
    for each in digits:
        heard = line.press(heard, each, sid, VOLUNTEER)
    return sid, heard


def sam(line: TestLine) -> Volunteer:
    row: Volunteer = line.rows(Volunteer)[0]
    return row


def test_a_pause_of_an_hour_a_day_or_until_they_say(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    for key, until in (("1", "1:00 PM"), ("2", "tomorrow"), ("3", "")):
        _, heard = keys(quick_line, "5", key)
        assert "aused" in heard.words or "a break" in heard.words
        assert until in heard.words and "or after a call, 5" in heard.words
    assert sam(quick_line).paused_at is not None and sam(quick_line).paused_until is None
    assert "or after a call, 5" in keys(quick_line, "5", "*")[1].words


def test_a_call_that_was_hard_brings_rest_and_the_offer_of_a_talk(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    assert "I don't see a call of yours" in keys(quick_line, "5", "4", "1")[1].words
    ring = desk.take()
    dialled = desk.talk(ring)
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    sid, heard = keys(quick_line, "5", "4", "1")
    assert "for staying with it" in heard.words and "talk it over" in heard.words
    assert "or after a call, 5" not in heard.words, "one question at a time"
    assert sam(quick_line).resting_until is not None
    assert [alert.kind for alert in quick_line.rows(Alert)] == [], "nobody hears of it unasked"
    quick_line.press(heard, "1", sid, VOLUNTEER)
    assert [alert.kind for alert in quick_line.rows(Alert)] == ["debrief"]


def test_a_volunteer_who_would_like_to_talk_it_over_is_heard_without_a_word_by_text(
    quick_line: TestLine,
) -> None:
    desk = Desk(quick_line)
    desk.ask()
    ring = desk.take()
    dialled = desk.talk(ring)
    dialled.over("completed", ring.sid)
    desk.end(ring, "completed")
    assert "Good that you said so" in keys(quick_line, "5", "4", "2")[1].words
    assert [alert.kind for alert in quick_line.rows(Alert)] == ["debrief"]


def test_on_a_call_that_is_surely_theirs_a_volunteer_leaves_with_two_keys_and_stays_with_another(
    quick_line: TestLine,
) -> None:
    quick_line.volunteer(VOLUNTEER)
    for keys, status in (("552", "active"), ("551", "left")):
        sid, heard = quick_line.call(VOLUNTEER)
        for key in keys:
            heard = quick_line.turn(heard.path("Gather"), sid, VOLUNTEER, Digits=key)
        quick_line.hang_up(sid, VOLUNTEER)
        assert [row.status for row in quick_line.rows(Volunteer)] == [status]
