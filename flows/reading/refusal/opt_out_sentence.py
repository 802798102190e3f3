"""A sentence that ends all texts: "im better now, you can stop sending me these"."""

import re
from typing import Final

from flows.engine import Scene, Session, Turn, settle
from flows.reading.sentence import read
from flows.requests import understood
from flows.rules.meaning import evidence
from flows.rules.meaning.model import Likely
from flows.rules.screening import opt_out, opt_out_request
from flows.rules.words.replies import clean

_PERHAPS: Final = 0.15
"""Enough where one clause of the sentence, taken alone, is an opt-out: "no, and take me off your list"."""
_WITH_WORDS: Final = 0.25
"""Enough where the sentence speaks of texts, a list or being left alone: of 16,000 others, 8 were taken for one."""
_SOMETHING_ELSE: Final = frozenset("remind unsafe busy crisis check call call_at write no_call minor".split())
"""Where one of these is clearly meant, words like an opt-out are about that: an hour, a call, somebody in the room."""
_CLEARLY: Final = 0.6
_KEEPS_TEXTS: Final = re.compile(
    r"\b(?:but (?:dont|keep|not)|dont take me off|pero (?:no me|siga|si)|text\w* (?:is|are) fine|solo (?:texto|mensaj))"
)


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The end of all texts, where a sentence surely asks for it (47 CFR 64.1200(a)(10): in any reasonable words)."""
    if scene.person.coordinator:
        return None  # "please stop" must not end the alerts: for that a coordinator texts STOP alone
    said = read(scene, session)
    if said.who == "volunteer" and not opt_out.says_so_somewhere(scene.given):
        return None  # "i quit" may be about duty: they are told both ways
    return settle(understood.no_texts, scene) if asks(scene.given, said.likely) else None


def asks(text: str, likely: Likely) -> bool:
    """Whether a sentence surely asks for no more texts. `likely`: what it is likely to mean."""
    if keeps_texts(text):
        return False
    share = likely.by_meaning.get("stop", 0.0)
    if likely.meaning == "stop" and share >= _WITH_WORDS and evidence.for_opting_out(text):
        return True
    if share >= _PERHAPS and opt_out.says_so_somewhere(text):
        return True
    is_something_else = likely.meaning in _SOMETHING_ELSE and likely.share >= _CLEARLY
    return not is_something_else and opt_out_request.asks(text)


def keeps_texts(text: str) -> bool:
    """Whether something in it says that texts are welcome all the same."""
    return _KEEPS_TEXTS.search(clean(text)) is not None or opt_out_request.are_welcome(text)
