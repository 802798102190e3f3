"""Lists the words with which a peer speaks to the line while they write, and what usually follows each.

Used by `addressee`, on text cleaned by `replies.clean`: lower case, no accents, no punctuation.
"""

from __future__ import annotations

import re
from typing import Final

_VERBS: Final = {
    "done": """
        done; dne; doen; finished; end; ended; fin; hecho; hexo; listo; lista; terminado; terminada; termine;
        terminamos; acabe; acabado; all done; ya termine; ya acabe; wrapped up
    """,
    "note": """
        note; notes; nota; notas; report; reporto; reporte; anoten; apunten; fyi; unblock; desbloquear;
        desbloquea; desbloqueen
    """,
    "pass": """
        pass; paso; pasala; pasalo; pasenla; pasenlo; la paso; lo paso; pasa
    """,
    "block": """
        block; blck; blok; bloquear; bloquea; bloqueala; bloquealo; bloqueen; bloqueenla; bloqueenlo; bloqueo;
        bloqueame; bloqueenme
    """,
    "other": """
        on; off; go; take; pause; status; menu; again; reconnect; shifts; drop; cover; swap; away; calendar; pausa;
        estado; disponible; apagado; tomar; tomo; voy; fuera; turnos; devolver; soltar; cubrir; cambiar; reconectar;
        de turno; words; palabras
    """,
}
_BY_WORD: Final = {word.strip(): verb for verb, words in _VERBS.items() for word in words.split(";")}
REPORTING: Final = frozenset(("done", "note", "pass", "block"))
"""The verbs that are followed by what only the line should know."""
CODED: Final = REPORTING | {"other"}
WEAK: Final = frozenset(
    """listo lista hecho hexo fin end ended finished termine terminamos acabe acabado pasa pasala pasalo notes fyi
    report reporte bloquea bloquealo""".split()
)
"""Everyday words that some use for a keyword of the line. They need more than a mark after them to count as one."""
TO_THEM_ALONE: Final = frozenset(("listo", "lista", "hecho", "pasa", "notes", "report", "fyi"))
ALONE: Final = frozenset(
    """take tomar tomo done terminado terminada note nota block bloquear on disponible off fuera go
    pause pausa status estado estatus menu opciones pass paso shifts turnos drop devolver soltar cover cubrir swap
    cambiar away again reconnect reconectar calendar supervisor words palabras""".split()
)
"""Words that are for the line if they are the whole text."""
COURTESY: Final = frozenset(
    ("please", "pls", "plz", "please now", "now please", "por favor", "porfa", "porfavor")
)


def verb_of(word: str) -> str | None:
    """What this cleaned word asks the line for: done, note, pass, block or other; None for everyday words."""
    return _BY_WORD.get(word)


