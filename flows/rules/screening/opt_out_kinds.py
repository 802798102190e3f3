"""Kinds of opt-outs that the model has seen too few of: calls and texts refused together, a threat, a list left.

Each stands for itself, whatever the model says, so each needs two things: an end, and what it is the end of.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_CALLS = r"(?:calls?|calling|ring\w*|phone calls?|volunt\w+|llam\w+|marquen|marques|telefon\w+|de llamarme|por llamada)"
_TEXTS = (
    r"(?:te?xts?|te?xting|txts?|messag\w+|msgs?|sms|write|writing|mensaj\w*|mensag\w*|escri[bv]\w+|escritos"
    r"|(?:me )?mand\w+|(?:me )?envi\w+|por aqui|por texto)"
)
_ANYTHING = r"(?:anything|nothing|nada)"
_NO = r"(?:no|not|nor|neither|dont|do not|never|ni|ningun\w*|without|sin)"
_BOTH: Final = re.compile(
    rf"\b{_NO} (?:\w+ ){{0,3}}?{_CALLS}(?: \w+){{0,2}}? (?:{_NO}|or) (?:\w+ ){{0,2}}?{_TEXTS}\b"
    rf"|\b{_NO} (?:\w+ )?{_CALLS} {_NO} (?:\w+ )?{_TEXTS} {_NO} {_ANYTHING}\b"
    rf"|\b{_NO} (?:\w+ ){{0,2}}?{_TEXTS}(?: \w+){{0,2}}? (?:{_NO}|or) (?:\w+ ){{0,2}}?{_CALLS}\b"
)
"""Calls and texts refused in one breath: "neither calls nor texts", "no me llamen ni me escriban"."""
_UNLESS: Final = re.compile(
    r"\b(?:today|tonight|now|rn|hoy|ahora|ahorita|tonite|this week|until|till|hasta|after|despues|before"
    r"|antes|when"
    r"|cuando|if|si|because|porque|pq|only|just|solo|but|pero|hard|cant|no puedo|i have|i had|i got|nobody"
    r"|no ?one|nadie|he|she|they|el|ella|ellos|wish|why|por que|noche|work|trabaj\w+|would you|saldo|credit"
    r"|minutes"
    r"|cumpleanos|birthday|navidad|christmas|all day|en todo el dia|voicemail|emojis?|fotos?|pictures?)\b|\?"
)
_IN_THE_ROOM: Final = re.compile(r"\b(?:he|she|hes|shes|found|saw|looks|home|here|ella|esta aqui|viene)\b")
_RATHER_NOT: Final = re.compile(
    r"\b(?:rather|prefer|like|want|wish)(?: \w+)? not (?:to )?(?:be (?:contacted|texted|messaged|on)"
    r"|hear from)"
    r"(?: (?:you|your|this|the (?:line|service)|any ?more|again)\b|$)"
    r"|\b(?:do|did) not (?:wish|want) to be (?:contacted|texted|messaged)\b"
    r"|\b(?:ruego|ruega|pido|solicito|agradec\w+|prefiero|prefiriera|quisiera|deseo) (?:que )?(?:ya )?no"
    r" (?:recib\w+|(?:volver|vuelvan) a (?:escrib|mand|envi|contact|busc|dirig|llam|molest)\w+|me (?:escrib"
    r"|mand|envi|contact|busq|lleg)\w+|(?:se )?(?:me )?(?:envi|mand)\w+)\b"
    r"|\b(?:dont|do not|no longer) want anything (?:else |more |further )?(?:from|to do with) (?:you|this"
    r"|yall|any of you)"
    r"\b|\bnothing from you\b(?=.*\b(?:from here|ever|again|now on|please)\b)"
    r"|\bno (?:quiero|deseo) (?:ya )?nada (?:mas )?(?:de|con) (?:esto|ustedes|uds|vosotros)\b"
    r"|\b(?:ya )?no me busquen (?:mas|ni por)\b|\bprefiero que (?:ya )?no me busquen\b"
)
"""They would rather not hear from this line: "i'd rather not hear from your service anymore"."""
_ME = r"(?:me|nos)(?:l[oa]s?)?"
_TAKE_OFF: Final = re.compile(
    r"\b(?:que )?(?:me )?(?:saqu|sac|quit|borr|elimin|retir|remuev|omit|excluy|desapunt|desafili|desinscrib"
    r"|desvincul)"
    rf"(?:a|e|en|an|ad|ed|eis){_ME}\b(?: (?:a mi|ya|por favor|porfa|tambien|xfa))*"
    r"(?: (?:de|d|del) (?:(?:ese|esa|esta|este|la|el|sus?|tus?|vuestr[ao]s?) (?:list\w+|linea|grupo|base|sistema"
    r"|envios|mensaj\w+|programa|salud\w+|registros?|minuta|numero|servicio|telefono)|esto|ahi|aqui|aca|donde"
    r"|lo que)\b|$)"
    r"|\bme (?:saca|sacan|quita|quitan|borra|borran|borreis|borren|saquen|quiten) de (?:esa|ese|su|esta|la"
    r"|ahi) ?(?:lista"
    r"|listado|sistema|grupo|ahi)?\b"
    r"|\b(?:me (?:salgo|retiro|doy|bajo|borro|voy) de (?:los|el|la|su|este|esta|esto|las)"
    r" (?:mensajes|grupo|lista|programa|servicio|linea|baja))\b"
    r"|\bya no (?:participo|sigo con esto|quiero (?:participar|seguir en|estar en) (?:esto|el programa"
    r"|la lista))\b"
    r"|\b(?:quiero|quisiera) (?:desafiliar|desinscribir|desvincular|desapuntar)\w*\b"
    r"|\bme quiero (?:desafiliar"
    r"|desinscribir|desapuntar|salir de (?:esto|aqui|la lista|el grupo))\b"
    r"|\b(?:no (?:deseo|quiero)|ya no (?:deseo|quiero)) (?:continuar|seguir|estar) en (?:el programa"
    r"|la lista|este servicio)\b"
    r"|\boff the list (?:now|please|pls|then|already)$|^(?:just |please |pls )?off the list$"
    r"|\b(?:lose|wipe) (?:the|my|this) (?:number|details)(?: (?:please|pls|now|already|for good))*$"
    r"|\b(?:cross|strike|scratch|score) me (?:off|out)\b|\b(?:struck|taken|removed) (?:off"
    r"|from) your (?:roll|list|books)\b"
    r"|\b(?:unsign|desuscrib\w*|unenrol\w*|disenrol\w*|deregister) me\b|\bsign me (?:off|out)\b(?! on)"
    r"|\bgetting off (?:of )?(?:this|your|the) (?:list|thing|service|line)\b"
    r"|\bi (?:really )?(?:dont|do not) want to be on (?:it|this|here|your list|the list)\b"
    r"|\bstop all (?:this|of (?:this|it))\b"
    r"|\b(?:can|let|make) (?:it |this |these |all of it |you )?(?:all )?stop (?:coming|texting|messaging"
    r"|sending)\b"
    r"|\bmake (?:these|them|the texts|the messages) (?:stop|not come)\b|\bquiero que paren\b(?! de (?!mand"
    r"|escrib|envi))"
    r"|\b(?:pull the plug|close the book|closing the book|shut the door) on (?:the|these|your) (?:texts"
    r"|messages)\b"
)
"""Off the list, out of the programme."""
_SIGNED_UP_BY_OTHERS: Final = re.compile(
    r"\b(?:(?:put|signed|added|enrolled) me (?:on|up|to|in)\b|me (?:apunt[oa]\w*|anot[oa]\w*|metio|metieron"
    r"|inscrib\w+|registr[oa]\w*|puso en|agreg[oa]\w*))"
    r".*\b(?:dont want (?:it|this|these|any)|didnt ask|never asked|not me|fuera|no (?:lo |yo )?pedi"
    r"|no quiero (?:esto|eso|estar"
    r"|nada|mas)|sin"
    r" (?:preguntar|permiso|avisar)\w*|sign me|take me|unsign|unsub\w*|saquen|quiten|ya dejen)\b"
)
"""Somebody else put them on the list, and they do not want it."""
_ONE_MORE: Final = re.compile(
    r"\b(?:(?:one|1) more|another|otro|un|if (?:u|you|this|it)|si (?:me )?(?:vuelv\w+|sigu\w+|manda\w*))"
    r"(?: \w+){0,5}? (?:texts?|messages?|msgs?|buzz\w*|pings?|how are you|mensajes?|mensajito|llegar|mandar"
    r"|escribir"
    r"|carita\w*)\b.*"
    r"\b(?:block\w*|report\w*|spam|lawyer|solicitor|police|sue|bloque\w+|denunci\w+|reporto|profeco"
    r"|abogad\w+|demand\w+)\b"
    r"|\b(?:take me off|stop|remove me|quit)\b(?: \w+){0,4} or (?:i|im|ill|i will|we)\b(?: \w+){0,3}"
    r" (?:report\w*|call\w*|sue|su\w+|block\w*)\b"
)
"""A threat: "otro mensaje mas y los reporto"."""
_OF_ANOTHER: Final = re.compile(r"\b(?:from|de|del) (?:him|her|them|my|mi|el|ella|ellos)\b|\b(?:he|she) \w+")
_GONE: Final = re.compile(
    r"\b(?:passed|died|late (?:husband|wife|mother|father|mum|mom|dad|son|daughter|brother|sister)|deceased"
    r"|fallecio|murio|difunt\w+|residencia|care home|en paz descanse)\b"
)
_TO_THEM: Final = re.compile(
    r"\b(?:stop|quit|do not|dont|no longer|please no) (?:more )?(?:send\w*|text\w*|writ\w+|messag\w+)"
    r"(?: to)? (?:him|her|them|his|texts?|messages?|this|here|it|mam|mum|mom|dad)\b"
    r"|\bno (?:le |les )?(?:sigan|siga|manden|escriban|envien|vuelvan)\b|\b(?:parar|paren|dejen|dejar) (?:de"
    r"|con)\b"
    r"|\b(?:remove|take|quit\w+|saqu\w+|borr\w+) (?:him|her|it|the number|the phone|el numero)\b|\b(?:quiten"
    r"|saquen|borren)l[oa]\b"
)
"""Texts to somebody who has died, or lives where they cannot read them."""
_QUEUE: Final = re.compile(
    r"\b(?:fila|cola|queue|turno|(?:lista|list) (?:de (?:llamadas|espera|hoy)|for (?:calls?|tonight|today))"
    r"|waiting list"
    r"|call list)\b"
)
"""Off the queue for a call, and no more."""
_SENTENCES: Final = re.compile(r"[.!?;\n\u2026]+")
_LONGEST: Final = 600


def is_for_the_dead(text: str) -> bool:
    """Whether texts go to the phone of somebody who has died, or lives where they cannot read them."""
    said = clean(text[:_LONGEST])
    return _GONE.search(said) is not None and _TO_THEM.search(said) is not None


def asks(text: str) -> bool:
    """Whether a text is an opt-out of one of these kinds."""
    said = clean(text[:_LONGEST])
    if is_for_the_dead(text):
        return True
    if _QUEUE.search(said):
        return False
    if _SIGNED_UP_BY_OTHERS.search(said) or (_ONE_MORE.search(said) and not _OF_ANOTHER.search(said)):
        return True
    for part in _SENTENCES.split(text[:_LONGEST]):
        one = clean(part)
        if _BOTH.search(one) and not _UNLESS.search(one) and not _IN_THE_ROOM.search(said):
            return True
        if _RATHER_NOT.search(one) or _TAKE_OFF.search(one):
            return True
    return False
