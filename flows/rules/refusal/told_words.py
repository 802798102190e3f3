"""Lists what people say of their lives that sounds like a no and refuses nothing: patterns over a cleaned text.

Four kinds. Words of lack: "im out of meds", "i have no contacts left". How they live: "i dont sleep". What they do not
want to be or feel: "no quiero estar sola". And what somebody else did or does not do: "my husband left", "he took the
dog with him". What may be about the phone, about a talk, or about who is near stays out of all four: there a suspicion
is enough.
"""

import re
from typing import Final

_NOT_LACKING: Final = (
    r"(?!(?:\w+ )?(?:time|wish|interest|need|desire|intention|intent|privacy|signal|reception|service|voice"
    r"|phone"
    r"|battery|charge|call|calls|energy|words|thanks|thank|here|it|this|that|town|the|more|longer|way|safe"
    r"|place to talk"
    r"|patience|spoons|plans|reason|depth)\b)"
)
_LACK_EN: Final = (
    r"\b(?:run|running|ran|im|i am|ive run|were|almost|nearly|all) (?:all |clean |right )?out of (?:my "
    r"|our |his |the )?"
    rf"{_NOT_LACKING}\w+"
    r"|\b(?:lost|perdi) (?:(?:all|todos|todas) )?(?:my|mis?) (?!way|place|turn|voice|voz|turno|lugar|phone"
    r"|telefono)\w+"
    rf"|\b(?:have|had|has|got|ive|theres|with|hes|shes) no {_NOT_LACKING}\w+(?: \w+)?"
)
_NO_FALTA: Final = (
    r"(?!(?:\w+ )?(?:tiempo|ganas|animo|animos|interes|privacidad|senal|bateria|pila|carga|saldo|voz"
    r"|telefono|cel\w*|como"
    r"|llamada\w*|intencion\w*|necesidad|caso|nada|que|palabras|valor|fuerzas|sentido|lugar|donde|turno"
    r"|cuerpo|cabeza|cobertura)\b)"
)
_LACK_ES: Final = (
    rf"\b(?:me|nos) (?:quede|quedo|quedamos|he quedado|estoy quedando|quedaron|dejaron|dejo) sin (?:mis? "
    rf"|el |la )?{_NO_FALTA}\w+"
    rf"|\bya no (?:tengo|hay|me quedan?) {_NO_FALTA}(?!me\b)\w+"
    rf"|\bno (?:tengo|me quedan?) {_NO_FALTA}\w+"
    r"|\b(?:se me (?:acab|termin)\w+) (?:la|el|las|los|mi|mis) (?!(?:bateria|pila|carga|saldo|tiempo|ganas"
    r"|voz|paciencia)\b)\w+"
)
_WISH_EN: Final = (
    r"\b(?:dont|do not|dnt|didnt|never) (?:want|wanna|wish)(?: to)? (?:feel|sit|end up|wake up|lose|drink"
    r"|use|relapse|fight"
    r"|cry|go home|go back|be alone|be like this|live like)\b(?: \w+){0,3}"
)
_WISH_ES: Final = (
    r"\b(?:ya )?no (?:quiero|quisiera|soporto|me gusta) (?:estar|sentirme|quedarme|seguir|andar|vivir|pasarla) "
    r"(?:tan |mas |aqui |toda la noche |otra noche )*(?:sol[oa]s?|asi|triste|mal|enferm[oa]|encerrad[oa]"
    r"|con miedo"
    r"|en esta casa)\b"
    r"|\b(?:ya )?no quiero (?:tomar|beber|recaer|consumir|llorar|perder\w*|pelear)\b"
)
_OTHERS_EN: Final = (
    r"(?:he|she|they|(?:my|his|her|our) (?:\w+ )?(?:husband|wife|partner|son|daughter|kids?|mother|mom|mum"
    r"|father|dad|sister"
    r"|brother|friend|boyfriend|girlfriend|ex|fiance|boss|landlord|family|dog|cat|best friend))"
)
_DID_EN: Final = (
    r"(?:left|walked out|moved out|ran off|took (?:the|my|our|his|her|all|everything|every) (?!phone|cell"
    r"|charger)\w+"
    r"|died|passed(?: away)?|quit|cheated|lied|forgot|dumped|divorced|sold|stole|married|remarried"
    r"|got (?:fired|arrested"
    r"|deported|sick|cancer)|stopped (?:loving|talking|eating|visiting)|doesnt (?:love|talk|speak|eat|visit"
    r"|care)"
    r"|does not (?:love|talk|speak|eat|visit|care)|hates|threw)"
)
_OTHERS_ES: Final = (
    r"(?:el|ella|ellos|(?:mi|mis) (?:\w+ )?(?:espos[oa]|marido|mujer|pareja|hij[oa]s?|mama|madre|papa|padre"
    r"|herman[oa]s?"
    r"|amig[oa]s?|novi[oa]|ex|jefe|perr[oa]|gat[oa]|abuel[oa]|familia))"
)
_DID_ES: Final = (
    r"(?:(?:ya )?(?:me |nos )?(?:dejo|abandono|olvido|engano|mintio|fallecio|murio|se murio|se fue"
    r"|se ha ido|se llevo|se caso"
    r"|se mudo|vendio|robo|corrio|echo|boto)|(?:ya )?no (?:me |nos )?(?:quiere|habla|come|visita|busca"
    r"|escribe|contacta|viene"
    r"|entiende|cree|perdona))"
)

