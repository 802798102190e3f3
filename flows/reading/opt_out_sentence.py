"""A sentence that ends all texts: "im better now, you can stop sending me these"."""

import re
from typing import Final

from flows.engine import Scene, Session, Turn, settle
from flows.reading.sentence import read
from flows.requests import understood
from flows.rules.meaning import evidence
from flows.rules.screening import opt_out
from flows.rules.words.replies import clean

_PERHAPS: Final = 0.15
"""Enough where one clause of the sentence, taken alone, is an opt-out: "no, and take me off your list"."""
_WITH_WORDS: Final = 0.25
"""Enough where the sentence speaks of texts, a list or being left alone: of 16,000 others, 8 were taken for one."""
_KEEPS_TEXTS: Final = re.compile(
    r"\b(?:but (?:dont|keep|not)|dont take me off|pero (?:no me|siga|si)|text\w* (?:is|are) fine|solo (?:texto|mensaj))"
)


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The end of all texts, where a sentence surely asks for it (47 CFR 64.1200(a)(10): in any reasonable words)."""
    if scene.person.coordinator or keeps_texts(scene.given):
        return None  # "please stop" must not end the alerts: for that a coordinator texts STOP alone
    said = read(scene, session)
    in_a_clause = opt_out.says_so_somewhere(scene.given)
    likeliest = said.likely.meaning == "stop" and said.share("stop") >= _WITH_WORDS
    likely = likeliest and evidence.for_opting_out(scene.given)
    sure = likely or (said.share("stop") >= _PERHAPS and in_a_clause)
    if said.who == "volunteer" and not in_a_clause:
        return None  # "i quit" may be about duty: they are told both ways
    return settle(understood.no_texts, scene) if sure else None


def keeps_texts(text: str) -> bool:
    """Whether something in it says that texts are welcome all the same."""
    return _KEEPS_TEXTS.search(clean(text)) is not None
