"""More words that end all texts and leave nothing open, clause by clause: "out of my phone", "cancel me", "for good".

Each names the end and what it is the end of. Somebody else's words, an hour, and texts that are welcome make it none.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_MY_PHONE: Final = (
    r"(?:my (?:phone|cell|mobile|pocket|screen|inbox|life)"
    r"|m[iy] (?:telefono|cel\w*|movil|pantalla|vida|numero))"
)
_TEXTS: Final = (
    r"(?:te?xts?|txts?|messag\w+|msgs?|sms|notes|mensaj\w*|msjs?|letreritos|contacto|contact|communications?"
    r"|comunicacion\w*)"
)
_WRITE: Final = (
    r"(?:escri[bv]\w+|mand[ea]n?\w*|envi\w+|text\w+|contact\w+|busqu\w+|busca\w+|llegu\w+|yegu\w+|insist\w+"
    r"|pregunt\w+"
    r"|molest\w+|spam\w+|invit\w+|aparec\w+)"
)
_LAST: Final = (
    r"(?: (?:please|pls|plz|now|then|thanks|thank you|ta|x|already|again|ever|any ?more|for good|at all"
    r"|por favor|porfa|xfa"
    r"|ya|gracias|para siempre|pa siempre|nunca|jamas|mas|de una vez|im serious|im begging))*$"
)
_ENDS: Final = re.compile(
    # off it
    rf"\b(?:take|get|leave|drop) (?:me|us|my number|this number|it) (?:off|out){_LAST}"
    r"|\b(?:take|cut|leave) (?:my (?:name|number)|me) (?:out|off)(?: of)? (?:your|the|this"
    r"|whatever)\b(?! (?:hat|draw|queue))"
    r"|\bremove (?:this|my|the) (?:number|phone|name) (?:from|off)\b|\bremove (?:it|me) from (?:whatever|your"
    r"|this|the)\b"
    r"|^(?:not interested )?remove(?: me)?$|\b(?:im|i am) (?:to be taken|coming|getting"
    r"|taking myself) off(?: (?:this|your|the)"
    r"(?: \w+)?)?\b(?! (?:meds|work|the (?:bus|train|pills|meds)))|\b(?:me )?(?:des(?:apunto|inscribo|afilio)"
    r"|retiro|salgo|bajo) del? "
    r"(?:grupo|lista|la lista|programa|servicio|este|esta|esto)\b|\bdar(?:me)? de [bv]aja\b|\b(?:favor"
    r"|por favor|pido|ruego"
    r"|solicito)(?: \w+)? (?:retirar|quitar|borrar|eliminar|sacar) mi (?:numero|nombre|telefono)\b"
    rf"|\bque (?:me )?(?:quit|borr|saqu|elimin)\w+(?: (?:dije|ya))*$|^(?:me )?(?:retir|quit|borr|saqu"
    rf"|elimin)(?:en|ad|a|eis)(?:me|nos){_LAST}"
    r"|\b(?:quit|borr|saqu|retir)en (?:el|este|ese) (?:numero|telefono)\b"
    r"|\b(?:cross|strike|scratch|take) (?:me|my name) (?:off|out|from)(?: (?:your|the|of) \w+)?$"
    r"|\bstrike me from your\b"
    r"|\b(?:take|get) me (?:out (?:of )?(?:the|your) (?:system|machine|list)|off (?:all of (?:it|this)"
    r"|everything|(?:yr|ur|your) phone))\b"
    r"|\bclose me out\b|\bunlist me\b|\bsakenme\b|\b(?:quiero|kiero|pido|solicito) (?:mi|la) [bv]aja\b"
    r"|\bfavor de (?:retirar|quitar|borrar|sacar|eliminar)me\b|^(?:salir|fuera) de (?:la|esta|su) lista\b"
    r"|\bque me (?:quit|saqu|borr)\w+ de (?:ahi|aqui|aca)\b"
    r"|\b(?:number|name|phone) (?:to )?be removed\b|\bbe (?:removed|taken) (?:from|off) (?:your|this"
    r"|the) (?:service|list|line|system)\b"
    r"|\b(?:sacar|quitar|borrar)l[oa] de ahi\b|\bme borras$|\bs t o p\b"
    # out of their phone
    rf"|\b(?:out|off|gone) (?:of|from) {_MY_PHONE}\b|\b(?:fuera|desaparez\w+|salgan|borrense|vayanse"
    rf"|quitense) de {_MY_PHONE}\b"
    rf"|\b(?:dont|do not) want (?:any of you|you|yall|you people|yous|this)(?: \w+){{0,2}} (?:in|on) {_MY_PHONE}\b"
    rf"|\bno vuelvan a aparecer\b|\bsin (?:la )?llamadas? (?:y|ni) sin (?:ustedes|mensajes)\b"
    rf"|\bstay out of {_MY_PHONE}\b"
    # nothing more of what comes
    rf"|\b(?:dont|do not|no longer) (?:want|need) (?:any ?more |any |the |your |these |more )*{_TEXTS}{_LAST}"
    rf"|\b(?:dont|do not|no longer) need (?:these|them) (?:coming|anymore|any more|no more)\b"
    rf"|\b(?:dont|do not|no) need to keep (?:checking|texting|asking|writing|messaging)\b"
    rf"|\b(?:end|finish|stop|quit|cease) (?:my|the|these|your|all|all the|with the) {_TEXTS}{_LAST}"
    rf"|\bno more (?:of )?(?:these |your |little )*{_TEXTS}{_LAST}|\bnever (?:send|text|ask|write|message"
    rf"|contact)(?: \w+)? (?:again|here"
    rf"|this number){_LAST}|\b(?:now )?never (?:ask|text|write|send) again\b|\bno (?:further )?{_TEXTS} (?:be"
    rf"|is to be) sent\b"
    r"|\bstop asking(?: me)?(?: (?:full stop|for good|ever|already|altogether))+$|\bdont send (?:this|these"
    r"|that)(?: stuff)? here\b"
    rf"|\b(?:dont|do not) (?:text|send|message|write)(?: \w+)?(?: to)? this (?:number|phone|handset)\b"
    rf"|\b(?:no|ni|nunca|jamas) (?:me |nos |le |les )?(?:vuelvan? a |sigan? |vuelvas a )(?:\w+ )?{_WRITE}{_LAST}"
    rf"|\bque (?:ya )?no (?:me )?(?:lleguen|yeguen|manden|escriban|envien|llegue) ?(?:mas |{_TEXTS} ?"
    rf"|nada ?)*{_LAST}"
    rf"|\bya no (?:me )?(?:lleguen|llegue|manden|escriban|envien|inviten)(?: (?:mas|sus|{_TEXTS}|nada"
    rf"|a nada))*{_LAST}"
    rf"|\b(?:ya no|no) (?:kiero|quiero|deseo) (?:q|que|k) (?:me )?(?:lleguen|yeguen|manden|escriban|envien"
    rf"|llegue)\b"
    rf"|\bno haya mas {_TEXTS}\b|\bdejen(?: ya)? de (?:spam\w+|estar (?:fregando|jodiendo|chingando|molestando"
    rf"|mandando))\b"
    rf"|\b(?:paren|parenle|corten|cortenla|acaben|suspendan|suspendanlo)(?:le|la|lo)? (?:ya |todo |con )*(?:la"
    rf"|las|los|sus|esto|esta"
    rf"|tanto|tanta|todo|{_TEXTS})?(?: (?:preguntit\w+|pregunt\w+|diaria|{_TEXTS}))*{_LAST}|\bsuspendanlo todo\b"
    rf"|^(?:cortemos|desistan|(?:me )?desapunto)$"
    r"|\bno (?:mas|more|further) (?:of (?:these|this|them)|correspondence|contact|texts|messages"
    r"|mensajes)(?: (?:to|from|de|a) (?:my|this|you|esta"
    r"|este|ustedes)(?: \w+)?)?(?: \w+){0,2}$|\bnothing (?:more|else|further) to (?:this|my) (?:phone|number)\b"
    r"|\bnothing after this (?:one|text)\b"
    r"|\b(?:id|i would|ill) (?:like|prefer|want) (?:no more|to be left alone|it to be the last)\b"
    r"|\bthe last (?:one|thing) (?:from you|you send)\b"
    r"|\bwont be needing (?:these|this|you|u|yall)\b|\bno insistan (?:mas|ni ahora ni nunca)\b"
    r"|\bno volver a escribir(?:me)?$"
    r"|\bdont text me to ask\b"
    # called off with all
    r"|\bcancel (?:me|the lot|my (?:number|name|spot))\b|\bcancel\w* (?:mi|este) numero\b"
    r"|\bni me tengan anotad[oa]\b"
    r"|\b(?:whole|entire) (?:thing|service|line)(?: \w+){0,2} (?:off|over|finished) for good\b|\bso am i for good\b"
    # they said so before
    r"|\bi (?:said|told (?:you|yall|u)(?: (?:to|all to))?|asked (?:you|u)(?: to)?|texted|typed|sent) (?:stop"
    r"|unsubscribe|quit texting)\b"
    r"(?! (?:it|him|her|them|that|drink\w*|smok\w*))|\byo dije (?:baja|alto|que no me escrib\w+)\b"
    # goodbye to the lot
    r"|\bbe forgotten by (?:this|your|the) (?:service|line)\b|\b(?:id|i would) like to (?:discontinue"
    r"|be forgotten|leave this (?:list"
    r"|service|line|programme|program))\b|\bgo bother some ?(?:one|body) else\b|\bgo away permanently\b"
    r"|\bvayan a romper\w* \w+ \w+ a otr[oa]\b"
    r"|\bwants? none of (?:your|this)\b|\bnobody here wants (?:your|these|this)\b|\bhasta nunca\b|\bwe(?:re"
    r"| are) through\b"
    r"|\bshutting the door on\b.*\bthis line\b|\bquiero que me (?:olviden|borren|quiten)\b"
    r"|\bno figurar (?:mas )?(?:entre|en) sus\b"
)
_FOR_ANOTHER: Final = re.compile(
    r"\b(?:doesnt|does not|no longer|dont) want(?:s)? (?:these|them|your|any|the)(?: \w+)? any ?more\b"
    r"|\bya no (?:los|las|lo) quiere\b"
)
_IS_A_HELPER: Final = re.compile(
    r"\b(?:mum|mom|mother|dad|father|carer|nurse|hij[oa]|mama|papa|sister|brother|wife|husband)\b"
)
_OTHERS: Final = re.compile(
    r"\b(?:he|she|they|him|her|people (?:who|that|keep|text\w*|always)|everyone|my (?:ex|boss|mum|mom|dad"
    r"|sister|brother|wife|husband|job|son"
    r"|daughter)|ex"
    r"|mi (?:ex|jefe|marido|mama|papa|esposo|hermana|hermano)|el banco|la empresa|cobrador\w+|tell|told|dile"
    r"|diles|dijo|dijeron"
    r"|said he|said she|ella|ellos|should i|if i|do i|did i|to stop (?:drinking|smoking))\b"
)
_ONLY: Final = re.compile(
    r"\b(?:tonight|today|tomorrow|till|until|hoy|esta noche|manana|hasta (?:que|el|la|las|manana)|until|before"
    r"|antes|after (?!this)"
    r"|despues|for now|por ahora|in the (?:morning|night)s?|mornings?|weekends?|on \w+days?|los (?:lunes"
    r"|domingos|sabados)|a las"
    r"|if you|unless|except|menos|salvo|but (?:do|keep|not)|pero (?:si|no)|when|cuando|while|mientras"
    r"|for (?:calls?|tonight)"
    r"|emojis?|fotos?|pictures?|smileys?|voicemails?|queue|fila|cola|turno|rather (?:text|write)|text(?:s"
    r"|ing)? (?:is|are) (?:fine|ok"
    r"|grand|good)|los mensajes si|mensajes si)\b"
)
_CLAUSES: Final = re.compile(r"[.!?;:,\n\u2026]+|\b(?:and|but|y|pero|so)\b", re.IGNORECASE)
_FROM_THEN_ON: Final = re.compile(
    r"\b(?:after (?:today|tonight|tomorrow|this)|a partir de (?:hoy|manana)|from (?:today|tonight|now) on"
    r"|ni ahora ni nunca)\b"
)
_SHOUTED: Final = re.compile(r"\b(?:ok|then|so|just|please|pls|said) STOP\W*$")
_SENTENCES: Final = re.compile(r"[.!?;\n\u2026]+")
_DENIED: Final = re.compile(r"\b(?:dont|do not|never|not|no|nunca|wont|didnt)(?: me| to| que)? ?$")
_LETTERED: Final = re.compile(r"^(?:\W*\w+\W+){2,6}$")
_LONGEST: Final = 600


def asks(text: str) -> bool:
    """Whether some clause of a text ends all texts in words that mean nothing else."""
    said = clean(text[:_LONGEST])
    if _ONLY.search(_FROM_THEN_ON.sub(" ", said)):
        return False
    if _SHOUTED.search(text):
        return True
    if _FOR_ANOTHER.search(said) and _IS_A_HELPER.search(said):
        return True
    parts = dict.fromkeys((*_SENTENCES.split(text[:_LONGEST]), *_CLAUSES.split(text[:_LONGEST])))
    if _LETTERED.match(text):
        parts[text] = None  # "Take. Me. Off."
    return any(_ends(clean(part)) for part in parts)


def _ends(said: str) -> bool:
    found = _ENDS.search(said)
    return found is not None and not _DENIED.search(said[: found.start()]) and _OTHERS.search(said) is None
