"""People who write sentences and no keywords: what is booked, what is only asked, and what undoes it."""

import json

import pytest

from store.models import Alert, Callback, Checkin
from store.vault.columns import CALLBACK_WISHES
from tests.kits.bridge import PARTICIPANT, VOLUNTEER, Desk
from tests.kits.line import TestLine


def wishes(line: TestLine) -> dict[str, object]:
    """What the peer should know of the only callback there is."""
    (row,) = line.rows(Callback)
    found: dict[str, object] = json.loads(line.opened(CALLBACK_WISHES, row)) if row.wishes_sealed else {}
    return found


def asked(line: TestLine) -> list[tuple[str, str]]:
    """The state and the kind of every callback."""
    return [(row.state, row.kind) for row in line.rows(Callback) if row.silenced_at is None]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "said",
    [
        "hi, could somebody please give me a call tonight? im not doing well",
        "me pueden llamar por favor, necesito hablar con alguien",
    ],
)
def test_somebody_who_asks_in_a_sentence_gets_a_call_and_hears_how_to_undo_it(
    line: TestLine, said: str
) -> None:
    line.volunteer(VOLUNTEER, languages=("en", "es"))
    answer = line.text(PARTICIPANT, said)
    assert "call it off" in answer or "cancela" in answer
    line.work()
    assert [kind for _, kind in asked(line)] == ["call"]
    line.text(PARTICIPANT, "NEVERMIND")
    assert [row.state for row in line.rows(Callback)] == ["cancelled"]


@pytest.mark.parametrize(
    "said",
    [
        "my sister never calls me anymore", "i had a call with my ex and im shaking", "please dont call me",
        "nobody should be ringing this number", "que no me llamen", "mi jefe me llama todo el dia",
        "how do the calls work here", "who would be calling me", "cuanto cuesta la llamada", "talk soon, thanks",
    ],
)  # fmt: skip
def test_words_about_calls_that_ask_for_none_book_none(quick_line: TestLine, said: str) -> None:
    quick_line.volunteer(VOLUNTEER)
    for before in ("HELLO", "SKIP", "3"):
        quick_line.text(PARTICIPANT, before)
    quick_line.text(PARTICIPANT, said)
    assert quick_line.rows(Callback) == []


def test_what_is_only_likely_is_asked_and_the_answer_does_it(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    for before in ("HELLO", "SKIP", "3"):
        quick_line.text(PARTICIPANT, before)
    asked_back = quick_line.text(PARTICIPANT, "is there maybe a lady i could talk to")
    assert "1 call me" in asked_back
    assert quick_line.rows(Callback) == []
    assert "will call you" in quick_line.text(PARTICIPANT, "1")
    assert wishes(quick_line)["gender"] == "woman"


def test_a_yes_with_a_wish_keeps_the_wish(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    for before in ("CHECKIN", "2"):
        quick_line.text(PARTICIPANT, before)
    assert "will call you" in quick_line.text(PARTICIPANT, "yes please but with a woman")
    assert wishes(quick_line)["gender"] == "woman"


def test_a_yes_in_writing_asks_for_somebody_to_write_with(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    for before in ("CHECKIN", "2"):
        quick_line.text(PARTICIPANT, before)
    quick_line.text(PARTICIPANT, "yes but text only please")
    assert [kind for _, kind in asked(quick_line)] == ["text"]


@pytest.mark.parametrize("said", ["id rather write than talk", "prefiero que me escriban"])
def test_somebody_who_would_rather_write_is_written_to(quick_line: TestLine, said: str) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "HELLO")
    quick_line.text(PARTICIPANT, said)
    assert [kind for _, kind in asked(quick_line)] == ["text"]


def test_a_time_in_the_sentence_is_the_time_of_the_call(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "HELLO")
    said = quick_line.text(PARTICIPANT, "can someone please call me at 8pm when the kids are asleep")
    assert "between 8:00" in said
    (row,) = quick_line.rows(Callback)
    assert row.not_before is not None


def test_how_they_are_in_words_is_heard_and_files_no_number(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "HELLO")
    answer = quick_line.text(PARTICIPANT, "my son died in march. he was 6.")
    assert "Thank you for telling me" in answer
    assert "didn't get that" not in answer
    assert quick_line.rows(Checkin) == []
    assert quick_line.rows(Callback) == []


def test_a_rating_and_a_call_in_one_breath_are_both_done(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    quick_line.text(PARTICIPANT, "CHECKIN")
    quick_line.text(PARTICIPANT, "2 and can someone please call me")
    assert [row.mood for row in quick_line.rows(Checkin)] == [2]
    assert [kind for _, kind in asked(quick_line)] == ["call"]


def test_a_no_in_a_sentence_keeps_a_call_that_a_sentence_asked_for_from_ringing(quick_line: TestLine) -> None:
    desk = Desk(quick_line)
    desk.ask()
    assert "stays quiet" in quick_line.text(PARTICIPANT, "oh wait please nobody call me my husband walked in")
    assert desk.callback.silenced_at is not None


def test_danger_that_only_the_model_sees_brings_a_person_to_look_and_the_crisis_line(
    quick_line: TestLine,
) -> None:
    quick_line.text(PARTICIPANT, "HELLO")
    answer = quick_line.text(PARTICIPANT, "some nights i wish i just wouldnt open my eyes in the morning")
    quick_line.work()
    assert "988" in answer
    assert {row.kind for row in quick_line.rows(Alert)} <= {"check", "crisis"}
    assert quick_line.rows(Alert) != []


def test_opt_out_sentence_in_a_sentence_ends_all_texts(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "HELLO")
    said = quick_line.text(PARTICIPANT, "im all better now, you can stop sending me these messages")
    assert "unsubscribed" in said
    assert quick_line.text(PARTICIPANT, "hello?") == ""


def test_a_caller_who_speaks_a_sentence_is_understood(quick_line: TestLine) -> None:
    quick_line.volunteer(VOLUNTEER)
    sid, menu = quick_line.call(PARTICIPANT)
    heard = quick_line.turn(
        menu.path("Gather"),
        sid,
        PARTICIPANT,
        SpeechResult="could you please have someone call me back tonight",
    )
    assert "A volunteer will call you" in heard.words


def test_a_caller_who_asks_what_it_costs_hears_it_and_the_menu_again(quick_line: TestLine) -> None:
    sid, menu = quick_line.call(PARTICIPANT)
    heard = quick_line.turn(
        menu.path("Gather"), sid, PARTICIPANT, SpeechResult="is this going to cost me anything"
    )
    assert "free" in heard.words
    assert "press 2" in heard.words


def test_what_a_phone_writes_in_place_of_a_picture_is_no_sentence(quick_line: TestLine) -> None:
    quick_line.text(PARTICIPANT, "HELLO")
    for said in ("[Audio message]", "<image omitted>", "(sent a sticker)"):
        quick_line.text(PARTICIPANT, said)
        quick_line.clock.at = quick_line.clock.at.replace(minute=(quick_line.clock.at.minute + 2) % 60)
    assert quick_line.rows(Callback) == []
