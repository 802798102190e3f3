"""What has to stand in a text, and what must not, before a likely opt-out ends all texts without a question.

The law counts a revocation in any reasonable words at once, and the one confirmation says how to come back. So a model
that is fairly sure is enough, unless the words are about another end (a marriage, drinking, a pain), somebody else's
texts, an hour, or texts that are welcome.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_END: Final = re.compile(
    r"\b(?:no|not|dont|dnt|nuh|never|nothing|neither|nor|none|stop\w*|stahp|estop|quit|ends?|finish\w*|done"
    r"|off|out"
    r"|remove\w*|delet\w*|enough|nuff|nope|block\w*|cease|desist|discontinue|over|last|dead|bye|goodbye"
    r"|leav\w+|lose|release|resign\w*|cancel\w*|forget|silence|unsub\w*|unsign|shut\w*|wipe|struck|scratch"
    r"|sick of"
    r"|[bv]aja|basta|nunca|nada|ni|ningun\w*|fin|acab\w*|termin\w*|dej[aeo]\w*|par[ae]n\w*|parar|quit\w+"
    r"|saq\w+|sac\w+"
    r"|borr\w+|ces[ae]\w*|adios|ultim\w+|retir\w+|fuera|sal[gi]\w+|cort\w+|silencio|omit\w+|suficiente\w*"
    r"|apag\w+"
    r"|elimin\w+|hart[ao]s?|olvid\w+|bloque\w+|suelt\w+|desafili\w+|desuscri\w+|denunci\w+|report[oe]\w*"
    r"|tampoco"
    r"|jamas|pesa[od]\w*|acoso|ya estuvo|no va mas|ya esta bien)\b"
)
"""A word of ending, refusing or going."""
_TO_US: Final = re.compile(
    r"\b(?:you|u|ye|yall|yous|ur|yours?|this|these|those|them|please|pls|plz|kindly|ustedes|uds|vosotros"
    r"|est[eo]s?"
    r"|estas?|aqui|aca|ahi|por favor|porfa\w*|favor|xfa|grupo|programa?|list\w*|service|servicio|linea|line"
    r"|system|thing|machine)\b|\b\w+(?:en|enme|enlo|anme|adme|edme|eis|ais)\b"
)
"""A word to this line: a you, a request, the list."""
_OF_TEXTS: Final = re.compile(
    r"\b(?:te?xt\w*|txts?|messag\w*|msgs?|msjs?|mensaj\w*|mensag\w*|sms|sen[dt]\w*|writ\w+|contact\w*"
    r"|list\w*|roll"
    r"|numbers?|numero|num|nro|f?ph?one|cel|celu\w*|movil|telefono|aparato|handset|notif\w*|avis\w+|record\w+"
    r"|remind\w*|check ?ins?|checking|asking|pregunt\w*|escri[bv]\w*|mand\w+|envi\w+|lleg\w+|recib\w+"
    r"|receiv\w*"
    r"|hear from|subscri\w*|suscrip\w*|consent\w*|programa?|service|servicio|ping\w*|buzz\w*|saludit\w*"
    r"|encuesta\w*"
    r"|contest\w+|answer\w*|spam\w*|busquen)\b"
)
"""A word of texts, a list, a number or a phone."""
_GO_ON: Final = re.compile(
    r"\b(?:dont|do not|never|not|didnt|wont|cant) (?:\w+ ){0,2}(?:stop|quit|forget|take me off|remove|delete"
    r"|leave me|drop me)\b"
    r"|\b(?:no|nunca) (?:me |se |nos )?(?:dej\w+ de|par[ae]\w*|olvid\w+|borr\w+|quit\w+|saq\w+|cort\w+)\b"
    r"|\b(?:keep|vuelvan con|los extrano)\b|(?<!me )(?<!no )\b(?:sigan|sigue|siga)\b"
)
"""Texts are to go on: "dont stop texting me", "no dejen de escribirme"."""
_OF_LIFE: Final = re.compile(
    r"\b(?:make|want|wants|need|wish) (?:it|the \w+) (?:all )?(?:to |would )?(?:stop|end|be over)\b"
    r"|\bquiero que (?:ya )?(?:pare|termine|acabe|se acabe)\b|\bque se acabe\b|\b(?:want|need) (?:to"
    r"|it to) end\b"
    r"|\bbe here any ?more\b"
    r"|\b(?:quit|stop|stopped|dejar|deje|dejo) (?:de )?(?:drinking|smoking|my|quitting|using|crying|shaking"
    r"|feeling"
    r"|eating|working|me if|start|overthinking|thinking|worrying|tomar|fumar|beber|llorar|trabajar|sentir\w*"
    r"|pensar\w*"
    r"|the (?:drink|pills|meds|noise|pain))\b"
    r"|^(?:(?:this|that) is |its |thats )?the end$|^(?:im|i am) done$|\bthe way i feel\b"
    r"|^(?:i )?(?:just )?(?:want|need) out$"
    r"|\b(?:my|bus|train|next|full) stop\b|\bstop (?:start|light|sign)\b|\bcant stop\b|\bquitting (?:my"
    r"|the) \w+\b"
    r"|\b(?:marriage|matrimonio|job|trabajo con|drink\w*|smok\w*|dealer|alcohol|pills|pastillas"
    r"|(?:estoy|ando) de baja|autoestima)\b"
)
"""An end of something else: a pain, a life, drinking, a marriage, a bus stop."""
_WENT_OUT: Final = re.compile(
    r"^(?:(?:hola|bueno|ok|pues|ya|por fin|el|ella|mi \w+) )*(?:salio|sale|salgo|sali|saliendo|se (?:fue|va|salio))"
    r"(?: (?:ya|de (?:la )?casa|al? \w+|con \w+|un rato|recien|ahora|ahorita))*$"
    r"|^(?:(?:hi|hey|ok|okay|so|finally) )*(?:he|she|they|my \w+)(?:s| is| has| just)* (?:out|left|gone|went out)"
    r"(?: (?:now|again|for \w+|to \w+|just now))*$"
)
"""Somebody left the house, who must not read this: "ya salio", "ok he left"."""
_NEVER_MIND: Final = re.compile(
    r"^(?:(?:no|nah|bueno|ok|che|ay|ya|nada|esta|igual|ah) )*(?:ya fue|dej[ae](?:lo|la)?|dejalo)"
    r"(?: (?:ya fue|dej[ae](?:lo|la)?|nomas|no mas|ahi|asi|gracias|todo bien|no importa))*$"
)
"""What they were about to say no longer matters: "ya fue, deja"."""
_WHY_WRITE: Final = re.compile(
    r"\bno se (?:ni )?(?:para|por) que (?:\w+ )?escrib\w+"
    r"|\b(?:dont|do not) (?:even )?know why (?:i|im|i am) (?:\w+ )?(?:writ|text|messag)\w+"
    r"|\b(?:dejar(?:le)?|leave) (?:un|una|a|him a|her a) (?:\w+ )?(?:mensaje|recado|message)\b"
)
"""They wonder why they write, or leave a message for somebody."""
_SOMEBODY: Final = (
    r"(?:he|she|they|ella|ellos|ellas|el|people|everyone|m[iy] (?:ex|husband|wife|boss|jefe|marido))"
)
_OF_OTHERS: Final = re.compile(
    rf"\b{_SOMEBODY} (?:\w+ ){{0,3}}(?:text\w*|messag\w*|writ\w*|call\w*|leav\w*|stop\w*|dej\w+|escrib\w+"
    r"|mand\w+"
    r"|grit\w+)\b"
    r"|\b(?:las|los|mis?|la|el) \w+ no (?:dej\w+|par\w+)\b|\btold (?:my|him|her|them)\b|\bme grito\b"
    r"|\bde la familia\b"
    r"|\bmy kids\b|\bpeople to\b|\b(?:number|numero) (?:of|del?) (?:my |the |mi )?(?:dealer|ex)\b"
)
"""What somebody else sends, says or does."""
_NO_MORE_OF: Final = re.compile(r"^no more (?!te?xt|messag|msg|sms|contact|of |from |please|pls|remind)\w+$")
_WANTS_A_VOICE: Final = re.compile(
    r"(?<!no )(?<!not )(?<!dont )\b(?:quiero|want|prefiero) (?:una? |a )?(?:llamadas?|call|oir|hear|hablar"
    r"|talk)\b"
    r"|\b(?:oir|hear) (?:a|una) \w+|\bmarqueme\b"
)
"""They would rather have a call."""
_OTHER_WISH: Final = re.compile(
    r"\bautomatic(?:o|a|os|as)\b|\bdictad\w+\b|\bmensaje de voz\b"
    r"|\b(?:morning|weekend|night)s? (?:texts?|ones?)\b|\ba esta hora\b|\b(?:antes|despues) de las \d"
    r"|\bcon (?:ese|esa|este) que\b|\bdont send (?:anyone|anybody|nobody|no one)\b"
    r"|\bno (?:\w+ ){1,2}a nadie\b"
    # texts, but no call
    r"|\b(?:telefon\w+|llamar\w*|llamen|llames|phon\w+|call(?:s|ing|ed)?)\b(?=.*\b(?:mensajes|messages"
    r"|texts?|texto"
    r"|medio|escrib\w+)\b(?! (?:ni|nor|or|no)))"
    r"|\bi like the\b|\btelephone to me\b|\btake the texts\b|\bpor mensaje si\b|\bmensajes? nada mas\b"
    r"|\bme basta\b"
    # a question, or what texts cost and look like
    r"|\b(?:un|algun) dia\b|\bsome day\b|\bif i\b|\bby itself\b|(?<!how )\bdo i (?:get|need)\b"
    r"|\bdo i have to unsub\w*"
    r"|\b(?:deducts?|cuestan|cobran|prepaid|lector|bill|charge|damage for)\b|\bmensajes cort\w+"
    r"|\bto text you\b"
    r"|\bescribanme\b|\bde vez en cuando\b|\bno (?:me )?ofrezc\w+|\bemojis?\b|\btype it\b|\bhard questions\b"
    # today only, or a phone that is looked through
    r"|\bi (?:do )?want it\b|\b(?:tonight|esta noche|hoy)\b|\bborr\w+ los mensajes\b|\bdeleting this\b"
)
"""Another wish: a call, an hour, shorter texts, nothing today; or a question."""
_SENTENCES: Final = re.compile(r"[.!?;\n\u2026]+")
_LONGEST: Final = 600
_RATHER: Final = {
    "remind": 0.3, "unsafe": 0.3, "check": 0.25, "crisis": 0.25, "write": 0.4, "access": 0.25, "police": 0.3,
    "not_them": 0.3, "busy": 0.1, "cost": 0.2, "minor": 0.2, "private": 0.25,
}  # fmt: skip
"""From here on a text is perhaps rather about that: an hour, somebody in the room, danger, somebody."""
_SURE, _ALONE, _WITH_ONE, _WITH_TWO, _WITH_ALL = 0.9, 0.78, 0.6, 0.48, 0.36
"""What is enough with no word of its kind, with a word of ending, with one of texts or to us beside it, with all."""


def is_of_others(text: str) -> bool:
    """Whether it is somebody else who sends, says or does it: "he wont stop texting me"."""
    return any(_OF_OTHERS.search(clean(part)) is not None for part in _SENTENCES.split(text[:_LONGEST]))


def speaks_against(text: str, *, sure: bool = False) -> bool:
    """Whether a sentence of a text speaks of another end, of somebody else's texts, or of texts that are welcome.

    `sure`: the model is, so that an hour or a word about a call beside it changes nothing.
    """
    always = (_GO_ON, _OF_LIFE, _WENT_OUT, _NEVER_MIND, _WHY_WRITE, _OF_OTHERS, _NO_MORE_OF)
    against = (*always, *(() if sure else (_WANTS_A_VOICE, _OTHER_WISH)))
    sentences = [clean(part) for part in _SENTENCES.split(text[:_LONGEST])]
    return any(kind.search(said) is not None for said in sentences for kind in against)


def somebody_went_out(text: str) -> bool:
    """Whether a text says that somebody, or the writer, left the house, and nothing else: "ya salio", "ok he left"."""
    return _WENT_OUT.search(clean(text)) is not None


def lets_it_be(text: str) -> bool:
    """Whether a text only takes back what was asked or begun: "ya fue, deja". It ends no texts."""
    return _NEVER_MIND.search(clean(text)) is not None


def wants_a_voice(text: str) -> bool:
    """Whether they would rather hear somebody: "no quiero que me escriban, quiero oir a una persona"."""
    return _WANTS_A_VOICE.search(clean(text[:_LONGEST])) is not None


def is_about_texts(text: str) -> bool:
    """Whether a text speaks of texts or to this line, and nothing speaks against an end of texts."""
    said = clean(text[:_LONGEST])
    return (_OF_TEXTS.search(said) or _TO_US.search(said)) is not None and not speaks_against(text)


def is_enough(text: str, shares: dict[str, float]) -> bool:
    """Whether a likely opt-out is one, by the words that stand in it. `shares`: how likely each meaning is."""
    share = shares.get("stop", 0.0)
    if share < _WITH_ALL:
        return False
    said = clean(text[:_LONGEST])
    if not said or any(shares.get(name, 0.0) >= most for name, most in _RATHER.items()):
        return False
    if speaks_against(text, sure=share >= _SURE):
        return False
    ends, of_texts, to_us = (kind.search(said) is not None for kind in (_END, _OF_TEXTS, _TO_US))
    if share >= _ALONE:
        return True
    asks = "?" in text
    if share >= _WITH_ONE:
        return ends or (of_texts and to_us and not asks)
    if share >= _WITH_TWO:
        return ends and (of_texts or (to_us and not asks))
    return ends and of_texts and to_us and not asks
