"""Reads whether somebody takes back the call they asked for, in their own words, in English or Spanish.

A no is stronger than a yes: a phone that rings although somebody said no can get them hurt. So a suspicion is enough to
keep the phone silent, which one word from them undoes; only a certain no ends the request. A text wrongly taken for a
no costs the person one text; a no that is missed makes a phone ring.
"""

import re
from dataclasses import dataclass
from typing import Final

from flows.rules.refusal import patterns_en, patterns_es
from flows.rules.refusal.company import NEARBY
from flows.rules.refusal.kinds import About
from flows.rules.refusal.still_wanted import DENIED_WANT, KEEPS, STILL_WANTED, YES
from flows.rules.refusal.told_words import REFUSES_NOTHING, is_told_of_life
from flows.rules.refusal.without_no import WITHOUT_NO
from flows.rules.words.replies import clean


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal that was read. `certain`: it says in so many words that the call is to be called off."""

    about: About
    certain: bool = False


_PLAIN: Final = (
    (
        About.PLAIN,
        (
            r"^(?:(?:oh|um|hmm|ay|uy|pues|well|ok|okay|sorry|perdon|mmm) )*(?:no|nope|nah|naw|nay|nel|nop|nein"
            r"|no no|no no no|"
            r"not really|i dont think so|dont think so|absolutely not|no way|para nada|creo que no"
            r"|la verdad no|no la verdad|claro que no|por supuesto que no|of course not)"
            r"(?: (?:thanks|thank you|thx|ty|gracias|sorry|please|im good|im ok|perdon|por favor|te agradezco"
            r"|muchas gracias|"
            r"its ok|its okay|its fine|asi esta bien|esta bien|mate|love|man|bro|che|tio|parce))*$"
        ),
    ),
)
_READ: Final = tuple(
    (about, re.compile(pattern)) for about, pattern in (*_PLAIN, *patterns_en.SAYS_NO, *patterns_es.SAYS_NO)
)

_CERTAIN: Final = re.compile(
    r"\b(?:cancel|scrap|drop|forget|abort|undo) (?:the |my |that |this )?(?:call ?back|call|phone call"
    r"|request)\b"
    r"|\bcall (?:it|that|this|the call|the whole thing) off\b"
    r"|\b(?:dont|do not|dnt|no longer) (?:want|need) (?:the|a|this|that|any|your) (?:call ?back|calls?"
    r"|phone call)\b"
    r"|\b(?:cancel|anul)\w* (?:la|mi|esa|esta|lo de la) llamada\b"
    r"|\b(?:ya )?no (?:quiero|necesito) (?:la|mi|esa|esta|ninguna|una) llamada\b"
)
_MEANT: Final = {
    "cal": "call", "cll": "call", "callbak": "callback", "dnot": "dont", "donnot": "dont", "cancell": "cancel",
    "canselen": "cancelen", "cansela": "cancela", "canselar": "cancelar", "grasias": "gracias", "grax": "gracias",
    "gracia": "gracias", "nome": "no me", "yamen": "llamen", "llamn": "llamen",
}  # fmt: skip
"""Misspellings of words that refuse. Here they may be corrected: to see a no where there was none costs a text."""
_LONG_NO: Final = re.compile(r"\bno{2,}\b")
_THUMB_DOWN: Final = "\N{THUMBS DOWN SIGN}"
_READS: Final = 400
"""How many characters are read: people who say no say so early."""
_LONG: Final = 12
"""A text with more words than this does not refuse by the way: it tells something, and may answer a question."""
_STORY: Final = 30


def read(text: str) -> Refusal | None:
    """Whether a text takes back the call that was asked for, and how surely; None if it does not.

    Only for somebody who has asked for a call, or is being asked about one: "not tonight" alone is about nothing.
    """
    if _THUMB_DOWN in text and not clean(text):
        return Refusal(About.PLAIN)
    said = _as_meant(clean(text[:_READS]))
    if not said:
        return None
    certain = _CERTAIN.search(said) is not None
    if WITHOUT_NO.search(said):
        return Refusal(About.CALL, certain)
    if not certain and STILL_WANTED.search(said) and not DENIED_WANT.search(said):
        return None
    if not certain and is_told_of_life(said):
        said = REFUSES_NOTHING.sub(" . ", said)
    left = " ".join(KEEPS.sub(" . ", said).split())
    about = next((about for about, pattern in _READ if pattern.search(left)), None)
    if about is None:
        return Refusal(About.CALL, True) if certain else None
    return Refusal(about, certain)


def keeps(text: str) -> bool:
    """Whether something in it sounds like a no and keeps the call: "dont forget me", "no rush", "im out of meds"."""
    said = _as_meant(clean(text[:_READS]))
    return is_told_of_life(said) or STILL_WANTED.search(said) is not None or KEEPS.search(said) is not None


def somebody_is_there(text: str) -> bool:
    """Whether a text says, whatever else it says, that somebody is near who may read or hear the answer."""
    said = _as_meant(clean(text[:_READS]))
    left = " ".join(KEEPS.sub(" . ", said).split())
    company = (pattern for about, pattern in _READ if about is About.COMPANY)
    return any(pattern.search(left) for pattern in company) or NEARBY.search(left) is not None


def denies_wanting(text: str) -> bool:
    """Whether they say that they do not want it: "yo no quiero que llamen", "nada de llamarme", "avoid ringing me"."""
    said = _as_meant(clean(text[:_READS]))
    return DENIED_WANT.search(said) is not None or WITHOUT_NO.search(said) is not None


def rather_writes(text: str) -> bool:
    """Whether somebody who refuses a call would rather write: "dont call me, just text"."""
    return _WRITES.search(clean(text[:_READS])) is not None


_FOR_TOMORROW: Final = re.compile(
    r"(?:(?:ok|okay|hmm|mmm|um|sorry|thanks|idk|actually|well|pues|bueno|perdon|gracias|no se|no"
    r"|not (?:today|tonight|now)|(?:hoy|ahora|ahorita) no) )*"
    r"(?:(?:maybe|perhaps|possibly|probably|tal vez|talvez|quizas?|a lo mejor|capaz(?: que)?|puede que|mejor|igual) "
    r"(?:for |para |hasta )?(?:tomorrow|tmrw|tmr|tomoro|manana)"
    r"|(?:tomorrow|tmrw|manana) (?:maybe|perhaps|instead|tal vez|quizas?|mejor))"
    r"(?: (?:maybe|then|instead|please|thanks|thank you|mejor|gracias|por favor|morning|afternoon|evening|night"
    r"|por la (?:manana|tarde|noche)|temprano|early"
    r"|(?:at|around|a las?|como a las) \d{1,2}(?:[: ]\d\d)?(?: ?[ap] ?m)?))*"
)


def is_for_tomorrow(text: str) -> bool:
    """Whether they leave it for tomorrow and say no more: "maybe tomorrow", "mejor mañana por la tarde"."""
    return _FOR_TOMORROW.fullmatch(clean(text)) is not None


def begins_with_no(text: str) -> bool:
    """Whether the first word is a real no: "no but I can at 8", but not "no problem"."""
    left = " ".join(KEEPS.sub(" . ", clean(text[:_READS])).split())
    return left.partition(" ")[0] in ("no", "nope", "nah", "nop", "nel")


_WRITES: Final = re.compile(
    r"\b(?:just|only|please|pls|rather|can (?:you|we|i|someone)|lets|prefer to|id rather) (?:text"
    r"|write|message|chat by text)\b"
    r"|\btext(?:s|ing)? (?:only|instead|me)\b|\bmessages? (?:only|instead)\b|\bwrit(?:e|ing) (?:only"
    r"|instead|to me)\b"
    r"|\bpor escrito\b|\bpor (?:mensaje|mensajes|texto|aqui|chat)\b|\bescrib\w+me\b|\bsolo (?:texto"
    r"|textos|mensajes|escribir)\b"
    r"|\b(?:mejor|prefiero) (?:escribir|mensajes?|textos?|que me escrib\w+)\b"
)


def wants(text: str) -> bool:
    """Whether somebody whose call is on hold wants it after all: "i still want it", "llamenme", "yes", "ok"."""
    said = _as_meant(clean(text[:_READS]))
    plain = said in YES or (STILL_WANTED.search(said) is not None and DENIED_WANT.search(said) is None)
    return plain and (said in YES or read(text) is None)


def _as_meant(said: str) -> str:
    said = " ".join(_MEANT.get(word, word) for word in said.split()).replace("do nt ", "dont ")
    return "no" if said == "n" else _LONG_NO.sub("no", said)


def is_long(text: str) -> bool:
    """Whether a text is so long that it tells something rather than answers."""
    return len(clean(text).split()) > _LONG


def is_a_story(text: str) -> bool:
    """Whether a text is so long that a no somewhere in it is part of a story."""
    return len(clean(text).split()) > _STORY