OF_OTHERS: Final = re.compile(
    rf"\b{_OTHERS_EN} (?:just |has |have |had |already |then |finally |also )*{_DID_EN}\b(?: \w+){{0,3}}"
    rf"|\b{_OTHERS_ES} {_DID_ES}\b(?: \w+){{0,3}}"
    r"|\bse me (?:fue|murio|ha ido|ha muerto|fueron) (?:mi|mis|el|la) (?!voz|valor|senal|bateria|luz)\w+"
)
"""What somebody else did."""
_HOW_THEY_LIVE: Final = (
    r"\b(?:dont|do not|didnt|havent|hardly|barely|cant|cannot) (?:really |even )?"
    r"(?:sleep|slept|eat|eaten|shower|cope|get out of bed|leave (?:the house|my (?:room|bed|house)))\b(?: any ?more)?"
    r"|\b(?:ya )?no (?:duermo|he dormido|he comido|puedo dormir|me bano|salgo de (?:la cama|mi cuarto|la casa)"
    r"|como (?:nada|bien))\b|\b(?:ya )?no como$"
)
REFUSES_NOTHING: Final = re.compile(
    f"{_LACK_EN}|{_LACK_ES}|{_HOW_THEY_LIVE}|{_WISH_EN}|{_WISH_ES}|{OF_OTHERS.pattern}"
)
_NEAR_OR_PHONE: Final = re.compile(
    r"\b(?:here|hear\w*|listen\w*|back|room|door|came|come\w*|coming|home|asleep|awake|woke|wak\w+|watch\w*"
    r"|look\w*|read\w*"
    r"|check\w*|phone\w*|call\w*|ring\w*|text\w*|safe|near|next|behind|beside|now|aqui|aca|casa|cuarto"
    r"|puerta|lleg\w+|vino"
    r"|vien\w+|volv\w+|entr\w+|despert\w+|despiert\w+|oye\w*|oir|escuch\w+|mir\w+|ve|viendo|telefono|cel"
    r"|celular|movil|llam\w+"
    r"|marc\w+|suen\w+|segur[oa]|lado|cerca|ahora|ahorita)\b"
)


def is_told_of_life(said: str) -> bool:
    """Whether a cleaned text tells one of these things, and names neither the phone nor anybody near."""
    return REFUSES_NOTHING.search(said) is not None and _NEAR_OR_PHONE.search(said) is None
