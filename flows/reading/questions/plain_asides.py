"""The answers to what people plainly ask or say of this line, in whatever state: beside the open question, which is put
again. Somebody who says sorry is met warmly, and nothing is booked, moved or called off by it.
"""

from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.effects.told import KeepTold
from flows.engine import ANYTHING, Channel, Phrase, Scene, Session, Turn, act, settle
from flows.reading.open_question import question
from flows.reading.questions import answers
from flows.reading.questions.asides import aside
from flows.reading.sentence import read
from flows.requests import details
from flows.rules.matching.wishes import USUAL_MINUTES
from flows.rules.meaning import certainty, plain_question_words

_PASSED_ON: Final = ("more", "team", "trusted", "me", "after_call", "name")
"""Flows in which words of their own are for somebody else, or are kept as they stand."""


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer to one of these; None for every other text, for volunteers and for coordinators."""
    if scene.person.volunteer is not None or scene.person.coordinator:
        return None
    free = session is not None and session.offered[0][1] == ANYTHING
    if free and session is not None and session.step.partition(".")[0] in _PASSED_ON:
        return None
    kind = plain_question_words.read(scene.given)
    if kind in ("sorry", "bother") and read(scene, session).share("crisis", "check") >= certainty.DANGER:
        return None  # a person on the team looks at these words
    match kind:
        case None:
            return None
        case "there":
            return _how_soon(scene, session, "plain.bot")
        case "soon":
            return _how_soon(scene, session, "plain.soon")
        case "long":
            mine = answers.coming(scene)
            minutes = (mine.minutes if mine is not None else None) or USUAL_MINUTES
            return aside(scene, session, Phrase("plain.long", {"minutes": minutes}))
        case "tell":
            said = ("plain.tell_team",) if scene.line.has_coordinator else ("plain.tell",)
            return aside(scene, session, *map(Phrase, said))
        case "come":
            return aside(scene, session, Phrase(_how_they_come(scene)))
        case "same":
            return _passed_on(scene, session)
        case _:
            return aside(scene, session, Phrase(f"plain.{kind}"))


def _how_soon(scene: Scene, session: Session | None, nothing_asked: str) -> Turn:
    if scene.person.callback is None:
        return aside(scene, session, Phrase(nothing_asked))
    stands = settle(STEPS["status.where"], scene)
    return replace(stands, said=(*stands.said, *question(session)), session=session)


def _how_they_come(scene: Scene) -> str:
    mine = scene.person.callback
    if scene.channel is Channel.VOICE or (mine is not None and mine.kind == "call"):
        return "plain.come_by_phone"
    return "plain.come"


def _passed_on(scene: Scene, session: Session | None) -> Turn:
    """Somebody who has been through the same, or signs: nobody can promise it, and it is kept for whoever takes it,
    and of a call that is asked for it decides who is asked first."""
    if scene.person.callback is not None:
        wished = settle(STEPS["asking.tell"], replace(scene, answers={details.SOMEBODY: "yes"}))
        return aside(scene, session, *wished.said)
    kept = act(
        KeepTold(scene.given),
        before="plain.same",
        waiting="plain.same",
        heard_1="plain.same",
        heard_2="plain.same",
        heard_3="plain.same",
        due="plain.same",
        due_text="plain.same",
        after_1="plain.same",
        after_2="plain.same",
        full="plain.same_full",
        none="plain.same_full",
    )
    return aside(scene, session, kept)
