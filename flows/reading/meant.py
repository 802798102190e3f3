"""What a sentence means that is no keyword and no plain answer, and what follows from it.

The model of meaning (`flows.rules.meaning`) says what is likely. What rings a phone, books, ends or passes something on
needs certainty; what only answers may be guessed; between the two the line says what it understood, and asks.
"""

import re
from dataclasses import replace
from typing import Final, NamedTuple

from flows import said_times
from flows.catalogue import STEPS
from flows.effects.base import AlertKind
from flows.effects.contacts import RaiseAlert
from flows.effects.requests import Wanted
from flows.engine import Channel, Phrase, Scene, Session, Turn, follow, settle
from flows.reading import by_coordinator, by_participant, keywords, safe_words
from flows.reading.questions import answers, plain_questions
from flows.reading.refusal import refusals
from flows.reading.sentence import Sentence, read
from flows.reading.thought import telling
from flows.reading.volunteers import by_volunteer, duty
from flows.relay import writing
from flows.replies import ALL_KEYWORDS
from flows.requests import told, understood
from flows.rules.crisis import crisis
from flows.rules.meaning import call_requests, certainty, evidence
from flows.rules.meaning.meanings import UNCLEAR
from flows.rules.meaning.model import likely
from flows.rules.refusal import refusal
from flows.rules.times.other_times import instead_of_now
from flows.rules.words import numbered_answer
from flows.rules.words.replies import best
from flows.states import CallbackState

_ASKED_ABOUT: Final = frozenset(
    ("call", "call_at", "write", "stop", "woman", "man", "topic", "no_call", "now")
)
"""What the line asks about where it is only supposed."""
_OFFERED: Final = frozenset(("offer", "ready"))
"""States in which a yes rings or books: how somebody feels is none."""
_PLACEHOLDER: Final = re.compile(r"[\[(<{][^\[\](){}<>]*[\])>}]")
"""What a phone writes where it could not send something: "[Audio message]", "<image omitted>"."""
_OF_VOLUNTEERS: Final = {name: known for name, known in ALL_KEYWORDS.items() if name in keywords.EVERYDAY}
_OF_TWO_WORDS: Final = ("erase", "wrong_number", "language")
_BESIDE: Final = frozenset(
    ("cost", "private", "who", "police", "unsafe", "stop", "complaint", *_OF_TWO_WORDS)
)
"""What may be said instead of an answer in their own words; some of it in two: "delete everything"."""
_BESIDE_SHARE, _BESIDE_WORDS = 0.8, 3


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to what a sentence means; None where nobody could say."""
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.invited:
        return None  # what comes before anything else is the next ground rule
    if _PLACEHOLDER.fullmatch(scene.given.strip()) or _is_word_of_volunteers(scene):
        return None
    if (asked := plain_questions.answer(scene, session)) is not None:
        return asked
    said = read(scene, session)
    theirs = said.who == "volunteer"
    if theirs and (turn := by_volunteer.plain(scene, session, said)) is not None:
        return turn
    # Words that nobody knows are not guessed at by their letters.
    if said.likely.known and (turn := _likeliest(scene, session, said)) is not None:
        return turn
    return duty.silent(scene, session) or refusals.no_call_at_all(scene, session) if theirs else None


def _likeliest(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """What follows from the likeliest meaning from which something follows."""
    if said.who == "participant" and said.state in _OFFERED and evidence.is_only_a_feeling(scene.given):
        return telling.answer(
            scene, session, said
        )  # "muy mal", to "would a call help?": heard, and asked again
    asked_about = _ASKED_ABOUT | by_volunteer.ASKED_ABOUT if said.who == "volunteer" else _ASKED_ABOUT
    for meaning, share in said.likely.by_meaning.items():
        enough = certainty.SUPPOSED if meaning in asked_about else certainty.GUESSED
        if meaning == UNCLEAR or share < enough:
            return None
        if safe_words.books(meaning, scene, session):
            continue
        if meaning in answers.NEEDS_CERTAINTY and not said.is_sure(meaning):
            continue
        if not answers.is_likely(meaning, scene.given):
            continue
        if (turn := _follows(meaning, scene, session, said)) is not None:
            return turn
    return None


def _follows(meaning: str, scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if said.who == "volunteer" and (theirs := by_volunteer.HANDLERS.get(meaning)) is not None:
        turn = theirs(scene, session, said)
        if turn is not None:
            return turn
    if said.who == "coordinator" and (plain := by_coordinator.in_plain_words(scene, session)) is not None:
        return plain
    handlers = by_coordinator.HANDLERS if said.who == "coordinator" else by_participant.HANDLERS
    handler = handlers.get(meaning)
    return handler(scene, session, said) if handler else answers.answer(meaning, scene, session)


def _is_word_of_volunteers(scene: Scene) -> bool:
    """Whether somebody who is no volunteer sends nothing but a volunteer's keyword: it means nothing else to us."""
    volunteer = scene.person.volunteer
    return (volunteer is None or not volunteer.active) and best(scene.given, _OF_VOLUNTEERS) is not None


def looked_after(turn: Turn, scene: Scene) -> Turn:
    """Danger that only the model sees in what somebody writes to their peer is looked at, and goes to the peer."""
    mine = writing.with_peer(scene.person)
    if mine is None or writing.says_goodbye(scene, mine) is not None:
        return turn  # a plain goodbye is none where the rules see no danger in it
    if read(scene, None).share("crisis", "check") < certainty.DANGER:
        return turn
    look = RaiseAlert(AlertKind.CHECK)
    return replace(turn, said=(*turn.said, Phrase("crisis.footer")), effects=(*turn.effects, look))


