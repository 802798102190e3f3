"""Reads what somebody says right before a ring: that they need a moment, or that they are back from it."""

import re
from typing import Final

from flows.rules.words.replies import NUMBER_WORDS, clean

USUAL_MINUTES: Final = 10
"""How long somebody who asks for a moment is waited for."""
MOST_MINUTES: Final = 15
"""More than that is another time, and no moment."""
_LONGEST: Final = 14
_BEFORE_EN: Final = (
    r"(?:(?:ok|okay|yes|yeah|hey|hi|sorry|so|oh|um|uh|just|please|pls|can you|could you|can u|wait|hold on|hang on"
    r"|need|i need|ill need|gimme|give me|gimmie|be there in|ready in|back in|in|like|about|maybe|literally) )*"
)
_BEFORE_ES: Final = (
    r"(?:(?:ok|si|hola|perdon|disculpa|disculpe|ay|uy|eh|pues|bueno|porfa|por favor|solo|nomas|ya|espera|espere"
    r"|esperen"
    r"|esperame|espereme|esperenme|aguanta|aguantame|aguanten|banca|bancame|banquen|dame|deme|denme|me das|me da"
    r"|me dan|regalame|regaleme|necesito|tipo|como|en|dejame|dejenme) )*"
)
_MOMENT: Final = re.compile(
    rf"^{_BEFORE_EN}(?:(?:a|an|one|1|two|2|few|a few|a couple|couple|couple of|half a|another|quick) )*"
    r"(?:sec|secs|second|seconds|moment|momento|mo|min|mins|minute|minutes)\b"
    rf"|^{_BEFORE_EN}(?:brb|be right back|bear with me|almost (?:ready|there|home|done)|nearly (?:ready|there"
    rf"|home|done)"
    r"|hold on|hang on|hold up|wait(?: for me)?|let me (?:just )?(?:get|go|find|step|park|pull|finish|put|close"
    r"|grab|use))\b"
    rf"|^{_BEFORE_ES}(?:un|una|1|dos|2|otro|unos|un par de)? ?"
    r"(?:momento(?! de\b)|momentito|momentico|segundo|segundito|segs?|ratito|rato|minuto|minutito|min|toque"
    r"|cachito|tantito"
    r"|poquito)\b"
    rf"|^{_BEFORE_ES}(?:ahorita|ahora|ya|enseguida|orita) (?:vengo|regreso|vuelvo)\b|^{_BEFORE_ES}(?:vuelvo"
    rf"|regreso|vengo) en\b"
    r"|^(?:ok |si |porfa |por favor |ay |perdon )*(?:espera|espere|esperen|esperame|espereme|esperenme|aguantame"
    r"|aguanta|bancame|banquenme|ya casi|casi (?:estoy|llego|termino))\b"
)
_MINUTES: Final = re.compile(
    rf"^(?:{_BEFORE_EN}|{_BEFORE_ES})(?P<number>\d{{1,2}}|{'|'.join(NUMBER_WORDS)})(?: more| mas)?"
    r"(?P<unit> (?:min|mins|minute|minutes|minutos|minutitos)\b|$)"
)
_ASKED_FIRST: Final = re.compile(
    r"^(?:dame|deme|denme|espera\w*|aguanta\w*|gimme|give me|i need|wait|hold on|banca\w*)\b"
)
"""A bare number needs one of these before it: "5" alone is an answer from 1 to 5."""
_ANOTHER: Final = re.compile(
    # a question, or whom they want
    r"\b(?:who|whos|what|whats|how|why|is (?:this|it)|do i|does|am i|quien|cuanto|como es|mujer|woman"
    r"|que sea|ok call)\b|"
    # another time, a no, a story, a hard moment
    r"\b(?:no|not|dont|cant|cannot|never|nunca|nadie|nobody|hours?|hrs?|horas?|later|tonight|tomorrow|luego|despues"
    r"|manana|noche|tarde|another day|otro dia|next|ago|hace|dificil|duro|dura|malo|mal|feo|hard|bad|low|cancel\w*"
    r"|para siempre|of my life|de mi vida|que paso|stop|a las \d+)\b|\?"
)
_BACK: Final = re.compile(
    r"(?:(?:ok|okay|hi|hey|hello|yes|yeah|so|alright|right|sorry|and|now|finally|phew|hola|listo|lista|si|bueno|pues"
    r"|perdon|vale|dale|ya|gracias|thanks) )*"
    r"(?:(?:im|i am|i m) (?:now |all |finally |just )?"
    r"(?:back|here|ready|parked|home|free|alone|outside|good to go|available|by myself"
    r"|in (?:the|my) (?:car|truck|room|garden|yard))(?: now| again| and ready)*"
    r"|(?:back|parked|home|ready|alone)(?: now)|back|ok now|now ok|now(?: is)? good|now works|parked"
    r"|(?:i )?can (?:talk|take it|take the call) now|(?:i )?pulled over|ready (?:now|when you are)"
    r"|ya (?:puedo|estoy|regrese|volvi|llegue|me desocupe|me estacione|estacione|termine|acabe|sali al patio)"
    r"(?: (?:hablar|ya|ahora|aqui|aca|sol[oa]|list[oa]|en (?:casa|mi cuarto|el carro|el coche)))*"
    r"|ya|ahora si(?: puedo)?|ya mero estoy|puedo (?:ya|ahora|hablar|hablar ya|hablar ahora)|de vuelta|aqui estoy"
    r"|estoy (?:list[oa]|sol[oa]|de vuelta|aqui|libre)(?: ya| ahora)*)"
    r"(?: (?:now|ya|ahora|thanks|thank you|gracias|sorry|perdon|please|porfa|call me|llamenme|go ahead|dale))*"
)


def minutes_asked(text: str) -> int | None:
    """For how many minutes somebody asks us to wait before we ring; None where they ask for nothing so short.

    "One sec", "espérame tantito" and "i'm in the bathroom, brb" are the usual ten; "dame 15" is fifteen.
    """
    said = clean(text)
    if len(said.split()) > _LONGEST or _ANOTHER.search(said) or "?" in text:
        return None
    counted = _MINUTES.match(said)
    if counted is not None and (counted["unit"] or _ASKED_FIRST.match(said)):
        number = int(NUMBER_WORDS.get(counted["number"], counted["number"]))
        if number > MOST_MINUTES:
            return None
        return max(USUAL_MINUTES, number)
    return USUAL_MINUTES if _MOMENT.match(said) else None


def is_back(text: str) -> bool:
    """Whether somebody says that now is good, and nothing else: "ya puedo", "ok im parked", "im alone now"."""
    return _BACK.fullmatch(clean(text)) is not None
