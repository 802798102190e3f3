"""A coordinator's sentences: an alert is taken only where that is sure, and nothing is done that cannot be."""

from dataclasses import replace

import pytest

from flows.effects.alert_actions import CallPerson, CloseAlert, HandOver, ReadAloud
from flows.effects.base import AlertKind
from flows.effects.contacts import OptOut, RaiseAlert
from flows.effects.coordinators import (
    Acknowledge,
    AnswerRequest,
    ListAlerts,
    ListCallbacks,
    ListTaken,
    ListTheirs,
    ShowAlert,
    ShowCallback,
    TellAnswered,
)
from flows.engine import Phrase, Turn
from flows.person import OfferView, Person, VolunteerView
from flows.reading import by_coordinator
from flows.reading.sentence import Sentence
from flows.rules.meaning.model import Likely
from tests.flows.test_front_door import said, scene, session, text, tried
from tests.kits.line import NOON

IDLE = Person("en", introduced=True, coordinator=True)
ALERTED = replace(IDLE, alerts=("A1",))
TWO = replace(IDLE, alerts=("A3", "A1"))
SPANISH = replace(ALERTED, language="es")


def written(given: str, person: Person = ALERTED) -> Turn:
    return text(given, None, person)


def surely(meaning: str, given: str, person: Person = ALERTED) -> Turn | None:
    """What follows where the model is sure of a meaning: what remains is what the words themselves forbid."""
    read = Sentence(given, "coordinator", "c_alert", Likely((meaning,), (0.99,)))
    return by_coordinator.HANDLERS[meaning](scene(given, person), None, read)


def phrase(turn: Turn, id: str) -> Phrase:
    return next(part for part in turn.said if isinstance(part, Phrase) and part.id == id)


@pytest.mark.parametrize(
    "given",
    ["on it", "i got this", "got it", "yep mine", "i have it", "ok i got it", "this is mine, i got it"],
)
def test_the_one_alert_that_is_open_is_taken_in_plain_words(given: str) -> None:
    assert tried(written(given)) == [Acknowledge(None)]


@pytest.mark.parametrize(
    "given",
    [
        "mine",
        "im calling her now",
        "dont wake anyone else ive got this",
        "got it, on my way to it",
        "voy",
        "la veo yo",
    ],
)
def test_nobody_is_asked_twice_who_plainly_has_it(given: str) -> None:
    assert tried(written(given)) == [Acknowledge(None)]


@pytest.mark.parametrize(
    "given",
    [
        "who has it", "sam has got it", "is somebody on it?", "got it by mistake, pass it on", "on it when im home",
        "do not page me any longer on this phone", "dont hand it to me", "no la tengo yo", "i got this text by mistake",
    ],
)  # fmt: skip
def test_no_alert_is_taken_out_of_words_about_somebody_else_or_later(given: str) -> None:
    assert [each for each in tried(written(given)) if isinstance(each, Acknowledge)] == []


@pytest.mark.parametrize("given", ["ya lo tengo yo", "yo me encargo", "la tengo yo"])
def test_it_is_taken_in_spanish_as_well(given: str) -> None:
    assert tried(written(given, SPANISH)) == [Acknowledge(None)]


def test_a_code_in_the_sentence_names_the_alert() -> None:
    assert tried(written("ack a1 on it", TWO)) == [Acknowledge("A1")]
    assert tried(written("on it, a1 is mine", TWO)) == [Acknowledge("A1")]


def test_with_two_codes_in_the_sentence_none_is_picked_for_them() -> None:
    taken = surely("ack", "i got a1 and a3, on it", TWO)
    assert taken is not None
    assert tried(taken) == [Acknowledge(None)], "which takes none of several, and asks"


@pytest.mark.parametrize(
    "given",
    [
        "i dont have it", "im not on it", "nobody is on it", "not mine", "no i cant get it", "never got it",
        "no lo tengo", "yo no la tengo", "ni idea, no me encargo",
        "is anyone on it?", "should i ack", "do i have it", "did somebody get it", "hay alguien en esto",
        "i'll ack when im home", "got it later", "on it tomorrow", "on it in an hour", "yo me encargo luego",
        "Omar is on it", "Dana has it", "she got it", "la tiene Omar",
    ],
)  # fmt: skip
def test_a_denial_a_question_a_later_or_somebody_else_takes_no_alert(given: str) -> None:
    asked = surely("ack", given)
    assert asked is not None
    assert asked.said == (Phrase("coordinator.ack_asked", {"code": "A1", "codes": "A1"}),)
    for person in (ALERTED, SPANISH, TWO):
        assert not [each for each in tried(written(given, person)) if isinstance(each, Acknowledge)]


def test_what_is_not_sure_is_asked_with_the_code_to_reply() -> None:
    unsure = Sentence("looking", "coordinator", "c_alert", Likely(("ack", "call"), (0.5, 0.3)))
    asked = by_coordinator.HANDLERS["ack"](scene("looking", TWO), None, unsure)
    assert asked is not None
    assert asked.said == (Phrase("coordinator.ack_asked", {"code": "A3", "codes": "A3, A1"}),)
    assert by_coordinator.HANDLERS["ack"](scene("looking", IDLE), None, unsure) is None, (
        "nothing to ask about"
    )


