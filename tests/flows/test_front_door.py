"""Every text and key press is read in one order: crisis, consent, limits, the open question, keywords, nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows import front_door
from flows.effects.base import AlertKind
from flows.effects.contacts import (
    Introduce,
    OfferPerson,
    OptIn,
    OptOut,
    RaiseAlert,
    RecordCheckin,
    SetLanguage,
)
from flows.effects.requests import RequestCallback
from flows.engine import Act, Channel, Phrase, Scene, Session, Turn
from flows.person import CallbackView, Person, VolunteerView
from flows.states import CallbackState
from tests.kits.line import LINE, NOON

KNOWN = Person("en", introduced=True)
VOLUNTEER = replace(KNOWN, volunteer=VolunteerView(active=True, on_duty=True))
CRISIS = "I want to kill myself"


def scene(given: str, person: Person = KNOWN, channel: Channel = Channel.TEXT, **line: object) -> Scene:
    return Scene(NOON, replace(LINE, **line), person, channel, given=given)  # type: ignore[arg-type]


def text(given: str, session: Session | None = None, person: Person = KNOWN, **more: object) -> Turn:
    return front_door.text(scene(given, person), session, **more)  # type: ignore[arg-type]


def said(turn: Turn) -> list[str]:
    return [part.id for part in turn.said if isinstance(part, Phrase)]


def tried(turn: Turn) -> list[object]:
    return [part.effect for part in turn.said if isinstance(part, Act)]


def session(turn: Turn) -> Session:
    assert turn.session is not None
    return turn.session


def asked_mood() -> Session:
    return session(text("CHECKIN"))


@pytest.mark.parametrize("more", [{}, {"limited": True}, {"opt_out_type": "HELP"}, {"opt_out_type": "START"}])
@pytest.mark.parametrize("person", [KNOWN, replace(KNOWN, opted_out=True), Person("en"), VOLUNTEER])
def test_words_of_crisis_are_answered_and_a_person_is_told_whatever_else_holds(
    person: Person, more: dict[str, object]
) -> None:
    for open_question in (None, asked_mood()):
        turn = text(CRISIS, open_question, person, **more)
        assert said(turn)[0] == "crisis.answer"
        assert RaiseAlert(AlertKind.CRISIS, "before" if person.opted_out else "") in turn.effects
        if person.opted_out or person.volunteer:
            assert turn.session == open_question, "the question they were in stays open"
        else:
            assert session(turn).step == "after_danger.door", "nobody in danger is asked for a scale"


def test_without_a_coordinator_nobody_is_said_to_have_been_told() -> None:
    turn = front_door.text(scene(CRISIS, has_coordinator=False), None)
    assert "crisis.alerted" not in said(turn)
    assert "crisis.alerted" in said(text(CRISIS))


def test_stop_is_read_before_the_open_question_and_closes_it() -> None:
    turn = text("STOP", asked_mood())
    assert said(turn) == ["consent.stopped"]
    assert turn.effects == (OptOut("STOP"),)
    assert turn.session is None


def test_somebody_opted_out_is_answered_only_where_the_contract_says_so() -> None:
    out = replace(KNOWN, opted_out=True)
    for silent in ("CHECKIN", "CALL", "MENU", "1", "hello?", "STOP", "NEVERMIND"):
        assert text(silent, person=out).said == (), silent
    for back in ("START", "UNSTOP", "yes"):
        turn = text(back, person=out)
        assert said(turn) == ["consent.started"]
        assert turn.effects == (OptIn(back),)
    assert said(text("HELP", person=out)) == ["consent.help"]


@pytest.mark.parametrize("kind", ["STOP", "START", "HELP", "stop"])
def test_what_the_carrier_has_answered_is_recorded_and_not_answered_again(kind: str) -> None:
    turn = text(kind, opt_out_type=kind)
    assert turn.said == ()
    assert [type(e).__name__ for e in turn.effects] == {"STOP": ["OptOut"], "START": ["OptIn"], "HELP": []}[
        kind.upper()
    ]


def test_the_limited_get_the_crisis_line_and_keep_their_question() -> None:
    turn = text("2", asked_mood(), limited=True)
    assert said(turn) == ["limited"]
    assert turn.session == asked_mood()
    assert turn.effects == ()


@pytest.mark.parametrize("blank", ["", "  ", "\n", "🤔", "?!", "\u200b"])
def test_a_text_without_words_puts_the_question_again(blank: str) -> None:
    assert said(text(blank, asked_mood())) == ["blank", "checkin.mood"]
    assert said(text(blank)) == ["blank"]
    assert said(text(blank, person=Person("en"))) == ["intro", "checkin.mood"], "a first text all the same"


def test_a_first_text_brings_who_we_are_with_the_answer_and_once_only() -> None:
    new = Person("en")
    for first, then in (
        ("CHECKIN", "checkin.mood"),
        ("hello there my friends", "checkin.mood"),
        ("MENU", "menu"),
    ):
        turn = text(first, person=new)
        assert said(turn)[:2] == ["intro", then]
        assert turn.effects[0] == Introduce("intro")
    assert "intro" not in said(text("CHECKIN"))
    assert "intro" not in said(text("CHECKIN", person=replace(VOLUNTEER, introduced=False)))
    assert "intro" not in said(text("STOP", person=new))


def test_a_number_answers_the_open_question_and_a_keyword_leaves_it() -> None:
    turn = text("2", asked_mood())
    assert RecordCheckin(2) in turn.effects
    assert said(turn) == ["checkin.heard_low", "checkin.in_touch"]
    assert tried(text("1", session(turn))) == [RequestCallback(2, None)]
    assert tried(text("CALL", asked_mood())) == [RequestCallback(None, None)]


def test_an_answer_to_the_question_wins_over_a_keyword_of_the_same_words() -> None:
    offer = session(text("3", asked_mood()))
    assert tried(text("call me", offer)) == [RequestCallback(3)]
    assert tried(text("write", offer)) == [RequestCallback(3, by_text=True)]
    assert tried(text("yes", offer)) == [RequestCallback(3, may_ring=False)]
    assert said(text("no", offer))[0] == "checkin.bye"


def test_two_misses_in_a_row_lead_to_a_person_and_an_answer_between_them_forgives() -> None:
    first = text("blue", asked_mood())
    assert said(first) == ["missed.again", "checkin.mood"]
    half_a_minute_later = replace(scene("green"), now=NOON + timedelta(seconds=30))
    second = front_door.text(half_a_minute_later, session(first))
    assert tried(second) == [OfferPerson()], "a person, instead of the same question once more"
    assert said(text("3", session(second)))[0] == "checkin.heard", "the question stays open as it was heard"
    answered = text("3", session(first))
    assert session(answered).misses == 0


def test_a_volunteers_verbs_are_words_like_any_other_to_everybody_else() -> None:
    assert said(text("ON")) == ["volunteer.only"]
    assert said(text("TAKE K7")) == ["understood.unread"]
    assert said(text("NOTE K7 all well", person=replace(KNOWN, volunteer=VolunteerView(False, False)))) == [
        "missed.unknown"
    ]


@pytest.mark.parametrize(
    ("given", "code", "ring"),
    [
        ("TAKE K7", "K7", True),
        ("take k 7", "K7", True),
        ("Take K-7!", "K7", True),
        ("TAKE #K7 please", "K7", True),
        ("TAKE K7 now", "K7", True),
        ("TAKE", None, True),
        ("TAKE K7 at 8", "K7", False),
        ("TAKE K7 in an hour", "K7", False),
        ("TAKE K7 later", "K7", False),
        ("TAKE K7 a las 8", "K7", False),
        ("TAKE K7 8pm", "K7", False),
        ("TAKE\nK7", "K7", True),
    ],
)
def test_take_rings_at_once_unless_it_names_a_time(given: str, code: str | None, ring: bool) -> None:
    [effect] = tried(text(given, person=VOLUNTEER))
    assert (effect.code, effect.ring) == (code, ring)  # type: ignore[attr-defined]


def test_words_after_done_and_note_are_kept_as_they_were_written() -> None:
    [effect] = tried(text("NOTE K7: She said “thanks”, 2 or 3 times.\nAnd more", person=VOLUNTEER))
    assert (effect.code, effect.words, effect.done) == (  # type: ignore[attr-defined]
        "K7",
        "She said “thanks”, 2 or 3 times.\nAnd more",
        False,
    )


def test_status_speaks_of_where_it_stands_and_of_nobody() -> None:
    for state in CallbackState:
        mine = CallbackView("K7", state, NOON)
        for phrase in said(text("STATUS", person=replace(KNOWN, callback=mine))):
            assert phrase.startswith("status.")


def call(given: str, open_question: Session, *, speech: bool = False) -> Turn:
    return front_door.key(scene(given, channel=Channel.VOICE), open_question, speech=speech)


def test_three_silences_or_wrong_keys_in_a_row_are_forgiven_and_the_fourth_ends_the_call() -> None:
    menu = session(front_door.begin_call(scene("", channel=Channel.VOICE)))
    once = call("", menu)
    twice = call("4", session(once))
    assert said(once)[0] == "missed.silence" and said(twice)[0] == "missed.again"
    thrice = call("", session(twice))
    assert session(call("1", session(thrice))).misses == 0
    assert said(call("", session(thrice))) == ["voice.bad_line"]


def test_words_of_crisis_on_the_phone_are_no_mistake() -> None:
    menu = session(front_door.begin_call(scene("", channel=Channel.VOICE)))
    turn = call("I want to kill myself", menu, speech=True)
    assert said(turn)[0] == "crisis.answer"
    assert not any(id.startswith("missed") for id in said(turn))
    assert turn.session == menu


def test_again_is_no_miss() -> None:
    menu = session(front_door.begin_call(scene("", channel=Channel.VOICE)))
    twice = call("5", session(call("", menu)))
    assert call("0", session(twice)).session == session(twice), "again is no miss"


def test_spoken_words_of_crisis_come_before_whatever_the_key_would_have_done() -> None:
    menu = session(front_door.begin_call(scene("", channel=Channel.VOICE)))
    turn = call(CRISIS, menu, speech=True)
    assert said(turn)[0] == "crisis.answer"
    assert turn.effects[0] == RaiseAlert(AlertKind.CRISIS)
    assert turn.session is not None


@pytest.mark.parametrize(
    ("ours", "given", "theirs"),
    [("en", "hola", "es"), ("en", "ayuda", "es"), ("en", "no me escriban más", "es"), ("es", "hello", "en")],
)
def test_a_first_text_is_answered_in_the_language_it_was_written_in(
    ours: str, given: str, theirs: str
) -> None:
    turn = front_door.text(scene(given, Person(ours), language=ours), None)
    assert turn.effects[0] == SetLanguage(theirs), "before anything is rendered or filed"
    chosen = front_door.text(scene(given, Person(theirs), language=ours), None)
    assert not any(isinstance(effect, SetLanguage) for effect in chosen.effects)


@pytest.mark.parametrize("person", [KNOWN, VOLUNTEER])
def test_somebody_who_is_known_keeps_their_language_whatever_they_write(person: Person) -> None:
    assert not any(isinstance(effect, SetLanguage) for effect in text("hola", None, person).effects)


@pytest.mark.parametrize("given", ["HI hola", "CALL", "MENU", "STOP", "no", "🫠"])
def test_a_first_text_that_is_not_plainly_the_other_language_changes_nothing(given: str) -> None:
    for ours in ("en", "es"):
        turn = front_door.text(scene(given, Person(ours), language=ours), None)
        assert not any(isinstance(effect, SetLanguage) for effect in turn.effects)


def test_someone_who_never_answered_us_and_once_chose_keeps_the_choice() -> None:
    turn = front_door.text(scene("hello", Person("es"), language="en"), None)
    assert not any(isinstance(effect, SetLanguage) for effect in turn.effects)
