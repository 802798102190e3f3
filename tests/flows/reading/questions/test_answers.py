"""What people plainly ask or say is answered beside the open question; nothing rings and nothing is booked by it."""

import re
from dataclasses import replace

import pytest

from flows import introduction
from flows.catalogue import STEPS
from flows.effects.base import AlertKind, Effect
from flows.effects.contacts import AskTeam, SetLanguage, TellTeam
from flows.effects.follow_up import ChoosePeer, LookUpTalk, WishForPeer
from flows.effects.reminders import ShowReminder
from flows.effects.requests import PreferText, SilenceCallback
from flows.effects.unverified_callers import SilenceNumber
from flows.engine import Act, Channel, Phrase, Session, Turn, follow, settle
from flows.person import CallbackView, Person, VolunteerView
from flows.reading.questions import answers
from flows.rules.meaning.meanings import OF
from flows.states import CallbackState
from flows.wording import LANGUAGES, words
from flows.wording.catalogue import ids
from flows.wording.flaws import DISCLOSING
from tests.flows.test_front_door import KNOWN, VOLUNTEER, asked_mood, said, scene, text, tried
from tests.kits.line import NOON

MEANINGS = (
    "who help cost private police erase minor complaint group volunteer language remind access unsafe thanks bye "
    "cut_off same_peer not_them spam busy"
).split()
LAST_WORDS = ("thanks", "bye")
UNANSWERED = ("spam", "busy")
TAKES_ITS_PLACE = ("remind",)
"""Asks for something itself, as the keyword REMIND does."""
FOR_TEAM = ("complaint", "group", "volunteer")
"""Ask whether the team may be told, unless another question has to be answered."""
NEVER_SHOWN_AGAIN = ("unsafe",)
"""Somebody is near who must not read the question."""
ASIDES = [
    each for each in MEANINGS if each not in (*LAST_WORDS, *UNANSWERED, *TAKES_ITS_PLACE, *NEVER_SHOWN_AGAIN)
]
CHANGES_LITTLE = {
    TellTeam, SilenceCallback, SilenceNumber, SetLanguage, WishForPeer, ChoosePeer, LookUpTalk, ShowReminder
}  # fmt: skip
"""What an answer may do: none of it rings a phone, books a call or ends anything."""
CALL = CallbackView("K7", CallbackState.WAITING, NOON, language="en")
WAITING = replace(KNOWN, callback=CALL)
TAKEN = replace(KNOWN, callback=replace(CALL, state=CallbackState.ACCEPTED, peer="Sam", minutes=30))
IN_WRITING = replace(KNOWN, callback=replace(CALL, kind="text"))
ON_HOLD = replace(KNOWN, callback=replace(CALL, silenced=True))
PEOPLE = {
    "nothing open": KNOWN,
    "waits for a call": WAITING,
    "somebody has the call": TAKEN,
    "waits in writing": IN_WRITING,
    "the call is on hold": ON_HOLD,
    "a volunteer": VOLUNTEER,
    "invited": replace(KNOWN, volunteer=VolunteerView(active=False, on_duty=False, invited=True)),
    "never wrote before": Person("en"),
    "Spanish": replace(KNOWN, language="es"),
}
AFTER = {"callback": "41"}


def answer(
    meaning: str, given: str = "", person: Person = KNOWN, session: Session | None = None, **line: object
) -> Turn:
    asked = replace(scene(given, person, Channel.TEXT, **line), answers=session.answers if session else {})
    turn = answers.answer(meaning, asked, session)
    assert turn is not None
    return turn


def aloud(meaning: str, person: Person = KNOWN, session: Session | None = None) -> Turn | None:
    return answers.answer(meaning, scene("", person, Channel.VOICE), session)


def optional_question() -> Session:
    turn = text("1", text("2", asked_mood()).session)
    assert turn.session is None, "the booking decides what is asked next"
    after = settle(STEPS["asking.more"], scene("", WAITING)).session
    assert after is not None and after.optional
    return after


