"""What a volunteer's sentence leads to: what rings is sure, what only may be meant is asked about, the rest is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.effects.base import Effect
from flows.effects.calls import ExtendTalk
from flows.effects.follow_up import Reconnect, WantAgain
from flows.effects.joining import LeaveVolunteers
from flows.effects.rota import GoAway, LookUpRota
from flows.effects.volunteers import BlockPair, PassOffer, SetDuty, SetPause, TakeOffer, WriteNote
from flows.engine import Act, Channel, Phrase, Scene, Session, Turn
from flows.front_door import text
from flows.person import CallbackView, OfferView, Person, VolunteerView
from flows.rules.meaning import takes_offer
from flows.states import CallbackState
from tests.kits.line import LINE, NOON
from tests.kits.texts_written import KEPT_BACK, SEEN

BY = NOON + timedelta(hours=2)
K7, M3 = OfferView("K7", "en", BY), OfferView("M3", "en", BY)
HELD = CallbackView("K7", CallbackState.ACCEPTED, BY)
IDLE = VolunteerView(active=True, on_duty=True)
OFFERED, TWO = replace(IDLE, offers=(K7,)), replace(IDLE, offers=(K7, M3))
HOLDING, AFTER = replace(IDLE, holding=HELD), replace(IDLE, last_call="K7")
RELAY = Path(__file__).parents[1] / "rules/relay/peers_words.tsv"


def writes(words: str, volunteer: VolunteerView, session: Session | None = None, **person: object) -> Turn:
    who = replace(Person("en", introduced=True, volunteer=volunteer), **person)  # type: ignore[arg-type]
    return text(Scene(NOON, LINE, who, Channel.TEXT, session.answers if session else {}, words), session)


def done(turn: Turn) -> list[Effect]:
    return [*turn.effects, *(part.effect for part in turn.said if isinstance(part, Act))]


def said(turn: Turn) -> list[str]:
    return [part.id for part in turn.said if isinstance(part, Phrase)]


def then(turn: Turn, words: str, volunteer: VolunteerView) -> list[Effect]:
    """What follows when they answer the question of `turn` so."""
    assert turn.session is not None, "nothing is asked"
    return done(writes(words, volunteer, turn.session))


def test_every_sentence_of_this_file_is_read_as_a_volunteers() -> None:
    assert said(writes("purple monkey dishwasher", IDLE))[0] == "missed.again"


def test_more_gives_the_call_they_are_in_more_time_and_means_nothing_to_the_others() -> None:
    talking = replace(IDLE, holding=replace(HELD, state=CallbackState.CONNECTED))
    assert done(writes("MORE", talking)) == [ExtendTalk("K7")]
    assert done(writes("MORE", HOLDING)) == []


TAKES = [
    "yes", "Yes please!", "yeah i'll take it", "on it", "I'm on it", "sure, i can do that one", "i can take this call",
    "happy to take it", "ok then i can do that one", "i guess i can take that one", "no problem, i'll take it",
    "put me through", "count me in", "si", "sí, claro", "la tomo yo",
    "yo me encargo", "dale, la tomo", "claro que sí", "cuenten conmigo", "yo puedo", "i'll take K7",
]  # fmt: skip


@pytest.mark.parametrize("words", TAKES)
def test_a_plain_yes_to_the_one_offer_takes_it_at_once(words: str) -> None:
    turn = writes(words, OFFERED)
    assert done(turn) == [TakeOffer("K7", ring=True)]
    [act] = [part for part in turn.said if isinstance(part, Act)]
    assert act.says["taken"] == "offer.taken", "which says that PASS hands it back"


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("i can do it in 20 minutes", timedelta(minutes=20)),
        ("i'll take it at 1pm", timedelta(hours=1)),
        ("yes, at 1:30 pm", timedelta(hours=1, minutes=30)),
        ("la tomo en media hora", timedelta(minutes=30)),
        ("puedo a la 1 pm", timedelta(hours=1)),
    ],
)
def test_a_yes_with_a_time_takes_it_for_that_time(words: str, after: timedelta) -> None:
    [effect] = done(writes(words, OFFERED))
    assert isinstance(effect, TakeOffer) and effect.code in ("K7", None), "the one that is open"
    assert (effect.ring, effect.at) == (False, NOON + after)


def test_a_yes_with_a_condition_that_is_no_hour_waits_for_go() -> None:
    assert done(writes("i'll take it when the kids are asleep", OFFERED)) == [TakeOffer("K7", ring=False)]


@pytest.mark.parametrize(
    "words",
    [
        "yeah i can do that one",
        "i'll grab it",
        "dale, lo agarro yo",
        "sure thing, give it here",
        "cant say no to that",
    ],
)
def test_words_that_plainly_take_it_need_no_second_text(words: str) -> None:
    assert done(writes(words, OFFERED)) == [TakeOffer("K7", ring=True)]


@pytest.mark.parametrize(
    "words", ["yes, once the kids are in bed", "la agarro acabando de bañar a los niños"]
)
def test_a_yes_for_later_is_theirs_and_rings_nobody_before_they_say_go(words: str) -> None:
    assert done(writes(words, OFFERED)) == [TakeOffer("K7", ring=False)]


@pytest.mark.parametrize("words", ["K7 yes, M3 no sorry", "la K7, la otra no", "K7. not M3"])
def test_of_two_offers_the_one_that_is_not_refused_is_taken(words: str) -> None:
    [effect] = done(writes(words, TWO))
    assert isinstance(effect, TakeOffer) and effect.code == "K7"


@pytest.mark.parametrize(
    "words", ["is it a grief one? i cant do grief just now", "no entiendo, a cual le digo que si"]
)
def test_a_question_about_an_offer_passes_nothing_on(words: str) -> None:
    assert done(writes(words, OFFERED)) == []


NOT_TAKEN = [
    "bake sale rn", "make it someone else", "cant take it", "i would take it if i was home", "fake", "take care",
    "take it easy", "someone should take it", "sam will take it", "who took it", "i took one already", "ok", "k",
    "maybe", "can i take it?", "i'll take a nap", "i can take it if nobody else does", "i could, unless my bus comes",
    "que la tome otra persona", "no la tomo", "la tomaría si estuviera en casa", "ya la tomé ayer", "toma agua",
    "la venta de pasteles", "no puedo", "quizás yo", "¿puedo tomarla?", "si nadie la toma, yo", "a lo mejor la tomo",
]  # fmt: skip


@pytest.mark.parametrize("words", NOT_TAKEN)
@pytest.mark.parametrize(
    "state", [OFFERED, TWO, IDLE, HOLDING, AFTER], ids=["one", "two", "none", "held", "after"]
)
def test_nothing_is_taken_where_it_is_not_plainly_said(words: str, state: VolunteerView) -> None:
    assert [each for each in done(writes(words, state)) if isinstance(each, TakeOffer)] == []


def test_of_all_that_people_write_about_other_things_next_to_nothing_takes_an_offer() -> None:
    peers = [line.split("\t")[2] for line in RELAY.read_text("utf-8").splitlines() if line]
    kept = [line.split("\t")[2] for name in (SEEN, KEPT_BACK) for line in lines_of(name)]
    heard = sorted({*peers, *kept})
    assert len(heard) > 2500
    taken = [
        words
        for words in heard
        if not takes_offer.says_so(words)
        and any(isinstance(each, TakeOffer) for each in done(writes(words, OFFERED)))
    ]
    assert len(taken) <= len(heard) // 300, taken  # "go ahead" and "no problem" are among them


def lines_of(name: str) -> Sequence[str]:
    path = Path(__file__).parents[2] / "kits" / name
    return path.read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize(
    "words",
    ["la tomo si nadie más puede", "i can do it if nobody else will", "ok", "vale", "👍", "K7", "ready"],
)
def test_what_may_be_a_yes_is_asked_about(words: str) -> None:
    turn = writes(words, OFFERED)
    assert done(turn) == [] and said(turn) == ["for_volunteer.take"]
    [effect] = then(turn, "yes", OFFERED)
    assert isinstance(effect, TakeOffer) and effect.code == "K7"
    assert then(turn, "2", OFFERED) == [PassOffer("K7")]


def test_the_yes_to_that_question_keeps_the_time_they_named_before() -> None:
    turn = writes("i could maybe do 1pm", OFFERED)
    assert said(turn) == ["for_volunteer.take"]
    assert then(turn, "1", OFFERED) == [TakeOffer("K7", ring=False, at=NOON + timedelta(hours=1))]


@pytest.mark.parametrize("words", ["yes", "i'll take it", "sure", "la tomo yo", "ok"])
def test_of_two_offers_neither_is_taken_without_its_code(words: str) -> None:
    turn = writes(words, TWO)
    assert [each for each in done(turn) if isinstance(each, TakeOffer)] == []
    asked = [part for part in turn.said if isinstance(part, Phrase)]
    assert any("K7, M3" in str(part.params.get("codes")) for part in asked), said(turn)


@pytest.mark.parametrize("words", ["i'll take M3", "yo tomo M3", "la tomo, M3"])
def test_of_two_offers_the_one_they_name_is_taken(words: str) -> None:
    effects = done(writes(words, TWO))
    assert [each.code for each in effects if isinstance(each, TakeOffer)] in (["M3"], []), "never the other"


@pytest.mark.parametrize(
    "words",
    [
        "sorry im at work",
        "give it to somebody else please",
        "que la tome otro",
        "paso",
    ],
)
def test_a_no_in_any_words_passes_it_on(words: str) -> None:
    [effect] = done(writes(words, OFFERED))
    assert isinstance(effect, PassOffer)


@pytest.mark.parametrize("words", ["ask me again at 3pm", "ahorita no, pregúntame a las 3 pm"])
def test_a_no_for_now_is_passed_on_with_the_time(words: str) -> None:
    [effect] = done(writes(words, OFFERED))
    assert isinstance(effect, PassOffer) and effect.code in ("K7", None), "the one that is open"
    assert effect.willing_from == NOON + timedelta(hours=3)


@pytest.mark.parametrize(
    "words",
    [
        "sorry im at work til 5, can do after",
        "at work until 5, i can after that",
        "driving till 5pm, after is fine",
        "i get off at 5, then ok",
        "kids are up until 5 so later",
        "trabajo hasta las 5, después puedo",
        "salgo a las 5 y puedo",
    ],
)
def test_who_is_busy_until_an_hour_is_asked_again_at_that_hour(words: str) -> None:
    [effect] = done(writes(words, OFFERED))
    assert isinstance(effect, PassOffer) and effect.willing_from == NOON + timedelta(hours=5)


@pytest.mark.parametrize("words", ["im free until 5", "i can til 5", "puedo hasta las 5"])
def test_who_is_free_until_an_hour_passes_nothing_on(words: str) -> None:
    assert [each for each in done(writes(words, OFFERED)) if isinstance(each, PassOffer)] == []


@pytest.mark.parametrize("words", ["one sec", "un momento", "hold on"])
@pytest.mark.parametrize("state", [OFFERED, HOLDING], ids=["offered", "held"])
def test_a_moment_takes_nothing_and_gives_nothing_back(words: str, state: VolunteerView) -> None:
    assert done(writes(words, state)) == []


@pytest.mark.parametrize(
    "words",
    [
        "lets do this",
        "tea made, put them thru",
        "pásamela",
        "ring me now",
        "put me through",
        "im ready now",
        "READY",
        "ya estoy lista, llámenme",
        "márquenme ya",
    ],
)
def test_with_a_callback_in_hand_they_are_rung_when_they_ask(words: str) -> None:
    assert done(writes(words, HOLDING)) == [TakeOffer("K7", ring=True)]


@pytest.mark.parametrize(
    "words", ["ok", "yes", "cool", "👍", "thanks, will do", "vale", "ring me when the baby sleeps"]
)
def test_nothing_rings_because_somebody_has_read_that_it_will(words: str) -> None:
    held = writes("lovely weather today", HOLDING)
    assert said(held)[-1] == "status.holding", "which says how it is rung and handed back"
    turn = writes(words, HOLDING)
    assert done(turn) == []


def test_go_needs_something_to_go_to() -> None:
    for words in ("put me through", "ring me now please"):
        assert [each for each in done(writes(words, IDLE)) if isinstance(each, TakeOffer)] == []


def test_call_from_who_has_a_callback_in_hand_is_asked_about() -> None:
    turn = writes("call me", HOLDING)
    assert (said(turn), done(turn)) == (["for_volunteer.ring"], [])
    assert then(turn, "1", HOLDING) == [TakeOffer("K7", ring=True)]
    [own] = then(turn, "2", HOLDING)
    assert not isinstance(own, TakeOffer)


def test_what_they_have_in_hand_is_handed_back() -> None:
    for words in ("something came up, give it to someone else", "devuélvanla, no puedo"):
        [effect] = done(writes(words, HOLDING))
        assert isinstance(effect, PassOffer)


@pytest.mark.parametrize(
    "words",
    ["all good, we talked about his dog", "it went well, she felt better", "ya colgamos, se quedó tranquila"],
)
def test_after_a_call_their_words_are_kept_as_they_are(words: str) -> None:
    [effect] = done(writes(words, AFTER))
    assert isinstance(effect, WriteNote)
    assert (effect.code, effect.words, effect.hard) == ("K7", words, False)


@pytest.mark.parametrize(
    "words", ["that was awful, im shaking", "that one was really hard on me", "fue muy dura, estoy temblando"]
)
def test_after_a_hard_call_they_rest_and_may_talk_it_over(words: str) -> None:
    turn = writes(words, AFTER)
    assert done(turn) == [WriteNote("K7", words, done=True, hard=True)]
    [act] = [part for part in turn.said if isinstance(part, Act)]
    assert act.leads == {"hard": "debrief.ask"}


@pytest.mark.parametrize("words", ["that was not hard", "not hard on me, im good", "im fine, it was easy"])
def test_nobody_is_sent_to_rest_who_says_that_it_was_not_hard(words: str) -> None:
    assert [each for each in done(writes(words, AFTER)) if isinstance(each, WriteNote) and each.hard] == []


def test_without_a_call_there_is_nothing_to_note() -> None:
    for words in ("all good, we talked about his dog", "that was awful, im shaking"):
        assert [each for each in done(writes(words, IDLE)) if isinstance(each, WriteNote)] == []


@pytest.mark.parametrize(
    "words", ["please never put me with him again", "no quiero volver a hablar con ese señor nunca más"]
)
def test_never_again_is_about_their_last_call(words: str) -> None:
    assert done(writes(words, AFTER)) == [BlockPair("K7")]
    turn = writes(words, IDLE)
    assert (said(turn), done(turn)) == (["for_volunteer.block"], []), "without a call just now it is asked"
    assert then(turn, "1", IDLE) == [BlockPair(None)]
    assert then(turn, "2", IDLE) == []


def test_never_again_beside_a_done_is_asked_about_once_the_words_are_kept() -> None:
    turn = writes("Done. please never put me with her again", AFTER)
    assert [type(each) for each in done(turn)] == [WriteNote]
    assert then(turn, "1", AFTER) == [BlockPair("K7")]


@pytest.mark.parametrize("words", ["i'd love to talk to her again", "me gustaría hablar otra vez con ella"])
def test_gladly_again_is_about_their_last_call(words: str) -> None:
    assert done(writes(words, AFTER)) == [WantAgain("K7")]


@pytest.mark.parametrize("words", ["the call dropped", "we got cut off", "se cortó la llamada"])
def test_a_call_that_broke_off_is_asked_about_first(words: str) -> None:
    turn = writes(words, AFTER)
    assert (said(turn), done(turn)) == (["for_volunteer.cut_off"], [])
    assert then(turn, "1", AFTER) == [Reconnect("K7")]
    assert then(turn, "2", AFTER) == []


@pytest.mark.parametrize(
    "words", ["put me on duty please", "im back, im available now", "ya estoy disponible"]
)
def test_they_are_put_on_duty(words: str) -> None:
    assert done(writes(words, replace(IDLE, on_duty=False))) == [SetDuty(True)]


def test_duty_until_an_hour_ends_then() -> None:
    [effect] = done(writes("im free until 3pm, put me on", replace(IDLE, on_duty=False)))
    assert effect == SetDuty(True, timedelta(hours=3))


@pytest.mark.parametrize(
    "words", ["im available tomorrow", "im not back yet", "am i on duty?", "mañana estoy disponible"]
)
def test_nobody_is_put_on_duty_for_another_day(words: str) -> None:
    assert done(writes(words, replace(IDLE, on_duty=False))) == []


@pytest.mark.parametrize(
    "words",
    ["im done for tonight", "done for tonight", "take me off please, going to bed", "no more calls for me tonight",
     "me voy a dormir, ya no estoy disponible"],
)  # fmt: skip
def test_they_are_taken_off_duty(words: str) -> None:
    assert done(writes(words, IDLE)) == [SetDuty(False)]


@pytest.mark.parametrize(
    ("words", "volunteer"),
    [("pass, and take me off for the evening", OFFERED), ("done, and thats my lot for tonight", AFTER)],
)
def test_who_stops_for_tonight_beside_another_answer_goes_off_duty_too(
    words: str, volunteer: VolunteerView
) -> None:
    assert SetDuty(False) in done(writes(words, volunteer))


@pytest.mark.parametrize("words", ["my heating is off", "the game is off", "am i off?", "hes off his food"])
def test_what_else_is_off_takes_nobody_off_duty(words: str) -> None:
    assert [each for each in done(writes(words, IDLE)) if isinstance(each, (SetDuty, SetPause))] == []


@pytest.mark.parametrize("words", ["put me on till 10", "me conecto hasta las 10", "ON til 10"])
def test_an_hour_at_which_their_duty_ends_is_used(words: str) -> None:
    [effect] = done(writes(words, replace(IDLE, on_duty=False)))
    assert isinstance(effect, SetDuty) and effect.on and effect.lasting is not None


@pytest.mark.parametrize(
    "words", ["dont take me off duty", "sign me off at 9pm", "todavía no me saquen de turno"]
)
def test_nobody_is_taken_off_duty_who_stays(words: str) -> None:
    assert done(writes(words, IDLE)) == []


@pytest.mark.parametrize(
    "words", ["im on holiday until monday", "estoy de vacaciones hasta el lunes", "off till monday"]
)
def test_a_rest_with_an_end_begins_at_once_and_ends_then(words: str) -> None:
    turn = writes(words, IDLE)
    [pause] = done(turn)
    assert isinstance(pause, SetPause) and pause.until is not None and pause.until > NOON + timedelta(days=3)
    [act] = [part for part in turn.said if isinstance(part, Act)]
    assert act.says["paused_until"] == "pause.until", "which says that ON ends it"


@pytest.mark.parametrize(
    "words",
    ["i really need a break from this", "gonna need a couple weeks off", "necesito descansar unos días"],
)
def test_a_rest_silences_their_phone_without_a_question(words: str) -> None:
    assert [type(each) for each in done(writes(words, IDLE))] == [SetPause]


def test_days_off_to_come_give_back_their_shifts_once_they_say_so() -> None:
    turn = writes("taking a break friday to sunday", IDLE)
    effects = done(turn) or then(turn, "1", IDLE)
    assert isinstance(effects[0], GoAway)


@pytest.mark.parametrize(
    "words",
    [
        "can i take a week off?",
        "my sister is on a break",
        "he needs a rest",
        "dont give me a break, keep em coming",
    ],
)
def test_a_rest_that_is_asked_about_or_another_ones_begins_nothing(words: str) -> None:
    for volunteer in (IDLE, OFFERED, AFTER):
        assert [each for each in done(writes(words, volunteer)) if isinstance(each, (SetPause, GoAway))] == []


def test_who_quits_is_asked_whether_for_now_or_for_good_and_nothing_is_ended_before() -> None:
    for words in ("i quit", "I don't want to volunteer any more", "im quitting"):
        turn = writes(words, IDLE)
        assert (said(turn), done(turn)) == (["leave.for_now_or_good"], [])
        assert then(turn, "1", IDLE) == [SetDuty(False)]
        assert then(turn, "for good", IDLE) == [LeaveVolunteers()]
        assert then(turn, "3", IDLE) == []
    for words in ("LEAVE", "renuncio"):
        turn = writes(words, IDLE)
        assert (said(turn), done(turn)) == (["leave.sure"], [])
        assert then(turn, "1", IDLE) == [LeaveVolunteers()]
        assert then(turn, "2", IDLE) == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("cant make it tonight", True),
        ("i wont be able to come sorry", False),
        ("no voy a poder ir", False),
        ("esta noche no puedo ir", True),
    ],
)
def test_who_cannot_come_is_asked_about_the_shift_before_it_is_given_back(words: str, named: bool) -> None:
    turn = writes(words, IDLE)
    assert done(turn) == [LookUpRota(mine=words if named else "")]
    [act] = [part for part in turn.said if isinstance(part, Act)]
    assert act.leads == {"found": "unsure.shift_found"}


@pytest.mark.parametrize(
    "words", ["he wont come home tonight", "no puedo estar sola", "i cant make it through this week"]
)
def test_what_sounds_like_it_and_is_about_something_else_gives_back_no_shift(words: str) -> None:
    assert [each for each in done(writes(words, IDLE)) if isinstance(each, LookUpRota)] == []


@pytest.mark.parametrize("words", ["when am i on", "what shifts do i have", "cuándo me toca"])
def test_a_question_about_shifts_lists_them(words: str) -> None:
    assert done(writes(words, IDLE)) == [LookUpRota(mine="", free="")]


STATES = [
    (OFFERED, "offer", "K7"), (TWO, "for_volunteer.offers", "K7, M3"), (HOLDING, "status.holding", "K7"),
    (AFTER, "for_volunteer.after", "K7"), (IDLE, "for_volunteer.on", None),
    (replace(IDLE, on_duty=False), "for_volunteer.off", None),
]  # fmt: skip


@pytest.mark.parametrize(("state", "wording", "named"), STATES, ids=[wording for _, wording, _ in STATES])
@pytest.mark.parametrize("words", ["purple monkey dishwasher", "asdf", "??", "...", "BACK"])
def test_what_is_not_understood_names_what_is_open_for_them(
    words: str, state: VolunteerView, wording: str, named: str | None
) -> None:
    turn = writes(words, state)
    assert said(turn) == ["missed.again", wording]
    [*_, part] = [part for part in turn.said if isinstance(part, Phrase)]
    assert named in (None, part.params.get("code"), part.params.get("codes"))


@pytest.mark.parametrize("words", ["what is it about", "is it a man or a woman", "de qué se trata"])
def test_asked_what_it_is_about_the_offer_is_said_again_and_no_more(words: str) -> None:
    turn = writes(words, OFFERED)
    assert (said(turn), done(turn)) == (["offer", "for_volunteer.no_more"], [])


@pytest.mark.parametrize(
    "words", ["anybody waiting?", "is anybody waiting right now", "hay alguien esperando"]
)
def test_asked_how_it_stands_their_duty_is_said(words: str) -> None:
    assert said(writes(words, IDLE)) == ["for_volunteer.on"]


def test_a_greeting_with_an_offer_open_puts_it_again() -> None:
    assert said(writes("hi", OFFERED)) == ["offer"]
    assert said(writes("hola", HOLDING)) == ["status.holding"]
    assert said(writes("hi", IDLE)) == ["checkin.mood"]


def test_later_with_an_offer_open_is_about_the_offer() -> None:
    [effect] = done(writes("later", OFFERED))
    assert isinstance(effect, PassOffer)


def test_what_is_for_themselves_is_read_as_everybodys() -> None:
    [effect] = done(writes("can someone call me, im having a rough day", IDLE))
    assert type(effect).__name__ == "RequestCallback"


def test_who_is_no_volunteer_yet_is_read_as_a_participant() -> None:
    for state in (replace(IDLE, active=False), replace(IDLE, active=False, invited=True)):
        assert not {"for_volunteer.on", "for_volunteer.off"} & set(said(writes("purple monkey", state)))