@pytest.mark.parametrize("given", ["who is it", "whos this about", "quien es"])
def test_whom_an_alert_is_about_is_asked_of_the_store(given: str) -> None:
    assert tried(written(given)) == [ShowAlert(None, who=True)]


def test_a_code_in_the_question_says_of_what() -> None:
    assert tried(written("who is a1", TWO)) == [ShowAlert("A1", who=True)]
    assert tried(written("SHOW A3", TWO)) == [ShowAlert("A3"), ReadAloud("A3")]
    assert tried(written("SHOW K7", TWO)) == [ShowCallback("K7"), ReadAloud("K7")]


READ_BACK = [
    ("put me through", "on_alert.call_ask"),
    ("connect me with her", "on_alert.call_ask"),
    ("pasame con ella", "on_alert.call_ask"),
    ("give it to Omar", "on_alert.pass_ask"),
    ("next on the list", "on_alert.pass_ask"),
    ("pasalo a otro", "on_alert.pass_ask"),
    ("i know her, somebody else please", "on_alert.pass_ask"),
]


@pytest.mark.parametrize("given", ["what did they say", "what did she write", "que dijo", "qué dice?"])
def test_what_they_wrote_is_told_how_to_be_heard(given: str) -> None:
    assert said(written(given)) == ["coordinator.what_they_said"]
    assert said(written("what did a1 say", TWO)) == ["coordinator.what_they_said"]
    assert tried(written("what did they say", TWO)) == [ShowAlert(None, who=True)], "which asks for the code"


@pytest.mark.parametrize(
    "given", ["did she answer", "has he replied yet?", "any news", "ya contestó?", "respondió?"]
)
def test_whether_they_answered_is_asked_of_the_store(given: str) -> None:
    assert tried(written(given)) == [TellAnswered(None)]


IN_HAND = replace(IDLE, alerts_taken=("A1",))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("tell her to press a towel on it and call 911", "press a towel on it and call 911"),
        ("tell him im on my way", "im on my way"),
        ("please text them that help is coming", "help is coming"),
        ("dile que llame al 911", "llame al 911"),
        ("press a towel hard on it and call 911 now", "press a towel hard on it and call 911 now"),
    ],
)
def test_words_for_the_person_of_an_alert_are_read_back_and_never_their_own_danger(
    given: str, words: str
) -> None:
    for person in (IN_HAND, ALERTED):
        turn = written(given, person)
        assert phrase(turn, "coordinator.say_ask").params == {"code": "A1", "words": words}
        assert (tried(turn), turn.effects) == ([], ())
    assert tried(text("1", turn.session, IN_HAND)) == [AnswerRequest("A1")]
    assert said(text("2", turn.session, IN_HAND)) == ["on_alert.left"]


def test_a_report_about_the_person_of_an_alert_raises_none_about_the_coordinator() -> None:
    for given in ("she took 40 pills", "he has a gun", "shes cutting herself"):
        assert said(written(given, IN_HAND)) == ["coordinator.about_alert"], given
        assert written(given, IN_HAND).effects == ()
    own = written("my mom says she wants to die", IN_HAND)
    assert RaiseAlert(AlertKind.CHECK) in own.effects, "somebody of their own"


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("i want to die", AlertKind.CRISIS),
        ("no puedo más con esto", AlertKind.CRISIS),
        ("i took pills too", AlertKind.CRISIS),
        ("i cant do this anymore myself", AlertKind.CHECK),
    ],
)
def test_a_coordinators_own_danger_is_still_theirs(given: str, kind: AlertKind) -> None:
    turn = written(given, IN_HAND)
    assert RaiseAlert(kind) in turn.effects
    assert "coordinator.stop_ends_alerts" not in said(turn)


@pytest.mark.parametrize(
    "given",
    [
        "closed, she is with her sister",
        "ok close it, she's fine",
        "ya está bien, la cierro",
        "closed a1 all good",
    ],
)
def test_a_sentence_that_closes_is_close(given: str) -> None:
    assert tried(written(given, IN_HAND)) == [CloseAlert("A1")], "which asks for a code"


@pytest.mark.parametrize(
    "given",
    ["should i close it?", "dont close it", "ill close it when shes home", "closed the door, i want to die"],
)
def test_a_question_a_no_a_later_and_danger_close_nothing(given: str) -> None:
    assert not [each for each in tried(written(given, IN_HAND)) if isinstance(each, CloseAlert)]


@pytest.mark.parametrize("given", ["can i text them", "tell her she's not alone", "ask her if she is alone"])
def test_words_for_them_are_not_sent_and_the_store_says_whether_they_can_be(given: str) -> None:
    assert tried(written(given)) == [AnswerRequest(None)]
    assert tried(written("can i text a1", TWO)) == [AnswerRequest("A1")]