_OBJECT_EN: Final = r"(?:me|the|it|that|my|some|out|by|over|along|away|on|through|a|time|around|down|up)"
ORDINARY: Final = {
    "done": re.compile(
        r"(?:with (?!her|him|them|this|that one|[a-z][0-9])|for today|that|it|this|my|the|a|is|isnt|are"
        r"|deal|crying|eating"
        r"|and dusted|by|right|more|some|everything|what|working|cooking|cleaning|packing|up (?:in|at"
        r"|here|there)|of"
        r" the|lo|los|las|y|aqui estoy|ya me|ya estoy|ya|polvo|un|de (?:semana|ano|mes|cenar|comer"
        r"|trabajar)|mi|el|la|frijoles|para|cuando|donde|asi|te)\b"
    ),
    "note": re.compile(
        r"(?:to self|how|that (?:this|it|the|we|nothing)|the (?:way|feeling|time|colour|color|difference)"
        r"|down|it|taken|on (?:the|my) (?:door|fridge|wall)"
        r"|worthy|book|what (?:helps|happens)|mental|como|cuando|tu|tus|la (?:diferencia|respiracion"
        r"|silla)|el (?:aire|piso|peso|suelo)|de voz)\b"
    ),
    "pass": re.compile(
        rf"(?:{_OBJECT_EN}|a (?:paso|decirte|dejarte|ver|saludar)|paso|por|de|mucho|me|te|el|la (?:noche"
        rf"|voz|sal)|las|los|con"
        r" (?:cuidado|calma)|un|una|igual|mal|bien|algo|bueno)\b"
    ),
    "block": re.compile(
        r"(?:out|of|the|that|it|your|all|party|everyone|everything|his|her (?:number|account|profile)"
        r"|their|buster|off|de|el"
        r"|la|su|mental|y|a (?:mi|los|las))\b"
    ),
}
"""How each verb goes on in everyday talk: "done with work", "pass me the salt"."""
VERDICT: Final = re.compile(
    r"\b(?:drunk\w*|wasted|high|stoned|tipsy|slurring|slurred|creep\w*|weird\w*|perv\w*|sexual\w*|sexting"
    r"|flirt\w*|inappropriate"
    r"|abusive|rude|nasty|aggressive|hostile|racist|sexist|trolls?|trolling|prank\w*|fake|scam\w*|liar"
    r"|lying|lies|manipulative"
    r"|annoying|exhausting|draining|boring|unstable|psycho|threatening|harass\w*|masturbat\w*|wank\w*"
    r"|nudes|gross|disgusting"
    r"|sketchy|incoherent|rambl\w*|delusional|manic|psychotic|paranoid|hit(?:s|ting)? on me|time ?waster"
    r"|wast(?:e|ing)"
    r" (?:of |our |my )?time|no ?show|ghosted|whiner|whin\w+|suicidal|harmless|asleep|hung up|lonely"
    r"|calm (?:when|now)|low risk|underage|under ?1[0-9]|a minor|menor(?: de edad)?"
    r"|no risk|dirty|pics|insta|tough one|hard one|rough one"
    r"|borrach[oa]s?|tomad[oa]|ebri[oa]|drogad[oa]|fumad[oa]|fumao|pasad[oa] de|pesad[oa]|pesao"
    r"|cochin[oa]|pervertid[oa]"
    r"|acosador|acosa\w*|groser[oa]|maleducad[oa]|agresiv[oa]|vulgar\w*|asqueros[oa]|intens[oa]"
    r"|mentiros[oa]|coquete\w*|ligar"
    r"|ligando|broma|bromista|perder el tiempo|perdida de tiempo|no (?:contesta|contesto|responde"
    r"|respondio)|insult\w+"
    r"|obscen\w+|cansad[ií]sim[oa]|puro cuento|sin riesgo|inofensiv[oa]|arrastraba|buzon|me (?:colgo"
    r"|grito|coquetea)"
    r"|nada grave|encantador[a]?|muy sol[oa]|esta loc[oa]|asco|mala espina|audios raros|fotos)\b"
)
"""Words that people say of somebody behind their back."""
VERDICT_FIRST: Final = re.compile(
    rf"(?:(?:a|an|bit|a bit|very|so|really|total|again|still|just|kinda|pretty|clearly|probably|muy|un"
    rf"|una|medio|bien|otra"
    rf" vez|solo|puro) )*(?:{VERDICT.pattern})"
)
HARD_FIRST: Final = re.compile(
    r"(?:(?:it|that|this|was|a|very|really|so|too|fue|estuvo|es|una|un|muy) )*"
    r"(?:hard|rough|tough|heavy|intense|too much|dur[ao]|dificil|pesad[ao]|fuerte)\b"
)
OWN_NEED: Final = re.compile(
    r"^(?:(?:sorry|pls|please|hoy|ahora|perdon) )*(?:i|im|ive|my|not|cant|cannot|need|too|no (?:puedo"
    r"|tengo|me)|estoy|ando|me|hoy"
    r"|necesito|tengo|lo conozco|la conozco|dinner|at work|conflict|mejor otra)\b|\b(?:need a break"
    r"|headspace|conflict|exhausted"
    r"|wrecked|burnt out|burned out|too much|no puedo|tough|hard|rough|heavy|descanso|dura|duro|pesad[oa]"
    r"|fatal|agotad[oa])\b"
)
"""Reasons of the peer's own for handing a conversation on."""
TALKED: Final = re.compile(
    r"\b(?:talk(?:ed|ing)?|chat(?:ted)?|call|calm|convo|conversation|session|spoke|min(?:s|utes|utos)?"
    r"|next time|next peer"
    r"|charla|platica|hablamos|llamada|proxima|lovely (?:chat|talk|call)|good (?:chat|talk|call)|all good"
    r"|tried (?:twice|again))\b"
)
TEAM: Final = re.compile(
    r"\b(?:some(?:one|body) else|another (?:peer|volunteer)|(?:give|hand|pass) (?:him|her|them|it"
    r"|this one) to|take me off"
    r"|stop giving me|dont (?:give|send) me|next peer|other volunteers?|pause me|mark me|can (?:someone"
    r"|somebody|anyone)"
    r"|triggered by|caller was|otra persona|otro voluntario|que (?:la|lo) (?:tome|atienda)|dasel[oa] a"
    r"|quitenme|quitenle|quitenl[oa]"
    r"|pasenme|no me (?:pasen|manden|den)|no le crean|bloqueen\w*|anoten|apunten|saquenme|asignen\w*|denme"
    r"|avisen(?:le)?|manden|sepan"
    r"|proxim[oa] companer[oa]|podeis|pueden cerrar|cierren|pa(?:se|sa)(?:n)? esta llamada|off (?:for|x"
    r"|por|till|until)"
    r" (?:tonight|today|hoy|now)|apagad[oa] por hoy|pausa hasta)\b"
)
"""Words for the people who run the line, not for somebody who asked for help."""