def and_a_call(scene: Scene, answered: Turn) -> Turn | None:
    """What somebody asks for in the same breath as they rate: "a 2, please call me", "5! can i have another"."""
    asked = answered.session
    if asked is None or asked.step not in _AFTER_A_NUMBER or crisis.names_danger(scene.given):
        return None
    ways = {meaning for _, meaning, _ in asked.offered}
    heard = tuple(part for part in answered.said if part != asked.question)
    if "write" in ways and refusal.rather_writes(scene.given):
        booked = follow(asked, "write", STEPS, scene)
    elif (beside := _asks_beside(scene, _AFTER_A_NUMBER[asked.step])) is None:
        return None
    elif beside.meaning == "call_at" or isinstance(said_times.find(beside.words, scene), Wanted):
        timed = replace(scene, given=beside.words, answers=asked.answers)
        booked = settle(STEPS["callback.in_sentence"], timed)
    elif (way := next((each for each in ("call", "write", "yes") if each in ways), None)) is not None:
        booked = follow(asked, way, STEPS, scene)
    else:
        booked = settle(understood.call, replace(scene, answers={}))
    return booked and replace(
        booked, said=(*heard, *booked.said), effects=(*answered.effects, *booked.effects)
    )


_AFTER_A_NUMBER: Final = {"checkin.offer": "idle", "after.whom": "after"}
"""What is asked after the number, and the state in which the words beside it are read."""


def not_now_but_then(scene: Scene, session: Session | None) -> Turn | None:
    """A no to now that names an hour for the call that is offered or asked for: "hoy no, mañana a las 11 sí"."""
    if (another := _instead_of_now(scene, session)) is not None:
        return another
    said_no = refusal.read(scene.given)
    if session is None or session.step not in by_participant.OFFERS or scene.person.callback is not None:
        return None
    if said_no is None or said_no.certain or crisis.names_danger(scene.given):
        return None
    likely_meant = read(scene, session).likely
    at = said_times.find(scene.given, scene)
    surely = likely_meant.meaning == "call_at" and likely_meant.share >= _SURE_OF_AN_HOUR
    if not surely or not isinstance(at, Wanted) or at.at <= scene.now:
        return None
    if not evidence.for_a_call(scene.given, "idle", sure=True):
        return None
    return settle(STEPS["callback.in_sentence"], scene)


_SURE_OF_AN_HOUR: Final = 0.9


def _instead_of_now(scene: Scene, session: Session | None) -> Turn | None:
    """The same where the words alone say both. No phone rings before they say at that time that it is good."""
    mine = scene.person.callback
    parts = instead_of_now(scene.given)
    if parts is None or scene.channel is not Channel.TEXT or refusal.somebody_is_there(scene.given):
        return None
    if crisis.names_danger(scene.given) or (mine is not None and mine.state is CallbackState.CONNECTED):
        return None
    volunteer = scene.person.volunteer
    if volunteer is not None and volunteer.active and (volunteer.offers or volunteer.holding):
        return None
    then = replace(scene, given=parts[1])
    at = said_times.find(parts[1], scene)
    names_hour = isinstance(at, Wanted) and at.at > scene.now
    if mine is not None and (names_hour or said_times.on_that_day(parts[1], scene) is not None):
        return settle(STEPS["later.in_sentence"], then)
    if mine is not None or not names_hour:
        return None  # "not today, maybe tomorrow" books nothing
    offered = session is not None and session.step in by_participant.OFFERS
    return settle(STEPS["callback.in_sentence"], then) if offered or call_requests.asks(parts[0]) else None


class _Beside(NamedTuple):
    words: str
    meaning: str


def _asks_beside(scene: Scene, state: str) -> _Beside | None:
    """The words beside a number, where they surely ask for a call."""
    if refusal.read(scene.given) is not None:
        return None
    words = numbered_answer.beside(scene.given)
    said = likely(words, "participant", state)
    about_talking = call_requests.speaks_of_talking(
        words
    )  # else it is about the number: "cuatro, dormi hasta las 7"
    sure = about_talking and said.known and certainty.asks_for_call(words, state, said.by_meaning)
    return _Beside(words, said.meaning) if sure or call_requests.asks(words) else None


def told_instead(scene: Scene, session: Session) -> Turn | None:
    """The answer to somebody who tells how they are where a time, a place or a word was asked for: it is heard.

    The crisis line is said, and the question once more; the next time they are offered a person. Nobody is alerted of
    what only the model sees here: "i am so tired of forms" looks like danger to it.
    """
    said = read(scene, session)
    tells = said.share("crisis", "check", "tell") >= _TELLS and len(scene.given.split()) >= _TOLD_IN
    if not tells or said.likely.meaning not in ("crisis", "check", "tell"):
        return None
    heard = (told.heard_danger(scene.given), Phrase("crisis.footer"), session.question)
    return Turn(heard, (), replace(session, misses=session.misses + 1))


_TELLS, _TOLD_IN = 0.45, 4


def beside(scene: Scene, session: Session) -> Turn | None:
    """The answer to words that surely are none to an open question for words of their own: "is it free?"."""
    said = read(scene, session)
    enough = 2 if said.likely.meaning in _OF_TWO_WORDS else _BESIDE_WORDS
    if len(scene.given.split()) < enough or said.likely.meaning not in _BESIDE:
        return None
    return answer(scene, session) if said.likely.share >= _BESIDE_SHARE else None
