"""What somebody adds when a call or writing is booked: "Anything they should know first?" in words of their own."""

from dataclasses import replace
from typing import Final

from flows import said_times
from flows.catalogue import STEPS
from flows.engine import Channel, Scene, Session, Turn, follow, settle
from flows.reading.questions.call_answers import cannot_call
from flows.reading.sentence import read
from flows.requests import details
from flows.rules.matching.topic_words import asks_for_somebody, may_ask_for_somebody
from flows.rules.meaning import wishes
from flows.rules.meaning.certainty import GUESSED
from flows.rules.meaning.meanings import UNCLEAR
from flows.rules.refusal import refusal
from flows.rules.refusal.refusal_words import says_no
from flows.rules.words.replies import clean
from flows.states import CallbackState

_ASKED: Final = frozenset(("asking.more", "asking.more_text"))
_TO_COME: Final = (CallbackState.WAITING, CallbackState.OFFERED, CallbackState.ACCEPTED)
_OF_A_TIME: Final = frozenset(("call_at", "later", "remind", "now"))
_WORTH_KNOWING: Final = frozenset(("tell", "topic"))


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """Keep their words for the volunteer; None for whatever may be anything else, above all a no."""
    if (asked := _for_somebody(scene, session)) is not None:
        return asked
    if session is None or session.question.id not in _ASKED:
        return None
    mine = scene.person.callback
    if mine is not None and mine.kind == "call" and _rather_in_writing(scene.given):
        return settle(STEPS["asking.write"], scene)
    likely = read(scene, session).likely
    if not likely.known or not any(len(word) > 2 for word in clean(scene.given).split() if word.isalpha()):
        return None  # a number of another menu is nothing to tell a volunteer
    unsure = likely.meaning == UNCLEAR or likely.share < GUESSED
    # "He would be 7 tomorrow": an hour or a day in what they tell moves no call.
    told = likely.meaning in _OF_A_TIME and not said_times.moves_the_call(scene.given, scene)
    if told or likely.meaning in _WORTH_KNOWING or (unsure and not says_no(scene.given)):
        return follow(session, "tell", STEPS, scene)
    return None


def _for_somebody(scene: Scene, session: Session | None) -> Turn | None:
    """Somebody with a call to come asks for a person who has lived through something: a yes or a no, and it counts."""
    mine = scene.person.callback
    if mine is None or mine.state not in _TO_COME or (session is not None and not session.optional):
        return None
    if scene.channel is not Channel.TEXT or not may_ask_for_somebody(scene.given) or wishes.who(scene.given):
        return None
    if refusal.somebody_is_there(scene.given):
        return None
    if not asks_for_somebody(scene.given) and read(scene, session).likely.meaning != "topic":
        return None
    kept = settle(STEPS["asking.tell"], replace(scene, answers={**scene.answers, details.SOMEBODY: "yes"}))
    asked = session is not None and session.question.id in _ASKED
    return kept if asked else replace(kept, session=session)


def _rather_in_writing(text: str) -> bool:
    return refusal.rather_writes(text) or cannot_call(text)