def after_a_talk(step: str) -> Session:
    made = settle(STEPS[step], replace(scene(""), answers=AFTER)).session
    assert made is not None
    return made


def effects_of(turn: Turn) -> list[type[Effect]]:
    return [*map(type, turn.effects), *(type(part.effect) for part in turn.said if isinstance(part, Act))]


def test_each_meaning_of_the_contract_that_is_a_plain_question_has_an_answer_and_no_other() -> None:
    assert set(MEANINGS) <= OF["participant"]
    for meaning in (*OF["participant"], *OF["volunteer"], "unsure", "nonsense", ""):
        assert (answers.answer(meaning, scene("hm"), None) is not None) == (meaning in MEANINGS), meaning


@pytest.mark.parametrize("meaning", ASIDES)
def test_a_question_that_must_be_answered_stays_open_and_is_put_again_last(meaning: str) -> None:
    question = asked_mood()
    for name, person in PEOPLE.items():
        turn = answer(meaning, "en español por favor", person, question)
        assert turn.session == question, name
        assert turn.said[-1] == question.question, name
        assert len(turn.said) > 1, name


@pytest.mark.parametrize(
    "meaning", [each for each in ASIDES if each not in ("access", "cut_off", "not_them", *FOR_TEAM)]
)
def test_a_question_that_needs_no_answer_stays_open_and_is_put_again_only_with_help(meaning: str) -> None:
    question = optional_question()
    turn = answer(meaning, "hm", WAITING, question)
    assert turn.session == question
    assert (question.question in turn.said) == (meaning == "help")


@pytest.mark.parametrize("meaning", LAST_WORDS)
def test_a_few_warm_words_and_then_silence(meaning: str) -> None:
    question = asked_mood()
    for person in PEOPLE.values():
        turn = answer(meaning, "", person, question)
        assert (len(turn.said), turn.effects, turn.session) == (1, (), question)


@pytest.mark.parametrize("meaning", UNANSWERED)
def test_a_machine_gets_no_answer_and_the_question_stays_open(meaning: str) -> None:
    for question in (None, asked_mood()):
        assert answer(meaning, "WIN A PRIZE", KNOWN, question) == Turn((), (), question)
    stranger = scene("WIN A PRIZE", Person("en"))
    assert introduction.with_first_answer(answer(meaning, "", Person("en")), stranger) == Turn(), (
        "nor our name"
    )
    assert aloud(meaning, session=asked_mood()) is None, "on a call somebody has spoken"


@pytest.mark.parametrize("meaning", MEANINGS)
def test_no_answer_rings_a_phone_books_a_call_or_ends_anything(meaning: str) -> None:
    for question in (None, asked_mood(), optional_question(), after_a_talk("after.whom")):
        for person in PEOPLE.values():
            turn = answer(meaning, "no more texts, a call back please", person, question)
            assert set(effects_of(turn)) <= CHANGES_LITTLE


@pytest.mark.parametrize(
    "meaning", [each for each in MEANINGS if each not in (*UNANSWERED, *FOR_TEAM, "bye", "unsafe")]
)
def test_aloud_the_menu_is_put_again_after_the_answer(meaning: str) -> None:
    menu = settle(STEPS["caller.menu"], scene("", KNOWN, Channel.VOICE)).session
    assert menu is not None
    turn = aloud(meaning, KNOWN, menu)
    assert turn is not None
    assert (turn.session, turn.said[-1]) == (menu, menu.question)


@pytest.mark.parametrize("meaning", ["bye", "unsafe"])
def test_aloud_a_goodbye_and_somebody_near_end_the_call(meaning: str) -> None:
    turn = aloud(meaning, KNOWN, asked_mood())
    assert turn is not None
    assert turn.session is None


