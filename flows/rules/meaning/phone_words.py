"""Reads whether somebody says that phone calls are hard for them, and asks for none: "i hate talking on the phone".

The model takes the words for a wish to be called, for they are the same words.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_CALLS: Final = (
    r"(?:phones?|telephones?|(?:phone )?calls|phone call|phoning|phonecalls?"
    r"|calling(?! (?:my|the|him|her|them|his|it)\b))"
)
_TALKING: Final = r"(?:(?:talk|speak|be)(?:ing)? on (?:the |a )?phone)"
_LLAMADAS: Final = r"(?:(?:por|al|el|con el|los) (?:telefonos?|celular|tel)|llamadas?|llamar|telefonear)"
_HARD: Final = (
    r"(?:hard(?:est)?|worst|difficult|tough|scary|terrifying|impossible|awkward|stressful|anxious|nervous|scared"
    r"|panic\w*|too much|overwhelming|nightmare|struggle|freak\w*)"
)
_MUY: Final = r"(?:muy |tan |bien |super |bastante )?"
_SAYS: Final = re.compile(
    r"\b(?:hate|dread|scared of|afraid of|terrified of|fear of|nervous (?:about|on)|anxious (?:about|on)"
    r"|anxiety (?:about|on)|struggle (?:with|on)|phobia of|(?:dont|do not) (?:really )?like"
    r"|(?:bad|awful|terrible|useless|hopeless|not good|not great|no good) (?:at|on|with)"
    r"|(?:cant|cannot|can not) (?:stand|do|face|handle))"
    rf"(?: (?:talking|speaking|being|on|the|making|having|doing|with|to|about|any|all))* {_CALLS}\b"
    rf"|\b{_CALLS} (?:\w+ )?(?:is|are|feels?|gets?|makes? me|scares?|stress(?:es)?|terrif\w+)"
    rf"(?: \w+){{0,3}}? (?:{_HARD}|me)\b|\b{_CALLS} (?:scares?|stress(?:es)?|terrif\w+) me\b"
    r"|\b(?:phone|call|telephone) (?:anxiety|phobia|phobic)\b"
    rf"|\b{_HARD}(?: for me)?(?: to)? {_TALKING}\b|\b{_HARD} for me to (?:call|phone|ring)\b"
    r"|\b(?:me cuest\w+|me dan?|me pon\w+|me aterr\w+|me asust\w+|me angusti\w+|odio|detesto|no soporto"
    rf"|no me gust\w+|(?:se me hace|me es|me resulta|es) {_MUY}dificil|le tengo"
    r"|tengo (?:fobia|miedo|panico)|soy mal[oa])"
    rf"(?: (?!que\b|no\b)\w+){{0,4}}? {_LLAMADAS}\b"
    rf"|\b{_LLAMADAS} (?:(?:siempre|casi|a mi|la verdad|es|son) )*"
    r"(?:me cuest\w+|me dan? (?:\w+ )?(?:miedo|pena|ansiedad|panico|verguenza|terror|cosa|corte|nervios)|me pon\w+"
    rf"|me aterr\w+|me asust\w+|me angusti\w+|{_MUY}dificil\w*)"
    # "hablar por telefono me cuesta", "talking on the phone is really hard"
    rf"|\b{_TALKING} (?:\w+ ){{0,3}}{_HARD}\b"
    # "i always freeze on the phone", "me bloqueo al telefono"
    r"|\bi (?:\w+ ){0,2}(?:freeze|panic|shut down|go blank)(?: up)? (?:when (?:i|im|i am) )?(?:on|talking on)"
    r" (?:the |a )?(?:phone|calls?)\b|\bme (?:bloqueo|congelo|paralizo|trabo) (?:\w+ ){0,2}(?:al|por) telefono\b"
)
_CALL_ALL_THE_SAME: Final = re.compile(
    r"\b(?:can|could|would|will|please|pls|plz|just|but|and|so|then)(?: \w+){0,2} (?:call|ring|phone) me\b"
    r"|\b(?:want|need|like|have) (?:a|the|that) call\b|\bllam(?:en|a|e)me\b|\bmarquenme\b"
    r"|\bme (?:pued\w+|podr\w+) (?:llamar|marcar)\b|\b(?:pero|por favor|porfa|quiero|quisiera|necesito) (?:que )?"
    r"(?:me llam\w+|una llamada|la llamada)\b"
)


def say_hard(text: str) -> bool:
    """Whether the text says it, and asks for a call neither before nor after."""
    said = clean(text)
    return _SAYS.search(said) is not None and _CALL_ALL_THE_SAME.search(said) is None
