"""Whether somebody takes back the call they asked for, in their own words, in English or Spanish.

A no is stronger than a yes: a phone that rings against one can get somebody hurt. So a suspicion is enough to keep
the phone silent, which one word undoes; only what is certain ends the request. What is wrongly taken for a no costs
the person one text; what is missed rings.
"""

import re
from dataclasses import dataclass
from typing import Final

from flows.rules import refusal_en, refusal_es
from flows.rules.matching_words import clean
from flows.rules.refusal_kinds import About


@dataclass(frozen=True, slots=True)
class Refusal:
    """`certain`: it says in so many words that the call is to be called off."""

    about: About
    certain: bool = False


_PLAIN: Final = (
    (
        About.PLAIN,
        (
            r"^(?:(?:oh|um|hmm|ay|uy|pues|well|ok|okay|sorry|perdon|mmm) )*(?:no|nope|nah|naw|nay|nel|nop|nein"
            r"|no no|no no no|"
            r"not really|i dont think so|dont think so|absolutely not|no way|para nada|creo que no"
            r"|la verdad no|no la verdad)"
            r"(?: (?:thanks|thank you|thx|ty|gracias|sorry|please|im good|im ok|perdon|por favor|te agradezco"
            r"|muchas gracias|"
            r"its ok|its okay|its fine|asi esta bien|esta bien|mate|love|man|bro|che|tio|parce))*$"
        ),
    ),
)
_READ: Final = tuple(
    (about, re.compile(pattern)) for about, pattern in (*_PLAIN, *refusal_en.SAYS_NO, *refusal_es.SAYS_NO)
)

_KEEPS: Final = re.compile(
    # What sounds like a no and keeps the call. It is left out before anything else is looked for.
    r"\bno (?:worries|rush|hurry|problems?|probs?|pressure|bother|biggie|stress|harm|offence|matter)\b"
    r"|\b(?:dont|do not) (?:forget|leave|give up|lose|let it go|cancel|hang|mind|worry|stop)\b(?: \w+){0,4}"
    r"|\bnot (?:to worry|ok|okay|good(?! time| idea)|fine|better|alright|well|sleeping|getting|yet|too"
    r"|doing|coping|going anywhere|great|bad)\b"
    r"|\b(?:hes|shes|theyre|is|are|isnt|arent|not) (?:not |out|away|asleep|gone)(?: \w+)?"
    r"|\bno (?:ones?|body|sleep|idea|energy|appetite|money|job|friends?|family)\b(?! (?:call|ring|phone))"
    r"|\b(?:dont|do not) (?:give|take)(?: \w+){0,3} (?:my|the) (?:turn|spot|place|slot)\b|\bno (?:le "
    r"|les )?(?:den|quiten) mi (?:turno|lugar)\b"
    r"|\brather not have\b|\b(?:isnt|not) that i dont\b|\bnever mind but\b|\bni una \w+ ni\b"
    r"|\bcasi me arrepiento\b|\bdije que no\b"
    r"|\bsaid (?:no|leave it|never ?mind)\b|\bno me siento capaz de\b|\bno se olviden\b|\ba lo mejor no\b"
    r"|\b(?:dont|do not) have (?:any ?one|any ?body|no one|much)\b"
    r"|\b(?:dont|do not|didnt) (?:want|wanna|like) to be\b|\bno its not\b|\bcant (?:stop|sleep|hear"
    r"|breathe|wait|cope|see)\b"
    r"|\bfeeling (?:a |tiny |bit |little |somewhat )+better knowing\b"
    r"|\bno (?:se preocupe\w*(?! por)|te preocupes|te apures|se apure\w*|prisa|hay (?:prisa|apuro|problema"
    r"|lio)|pasa nada|"
    r"se me pasa|estoy bien|me (?:olvid\w+|dej\w+|molesta)|se (?:les|te|le) olvide\w*|puedo (?:dormir|mas"
    r"|con|respirar|parar|"
    r"dejar)|tengo (?:con quien|a nadie|prisa|nada|sueno)|escucho|oigo|es (?:tarde|problema)|cuelg\w+"
    r"|soy buen\w+|mejora|"
    r"voy a ning\w+|duermo|aguanto|importa(?=\w| la| que| cuando))\b(?: \w+){0,2}"
    r"|\bsin falta\b|\b(?:todavia|aun) (?:no|nadie)\b(?: \w+){0,3}|\bno esta\b|\bya no (?:aguanto"
    r"|puedo mas|doy|se que|soporto|doy mas)\b"
    r"|\bdont know (?:if|what|why|how|who)\b|\bno se (?:si|que|por|como|quien)\b"
)
_STILL_WANTED: Final = re.compile(
    r"\b(?:i want it|i mean yes|hoy si|si quiero|si me gustaria|still fixin|will do)\b|\b(?:still|do"
    r"|really|just|but i) (?:\w+ )?(?:want|need|like)(?: to)? (?:it|the|that|a|my|to|some ?one|some ?body"
    r"|talk|speak|"
    r"chat)\b|\b(?:si|aun|todavia|igual) (?:la |lo )?(?:quiero|quisiera|necesito)\b|\bcalm but\b"
    r"|\bplease (?:call|ring|phone)\b(?! it)"
    r"|\bi can (?:take|talk|pick)\b|\bso (?:now|i can)\b|\bahora si\b|\bnow is good\b|\bahora mejor\b"
    r"|\bpoder hablar\b(?<!no poder hablar)"
)
_DENIED_WANT: Final = re.compile(
    r"\b(?:dont|do not|not|no longer|didnt|never|no)\b(?: \w+)? (?:want|need|like|quiero|quisiera|necesito)\b"
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
_READS: Final = 400
"""Letters that are read: who says no says so early."""
_LONG: Final = 12
"""So many words are no refusal by the way: they tell something, and may be an answer to what was asked."""
_STORY: Final = 30


def read(text: str) -> Refusal | None:
    """Whether a text takes back the call that is asked for, and how surely; None where it does not.

    Only for somebody who has asked for a call, or is asked about one: "not tonight" alone is about nothing.
    """
    said = clean(text[:_READS])
    if not said:
        return None
    certain = _CERTAIN.search(said) is not None
    if not certain and _STILL_WANTED.search(said) and not _DENIED_WANT.search(said):
        return None
    left = " ".join(_KEEPS.sub(" . ", said).split())
    about = next((about for about, pattern in _READ if pattern.search(left)), None)
    if about is None:
        return Refusal(About.CALL, True) if certain else None
    return Refusal(about, certain)


def is_long(text: str) -> bool:
    """Whether a text is so long that it tells something rather than answers."""
    return len(clean(text).split()) > _LONG


def is_a_story(text: str) -> bool:
    """Whether a text is so long that a no somewhere in it is part of what they tell."""
    return len(clean(text).split()) > _STORY
