"""What follows when somebody tells of themselves: they are heard, their words are kept, and one gentle way leads on."""

import re
from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.contacts import age
from flows.engine import Act, Phrase, Scene, Session, Turn, settle
from flows.reading.open_question import question
from flows.reading.sentence import Sentence, read
from flows.requests import after_danger, told, understood
from flows.rules.meaning import certainty
from flows.rules.meaning.model import likely
from flows.rules.refusal.told_words import is_told_of_life
from flows.rules.words import negation, numbered_answer
from flows.rules.words.replies import clean

_NOTHING_ASKED: Final = understood.NOTHING_READ | {told.anything.name}
"""Open questions that do not stand in the way of asking whether a call would help."""
_HEARD: Final = Phrase("checkin.told")
_THANKED: Final = (Phrase("checkin.heard_low"), Phrase("checkin.heard"))
_HEARD_OUT: Final = frozenset(("mood", "offer"))
"""States in which nothing is asked for yet."""
_OF_THEIR_OWN: Final = re.compile(
    r"\b(?:my|mi|mis) (?:\w+ )?(?:wife|husband|partner|son|daughter|kids?|baby|mother|mom|mum|father|dad|sister|"
    r"brother|friend|grand\w+|nan|boyfriend|girlfriend|ex|dog|cat|espos[oa]|marido|mujer|pareja|hij[oa]s?|bebe|madre|mama|"
    r"padre|papa|herman[oa]s?|amig[oa]s?|abuel[oa]|novi[oa]|perr[oa]|gat[oa])\b"
)
_SOUNDS_LIKE_TELLING, _SENTENCE = 0.2, 4
"""So likely, and of so many words, a text is taken for something told where nobody could say what else it is."""


def answer(scene: Scene, session: Session | None, said: Sentence) -> Turn:
    """Hear it, keep it, and go on: the offer of a call, or what is open already. Nobody is asked for a scale then."""
    words = heard(scene, said)
    if scene.person.in_danger and said.state in ("new", "idle") and (session is None or session.optional):
        if after_danger.is_open(session) and session is not None and session.told_at is not None:
            return Turn((words,), (), session)
        return settle(after_danger.here, scene).saying(words)
    stands = session is not None and session.step not in _NOTHING_ASKED
    if said.state in ("new", "mood") or (said.state == "idle" and not stands):
        offered = settle(STEPS["checkin.told"], scene)
        # The step says itself that words were heard, but not who will see them.
        rest = tuple(part for part in offered.said if part != _HEARD)
        if told.speaks_of_loss(scene.given):
            return replace(offered, said=(told.heard_first(scene.given), *told.after_it(words), *rest))
        return replace(offered, said=(words, *rest))
    if session is None:
        return Turn((words,), (), settle(told.anything, scene).session)
    # A volunteer may wait for the answer to "ready?", which is put again though nobody needs to answer it.
    asked = (session.question,) if said.state == "ready" else question(session)
    return Turn((words, *asked), (), session)


def beside_mood(scene: Scene, answered: Turn | None) -> Turn | None:
    """Keep what somebody tells in the same breath as they say how they are: "2, my husband left last week"."""
    if answered is None or answered.session is None or answered.session.step != "checkin.offer":
        return answered
    words = numbered_answer.beside(scene.given)
    idle = Sentence(words, "participant", "idle", likely(words, "participant", "idle"))
    danger = idle.share("crisis", "check") >= certainty.GUESSED
    if len(clean(words).split()) < _SENTENCE or danger or idle.share("tell") < certainty.GUESSED:
        return answered
    rest = tuple(part for part in answered.said if part not in _THANKED)
    return replace(answered, said=(told.heard(words), *rest))


def heard(scene: Scene, said: Sentence) -> Phrase | Act:
    """Keep the words, unless they may be words of danger: those are for the team, and no volunteer is shown them."""
    danger = said.share("crisis", "check") >= certainty.GUESSED and not told.is_lost_by_suicide(scene.given)
    if danger or age.is_minor_here(scene):
        return told.heard_danger(scene.given)
    return told.heard(scene.given, after_talk=said.state == "after")


def unread(scene: Scene, session: Session | None) -> Turn | None:
    """Take words of somebody who waits for a call, which nobody could read, as told where they sound like it.

    Not where they may ask, refuse, or speak of danger: those are answered with what keeps the phone silent. While a
    volunteer is offered to them nothing rings yet, and a "not" in their words is part of what they tell.
    """
    said = read(scene, session)
    text = clean(scene.given)
    rings = said.state in ("waiting", "ready")
    if (rings or said.state in ("new", "idle", *_HEARD_OUT)) and is_told_of_life(text):
        return answer(scene, session, said)
    if (
        not (rings or said.state in _HEARD_OUT)
        or len(text.split()) < _SENTENCE
        or (rings and negation.negates(text))
        or "?" in scene.given
    ):
        return None
    idle = Sentence(said.text, said.who, "idle", likely(said.text, said.who, "idle"))
    danger = max(said.share("crisis", "check"), idle.share("crisis", "check"))
    if danger >= certainty.GUESSED or not idle.likely.known:
        return None
    told = idle.share("tell") >= _SOUNDS_LIKE_TELLING and (rings or idle.likely.meaning == "tell")
    if not told and (rings or _OF_THEIR_OWN.search(text) is None):
        return None
    return answer(scene, session, said)