@pytest.mark.parametrize("meaning", ["same_peer", "not_them", "remind"])
def test_a_call_that_does_not_show_who_it_is_changes_nothing_on_file(meaning: str) -> None:
    for person in (Person("en", withheld=True), Person("en", unverified=True)):
        turn = aloud(meaning, person, asked_mood())
        assert turn is not None
        assert said(turn)[0] == "answer.by_text"
        assert effects_of(turn) == []


def test_an_unattested_caller_who_is_not_alone_can_silence_the_number_that_shows() -> None:
    turn = aloud("unsafe", Person("en", unverified=True), asked_mood())
    assert turn is not None
    assert tried(turn) == [SilenceNumber()]


def test_who_calls_is_said_with_the_first_name_once_somebody_has_it() -> None:
    assert said(answer("who")) == ["answer.who"]
    assert answer("who", person=WAITING).said == (Phrase("answer.who_calls", {"minutes": 15}),)
    assert answer("who", person=TAKEN).said == (
        Phrase("answer.who_calls_named", {"peer": "Sam", "minutes": 30}),
    )
    assert said(answer("who", person=IN_WRITING)) == ["answer.who_writes"]
    assert said(answer("who", person=ON_HOLD)) == ["answer.who"], "nobody will call"


def test_a_coordinator_asks_who_an_alert_is_about_and_gets_their_own_help() -> None:
    coordinator = replace(KNOWN, coordinator=True)
    assert answers.answer("who", scene("who is it", coordinator), None) is None
    assert said(answer("help", person=coordinator)) == ["coordinator.help"]


def test_help_says_what_this_person_can_do_now() -> None:
    assert said(answer("help")) == ["answer.help"]
    assert said(answer("help", person=WAITING)) == ["answer.help_call"]
    assert said(answer("help", person=IN_WRITING)) == ["answer.help"], "no phone will ring"
    assert said(answer("help", person=VOLUNTEER)) == ["menu.volunteer"]


def test_the_policy_is_one_answer_however_it_is_asked() -> None:
    asked = text("will you call the police on me?")
    assert answer("police", "do yall work with ICE").said == asked.said
    chosen = answer("police", policy="if_asked")
    assert said(chosen) == ["policy.if_asked", "policy.told", "crisis.footer"]
    assert "policy.told" not in said(answer("police", policy="if_asked", has_coordinator=False))


def test_that_a_person_is_told_of_danger_is_said_only_where_it_is_true() -> None:
    assert said(answer("private")) == ["answer.private_told"]
    assert said(answer("private", has_coordinator=False)) == ["answer.private"]


def test_the_wish_to_be_forgotten_is_told_to_a_person_at_once() -> None:
    [asked] = [part for part in answer("erase").said if isinstance(part, Act)]
    assert asked.effect == TellTeam(AlertKind.ERASE)
    assert asked.says["told"] == "answer.erase"
    assert asked.says["nobody"] == "answer.erase_nobody"


@pytest.mark.parametrize("kind", [AlertKind.COMPLAINT, AlertKind.GROUP, AlertKind.VOLUNTEER])
@pytest.mark.parametrize("channel", [Channel.TEXT, Channel.VOICE])
def test_the_team_is_told_only_what_somebody_agreed_to(kind: AlertKind, channel: Channel) -> None:
    asked = answers.answer(kind.value, scene("he laughed at me", KNOWN, channel), None)
    assert asked is not None and asked.session is not None
    assert said(asked) == [f"answer.{kind.value}", "team.consent"]
    assert effects_of(asked) == [], "nobody is told before they say so"
    words = "he laughed at me" if kind is AlertKind.COMPLAINT else ""
    for meaning, told in (
        ("yes", [AskTeam(kind, words, True)]),
        ("tell", [AskTeam(kind, words, False)]),
        ("no", []),
    ):
        turn = follow(asked.session, meaning, STEPS, scene("", KNOWN, channel))
        assert turn is not None
        assert tried(turn) == told


