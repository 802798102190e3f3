"""A sentence that ends all texts: "im better now, you can stop sending me these"."""

import re
from typing import Final

from flows.engine import Scene, Session, Turn, settle
from flows.reading.sentence import read
from flows.relay import writing
from flows.requests import understood
from flows.rules.meaning import duty_words, evidence
from flows.rules.meaning.model import Likely
from flows.rules.screening import (
    opt_out,
    opt_out_evidence,
    opt_out_kinds,
    opt_out_patterns,
    opt_out_request,
    opt_out_words,
)
from flows.rules.words.replies import clean

_PERHAPS: Final = 0.12
"""Enough where one clause of the sentence, taken alone, is an opt-out: "no, and take me off your list"."""
_WITH_LIKELY_WORDS: Final = 0.35
"""Enough where it has words that often end all texts: "los voy a bloquear", "no more"."""
_FOR_EVER: Final = re.compile(r"\b(?:ever|forever|for good|any ?more|no more|again|nunca|jamas|mas)\b")
_SOMETHING_ELSE: Final = frozenset("remind unsafe busy crisis check call call_at write no_call minor".split())
"""Where one of these is clearly meant, words like an opt-out are about that: an hour, a call, somebody in the room."""
_ANOTHER_WISH: Final = _SOMETHING_ELSE - {"no_call", "write"}
"""The same, where texts are refused in so many words: "no calls no texts" is more than no call."""
_CLEARLY: Final = 0.6
_SURE_WHILE_WRITING: Final = 0.75
"""Enough beside words of its own kind, where somebody writes with a volunteer: "please dont text back. ever"."""
_ONLY_TODAY: Final = re.compile(r"\b(?:today|tonight|this evening|for now|hoy|esta noche|por ahora)\b")
_KEEPS_TEXTS: Final = re.compile(
    r"\b(?:but (?:dont|keep|not)|dont take me off|pero (?:no me (?:saq|quit|borr|elimin|dej)\w*|siga|si)"
    r"|text\w* (?:is|are) fine|solo (?:texto"
    r"|mensaj))"
)
_SENTENCES: Final = re.compile(r"[.!?;\n\u2026]+")
_OTHER_TIMES: Final = re.compile(
    r"\b(?:keep (?:texting|writing|the)|(?:dont|not|never) stop|no (?:dejen|pares|paren|deje)|not the texts"
    r"|lo demas si|(?<!no )quiero (?:una )?llamada|(?<!dont )(?<!not )want a call"
    r"|(?:text\w*|writ\w+|messages?) (?:is|are) (?:fine|ok|okay|better|good)|(?:only|just|rather) (?:text"
    r"|write"
    r"|writing)"
    r"|solo (?:texto|mensajes|escrib\w+)|(?:after|before|at|until) (?:my )?(?:\d|noon|work|mornings?|nights?)"
    r"|\d{1,2} ?(?:am|pm)|a las|a esta hora|en la (?:noche|manana|tarde)|por la (?:noche|manana|tarde)"
    r"|(?:text|message|write|escriban|manden|msg) (?:me )?(?:tonight|today|hoy)|automatic\w*"
    r"|for (?:tonight|today|now)|hoy que)\b"
)


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The end of all texts, where a sentence surely asks for it (47 CFR 64.1200(a)(10): in any reasonable words)."""
    if scene.person.coordinator:
        return None  # "please stop" must not end the alerts: for that a coordinator texts STOP alone
    said = read(scene, session)
    if said.who == "volunteer" and not opt_out.says_so_somewhere(scene.given):
        return None  # "i quit" may be about duty: they are told both ways
    if (
        said.who == "volunteer"
        and _ONLY_TODAY.search(clean(scene.given))
        and duty_words.asks_off(scene.given)
    ):
        return None  # "por hoy ya esta, no me manden mas": off duty
    return settle(understood.no_texts, scene) if asks(scene.given, said.likely) else None


def while_writing(scene: Scene, session: Session | None) -> Turn | None:
    """The same for somebody who writes with a volunteer: only where both the words and the model are sure."""
    if writing.with_peer(scene.person) is None:
        return None
    likely, given = read(scene, session).likely, scene.given
    plainly = (
        opt_out_patterns.in_so_many_words(given) or opt_out_kinds.asks(given) or opt_out_words.asks(given)
    )
    if plainly and _OF_THE_LINE.search(clean(given)):
        return answer(scene, session)  # "please have them remove my number": said to nobody else
    if likely.meaning != "stop" or likely.share < _CLEARLY:
        return None
    sure = likely.share >= _SURE_WHILE_WRITING and opt_out_evidence.is_enough(given, likely.by_meaning)
    return answer(scene, session) if plainly or sure else None


_OF_THE_LINE: Final = re.compile(
    r"\b(?:your|the|this|la|su|esta) (?:list\w*|line|linea|service|servicio|system|sistema|program\w*)\b"
    r"|\bmy number\b|\bmi numero\b"
    r"|\b(?:them|they|yall|you (?:people|guys|lot)|ustedes|tu jefe)\b.*\b(?:remove|stop|take|texts?|messages?"
    r"|mensajes|quiten?|saquen?)\b"
    r"|\bde baja\b|\bunsubscribe\b|\bs t o p\b|\bmessages from (?:you people|this)\b"
)
"""Words to the line, which nobody says to whom they write with."""


def asks(text: str, likely: Likely) -> bool:
    """Whether a sentence surely asks for no more texts. `likely`: what it is likely to mean."""
    said = clean(text)
    if keeps_texts(text):
        return False
    is_something_else = likely.meaning in _SOMETHING_ELSE and likely.share >= _CLEARLY
    if opt_out_patterns.in_so_many_words(text) and (not is_something_else or _FOR_EVER.search(said)):
        return True
    if opt_out_kinds.is_for_the_dead(text):
        return True
    words = opt_out_words.asks(text) and not opt_out_evidence.wants_a_voice(text)
    kinds = words or opt_out_kinds.asks(text)
    if kinds and not (is_something_else and likely.meaning in _ANOTHER_WISH):
        return True
    if is_something_else:
        return False
    return (_is_likely(text, likely) or _is_in_it(text, likely)) and not (
        opt_out_evidence.is_of_others(text) or evidence.is_contact_with_others(text)
    )


def _is_likely(text: str, likely: Likely) -> bool:
    """Whether the model is sure enough of it, for the words that stand in the text."""
    if opt_out_evidence.is_enough(text, likely.by_meaning):
        return True
    often = (
        "?" not in text
        and likely.meaning == "stop"
        and likely.share >= _WITH_LIKELY_WORDS
        and opt_out_patterns.perhaps(text)
    )
    return often and not opt_out_evidence.speaks_against(text)


def _is_in_it(text: str, likely: Likely) -> bool:
    """Whether some words of a text ask for it, and no others say that texts or calls are welcome."""
    clause = "?" not in text and likely.by_meaning.get("stop", 0.0) >= _PERHAPS
    found = opt_out_request.asks(text) or (clause and opt_out.says_so_somewhere(text))
    return found and not (opt_out_request.are_welcome(text) or opt_out_evidence.wants_a_voice(text))


def keeps_texts(text: str) -> bool:
    """Whether something in it says that texts are welcome all the same, at another time, or in another way."""
    sentences = [clean(part) for part in _SENTENCES.split(text)]
    return any(_KEEPS_TEXTS.search(said) or _OTHER_TIMES.search(said) for said in sentences)
