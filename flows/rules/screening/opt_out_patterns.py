"""More words with which people end all texts, as patterns over one cleaned sentence.

`IN_SO_MANY_WORDS`: nothing else is meant by them. `LIKELY`: they need a model that takes the text for an opt-out as
well: "we're done here", "los voy a bloquear".
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_THESE = r"(?:(?:these|those|the|your|ur|all|any|this|such|them) )*"
_TEXTS = r"(?:texts?|messages?|msgs?|txts?|reminders?|notifications?|communications?)"
_THING = (
    r"(?:(?:this|these|the|your|ur|whatever this|that) )?(?:\w+ )?"
    r"(?:thing|list|roster|machine|system|service|records?|database|program|app|contacts?|texts?|messages?)"
)
_EVER = r"(?:again|any ?more|ever|for good|no more|forever)"
_TO_US = r"(?:(?:to |at )?(?:me|us|this (?:number|phone|old \w+)|my (?:number|phone|cell|mobile)|here|it) )?"

_MENSAJES = r"(?:mensajes?|mensajit\w+|textos?|sms|avisos?|recordatorios?|notificaciones|comunicaciones)"
_USTEDES = r"(?:ustedes|uds|vosotros|ud|usted|vos|esto|esta linea|este numero|este servicio)"
_WRITE = (
    r"(?:escri[bv](?:an\w*|as|a|ais|irme|iendo\w*)|mand(?:en|es|e|eis|arme|ando\w*)|env(?:ien|ies|ie|ieis|iarme"
    r"|iando\w*)"
    r"|text(?:een|ees|ee|eando\w*)|contacten|contacteis|contactando\w*)"
)

IN_SO_MANY_WORDS: Final = re.compile(
    # to be taken off
    r"\b(?:want|wish|like|need|ask(?:ed|ing)?|asking (?:\w+ ){1,6})(?: \w+){0,6} to be (?:removed|taken off"
    r"|unsubscribed|deleted)\b"
    rf"|\bto be (?:removed|taken off|deleted|unsubscribed)(?: from| off)? {_THING}\b"
    rf"|\b(?:take|get|leave|strike|cross|cut|sign|let) (?:me|us|my (?:name|number)) (?:off|out|outta|outa"
    rf"|down)(?: of| from)?"
    rf" (?:there|here|{_THING})\b"
    r"|^(?:(?:could|can|would|will) (?:you|u|ye|yall|someone) )?(?:please |pls |just )*(?:take|get) me off"
    r"(?: (?:please|pls|it|this|then|now|thanks))*$"
    r"|^(?:please |pls |kindly |just )*remove me\b|\b(?:no longer|dont) (?:wish|want) to be (?:on|in"
    r"|part of) (?:your|the|this)\b"
    # an end of what comes
    rf"|\b(?:stop|quit|end|finish|cease|kill|discontinue|halt|turn off"
    rf"|switch off)(?: up)?(?: with)? {_THESE}{_TEXTS}\b"
    r"|^(?:please |pls |kindly |just )*(?:turn (?:these|this|them|it all) off|stop (?:these|them)"
    r"|discontinue(?: (?:this|these|it))?)"
    r"(?: (?:please|pls|now))*$"
    r"|\bstop (?:blowing up|pinging|buzzing|texting|messaging|contacting) (?:me|us|my (?:phone|cell)|this)\b"
    r"|\bquit (?:blowing up|pinging|buzzing) (?:me|my (?:phone|cell))\b"
    r"|\bunsu?b\w*scribe\b|\bunsub\b|\bopt(?:ing)? (?:me )?out\b|\b(?:revoke|withdraw)\w* (?:my )?consent\b"
    r"|\b(?:quit|stop|never) (?:texting|messaging|contacting|texted|messaged|contacted) (?:me|us|this|my)\b"
    r"|\bdont want to be contacted\b|(?<!i )\bforget (?:that )?i exist\b|\bcancel (?:everything|me)\b"
    r"|\b(?:let|make) this (?:be )?(?:the|your) last (?:text|message|one)\b|^(?:whoever you are|please|pls) stop$"
    r"|\bleave (?:me|us|an? old \w+|this (?:old )?\w+) (?:tf |the \w+ )?(?:alone|be)$"
    r"|^(?:\d )?(?:oh |just |well )?(?:rack|sod|piss|fuck|bugger|eff|naff) off\b|^(?:\d )?go away (?:for good"
    r"|forever)$"
    r"|\b(?:this|it|thats) is harassment\b|\b(?:im|i am|ill|i will|im gonna|gonna"
    r"|going to) (?:be )?block(?:ing)? (?:you|u|this)\b"
    # nothing more
    rf"|\b(?:dont|do not|never) (?:you )?(?:\w+ )?(?:text|message|msg|contact|write)(?: to| back)? {_TO_US}{_EVER}\b"
    r"|\b(?:dont|do not|never) (?:text|message|msg|contact) (?:me|us|this (?:number|phone))(?: back| again)?$"
    r"|\b(?:dont|do not) send (?:any(?: more)?|it|another|anything)(?: (?:else|more|again|to it|to me|please))*$"
    r"|\bsend (?:me )?(?:nothing|no) (?:further|more|else)\b"
    rf"|\b(?:dont|do not|no longer|not) (?:want|wish|like|need|care)(?: to)? (?:get|receive|have"
    rf"|be sent)? ?{_THESE}{_TEXTS}"
    rf"(?: (?:from (?:you|this)\w*|{_EVER}))*$"
    rf"|\bnot (?:to )?(?:get|receive) {_THESE}{_TEXTS} {_EVER}\b"
    rf"|\b(?:never|not|dont)(?: \w+){{0,3}} (?:hear|hearing) from (?:you|yall|yous|ye|this (?:line"
    rf"|number))(?: \w+)? {_EVER}"
    r"|\b(?:want|like) to never hear from (?:you|yall|this)\b|\bno to (?:\w+ ){1,8}hearing from you\b"
    rf"|\bno more {_THESE}{_TEXTS}(?: (?:from (?:you|this)|please|pls)| at all| of any kind| ever)*\b"
    r"|\bno (?:calls|texts)(?: and| or|,)? no (?:calls|texts|messages)\b"
    # Spanish
    rf"|\b(?:no|ni|nunca) (?:me |nos |le |les )?(?:vuelvan a |vuelvas a |sigan )?{_WRITE}(?: me)?(?: \w+){{0,3}}"
    r" (?:mas|nunca|jamas|nada|otra vez|ninguna)\b"
    rf"|^(?:(?:por favor|porfa|ya|y|que|ke|k|q|pero|oiga|oigan) )*(?:no|ni) me (?:vuelvan a )?{_WRITE}"
    rf"(?: (?:ya|mas|por favor|porfa|se los pido|{_MENSAJES}))*$"
    r"|\bno (?:quiero|deseo|quisiera) (?:ya )?(?:volver a )?recibir(?:los|las)?(?: (?:mas|nada|esto|estos|estas"
    r"|sus|ningun|ninguna"
    rf"|de|ustedes|{_MENSAJES}))*$"
    rf"|\bno (?:quiero|deseo) (?:ya )?(?:(?:saber|seguir|tener|nada|mas|que ver) )+(?:de|con) {_USTEDES}\b"
    rf"|\bno (?:hace falta|necesito|es necesario|quiero|me hace falta) (?:que|q) (?:me )?(?:sigan|siga"
    rf"|sigas) {_WRITE}\b"
    rf"|\b(?:ni|no mas|basta de|sin|paren(?:le)? (?:con|de)|parad (?:con|de)) {_MENSAJES}(?: (?:ni|y)(?: de)? \w+)*$"
    r"|\b(?:quitenme|saquenme|borrenme|eliminenme|remuevanme|sacame|quitame|borrame|retirenme|quitadme|borradme)"
    r"(?: ya)?(?: de (?:aqui|aca|ahi|esto|la|su|sus|tu|tus|esta|este|vuestra)(?: \w+)?)?(?: (?:por favor|porfa|ya))*$"
    r"|\b(?:me|nos) (?:borran|quitan|sacan|eliminan|borras|quitas|sacas) de (?:la|su|tu|esta|ahi|aqui)\b"
    r"|\bque (?:esto )?dejen? de llegar\w*\b|\b(?:cesen|cese|suspendan) (?:las|los|sus|toda|todas|estos|estas)\b"
    r"|\b(?:dejen|dejar|deja|deje|dejad|paren|parar) de (?:\w+ (?:y|ni|o) (?:de )?)?"
    r"(?:escribirme|escribir|mandarme|mandar|enviarme|enviar|textearme|contactarme|molestarme)\b"
    r"|\bdejen en paz a\b|\bolvidenme$|\bque este sea el ultimo(?: mensaje)?$|\b(?:bajenme|bajame|bajadme) de\b"
    rf"|\bcancel(?:en|a|ar|acion) (?:de )?(?:todo|todos|todas|los|mis)(?: \w+){{0,2}} {_MENSAJES}\b|^cancelen todo\b"
    r"|^(?:\d )?(?:por mi |pues |ya )*(?:vayanse|vete|iros|idos|andate|andense) a (?:la (?:mierda|verga|chingada"
    r"|porra)|freir)\b"
    r"|\blos voy a (?:bloquear|denunciar|reportar)\b"
    r"|\brevoco (?:mi|el) consentimiento\b|\bolviden(?:se)? de que existo\b"
    r"|\b(?:eliminen|borren|quiten|retiren) (?:mi|este) (?:contacto|numero|telefono|celular|nombre)\b"
)
LIKELY: Final = re.compile(
    r"^(?:please |pls |and |just |no )*no more(?: (?:please|pls|of (?:them|these|this)|from you|anything))*$"
    r"|^(?:(?:that|thats|that is|ok|okay|right) )*enough(?: (?:already|now|of this|please))*$|^(?:off|out|finish"
    r"|end it|finished)$"
    r"|\b(?:im|i am|were|we are|we re) (?:out|done)(?: (?:here|with (?:you|this|the)\b.*))?$"
    r"|\b(?:ill|i will|im|i am|going to|gonna|will be|have to) (?:block|blocking|report|reporting)\b|\bharass\w+\b"
    r"|\b(?:go|going|goin) away (?:for good|forever|now)\b|\b(?:rack|sod|piss|fuck|bugger|eff) off\b"
    r"|\b(?:dont|do not|no longer) (?:want|need) (?:this|these|any of (?:this|these))(?: any ?more)?$"
    r"|\bhow (?:do|can) (?:i|you) (?:get (?:off|out of) (?:this|these)$|turn (?:this|these) off)"
    r"|\bnothing else from\b|\bdont write back\b"
    r"|\b(?:you|u) can stop (?:checking|asking|now|it)\b|\bdiscontinue\b|\bseriously (?:stop|enough)\b|\bthe list\b"
    r"|^(?:ya )?(?:no mas|basta|paren|parenle|parad|cortenla|cortala|ya estuvo|ya basta|fuera|se acabo)(?: (?:ya"
    r"|bueno|por favor|para siempre))*$"
    r"|\bhasta (?:aca|aqui) (?:llego|llegue|llegamos|llega)\b|\b(?:voy|vamos) a (?:bloquear|denunciar|reportar)\w*\b"
    r"|\b(?:vayanse|vete|iros|idos|andate|anda|vaya) a (?:la (?:mierda|verga|chingada|porra|miercoles)|freir|cagar"
    r"|paseo)\b"
    r"|\b(?:no quiero|ya no quiero)(?: (?:estar|seguir) (?:en|con) (?:esto|ustedes))?$|\bharta?o? de (?:ustedes"
    r"|uds|vosotros)\b"
    rf"|\b(?:no|ni|nunca) (?:me |nos )?{_WRITE}\b(?! a nadie)"
)
_OF_OTHERS: Final = re.compile(
    r"\b(?:dont|do not|(?:vas|van|vayan) a)$"
    r"|\b(?:(?:told|tell) (?:my|him|her|them)|(?<!how )do i|did i|if i|if he|if she|he|she|they|my \w+|ex|mi (?:ex|jefe"
    r"|marido|mama))"
    r"(?: \w+){0,4}$"
)
"""Right before it: somebody else's words, or a question."""
_ONLY: Final = re.compile(
    r"^(?: \w+){0,3} (?:hasta (?:que|q)|al otro|lo de|por hoy|hoy|tonight|today|tomorrow|until|till|after|despues"
    r"|before|antes|if"
    r"|si|except|unless|menos|but|pero|en la|por la|a las|in the|on)\b"
)
"""Right behind it: when, or what is welcome instead."""
_LONGEST: Final = 600
_SENTENCES: Final = re.compile(r"[.!?;\n\u2026]+")
_CLAUSES: Final = re.compile(r"[.!?;,:\n\u2026]+")


def in_so_many_words(text: str) -> bool:
    """Whether a sentence of a text asks for an end of all texts, and nothing in it says when, or in whose words."""
    for said in _parts(text):
        for found in IN_SO_MANY_WORDS.finditer(said):
            before, behind = said[: found.start()].rstrip(), said[found.end() :]
            if not _OF_OTHERS.search(before) and not _ONLY.match(behind):
                return True
    return False


def perhaps(text: str) -> bool:
    """Whether a sentence of a text has words that end all texts, or something else."""
    return any(LIKELY.search(said) is not None for said in _parts(text))


def _parts(text: str) -> list[str]:
    """The sentences of a text, and their clauses, cleaned."""
    split = dict.fromkeys((*_SENTENCES.split(text[:_LONGEST]), *_CLAUSES.split(text[:_LONGEST])))
    return [said for part in split if (said := clean(part))]