def test_over_a_question_that_must_be_answered_it_is_said_how_to_reach_the_team() -> None:
    question = asked_mood()
    turn = answer("complaint", "he laughed at me", session=question)
    assert said(turn) == ["answer.complaint", "team.later", "checkin.mood"]
    assert said(answer("complaint", has_coordinator=False)) == ["answer.complaint", "team.nobody"]
    unknown = aloud("complaint", Person("en", withheld=True), asked_mood())
    assert unknown is not None and "team.by_text" in said(unknown)


def test_under_18_they_are_told_of_the_youth_line_that_the_organisation_named() -> None:
    assert said(answer("minor")) == ["answer.minor"]
    assert answer("minor", youth_line="Teen Line").said == (
        Phrase("age.youth_line", {"youth_line": "Teen Line"}),
    )


PLAIN = [
    ("what do you do with my number", "answer.number"),
    ("¿Qué hacen con mi número?", "answer.number"),
    ("nobody called me", "answer.nobody_called"),
    ("Nadie me llamó", "answer.nobody_called"),
    ("how long is the call?", "plain.long"),
    ("the volunteer was really rude", "answer.complaint"),
    ("fue grosera conmigo", "answer.complaint"),
    ("i have a question for the team", "team.ask_question"),
    ("quiero hablar con el encargado", "team.ask_question"),
]


@pytest.mark.parametrize(("given", "first"), PLAIN)
def test_questions_in_much_the_same_words_are_not_guessed_at(given: str, first: str) -> None:
    assert said(text(given, None))[0] == first


def test_where_a_call_stands_is_the_answer_to_nobody_called_me() -> None:
    assert said(text("nobody called me yet", None, WAITING)) == ["status.late"], "its time has come"
    assert "answer.nobody_called" not in said(text("nobody called me on my birthday. nobody", None))


def test_whoever_wants_to_be_forgotten_is_not_rung() -> None:
    assert tried(answer("erase", person=WAITING)) == [SilenceCallback(), TellTeam(AlertKind.ERASE)]
    assert tried(answer("erase", person=ON_HOLD)) == [TellTeam(AlertKind.ERASE)]


def test_a_volunteer_who_would_like_to_volunteer_is_told_that_they_do() -> None:
    assert said(answer("volunteer", person=VOLUNTEER)) == ["answer.volunteer_already"]
    assert said(answer("volunteer", person=PEOPLE["invited"])) == ["menu.invited"]


SPANISH_CALL = replace(KNOWN, callback=replace(CALL, language="es"))


@pytest.mark.parametrize(
    ("given", "person", "words_said", "language"),
    [
        ("en español por favor", KNOWN, ["language.now"], "es"),
        ("english please, my spanish no good", PEOPLE["Spanish"], ["language.now"], "en"),
        ("can u switch this to spanish for my mom", KNOWN, ["language.now"], "es"),
        ("no entiendo ingles", KNOWN, ["language.now"], "es"),
        ("yes but spanish please", WAITING, ["language.now", "answer.language_request"], "es"),
        ("does she speak spanish", WAITING, ["answer.language_request"], None),
        ("does she speak english", SPANISH_CALL, ["answer.language_request"], None),
        ("does she speak english", WAITING, ["answer.language_here"], None),
        ("my abuela only speaks spanish can somebody talk to her", KNOWN, ["answer.language_of_calls"], None),
        ("my english not good. hmong if you have", KNOWN, ["answer.language_other"], None),
        ("Desculpe, en galego pode ser?", PEOPLE["Spanish"], ["answer.language_other"], None),
        ("no understand", KNOWN, ["answer.language_which"], None),
    ],
)
def test_one_of_our_languages_is_changed_to_and_of_another_it_is_said_which_there_are(
    given: str, person: Person, words_said: list[str], language: str | None
) -> None:
    turn = answer("language", given, person)
    assert said(turn) == words_said
    assert turn.effects == ((SetLanguage(language),) if language else ())


