"""Reads whether a sentence asks, among other words, for no more texts: "5 texts today. take me off", "no insistan".

`opt_out` reads whole messages. This finds the request in the middle of one and looks at what stands around it: somebody
else's words ("he told me to stop texting"), an hour ("not in the mornings") or a wish for texts make it none.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_TEXTS = (
    r"(?:texts?|texting|messag\w+|msg\w*|txts?|sms|contact(?:ing|s|ed)?|writ(?:e|ing)|sending|reminders?)"
)
_PESTERING = r"(?:bugg?ing|pestering|bothering|disturbing|harassing|spamming|annoying)"
_ASKING = r"asking(?: me)?(?: how| the same| every|$| already)"
_ME = r"(?:me|us|this (?:number|phone)|my (?:number|phone|cell))"
_STOP = r"\b(?:stop|stahp|quit|cease|discontinue|enough (?:of|with|w)|sick of|done with)(?: \w+){0,2}"
_DO_WRITE = r"(?:text|message|msg|contact|write|disturb|bother)"
_NOT = r"(?:do not|dont|don t|never|not)"
_WANT = r"\b(?:do not|dont|don t|not|no longer|shant|cant)(?: \w+)? (?:want|need|have|wish)(?: \w+){0,4}"
_REMOVE = r"\b(?:remove|delete|erase|unsubscribe|lose|block|scrub|strike)"
_ENGLISH: Final = (
    rf"{_STOP} (?:{_TEXTS}|{_PESTERING}|{_ASKING})",
    r"\bgive over with the\b|\bpack it in\b|\bnothing (?:else|more) from (?:you|this)\b",
    rf"\b{_NOT}(?: \w+){{0,2}} {_DO_WRITE}(?: to)?(?: {_ME}| again| any ?more|$)",
    rf"{_WANT} (?:texts?|messages?|msgs?|txts?|reminders|contact|of this service|coming any ?more)\b",
    r"\btake me off(?: (?:this|these|it|here|the list|your|of)\b|$)",
    r"\b(?:take|get|leave) (?:my (?:number|name)|this number|us) (?:off|out)\b",
    r"\b(?:want|get me) (?:off|out of) (?:this|it|these|here|the list)(?= (?:thing|service|line|text|please|now)|$)",
    r"\boff (?:your|this) (?:list|system)\b",
    rf"{_REMOVE} (?:me|my (?:number|name|details)|this number|it out)\b",
    r"\b(?:leave me (?:the \w+ |tf )?(?:alone|be)|let me be|let this number)\b",
    r"^(?:just |oh |please )?(?:piss|fuck|bugger|sod|eff) off\b|^(?:go away|jog on|do one|get lost)$",
    r"\b(?:im|i am|ill be|i will be|am) block\w* (?:you|u|ye|yall|yous|this|the lot)\b",
    rf"\bno (?:more |further )?(?:calls? (?:and |or )?)?(?:no )?{_TEXTS}(?: of any kind)?$",
    r"^(?:please )?no more(?: pls| please)?$|\bno (?:more|further) (?:texts?|messages?|msgs?|contact)\b",
    r"\bcancel (?:everything|all of it|my (?:membership|subscription|account))\b",
)
_WRITE = (
    r"(?:escrib(?:an\w*|as|a|irme|iendo\w*)|mand(?:en|es|e|eis|arme|ando\w*|ar)|envi\w+|text\w+"
    r"|contact(?:en|es|e|eis|ar|arme|arnos|ando\w*)"
    r"|molest(?:en|es|ando)|insistan|joda\w+|jod[ae]n|frieguen|fastidi\w+|comuniquen|lleguen?|pregunten|preguntarme)"
)
_MESSAGES = r"(?:mensajes|mensajit\w+|mensages|sms|textos?|avisos|recordatorios)"
_BETWEEN = (
    r"(?: (?:me|nos|se|le|les|vuelvan|vuelvas|volver|volvais|sigan|sigas|a|q|que|ya|nadie|los|las)){0,4}"
)
_END = r"(?: \w+){0,3}(?: (?:mas|nunca|nada|nadie|otra vez|aqui|aca|por favor|porfa|porfavor|conmigo)|$)"
_DEJEN = (
    r"\b(?:dejen|deja|deje|dejad|dejar|dejaran|paren\w*|parenle|basta|cort\w+la|acaben|terminen)(?: \w+){0,3}"
)
_SPANISH: Final = (
    rf"{_DEJEN} (?:{_WRITE}|joder\w*|fregar\w*|fregando|{_MESSAGES})",
    rf"\b(?:no|ni|nunca){_BETWEEN} {_WRITE}{_END}",
    r"\b(?:no|ni|nunca) (?:me |nos )?(?:vuelv\w+|volv\w+) a (?:escrib|mand|envi|contact|busc|molest|text|pregunt)\w+",
    rf"\bno (?:quiero|deseo|necesito|ocupo|hace falta|me interesa)(?: \w+){{0,4}} {_MESSAGES}",
    rf"\bno (?:quiero|deseo|necesito|hace falta) (?:que|q)(?: \w+){{0,4}} {_WRITE}",
    r"\bno quiero (?:saber )?(?:mas )?nada (?:mas )?(?:de|con) (?:ustedes|vosotros|uds)\b",
    r"\b(?:borr|quit|saqu|elimin|retir|suelt)en(?:me|lo)\b|\beliminarme\b|\bsacame de (?:aqui|aca|esto|la lista)\b",
    r"\b(?:borr|quit|saqu|elimin|retir|pierd|olvid)[ae]n? (?:ya )?(?:mi|este|el) (?:numero|telefono|nombre|cel\w*)\b",
    r"\b(?:dejenme|dejame|dejadme|dejeme|me dejen)(?: ya)? (?:en paz|tranquil\w+)\b",
    r"\bolvid(?:ense|ate|ese|aos) de (?:mi|este numero)\b",
    rf"\bni llamad\w+ ni (?:{_MESSAGES}|nada)\b|\bni un mensaje mas\b",
    r"\b(?:l[oae]s?|te|os|les) (?:voy a )?bloque\w+\b|\b(?:darme|dar|dame|denme|deme|doy) de (?:la )?baja\b",
    r"desuscrib\w+|^(?:ya )?no mas(?: por favor)?$|^(?:salir|fin|desactivar)$|\bno insistan\b|\bya parenle\b",
)
_ASKS: Final = re.compile("|".join((*_ENGLISH, *_SPANISH)))
_DOUBTFUL: Final = re.compile(
    r"\b(?:he|she|they|him|his|her|my (?:ex|mom|mum|dad|boss|husband|wife|sister|brother|mother|father|son|daughter"
    r"|kids?|phone|job)|ex|people|everyone|someone|somebody|nobody|ones|tell|told|tells|said|says|why|calls?ed"
    r"|until|till|before|after|tonight|today|now|rn|yet|while|during|night|work|back|about|wish|should|would|can you"
    r"|drink\w*|smok\w*|cutting|crying|dije|dijo|dice|dicen|el|ella|ellos|mi (?:ex|mama|papa|jefe|esposo|esposa"
    r"|hermana|hermano|hijo|hija|novio|marido)|por ?que|hoy|ahora|ahorita|noche|trabajo|hasta|despues|antes"
    r"|mientras|grito|gritaba|tarde|todavia|aun|sino|alguien|nadie me)\b"
)
_CONDITION: Final = re.compile(r"\b(?:if|but|unless|si|pero|a menos)\b")
"""Behind the request it says when, or what is welcome instead; before it, nothing: "ok but do not text me"."""
_TEXTS_ARE_WELCOME: Final = re.compile(
    r"\b(?:keep|dont stop|not stop|never stop|sigan|sigue|no dejen|no pares?n?|no deje)\b"
    r"|\b(?:text\w*|writ\w+|messages?) (?:is|are) (?:fine|ok|okay|better|good)|\bwrite me\b"
    r"|\b(?:only|just|rather) (?:text|write|writing)|\bsolo (?:texto|mensajes|escrib\w+|los mensajes)\b"
    # at another hour, or another day
    r"|\b(?:on|after|before|at|until) (?:my )?(?:\d|noon|work|mornings?|nights?)|\b(?:mornings?|nights?|daily|weekly"
    r"|monday|evenings?|o ?clock|\d{1,2} ?(?:am|pm)|a las|las \d|mananas|diari\w+|viernes|lunes|todos los dias)\b"
    r"|\b(?:tonight|today|tomorrow|hoy|esta noche|la fila)\b"
    # a call instead
    r"|(?<!no )\bquiero (?:una )?llamada"
    r"|(?<!dont )(?<!not )\bwant a call\b|\bif i\b|\bsi me doy\b|\bestoy de baja\b|\bando de baja\b"
    # something in them, or if they do not answer
    r"|\b(?:emojis?|caritas|fotos|pictures|the word)\b|\bsi no contesto\b|\bi (?:do )?want it\b"
    # when somebody is not in the room
    r"|\b(?:here|viene|llego|esta aqui|is home|coming)\b"
    # a machine
    r"|\bautomatic\w+|\bdeje? (?:su|tu) mensaje"
)
_SHOUTED: Final = re.compile(r"[.!?,;:]\s*(?:STOP|END|QUIT|UNSUBSCRIBE|CANCEL|BAJA|ALTO|FIN)\W*$")
"""A carrier's word in capitals behind something else: "whatever. STOP"."""
_NO_BOTHER: Final = re.compile(
    r"^not (?:text|write|message)$|\bbother\b(?! me| us| this)|\bmand\w+ a (?:nadie|alguien|la)\b|\b(?:bother"
    r"|(?<!dont )(?<!never )(?<!ever )write|molesten)$"
)
""" "If its not too much bother", "8:15 and its 9, dont bother": a courtesy, or a call that is too late."""
_KEEP_ME: Final = re.compile(
    r"\b(?:dont|do not|never|no) (?:me )?(?:remove|delete|erase|unsubscribe|lose|block"
    r"|borr\w+|quit\w+|saqu\w+|elimin\w+)\b"
)
_BEFORE, _BEHIND = 4, 3
"""How many words around the request may make it doubtful."""


def are_welcome(text: str) -> bool:
    """Whether texts are welcome at another hour, another day, or instead of calls."""
    return _TEXTS_ARE_WELCOME.search(clean(text)) is not None


def asks(text: str) -> bool:
    """Whether some words of a text ask for an end of all texts, and nothing near them makes it doubtful."""
    if are_welcome(text):
        return False
    said = clean(text)
    if _SHOUTED.search(text):
        return True
    found = _ASKS.search(said)
    if found is None:
        return False
    if _NO_BOTHER.search(found.group()):
        return False
    if _KEEP_ME.search(said):
        return False  # "dont delete me im friendly"
    before = said[: found.start()].split()[-_BEFORE:]
    behind = " ".join(said[found.end() :].split()[:_BEHIND])
    around = " ".join((*before, found.group(), behind))
    return _DOUBTFUL.search(around) is None and _CONDITION.search(behind) is None
