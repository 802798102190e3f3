"""What follows when somebody the line is there for says something in a sentence."""

import re
from dataclasses import replace
from typing import Final

from flows import said_times
from flows.catalogue import STEPS
from flows.effects.base import AlertKind
from flows.effects.contacts import RaiseAlert
from flows.effects.requests import Wanted
from flows.engine import Phrase, Scene, Session, Turn, follow, settle
from flows.reading.open_question import question
from flows.reading.questions import call_answers
from flows.reading.sentence import Handler, Sentence
from flows.reading.thought import telling
from flows.requests import details, understood
from flows.requests.call import booked
from flows.requests.ready import readied
from flows.requests.status import silenced
from flows.requests.told import heard_danger, is_lost_by_suicide
from flows.rules.crisis import crisis
from flows.rules.meaning import call_requests, certainty, evidence
from flows.rules.refusal import refusal
from flows.rules.refusal.refusal_words import says_no
from flows.rules.screening import opt_out_evidence
from flows.rules.words import drinking, numbered_answer
from flows.rules.words.replies import clean

_NOES: Final = ("no", "none", "leave", "refusal")


def _call(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if said.state == "ready" and said.asks_for_call:
        return _now(scene, session, said)
    if not said.asks_for_call:
        return _ask(understood.wants_call.name, scene, session, said)
    if scene.person.callback is not None and not scene.person.callback.silenced:
        return Turn((booked(),), (), session)
    return _book(scene, said)


def _call_at(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if scene.person.callback is not None and not said_times.moves_the_call(scene.given, scene):
        return _tell(scene, session, said)
    if not said.asks_for_call:
        return _ask(understood.wants_call.name, scene, session, said)
    return settle(STEPS["callback.in_sentence"], scene)


def _book(scene: Scene, said: Sentence) -> Turn:
    """Book it, with what else they said: at a time, in writing, with a woman or a man."""
    answers = {**scene.answers, **({understood.WHO: said.who_wanted} if said.who_wanted else {})}
    scene = replace(scene, answers=answers)
    if _cannot_call(scene):
        return settle(understood.write, scene)
    if isinstance(said_times.find(scene.given, scene), Wanted):
        turn = settle(STEPS["callback.in_sentence"], scene)
        return replace(turn, said=(*turn.said, *understood.wish(said.who_wanted)))
    if drinking.says_so(scene.given):
        return settle(STEPS["drinking.begin"], scene)
    return settle(understood.call, scene)


def _write(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if scene.person.callback is not None:
        return settle(details.write, scene)
    plainly = said.share("write") >= _PLAINLY and refusal.rather_writes(scene.given)
    sure = said.is_sure("write") or plainly or (said.state == "offer" and said.asks_for_call)
    if not sure or numbered_answer.begins_with_number(scene.given):
        return _ask(understood.wants_call.name, scene, session, said)
    return settle(understood.write, scene)


def _no_call(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if refusal.keeps(scene.given):
        return _tell(scene, session, said)
    mine = scene.person.callback
    sure = said.is_sure("no_call") or (
        said.share("no_call", "no") >= _WITH_A_NO and evidence.for_silence(scene.given)
    )
    if not sure and evidence.is_how_they_are(scene.given) and not evidence.for_silence(scene.given):
        return _tell(scene, session, said)  # "i feel awful"
    if mine is not None and not mine.silenced and not sure:
        return settle(STEPS["understood.waiting"], scene)  # "reply NO and nobody calls"
    return Turn((silenced(),), (), session if session and not session.optional else None)


def _later(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if scene.person.callback is not None:
        if refusal.keeps(scene.given) or not said_times.moves_the_call(scene.given, scene):
            return _tell(scene, session, said)
        return settle(STEPS["later.in_sentence"], scene)
    if evidence.is_how_they_are(scene.given):
        return _tell(scene, session, said)  # "estoy muy mal"
    return _answered(_NOES, scene, session) or Turn((Phrase("checkin.bye"),))


def _yes(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if session is None or not said.asks_for_call:
        return None
    if session.step not in OFFERS:
        return _answered(("yes", "ready"), scene, session)
    if _is_open_to_both(session) and not call_requests.asks(scene.given) and not _cannot_call(scene):
        # "Yes, but a woman please" to a call or writing: whom they want is kept, and which of the two is asked.
        wanted = {understood.WHO: said.who_wanted} if said.who_wanted else {}
        return _answered(("yes",), scene, replace(session, answers={**session.answers, **wanted}))
    return _book(scene, said)


def _is_open_to_both(session: Session) -> bool:
    """Whether a call and writing were offered side by side, so that a yes says neither."""
    return {"call", "write", "yes"} <= {meaning for _, meaning, _ in session.offered}


def _cannot_call(scene: Scene) -> bool:
    """Whether they would rather write, or cannot hear or speak on a phone."""
    return refusal.rather_writes(scene.given) or call_answers.cannot_call(scene.given)


_PLAINLY: Final = 0.5
"""Enough where the text says to write, "text me i guess": writing rings no phone, and one word takes it back."""
_WITH_A_NO: Final = 0.42
"""Enough where a word of refusing stands in the text: a suspicion keeps a phone silent."""
_CANNOT_COME: Final = re.compile(r"\b(?:make it|come|be there|ir|llegar|venir)\b")
OFFERS: Final = frozenset("checkin.offer checkin.told call_or_write.only_call".split())
"""The steps in which a call was offered, so that a yes books one."""


def _no(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if refusal.keeps(scene.given) or not evidence.for_silence(scene.given):
        return None  # "no estoy bien", "estoy muy mal"
    if (answered := _answered(_NOES, scene, session)) is not None:
        return answered
    return _no_call(scene, session, said) if scene.person.callback is not None else None


def _now(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    mine = scene.person.callback
    if mine is None:
        return _ask(understood.wants_call.name, scene, session, said)
    if not said.asks_for_call:
        return None
    return Turn((readied(by_text=mine.kind == "text"),))


def _skip(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return _answered(("skip", *_NOES), scene, session)


def _rate(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    # A mood that nobody gave stays wrong for ever: a number in a text counts only where the text ends with it.
    number = said.likely.meaning.removeprefix("rate:")
    elsewhere = numbered_answer.holds_number(scene.given) and numbered_answer.at_end(scene.given) != number
    if said.likely.share < _RATED or elsewhere:
        return None
    return _answered((number,), scene, session)


_RATED: Final = 0.55


def _status(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    turn = settle(STEPS["status.where"], scene)
    return replace(turn, said=(*turn.said, *question(session)), session=session)


def _greeting(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return (
        Turn((session.question,), (), session)
        if session and _stands(session)
        else settle(STEPS["checkin.mood"], scene)
    )


def _stands(session: Session | None) -> bool:
    """Whether a question is open that was not only put because nothing was understood."""
    return session is not None and session.step not in understood.NOTHING_READ


def _tell(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return telling.answer(scene, session, said)


def _unsafe(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """Somebody is near. What somebody else did, "my husband left", is told, and silences nothing."""
    return _tell(scene, session, said) if refusal.keeps(scene.given) else call_answers.unsafe(scene, session)


def _danger(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    """Danger that only the model sees: somebody on the team looks, and the crisis line is said."""
    if (
        _CANNOT_COME.search(clean(scene.given))
        and says_no(scene.given)
        and not crisis.names_danger(scene.given)
    ):
        return _no(scene, session, said)  # "can't make it tonight"
    if is_lost_by_suicide(scene.given):
        return _tell(scene, session, said)
    told = (heard_danger(scene.given), Phrase("crisis.footer"), *question(session))
    look = (RaiseAlert(AlertKind.CHECK),) if said.share("crisis", "check") >= certainty.DANGER else ()
    return Turn(told, look, session)


def _with_whom(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if scene.person.callback is not None:
        kept = understood.wish(said.who_wanted or said.likely.meaning)
        return Turn((*kept, *question(session)), (), session)
    if session is not None and session.step in OFFERS and said.asks_for_call:
        return _yes(scene, session, said)
    return _ask(understood.wants_call.name, scene, session, said)


def _topic(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    if scene.person.callback is not None:
        return settle(STEPS["more.begin"], scene)
    if session is not None and session.step in OFFERS and said.asks_for_call:
        return _yes(scene, session, said)
    return _ask(understood.wants_call.name, scene, session, said)


def _stop(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    # A sure opt-out was read before. A first text is answered with who we are, which says how to end all texts.
    likely = said.share("stop") >= _SUPPOSED_STOP and opt_out_evidence.is_about_texts(scene.given)
    likely = likely and not evidence.is_contact_with_others(scene.given)
    if said.state == "new" or not (likely or evidence.for_an_end(scene.given)):
        return None
    return _ask(understood.wants_no_texts.name, scene, session, said)


_SUPPOSED_STOP: Final = 0.5
"""Enough to ask whether they want no more texts, where no other end is spoken of."""


def _wrong_number(scene: Scene, session: Session | None, said: Sentence) -> Turn | None:
    return settle(STEPS["new_owner.ask"], scene) if said.is_sure("wrong_number") else None


def _ask(step: str, scene: Scene, session: Session | None, said: Sentence) -> Turn:
    """Say what was understood, and ask. A woman or a man they named is kept until the answer."""
    answers = {**scene.answers, **({understood.WHO: said.who_wanted} if said.who_wanted else {})}
    return settle(STEPS[step], replace(scene, answers=answers))


def _answered(meanings: tuple[str, ...], scene: Scene, session: Session | None) -> Turn | None:
    """Follow the first of these answers that the open question has."""
    if session is None:
        return None
    offered = {meaning for _, meaning, _ in session.offered}
    meaning = next((each for each in meanings if each in offered), None)
    return follow(session, meaning, STEPS, scene) if meaning is not None else None


HANDLERS: Final[dict[str, Handler]] = {
    "call": _call,
    "call_at": _call_at,
    "write": _write,
    "no_call": _no_call,
    "later": _later,
    "yes": _yes,
    "no": _no,
    "now": _now,
    "skip": _skip,
    **{f"rate:{number}": _rate for number in range(1, 6)},
    "status": _status,
    "greeting": _greeting,
    "tell": _tell,
    "unsafe": _unsafe,
    "crisis": _danger,
    "check": _danger,
    "woman": _with_whom,
    "man": _with_whom,
    "topic": _topic,
    "stop": _stop,
    "wrong_number": _wrong_number,
}
"""What follows from each meaning; the rest is answered by `answers`."""
