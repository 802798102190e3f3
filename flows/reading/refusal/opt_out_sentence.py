"""A sentence that ends all texts: "im better now, you can stop sending me these"."""

import re
from typing import Final

from flows.engine import Scene, Session, Turn, settle
from flows.reading.sentence import read
from flows.relay import writing
from flows.requests import understood
from flows.rules.meaning import evidence
from flows.rules.meaning.model import Likely
from flows.rules.screening import opt_out, opt_out_patterns, opt_out_request
from flows.rules.words.replies import clean

_PERHAPS: Final = 0.12
"""Enough where one clause of the sentence, taken alone, is an opt-out: "no, and take me off your list"."""
_WITH_LIKELY_WORDS: Final = 0.35
"""Enough where it has words that often end all texts: "los voy a bloquear", "no more"."""
_SURELY: Final = 0.6
"""Enough where the sentence speaks of texts, a list or being left alone, and has a word that denies or ends."""
_CERTAINLY: Final = 0.9
"""Enough without such a word."""
_FOR_EVER: Final = re.compile(r"\b(?:ever|forever|for good|any ?more|no more|again|nunca|jamas|mas)\b")
_AN_END: Final = re.compile(
    r"\b(?:no|not|dont|never|nothing|stop\w*|quit|end|ends|finish\w*|done|off|out|remove\w*|delete\w*|enough"
    r"|block\w*|cease"
    r"|baja|basta|nunca|nada|fin|acab\w*|dejen|dejar|deja|dejame|dejenme|paren|parar|quit\w+|saq\w+|sac\w+|borr\w+"
    r"|elimin\w+|harta?o?|ya no)\b"
)
_SOMETHING_ELSE: Final = frozenset("remind unsafe busy crisis check call call_at write no_call minor".split())
"""Where one of these is clearly meant, words like an opt-out are about that: an hour, a call, somebody in the room."""
_CLEARLY: Final = 0.6
_KEEPS_TEXTS: Final = re.compile(
    r"\b(?:but (?:dont|keep|not)|dont take me off|pero (?:no me|siga|si)|text\w* (?:is|are) fine|solo (?:texto"
    r"|mensaj))"
)
_OTHER_TIMES: Final = re.compile(
    r"\b(?:keep (?:texting|writing|the)|(?:dont|not|never) stop|no (?:dejen|pares|paren|deje)|not the texts"
    r"|lo demas si|quiero (?:una )?llamada|want a call"
    r"|(?:text\w*|writ\w+|messages?) (?:is|are) (?:fine|ok|okay|better|good)|(?:only|just|rather) (?:text|write"
    r"|writing)"
    r"|solo (?:texto|mensajes|escrib\w+)|(?:after|before|at|until) (?:my )?(?:\d|noon|work|mornings?|nights?)"
    r"|\d{1,2} ?(?:am|pm)|a las|a esta hora|en la (?:noche|manana|tarde)|por la (?:noche|manana|tarde)"
    r"|(?:text|message|write|escriban|manden|msg) (?:me )?(?:tonight|today|hoy)|automatic\w*)\b"
)


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The end of all texts, where a sentence surely asks for it (47 CFR 64.1200(a)(10): in any reasonable words)."""
    if scene.person.coordinator:
        return None  # "please stop" must not end the alerts: for that a coordinator texts STOP alone
    said = read(scene, session)
    if said.who == "volunteer" and not opt_out.says_so_somewhere(scene.given):
        return None  # "i quit" may be about duty: they are told both ways
    return settle(understood.no_texts, scene) if asks(scene.given, said.likely) else None


def while_writing(scene: Scene, session: Session | None) -> Turn | None:
    """The same for somebody who writes with a volunteer: only where both the words and the model are sure."""
    if writing.with_peer(scene.person) is None or not opt_out_patterns.in_so_many_words(scene.given):
        return None
    likely = read(scene, session).likely
    return answer(scene, session) if likely.meaning == "stop" and likely.share >= _CLEARLY else None


def asks(text: str, likely: Likely) -> bool:
    """Whether a sentence surely asks for no more texts. `likely`: what it is likely to mean."""
    said = clean(text)
    if keeps_texts(text):
        return False
    is_something_else = likely.meaning in _SOMETHING_ELSE and likely.share >= _CLEARLY
    if opt_out_patterns.in_so_many_words(text) and (not is_something_else or _FOR_EVER.search(said)):
        return True
    if is_something_else:
        return False
    share, stop = likely.by_meaning.get("stop", 0.0), likely.meaning == "stop"
    if stop and share >= _WITH_LIKELY_WORDS and opt_out_patterns.perhaps(text):
        return True
    sure = stop and share >= _SURELY
    if not sure and opt_out_request.are_welcome(text):
        return False
    if opt_out_request.asks(text) or (
        share >= _PERHAPS and "?" not in text and opt_out.says_so_somewhere(text)
    ):
        return True
    ends = "?" not in text and _AN_END.search(said) is not None
    return sure and (ends or share >= _CERTAINLY) and evidence.for_opting_out(text)


def keeps_texts(text: str) -> bool:
    """Whether something in it says that texts are welcome all the same, at another time, or in another way."""
    said = clean(text)
    return _KEEPS_TEXTS.search(said) is not None or _OTHER_TIMES.search(said) is not None