@pytest.mark.parametrize(("given", "asked"), READ_BACK)
def test_what_rings_a_phone_or_gives_an_alert_away_is_read_back_first(given: str, asked: str) -> None:
    turn = written(given)
    assert phrase(turn, asked).params == {"code": "A1"}
    assert (tried(turn), turn.effects) == ([], ())
    assert said(written(given, TWO)) == ["on_alert.which"], "with two the code is asked for"
    assert asked not in said(written(given, IDLE)), "nothing is open"


def test_a_yes_does_what_was_read_back_and_a_no_leaves_all_as_it_was() -> None:
    asked = written("put me through").session
    assert tried(text("1", asked, ALERTED)) == [CallPerson("A1")]
    assert said(text("2", asked, ALERTED)) == ["on_alert.left"]
    given_away = written("give it to Omar").session
    assert tried(text("1", given_away, ALERTED)) == [HandOver("A1")]
    assert tried(text("2", given_away, ALERTED)) == [HandOver("A1", knows=True)]


@pytest.mark.parametrize(
    "given", ["stop texting me", "no more alerts to this phone", "ya no me manden alertas"]
)
def test_no_sentence_ends_the_alerts_and_stop_alone_does(given: str) -> None:
    turn = written(given)
    assert said(turn) == ["coordinator.stop_ends_alerts"]
    assert turn.effects == ()
    assert written("STOP").effects == (OptOut("STOP"),)


def test_what_is_open_is_listed_in_plain_words() -> None:
    for given in ("how many are open", "que hay abierto"):
        assert tried(written(given)) == [ListTaken(), ListTheirs(), ListAlerts(), ListCallbacks()], given


@pytest.mark.parametrize("given", ["asdf", "!!", ""])
def test_what_nobody_understands_names_what_is_open_for_them(given: str) -> None:
    unread = phrase(written(given, TWO), "coordinator.unread")
    assert unread.params == {"code": "A3", "codes": "A3, A1"}
    assert said(written(given, IDLE)) == ["coordinator.unread_idle"]


def test_a_bare_code_is_the_one_in_the_example() -> None:
    unread = by_coordinator.nothing_understood(scene("a1", TWO), None)
    assert phrase(unread, "coordinator.unread").params["code"] == "A1"


@pytest.mark.parametrize("given", ["thanks", "ok thank you so much", "good night"])
def test_thanks_and_good_night_leave_no_open_alert_unsaid(given: str) -> None:
    assert said(written(given)) == ["coordinator.still_open"]


def test_a_question_of_the_line_is_answered_and_not_read_as_about_an_alert() -> None:
    asked = session(text("CHECKIN", None, ALERTED))
    assert said(text("2", asked, ALERTED))[-1] == "checkin.in_touch"
    nothing = text("asdf", asked, ALERTED)
    assert session(nothing).misses == 1
    assert "coordinator.unread" not in said(nothing)


def test_a_volunteer_who_coordinates_takes_an_alert_unless_they_are_asked_for_something_else() -> None:
    both = replace(ALERTED, volunteer=VolunteerView(active=True, on_duty=True))
    assert tried(written("i got this", both)) == [Acknowledge(None)]
    offered = VolunteerView(True, True, offers=(OfferView("K7", "en", NOON),))
    assert Acknowledge(None) not in tried(written("i got this", replace(ALERTED, volunteer=offered)))


def test_nobody_else_takes_or_sees_anything_with_these_words() -> None:
    for given in ("on it", "who is it", "give it to Omar", "asdf"):
        turn = written(given, replace(ALERTED, coordinator=False))
        assert not [each for each in tried(turn) if isinstance(each, Acknowledge | ShowAlert)], given
        assert not [id for id in said(turn) if id.startswith("coordinator.")], given


def test_a_guess_at_danger_in_a_coordinators_words_alarms_nobody_about_them() -> None:
    guess = Sentence("she is on the roof", "coordinator", "c_alert", Likely(("crisis", "who"), (0.35, 0.2)))
    assert by_coordinator.HANDLERS["crisis"](scene(guess.text, ALERTED), None, guess) is None
    sure = surely("crisis", "i am on the roof")
    assert sure is not None
    assert sure.effects == (RaiseAlert(AlertKind.CHECK),)


def test_a_coordinator_in_danger_is_answered_like_anybody() -> None:
    turn = written("I want to kill myself")
    assert said(turn)[0] == "crisis.answer"
    assert turn.effects == (RaiseAlert(AlertKind.CRISIS),)


def test_menu_is_the_coordinators_own() -> None:
    assert said(written("MENU", IDLE)) == ["coordinator.help"]
    both = replace(IDLE, volunteer=VolunteerView(active=True, on_duty=True, duty_until=NOON))
    assert said(written("MENU", both)) == ["coordinator.help", "menu.volunteer", "menu.rota"]
    assert said(written("MENU", replace(IDLE, coordinator=False))) == ["menu"]


def test_somebody_who_only_answers_alerts_is_not_told_who_we_are() -> None:
    new = replace(ALERTED, introduced=False)
    for given in ("on it", "who is it", "MENU", "asdf", "give it to Omar"):
        assert "intro" not in said(written(given, new)), given
    assert said(written("CHECKIN", new))[0] == "intro", "until they use the line for themselves"
