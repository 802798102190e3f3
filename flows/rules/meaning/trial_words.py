"""Reads whether somebody would like to try a call before a real one, or asks what one is like: "can i try it first".

Their phone does not ring on these words alone: what it would be is said first, and they are asked.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_MAY: Final = (
    r"\b(?:can|could|may|might|let|want|wanna|like|love|rather|prefer|able|possible|way)\b(?: \w+){0,3}"
)
_TRY: Final = r"(?:try|test|practi[cs]e|rehearse)(?: out)?"
_FIRST: Final = r"(?: out)? (?:first|before|once)\b"
_THE: Final = r"(?:a |the |your |these |phone )*"
_PUEDO: Final = r"\b(?:puedo|podria|quiero|quisiera|gustaria|dejame|prefiero|se puede)(?: yo)?"
_PROBAR: Final = r"(?:probar|ensayar|practicar)"
_ASKS: Final = re.compile(
    # "can i try a call first", "id like to practice one before"
    rf"{_MAY} {_TRY} (?:a |the |one |with |how ){{0,3}}(?:phone )?call\b"
    rf"|{_MAY} {_TRY} (?:it|this|that|one){_FIRST}"
    rf"|\b{_TRY} (?:a |the )?(?:phone )?call (?:first|out)\b"
    r"|\b(?:trial|test|practi[cs]e|dummy|pretend|fake) (?:phone )?(?:call|ring)\b"
    # "what is a call like", "how does a call work"
    rf"|\bwhat(?:s| is| are| does| would)? {_THE}calls? (?:is |are |feel |be |sound )?like\b"
    rf"|\bwhat(?:s| is) it like (?:to call|on the phone|on a call)\b"
    rf"|\bhow (?:does|do|would|will) {_THE}calls? (?:work|go|feel)\b"
    rf"|\bwhat happens (?:on|in|during) {_THE}call\b"
    # "puedo probar primero", "una llamada de prueba", "como es una llamada"
    rf"|\b{_PROBAR} (?:primero |antes )?(?:con )?(?:una |la |como es una |como es la )llamada\b"
    rf"|{_PUEDO} {_PROBAR} (?:\w+ )?(?:primero|antes)\b"
    r"|\bllamad(?:a|ita) (?:de )?(?:prueba|ensayo|practica)\b"
    r"|\b(?:como|que tal) (?:es|son|va|funciona|funcionan|seria) (?:una|la|las|sus) llamadas?\b"
    r"|\bque (?:pasa|sucede) (?:en|durante) (?:una|la) llamada\b"
)
_TOLD: Final = re.compile(r"\b(?:tried|never|dont|not|stop|tired|no quiero|ya no|nunca|probe)\b")
"""What makes it a report, or a no."""
_LONGEST: Final = 20


def wants_trial(text: str) -> bool:
    """Whether they would try a call first, or ask what one is like."""
    said = clean(text)
    if len(said.split()) > _LONGEST or _TOLD.search(said):
        return False
    return _ASKS.search(said) is not None
