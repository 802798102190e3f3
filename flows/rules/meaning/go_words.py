"""Reads whether a volunteer who has a callback in hand asks to be rung for it: "ready", "put me through", "pasamela".

What rings is their own phone; the participant's rings once they have pressed a key.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_LONGEST: Final = 400
_GO_NOW: Final = re.compile(
    r"\b(?:put|patch|pop|get) (?:me|us|them|him|her|em|it) (?:thr(?:ough|u)|on)\b|\b(?:connect|join|link) (?:us"
    r"|me|them|up)\b"
    r"|\b(?:lets|let us) (?:go|do (?:it|this)|talk|have (?:it|them|her|him)|get (?:going|started|on with it))\b"
    r"|\b(?:do it|go for it|ring it|now or never|all set(?: for \w+)?(?: now)?|phones? in my hand|start k ?\d"
    r"|fire away|go go|get me (?:them|her|him)|send (?:them|her|him|it) (?:over|through|on)"
    r"|no need to wait|ring away|crack on|lets roll|lets have (?:em|them|it|her|him)|fire (?:it"
    r"|them) over|ready on my (?:side|end)|bring (?:it|them|her|him) on|dial (?:them|me|it|her|him|away))\b"
    r"|^(?:ok |right |ready |now |and )*(?:shoot|go|go on|go on then|start|begin)(?: (?:ahead|now|k ?\d|ahora"
    r"|ya|please|pls)|$)|\b(?:ring|call) (?:my phone"
    r"|it now|now)\b"
    r"|\b(?:now is|nows|this is a) (?:good|fine|ok|okay|great|perfect|grand|a good time|good time)\b"
    r"|\bnow (?:please|pls|works)\b"
    r"|\bready (?:if they are|when(?:ever)? (?:you|they|she|he)|for (?:them|her|him|it|the call|k\d)|now"
    r"|to (?:go|talk))\b"
    r"|\b(?:pas|pon|pong|conect|comunic|enlaz|dispar)[ae](?:n?me(?: con| la llamada| a la persona|$)|n?mel[ao]"
    r"|n?nos|n?l[ao]|dme)\b"
    r"|\bpuede\w* (?:usted )?(?:pasar|conectar|comunicar)\w*|\b(?:conectanos|conectenos|pasamel[ao]"
    r"|pasenmel[ao]|pasenmela|echal[ao]|ponme con|pongame con)\b"
    r"|\bdale (?:pues|ya|play|que|nomas)\b|\b(?:vamos|venga|andale|hagal[eo])(?: (?:ya|con|a ello|pues|alla|que)|$)"
    r"|\b(?:ahora si|ya (?:pueden|puede|puedes|puedo|estoy(?: (?:list[oa]|aqui|aca|en casa|libre|sol[oa]"
    r"|disponible)|$))|(?:que |q )?suene(?:nme)?|metele|arre|al aparato|es ahora"
    r"|adelante (?:con )?(?:la )?k ?\d|no espero mas|cuando (?:quieras|quieran"
    r"|gusten))\b"
    r"|^(?:\w+ )?hit (?:me|it)$|^ahora$|^(?:go|voy) (?:ya|ahora|now)$"
)
_RING: Final = re.compile(
    r"\b(?:(?:ring|call|phone|connect|dial) me|(?:put|patch) me (?:in|through)"
    r"|(?:you|u|ya|yall) can (?:ring|call|phone)|ready"
    r"|(?:im|i am) (?:here|free|available|around)|go ahead|ring now|call now|go now"
    r"|(?:ok|okay|yes|sure|free|me|^) ?now$"
    r"|(?:llam|marqu|marc|conect)\w*me|(?:llamen|marquen|llama|marca)(?: ya| ahora)?|lista?|listo|adelante|ahora si"
    r"|(?:pueden|puedes|puede) (?:llamar|marcar)\w*|estoy (?:libre|disponible)|disponible)\b"
)
"""How somebody who has a callback in hand asks to be rung for it."""


def asks_ring(text: str) -> bool:
    """Whether a word of the text can ask for the ring: "ready", "put me through", "llamenme"."""
    return _RING.search(clean(text[:_LONGEST])) is not None


def says_go(text: str) -> bool:
    """Whether they say in so many words that they are to be put through now."""
    return _GO_NOW.search(clean(text[:_LONGEST])) is not None


_WAITS: Final = re.compile(
    r"\b(?:when(?!ever (?:you|they))|once|after|as soon|soon as|until|till?|later|soon|tonight|tomorrow"
    r"|before (?!the|i|my)"
    r"|in (?:a|an|\d+|half|one|two|three|five|ten|fifteen|twenty)(?: \w+){0,2} ?(?:min\w*|m|sec\w*|hours?|h"
    r"|hrs?|bit|while"
    r"|moment)?|(?:at|around|about|by) (?:\d+|half|quarter|noon|seven|eight|nine|ten|six|five)|not yet|almost"
    r"|nearly|give me"
    r"|gimme|wait|hold on|luego|despues|cuando(?! (?:quier|gust|pued))|en cuanto|apenas|mas tarde|al rato|un rato"
    r"|en (?:un|una|dos|tres|cinco|diez|quince|veinte|\d+|media)\b|a las? (?:\d+|una|dos|tres|cuatro|cinco|seis"
    r"|siete|ocho"
    r"|nueve|diez)|hasta|antes de|dame|denme|espera\w*|manana|esta noche|todavia|aun no|termino de|acabando"
    r"|dejame|deja que"
    r"|chance)\b"
)
_NO_WAIT: Final = re.compile(
    r"\b(?:no need to|dont (?:make (?:them|him|her) )?|keep them) wait(?:ing)?\b|\bno (?:\w+ )?espero mas\b"
)
_WHENEVER: Final = re.compile(
    r"\b(?:ready |here |good )?(?:when(?:ever)?|cuando) (?:you(?: are| re|re| want| like| can)?|u r|they(?: are"
    r"| re|re)?"
    r"|she(?: is|s)?|he(?: is|s)?|it suits|ready|quier\w+|gust\w+|pued\w+|usted\w* quier\w+)\b(?: ready)?"
)


def waits(text: str) -> bool:
    """Whether the words name a time or a condition: "when the kids are in bed"; "when you are" is none."""
    return _WAITS.search(_WHENEVER.sub(" ", _NO_WAIT.sub(" ", clean(text[:_LONGEST])))) is not None
