"""What the peer should know: told to who took it, and to nobody else, before the two are joined."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.offers import briefing
from flows.offers.briefing import Briefing
from flows.rules.words.segments import count
from flows.wording import LANGUAGES, Listener, render
from store.models import Message
from store.safe_contact import safe_contact
from tests.kits.bridge import PARTICIPANT, SECOND, VOLUNTEER, Desk
from tests.kits.fakes import Ring
from tests.kits.line import LINE, NOON, TestLine
from tests.kits.talks import say

QUESTION = "how do I handle the drains after surgery"
SAYS = "Is there something you'd like to ask"


def asking(line: TestLine, *answers: str) -> Desk:
    """Somebody asks for a call and tells more; then two volunteers come on, and the first is offered it."""
    desk = Desk(line)
    line.text(PARTICIPANT, "CALL")
    for answer in answers:
        line.text(PARTICIPANT, answer)
    line.volunteer(VOLUNTEER, "Sam", ready=True)
    line.volunteer(SECOND, "Kim")
    line.pass_time(seconds=20)
    desk.code = line.code()
    return desk


def tells_all(line: TestLine) -> Desk:
    return asking(line, "MORE", "my sister died in May", "30", QUESTION, "1")


def told(desk: Desk, number: str = VOLUNTEER) -> str:
    return " ".join(desk.line.texts_to(number))


def take(desk: Desk) -> Ring:
    """The first volunteer takes it, and asks for the words that were told."""
    ring = desk.take()
    say(desk, VOLUNTEER, "WORDS")
    return ring


def test_the_peer_who_took_it_is_told_what_about_and_the_particular_question(line: TestLine) -> None:
    desk = tells_all(line)
    assert QUESTION not in told(desk) and "sister" not in told(desk)
    desk.take()
    assert f"For you alone, {desk.code}: a call, about 30 min." in told(desk)
    assert "They told us something. Text WORDS to read it." in told(desk)
    assert QUESTION not in told(desk) and "sister" not in told(desk), "somebody else may see a phone light up"
    assert line.text(VOLUNTEER, "words") == ""
    line.work()
    assert f"They ask: {QUESTION}" in told(desk)
    assert "In their words: my sister died in May" in told(desk)


def listed(lines: Callable[..., TestLine]) -> TestLine:
    return lines("sqlite", replace(LINE, experiences=("grief", "panic attacks", "cancer", "birth")))


@pytest.mark.parametrize("said", ["1 3", "1, 3", "3 and 1", "1 y 3", "1 1 3"])
def test_more_than_one_of_the_list_is_kept_and_read_by_the_peer(
    lines: Callable[..., TestLine], said: str
) -> None:
    desk = asking(listed(lines), "MORE", said, "SKIP", "SKIP", "SKIP")
    take(desk)
    assert re.search(r"About: (grief, cancer|cancer, grief)\.", told(desk))


@pytest.mark.parametrize("said", ["1 5", "0", "9", "1 2 3 4"])
def test_a_number_that_is_not_on_the_list_is_asked_again(lines: Callable[..., TestLine], said: str) -> None:
    line = listed(lines)
    for first in ("CALL", "MORE"):
        line.text(PARTICIPANT, first)
    assert "numbers from the list" in line.text(PARTICIPANT, said)


@pytest.mark.parametrize("said", ["LISTEN", "I'd rather only listen", "escuchar"])
def test_a_participant_who_would_rather_listen_says_so_and_the_peer_reads_it(
    quick_line: TestLine, said: str
) -> None:
    desk = asking(quick_line, "MORE", "SKIP", "SKIP", said, "SKIP")
    assert "rather listen" not in told(desk), "not before they took it"
    take(desk)
    assert "They'd rather listen than talk." in told(desk)


def test_nobody_who_was_only_asked_is_told(line: TestLine) -> None:
    desk = tells_all(line)
    line.text(VOLUNTEER, f"PASS {desk.code}")
    line.work()
    take_second = line.text(SECOND, f"TAKE {desk.code}")
    line.work()
    assert "once" not in line.text(VOLUNTEER, "WORDS")
    say(desk, SECOND, f"WORDS {desk.code}")
    assert "is yours" in take_second and QUESTION in told(desk, SECOND)
    assert "sister" not in told(desk) and QUESTION not in told(desk)


def test_a_volunteer_who_took_it_for_later_is_told_once_and_not_again_at_go(line: TestLine) -> None:
    desk = tells_all(line)
    line.text(VOLUNTEER, f"TAKE {desk.code} in 30 min")
    line.work()
    say(desk, VOLUNTEER, "WORDS")
    assert told(desk).count(QUESTION) == 1
    line.text(VOLUNTEER, f"GO {desk.code}")
    line.work()
    assert told(desk).count(QUESTION) == 1


def test_with_nothing_to_tell_there_is_no_empty_briefing(line: TestLine) -> None:
    desk = asking(line)
    ring = take(desk)
    assert "For you alone" not in told(desk)
    heard = line.press(desk.pick_up(ring), "5", ring.sid)
    assert heard.words.startswith("Thank you. Calling them now")


def test_it_is_said_before_the_other_phone_rings_and_only_after_a_key(line: TestLine) -> None:
    desk = tells_all(line)
    ring = take(desk)
    whisper = desk.pick_up(ring)
    assert "sister" not in whisper.words, "a voicemail would hear it"
    heard = line.press(whisper, "5", ring.sid)
    spoken = heard.words
    assert QUESTION in spoken and "sister" in spoken
    assert spoken.index(QUESTION) < spoken.index("Calling them now")
    assert heard.dialled == PARTICIPANT


def test_the_carrier_asking_twice_hears_the_same_and_a_second_ring_is_not_held_up(line: TestLine) -> None:
    desk = tells_all(line)
    ring = take(desk)
    whisper = desk.pick_up(ring)
    first = line.press(whisper, "5", ring.sid)
    assert line.press(whisper, "5", ring.sid).document == first.document
    line.turn(first.path("Dial"), ring.sid, DialCallStatus="no-answer")
    desk.end(ring, "completed")
    line.text(PARTICIPANT, "READY")
    line.pass_time(minutes=8)
    again = desk.ringing(VOLUNTEER)
    assert QUESTION not in line.press(desk.pick_up(again), "5", again.sid).words


def test_a_long_briefing_does_not_make_the_ring_seem_lost(line: TestLine) -> None:
    desk = asking(line, "MORE", "word " * 110, "30", "why " * 140, "1")
    heard = desk.connect_volunteer(take(desk)).heard
    spoken = timedelta(seconds=briefing.seconds([heard.words]))
    rings = timedelta(seconds=LINE.ring_seconds)
    assert spoken > timedelta(seconds=20)
    for leg in desk.live_legs:
        assert leg.due_at >= line.clock.at + spoken + rings, f"the {leg.role} may still be ringing"


def test_a_low_mood_and_words_to_look_at_are_told_with_care_and_never_quoted(line: TestLine) -> None:
    line.text(PARTICIPANT, "CHECKIN")
    line.text(PARTICIPANT, "1")
    line.text(PARTICIPANT, "3")
    line.text(PARTICIPANT, "I can't take it any more, what is the point")
    desk = asking(line)
    take(desk)
    assert "very low today" in told(desk)
    assert "Ask gently" in told(desk) and "what is the point" not in told(desk)


def test_words_of_crisis_are_told_as_such(line: TestLine) -> None:
    line.text(PARTICIPANT, "I want to kill myself")
    desk = asking(line)
    take(desk)
    assert "they used words of crisis today" in told(desk) and "988" in told(desk)
    assert "kill" not in told(desk)


def test_what_they_said_yesterday_is_not_told_today(line: TestLine) -> None:
    line.text(PARTICIPANT, "I want to kill myself")
    line.pass_time(hours=25)
    desk = asking(line)
    take(desk)
    assert "crisis" not in told(desk)


def test_a_number_within_their_words_is_not_passed_on(line: TestLine) -> None:
    desk = asking(line, "MORE", "call me on 202 555 0177 please", "SKIP", "or at ana@mail.com?", "1")
    heard = line.press(desk.pick_up(ring := take(desk)), "5", ring.sid)
    for said in (told(desk), heard.words):
        assert "0177" not in said and "ana@" not in said
        assert "[number removed]" in said


def test_somebody_discreet_is_told_of_to_the_peer_as_anybody(line: TestLine) -> None:
    desk = tells_all(line)
    contact_id = desk.callback.contact_id
    line.db.transact(line.clock.at, lambda tx: safe_contact.keep(tx, contact_id, "discreet", True))
    take(desk)
    assert QUESTION in told(desk)


@pytest.mark.both_databases
def test_pass_takes_back_what_has_not_gone_out_and_repeats_nothing(line: TestLine) -> None:
    desk = tells_all(line)
    line.text(VOLUNTEER, f"TAKE {desk.code} in 30 min")
    answer = line.text(VOLUNTEER, f"PASS {desk.code}")
    line.work()
    assert QUESTION not in told(desk) + answer
    assert [row.state for row in line.rows(Message) if row.purpose == "briefing_first"] == ["dropped"]


def spoken_of(phrases: Sequence[object], to: Listener) -> str:
    return "\n".join(render(p.id, to, p.params) for p in phrases)  # type: ignore[attr-defined]


WORDS = st.text(max_size=700) | st.text(alphabet="abc dé“—🙂 ñ{}", max_size=700)


@pytest.mark.parametrize("language", LANGUAGES)
@given(words=WORDS, question=WORDS, grave=st.booleans())
@example(words="a" * 700, question="b" * 700, grave=True)
@example(words="界" * 700, question="界 " * 300, grave=True)
def test_however_much_was_said_the_text_keeps_to_three_segments_and_to_what_matters(
    language: str, words: str, question: str, grave: bool
) -> None:
    to = Listener(LINE, language, False, NOON)
    known = Briefing(
        "K77", "call", 30, ("grief", "surgery"), words, question, True, grave, grave, listens=True
    )
    said = spoken_of(briefing.first(known), to)
    own = spoken_of(briefing.in_text(known, to), to)
    assert count(said).segments <= briefing.LONGEST and count(own).segments <= briefing.LONGEST
    for phrase in ("briefing.low", "briefing.check"):
        assert (render(phrase, to) in said) == grave
    assert render("briefing.about", to, {"about": "grief, surgery"}) in said


def test_a_question_that_fits_is_told_whole_and_their_words_give_way(line: TestLine) -> None:
    to = Listener(LINE, "en", False, NOON)
    known = Briefing("K77", "call", 30, words="long " * 120, question=QUESTION)
    said = spoken_of(briefing.in_text(known, to), to)
    assert QUESTION in said
    assert "long long..." in said


def test_pictures_and_typed_quotes_do_not_cost_two_thirds_of_the_text() -> None:
    assert briefing.plain("I’m “fine” — really… 🙂") == 'I\'m "fine" - really. '
    assert briefing.plain("¿cómo está mamá?") == "¿como esta mama?"
    assert briefing.plain("界") == "界"


def test_what_is_read_out_is_short_enough_to_wait_for() -> None:
    to = Listener(LINE, "en", True, NOON)
    known = Briefing("K77", "call", 30, ("grief",), "word " * 120, "why " * 150, True, True, True)
    spoken = [render(p.id, to, p.params) for p in briefing.aloud(known)]
    assert briefing.seconds(spoken) < 45
