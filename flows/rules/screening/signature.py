"""Cuts off what phones, mail programs and polite people put around their words: once, before every reader.

"STOP" with "Sent from my iPhone" below it is a STOP. It cuts only what is surely not part of the message, and cuts
nothing if the words left would then be read as another tier of danger than the whole text.
"""

import re
from collections.abc import Iterator
from typing import Final

from flows.rules.crisis import crisis

_FOOTER: Final = (
    r"(?:sent|enviado|mandado|written|typed|dictated|escrito|env[ií]o) (?:from|via|with|using|by|desde|con"
    r"|por|mediante|a trav[eé]s)\b"
    r"|get outlook|obt[eé]n(?:er|ga)? outlook|yahoo mail|this (?:message|e-?mail|communication)"
    r"|confidential(?:ity)?"
    r"|este (?:mensaje|correo)|aviso (?:de|legal)|confidencial|mensaje (?:dictado|enviado)"
    r"|respuesta enviada|alert: message"
    r"|message sent|please excuse|disculpe(?:n)? (?:los|errores)|get (?:the new )?(?:signal|bluemail"
    r"|outlook|gmail)|obtenga\b"
    r"|please consider the environment|no imprima|antes de imprimir|before printing|\[?auto-?signature"
)
_ASKED: Final = (
    r"\b(?:i|im|i'm|ive|me|yo|need help|calls?|calling|ring(?:ing)?|stop|don'?t|never|can'?t|ayud\w+|llam\w+"
    r"|necesito|quiero|puedo|nunca|paren?)\b(?! us\b| the sender\b)"
)
"""Words that no phone and no lawyer writes in a footer: "this message is from my sister, dont call me" is not one."""
_BEFORE: Final = re.compile(
    r"(?:\s*+(?:>[^\n]*+\n++|\((?:no subject|sin asunto)\)[ \t]*+|(?:re|fw|fwd|rv|asunto|subject):[ \t]*+"
    rf"|(?:from|de):[ \t]*+[^\n]{{1,60}}\n++|\W*+(?![^\n]*{_ASKED})(?:{_FOOTER})[^\n]*+\n++|(?:mensaje dictado por voz"
    r"|dictated with siri):\s*+))+",
    re.IGNORECASE,
)
"""Quoted lines, and lines that a mail gateway puts in front."""
_CLOSING: Final = (
    r"(?:(?:kind(?:est)?|best|warm(?:est)?|many) )?(?:regards|wishes)|best|sincerely(?: yours)?"
    r"|yours(?: \w+)?|cheers|"
    r"(?:many )?thanks|thank you|thx|ta|love|hugs|xx+|god bless(?: you)?|blessings|respectfully|"
    r"(?:un |muchos |mis )?(?:cordial(?:es)? )?salud(?:o|os)|cordialmente|atentamente|atte|att|gracias"
    r"|(?:un )?abrazos?|besos|"
    r"bendiciones|(?:que )?dios (?:te|le|los|les) bendig\w+|con cari[nñ]o|suy[oa]"
)
_NAME: Final = r"[^\W\d_][\w.'’]*+"
_CAPITALISED: Final = r"(?-i:[A-ZÁÉÍÓÚÑ][\w.'’]*+)"
_DRAWN: Final = r"[\s~*_\-–—=|.,!❤🌹✨🙏😊]*+"
_LINES_BELOW: Final = r"(?:\n[^\n]{0,60}+){0,3}+$"
_FOOTED: Final = re.compile(rf"\n\W*+(?:{_FOOTER})(?![^>]*{_ASKED}).*", re.IGNORECASE | re.DOTALL)
"""A line written by the phone, and everything below it. Words of `_ASKED` may stand there only after a ">" (quoted)."""
_SIGNATURES: Final = (
    # A closing on a line of its own, and a name.
    re.compile(
        rf"\n\s*+(?:{_CLOSING})\b[ \t,.!]*+(?:{_CAPITALISED}[ .]*+){{0,3}}{_LINES_BELOW}", re.IGNORECASE
    ),
    # "--" or "-" at the beginning of a line, followed by something like a name.
    re.compile(rf"\n\s*+[-–—~*]++\s*+[^\n]{{0,60}}+{_LINES_BELOW}"),
    # "-- Jane" after the words.
    re.compile(rf"(?<!\s)\s++(?:--++|—|–)\s*+(?:{_CAPITALISED}[ .]*+){{1,3}}{_DRAWN}$"),
    # Below an empty line, a line with nothing but a name, decorated or not.
    re.compile(rf"\n[ \t\r]*+\n[\s~*_\-–—]*+(?:{_CAPITALISED}[ .]*+){{1,3}}[\s~*_\-–—!✨❤🌹]*+$"),
)
_LONGEST: Final = 200