def test_writing_is_offered_where_a_call_would_come_or_nothing_is_open() -> None:
    for person in (KNOWN, WAITING, TAKEN):
        turn = answer("access", "do you have an app for people with bad hands", person)
        offered = "answer.write_instead" if person.callback else "answer.write_here"
        assert said(turn) == ["answer.access", offered]
        assert turn.session is not None and turn.session.optional
    for person in (WAITING, TAKEN):
        turn = answer("access", "im deaf can i use this", person)
        assert tried(turn) == [PreferText()], "a phone that rings is of no use to them"
    for person in (IN_WRITING, ON_HOLD, VOLUNTEER):
        assert said(answer("access", "do you have an app", person)) == ["answer.access"]


def test_with_somebody_near_no_phone_rings_and_no_question_is_shown() -> None:
    question = asked_mood()
    for person in PEOPLE.values():
        turn = answer("unsafe", "hes home", person, question)
        assert tried(turn) == [SilenceCallback()]
        assert said(turn) == []
        assert turn.session is not None, "it may be answered later"
        assert turn.session.asks_the_same(question)


def test_a_talk_that_broke_off_is_asked_about_or_else_it_is_said_where_things_stand() -> None:
    [alone] = [part for part in answer("cut_off").said if isinstance(part, Act)]
    assert alone.leads == {"there": "reconnect.ask_first"}
    [waits] = [part for part in answer("cut_off", person=WAITING).said if isinstance(part, Act)]
    assert {waits.leads[each] for each in ("too_late", "nothing")} == {"status.where"}
    held = replace(VOLUNTEER, volunteer=VolunteerView(active=True, on_duty=True, holding=CALL))
    [holds] = [part for part in answer("cut_off", person=held).said if isinstance(part, Act)]
    assert holds.leads["nothing"] == "status.where"
    assert said(answer("cut_off", session=asked_mood()))[0] == "answer.cut_off_how"


def test_whom_next_time_is_answered_by_the_wish_itself() -> None:
    whom = after_a_talk("after.whom")
    same, not_them = answer("same_peer", session=whom), answer("not_them", session=whom)
    assert (said(same)[0], same.effects) == ("after.same", (ChoosePeer(41, "same"),))
    assert (said(not_them)[0], not_them.effects) == ("after.not_them", (ChoosePeer(41, "not_them"),))


def test_asked_how_it_was_the_wish_is_about_that_talk() -> None:
    rating = after_a_talk("after.rating")
    same, not_them = answer("same_peer", session=rating), answer("not_them", session=rating)
    assert tried(same) == [ChoosePeer(41, "same")]
    assert same.session == rating, "the question how it was can still be answered"
    assert not_them.effects == (ChoosePeer(41, "not_them"),)


def test_at_any_other_time_the_wish_is_about_the_talk_before() -> None:
    for person in (KNOWN, WAITING, TAKEN):
        assert tried(answer("same_peer", person=person)) == [WishForPeer("same")]
        [apart] = [part for part in answer("not_them", person=person).said if isinstance(part, Act)]
        assert apart.effect == WishForPeer("not_them")
        assert apart.leads == {"noted": "after.kept_apart"}, "one key takes it back"


OURS = [id for id in sorted(ids("en")) if id.startswith("answer.")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", OURS)
def test_an_answer_asks_one_thing_at_most_and_names_two_commands_at_most(id: str, language: str) -> None:
    for template in (words(id, language).text, words(id, language).discreetly):
        assert template.count("?") <= 1
        assert len(set(re.findall(r"\b[A-Z]{3,}\b", template)) - {"OFF"}) <= 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", OURS)
def test_whoever_asked_for_discreet_words_reads_none_that_say_what_the_line_is_for(
    id: str, language: str
) -> None:
    entry = words(id, language)
    if entry.text:
        less = entry.text if entry.discreet else entry.discreetly
        assert less and "{line}" not in less
        assert not [word for word in DISCLOSING if re.search(rf"\b{word}", less.casefold())]
