"""Asking, as people do it: booked at once, and what may be added may be left out; by text and by key."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import update

from flows.rules.words.segments import count
from flows.wording import LANGUAGES, words
from store.callbacks import callbacks
from store.callbacks.callbacks import S
from store.contacts import contacts
from store.database import Tx
from store.models import Callback, Conversation, Decision, Inbound, Leg, Message
from store.vault.columns import CALLBACK_WISHES, row_of
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import LINE, Heard, TestLine

DRAINS = "how do I handle the drains after surgery"


def newest(line: TestLine) -> Callback:
    found: Callback = line.rows(Callback)[-1]
    return found


def booked_by_key(line: TestLine) -> tuple[str, Heard]:
    line.volunteer(VOLUNTEER, "Sam")
    sid, menu = line.call(PARTICIPANT)
    return sid, line.press(menu, "2", sid, PARTICIPANT)


def test_the_booking_is_said_first_and_the_question_behind_it_needs_no_answer(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    line.text(PARTICIPANT, "HI")
    answer = line.text(PARTICIPANT, "CALL")
    assert answer.startswith("A volunteer will call you from this number by 2:00 PM EST.")
    assert answer.endswith("Anything they should know first?")
    line.work()
    assert "TAKE" in line.texts_to(VOLUNTEER)[-1], "the offer waits for no answer"
    line.pass_time(minutes=3)
    assert line.texts_to(PARTICIPANT) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_be_added_takes_one_segment(language: str) -> None:
    for id in ("asking.more", "asking.more_text"):
        assert count(words(id, language).text).segments == 1


@pytest.mark.both_databases
def test_a_bare_yes_at_check_in_is_read_back_with_the_other_way_and_the_way_out(line: TestLine) -> None:
    for said in ("CHECKIN", "2"):
        line.text(PARTICIPANT, said)
    answer = line.text(PARTICIPANT, "yes")
    assert "Reply 2 to write instead, or NO to call it off." in answer
    assert newest(line).severity == 1


def test_hanging_up_after_the_booking_keeps_it(line: TestLine) -> None:
    sid, done = booked_by_key(line)
    assert "A volunteer will call you" in done.words and "You can hang up now" in done.words
    line.hang_up(sid, PARTICIPANT)
    assert newest(line).state == "offered"


def test_silence_after_the_booking_ends_kindly_and_keeps_it(line: TestLine) -> None:
    sid, done = booked_by_key(line)
    end = line.press(done, "", sid, PARTICIPANT)
    assert end.ends and "Sorry" not in end.words
    line.work()
    assert newest(line).state == "offered"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("1", "between 6:00 and 9:00 PM, Eastern Time"),
        ("2", "between 9:00 AM and 12:00 PM tomorrow, Eastern Time"),
        ("3", "between 1:00 and 1:30 PM, Eastern Time"),
    ],
)
def test_another_time_by_key_is_read_back_with_the_zone_we_assume(
    line: TestLine, key: str, said: str
) -> None:
    sid, done = booked_by_key(line)
    end = line.press(line.press(done, "2", sid, PARTICIPANT), key, sid, PARTICIPANT)
    assert said in end.words and end.ends
    assert newest(line).not_before is not None


def test_an_evening_that_somebody_is_awake_in_is_not_over_and_the_key_for_it_is_taken(
    quick_line: TestLine,
) -> None:
    sid, done = booked_by_key(quick_line)
    quick_line.pass_time(hours=11, minutes=30)
    heard = quick_line.press(quick_line.press(done, "2", sid, PARTICIPANT), "1", sid, PARTICIPANT)
    assert "We have your request" in heard.words and "already past" not in heard.words
    assert newest(quick_line).not_before is None


@pytest.mark.parametrize(("key", "minutes"), [("1", 5), ("2", 15), ("3", 30)])
def test_how_long_by_key(quick_line: TestLine, key: str, minutes: int) -> None:
    sid, done = booked_by_key(quick_line)
    end = quick_line.press(quick_line.press(done, "4", sid, PARTICIPANT), key, sid, PARTICIPANT)
    assert f"about {minutes} minutes" in end.words and end.ends
    assert newest(quick_line).minutes == minutes


def test_a_participant_who_calls_again_can_move_the_callback_by_key(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER, "Sam")
    quick_line.text(PARTICIPANT, "CALL")
    sid, menu = quick_line.call(PARTICIPANT)
    asked = quick_line.press(menu, "2", sid, PARTICIPANT)
    end = quick_line.press(quick_line.press(asked, "2", sid, PARTICIPANT), "3", sid, PARTICIPANT)
    assert "between 1:00 and 1:30 PM" in end.words


def by_a_withheld_caller(line: TestLine, *keys: str, number: str = "2025550144") -> Heard:
    """They book for the number they key in, and press more keys."""
    line.volunteer(VOLUNTEER, "Sam")
    sid, heard = line.call("anonymous")
    for given in ("2", number, "1", *keys):
        heard = line.press(heard, given, sid, "anonymous")
    return heard


def test_a_withheld_caller_may_say_when_and_how_long_and_needs_not(quick_line: TestLine) -> None:
    heard = by_a_withheld_caller(quick_line)
    assert "A volunteer will call that number" in heard.words and "just hang up" in heard.words
    assert "safe" not in heard.words, "that is for whom the number belongs to"
    assert newest(quick_line).state == "waiting"


def test_a_withheld_callers_time_and_length_are_those_of_the_callback_they_booked(
    quick_line: TestLine,
) -> None:
    assert "about 30 minutes" in by_a_withheld_caller(quick_line, "4", "3").words
    assert newest(quick_line).minutes == 30
    quick_line.text("+12025550144", "NEVERMIND")
    quick_line.pass_time(days=1, seconds=1)
    assert "between 1:00 and 1:30 PM" in by_a_withheld_caller(quick_line, "2", "3").words
    assert (newest(quick_line).minutes, newest(quick_line).state) == (None, "waiting")
    assert [cb.state for cb in quick_line.rows(Callback)] == ["cancelled", "waiting"]


@pytest.mark.parametrize("keys", [(), ("2", "3"), ("4", "3")])
def test_a_withheld_caller_whose_number_waits_already_hears_and_changes_nothing_of_it(
    quick_line: TestLine, keys: tuple[str, ...]
) -> None:
    quick_line.text("+12025550144", "CALL")
    before = newest(quick_line)
    heard = by_a_withheld_caller(quick_line, *keys)
    assert newest(quick_line) == before
    assert heard.words == by_a_withheld_caller(quick_line, *keys, number="2025550145").words


def test_the_particular_question_stands_nowhere_in_the_open(
    line: TestLine, capsys: pytest.CaptureFixture[str]
) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    for said in ("CALL", "2", "my operation", "15"):
        line.text(PARTICIPANT, said)
    assert "drains" not in line.text(PARTICIPANT, DRAINS)
    assert "drains" not in line.text(PARTICIPANT, "STATUS")
    line.work()
    assert not any("drains" in sent.words for sent in line.carrier.texts)
    rows = [
        str(row) for table in (Callback, Conversation, Decision, Inbound, Message) for row in line.rows(table)
    ]
    assert not [row for row in rows if "drains" in row or "operation" in row]
    assert "drains" not in "".join(capsys.readouterr())


def test_the_same_person_is_offered_only_to_a_participant_who_was_called_before(line: TestLine) -> None:
    line.volunteer(VOLUNTEER, "Sam")
    for said in ("CALL", "MORE", "SKIP", "SKIP"):
        answer = line.text(PARTICIPANT, said)
    assert "same person" not in line.text(PARTICIPANT, "SKIP")
    mine = newest(line).id
    has_talked(line, mine)
    for said in ("CALL", "MORE", "SKIP", "SKIP", "SKIP"):
        answer = line.text(PARTICIPANT, said)
    assert "4 the same person as last time" in answer
    assert "Thank you" in line.text(PARTICIPANT, "4")


def test_a_number_is_read_against_the_list_they_were_given(lines: Callable[..., TestLine]) -> None:
    line = lines("sqlite", replace(LINE, experiences=("Grief", "Divorce")))
    line.text(PARTICIPANT, "CALL")
    assert "1 grief, 2 divorce" in line.text(PARTICIPANT, "MORE")
    line.db.line = replace(LINE, experiences=("Divorce", "Long Covid", "Grief"))
    line.text(PARTICIPANT, "1")
    wished = line.db.transact(line.clock.at, newest_wishes)
    assert '"grief"' in wished and "divorce" not in wished
    for said in ("BACK", "divorce"):
        line.text(PARTICIPANT, said)
    wished = line.db.transact(line.clock.at, newest_wishes)
    assert '"divorce"' in wished and "grief" not in wished


def has_talked(line: TestLine, callback_id: int) -> None:
    """The two have talked: the row says so, without the calls that lead there."""
    over = {"state": S.COMPLETED, "connected_at": line.clock.at, "ended_at": line.clock.at}
    talked = update(Callback).where(Callback.id == callback_id).values(**over)
    line.db.transact(line.clock.at, lambda tx: tx.run(talked))


def newest_wishes(tx: Tx) -> str:
    known = contacts.by_number(tx, PARTICIPANT)
    assert known.contact_id is not None
    cb = callbacks.lock_open(tx, known.contact_id)
    assert cb is not None and cb.wishes_sealed is not None
    return tx.open(CALLBACK_WISHES, row_of(cb), cb.wishes_sealed)


def test_the_refusal_is_kind_says_when_and_gives_the_crisis_line(line: TestLine) -> None:
    for _ in range(3):
        line.text(PARTICIPANT, "CALL")
        mine = newest(line).id
        has_talked(line, mine)
    for asked in ("CALL", "CALL 7pm"):
        answer = line.text(PARTICIPANT, asked)
        assert "12:00 AM EST tomorrow" in answer
        assert "nobody's fault" in answer and "CHECKIN" in answer and "988" in answer
        assert "Reply 1" not in answer
    for said in ("CHECKIN", "3"):
        line.text(PARTICIPANT, said)
    assert "nobody's fault" in line.text(PARTICIPANT, "1")
    assert len(line.rows(Callback)) == 3
    assert "CALL gets" not in line.text(PARTICIPANT, "STATUS")


def test_nothing_rings_for_a_call_that_became_writing(line: TestLine) -> None:
    desk = Desk(line)
    line.volunteer(VOLUNTEER, "Sam")
    line.text(PARTICIPANT, "CALL")
    line.work()
    line.text(PARTICIPANT, "text me instead")
    line.work()
    assert newest(line).kind == "text"
    assert desk.told(VOLUNTEER, "Can you write with someone?") == 1
    assert desk.told(VOLUNTEER, "no longer needed") == 0
    assert line.rows(Leg) == []