def cut(text: str) -> str:
    """The text without a signature, a footer, or quoted lines before it; the whole text if nothing else is left."""
    left = text
    before = _BEFORE.match(left)
    if before is not None and left[before.end() :].strip():
        left = left[before.end() :]
    for behind in (_FOOTED, *_SIGNATURES):
        found = behind.search(left)
        if found is None or not left[: found.start()].strip():
            continue
        if behind is _FOOTED or _SAID.search(found.group()) is None:
            left = left[: found.start()]
    left = left.strip() if left != text else text
    if left != text and crisis.read(text).tier is not crisis.read(left).tier:
        return text
    return left


_SIGNED: Final = re.compile(
    rf"(?P<said>.{{2,120}}?)(?P<mark>[ \t]*+[.,;!\n]++\s*+|\s*+[-–—~]++\s*+|\s++(?=ta\b|xx?\b))"
    rf"(?P<name>(?:(?:{_CLOSING}|firma|signed|att|atte)\b[\s,.:]*+){{0,2}}(?:(?:{_NAME}"
    rf"|\([^)]{{1,12}}\))[\s.,]*+){{0,4}}){_DRAWN}$",
    re.IGNORECASE | re.DOTALL,
)
_INTRODUCED: Final = re.compile(
    rf"(?:(?:this is|its|it's|soy|habla|aqu[ií]|ac[aá]) )?(?:{_NAME} ){{0,2}}{_NAME}(?: here"
    r"| ac[aá])?\s*[:\-]\s*(?P<said>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_OF_THEMSELVES: Final = re.compile(
    r"\b(?:i|im|i'm|me|my|ive|help|need|want|yo|mi|mis|estoy|ayuda|ayuden|necesito|quiero|cant|can't"
    r"|no puedo)\b",
    re.IGNORECASE,
)
"""Words with which people speak of themselves: nobody does so in a signature."""
_SAID: Final = re.compile(
    rf"{_OF_THEMSELVES.pattern}"
    r"|\b(?:no|not|never|don'?t|stop|quit|cancel|nevermind|call|text|later|nunca|para|basta|cancelar|llam\w+"
    r"|yes|ok(?:ay)?|please|now|soon|today|tonight|tomorrow|morning|afternoon|evening|night|noon|(?:mon|tues|wednes"
    r"|thurs|fri|satur|sun)day|sad|alone|lonely|scared|tired|s[ií]|por favor|ahora|hoy|mañana|tarde|noche|lunes|martes"
    r"|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|triste|sol[oa]|cansad[oa]|miedo)\b",
    re.IGNORECASE,
)
"""Words that answer the line, or ask it for something: a line with one of them is part of the message."""
_BARE_CLOSING: Final = re.compile(rf"(?:{_CLOSING})\b", re.IGNORECASE)


def unsigned(text: str) -> Iterator[str]:
    """What a short text says with and without the name that signs it: "no more texts, Priya", "Jane here: STOP".

    The text itself comes first. This cuts more than `cut`, so it is only for readers that then ask for a whole message:
    what is left must be a whole command, or it counts as nothing.
    """
    yield text
    if len(text) > _LONGEST:
        return
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        for said, others in ((lines[0], lines[1:]), (lines[-1], lines[:-1])):
            if not any(map(_OF_THEMSELVES.search, others)):
                yield from unsigned(said)
    for found in (_SIGNED.match(text), _INTRODUCED.match(text)):
        if found is not None and _may_be_a_name(found.groupdict().get("name") or ""):
            yield found["said"]


def _may_be_a_name(signed: str) -> bool:
    """Whether this is a closing, or words that begin with a capital: "stop. i cant breathe" ends with no name."""
    signed = signed.strip()
    if not signed or _BARE_CLOSING.match(signed):
        return True
    words = re.findall(r"[^\W\d_]+", signed)
    return all(word[0].isupper() or len(word) <= 2 for word in words)
