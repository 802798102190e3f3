"""What follows when somebody tells of themselves: they are heard, their words are kept, and one gentle way leads on."""

import re
from dataclasses import replace
from typing import Final

from flows.catalogue import STEPS
from flows.engine import Act, Phrase, Scene, Session, Turn, settle
from flows.reading.open_question import question
from flows.reading.sentence import Sentence, read
from flows.requests import told, understood
from flows.rules.meaning import certainty
from flows.rules.meaning.model import likely
from flows.rules.words import negation
from flows.rules.words.replies import clean

_NOTHING_ASKED: Final = understood.NOTHING_READ | {told.anything.name}
"""Open questions that do not stand in the way of asking whether a call would help."""
_HEARD: Final = Phrase("checkin.told")
_THANKED: Final = (Phrase("checkin.heard_low"), Phrase("checkin.heard"))
_NUMBER: Final = re.compile(r"^\W*[1-5]\b\W*|\W*\b[1-5]\W*$")
_SOUNDS_LIKE_TELLING, _SENTENCE = 0.2, 4
"""So likely, and of so many words, a text is taken for something told where nobody could say what else it is."""


def answer(scene: Scene, session: Session | None, said: Sentence) -> Turn:
    """Hear it, keep it, and go on: the first question, the offer of a call, or what is open already."""
    words = heard(scene, said)
    if said.state == "new":
        return settle(STEPS["checkin.mood"], scene).saying(words)
    stands = session is not None and session.step not in _NOTHING_ASKED
    if said.state == "mood" or (said.state == "idle" and not stands):
        offered = settle(STEPS["checkin.told"], scene)
        # The step says itself that words were heard, but not who will see them.
        return replace(offered, said=(words, *(part for part in offered.said if part != _HEARD)))
    if session is None:
        return Turn((words,), (), settle(told.anything, scene).session)
    # A volunteer may wait for the answer to "ready?", which is put again though nobody needs to answer it.
    asked = (session.question,) if said.state == "ready" else question(session)
    return Turn((words, *asked), (), session)


def beside_mood(scene: Scene, answered: Turn | None) -> Turn | None:
    """Keep what somebody tells in the same breath as they say how they are: "2, my husband left last week"."""
    if answered is None or answered.session is None or answered.session.step != "checkin.offer":
        return answered
    words = _NUMBER.sub("", scene.given).strip()
    idle = Sentence(words, "participant", "idle", likely(words, "participant", "idle"))
    danger = idle.share("crisis", "check") >= certainty.GUESSED
    if len(clean(words).split()) < _SENTENCE or danger or idle.share("tell") < certainty.GUESSED:
        return answered
    rest = tuple(part for part in answered.said if part not in _THANKED)
    return replace(answered, said=(told.heard(words), *rest))


def heard(scene: Scene, said: Sentence) -> Phrase | Act:
    """Keep the words, unless they may be words of danger: those are for the team, and no volunteer is shown them."""
    if said.share("crisis", "check") >= certainty.GUESSED:
        return _HEARD
    return told.heard(scene.given, after_talk=said.state == "after")


def unread(scene: Scene, session: Session | None) -> Turn | None:
    """Take words of somebody who waits for a call, which nobody could read, as told where they sound like it.

    Not where they may ask, refuse, or speak of danger: those are answered with what keeps the phone silent.
    """
    said = read(scene, session)
    text = clean(scene.given)
    if (
        said.state not in ("waiting", "ready")
        or len(text.split()) < _SENTENCE
        or negation.negates(text)
        or "?" in scene.given
    ):
        return None
    idle = Sentence(said.text, said.who, "idle", likely(said.text, said.who, "idle"))
    danger = max(said.share("crisis", "check"), idle.share("crisis", "check"))
    if danger >= certainty.GUESSED or not idle.likely.known or idle.share("tell") < _SOUNDS_LIKE_TELLING:
        return None
    return answer(scene, session, said)
