"""What the readers of a volunteer's sentences share: who writes, about which code, what stands beside the answer."""

import re
from dataclasses import replace

from flows.engine import Phrase, Scene, Session, Turn
from flows.person import VolunteerView
from flows.reading.open_question import question
from flows.rules.words import who_is_meant
from flows.volunteers import open_work, unsure

_THAT_ONE = re.compile(
    r"\b(?:this|that|the|other|first|second|last) one\b|\b(?:esta|esa|la|otra) una\b", re.IGNORECASE
)


def volunteer_of(scene: Scene) -> VolunteerView:
    """The volunteer who writes. ValueError for somebody who is none."""
    if scene.person.volunteer is None:
        raise ValueError("only a volunteer's sentence is read here")
    return scene.person.volunteer


def code_named(scene: Scene) -> str | None:
    """The code that stands in the words, as the line gives them out; None for none, or for several."""
    found = {each.group().lstrip("#").upper() for each in who_is_meant.CODE.finditer(scene.given)}
    return found.pop() if len(found) == 1 else None


def about(scene: Scene, code: str | None) -> Scene:
    """The scene for a question: what it is about, and what was written."""
    known = {unsure.CODE: code or "", unsure.WORDS: without(code, scene.given)}
    return replace(scene, answers={**scene.answers, **known})


def aside(scene: Scene, session: Session | None, *said: Phrase) -> Turn:
    """Say this, or else what is open for them, and leave the open question as it is."""
    return Turn((*(said or open_work.phrases(scene)), *question(session)), (), session)


def going_on(turn: Turn, session: Session | None) -> Turn:
    """What was done, and then the question that must still be answered."""
    if turn.session is not None:
        return turn
    if session is not None and session.step.startswith(f"{unsure.unsure.name}."):
        return turn  # what was asked about is done
    return replace(turn, said=(*turn.said, *question(session)), session=session)


def without(code: str | None, words: str) -> str:
    """The words without this code; "that one" is no hour."""
    words = _THAT_ONE.sub("it", words)
    return re.sub(rf"#?\b{code}\b", " ", words, flags=re.IGNORECASE).strip() if code else words
