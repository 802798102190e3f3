"""Reads whether a volunteer says in so many words that they take the offer they have: "i'll take it", "la tomo yo".

A phone rings at a TAKE, so the model's word alone is not enough for one: to it "take care" is much like "take it". The
text has to say it (`says_so`, `names_it`), and nothing in it may make it doubtful (`is_doubtful`). What only might be a
TAKE is asked about.
"""

import re
from typing import Final

from flows.rules.refusal import refusal
from flows.rules.refusal.still_wanted import KEEPS
from flows.rules.words import negation
from flows.rules.words.replies import clean

_LONGEST: Final = 400
_CODE: Final = re.compile(r"\b[cdefghjkmnprtuvwxy] ?[2-9]{1,3}\b")
_YES: Final = (
    r"(?:yes|yess+|yeah|yep|yup|yea|yes please|sure|sure thing|sure why not|of course|absolutely|definitely"
    r"|certainly"
    r"|si|sii+|sip|claro|claro que si|dale|por supuesto|con gusto)"
)
_IT: Final = r"(?:it|this|that|this one|that one|the call|this call|that call|this offer|the offer)"
_I_WILL: Final = (
    r"(?:ill|i will|i can|i shall|let me|happy to|glad to|im happy to|im gonna|im going to|gonna)"
)
_SAYS: Final = re.compile(
    r"(?:(?:ok|okay|oh|hey|hi|bueno|vale|ah) )?"
    rf"(?:{_YES}(?: {_YES})?(?: i can| i will| i do| puedo| yo puedo)?"
    rf"|(?:{_YES} )?(?:{_I_WILL} (?:take|do|have|grab|get|handle)(?: {_IT})?|(?:im |i am )?on it"
    r"|i(?:ve)? got this(?: one)?|put me through|count me in|i can|i will|im in"
    r"|(?:yo )?(?:la|lo|me la) (?:tomo|hago|agarro|atiendo|acepto|cojo|quedo)(?: yo)?|(?:yo )?me encargo(?: yo)?"
    r"|(?:si |yo )?puedo(?: yo)?|cuenten conmigo|cuenta conmigo|voy yo"
    r"|(?:i )?got (?:it|this|them|em|him|her)|(?:that ones |its |this ones )?mine|(?:me )?me|gimme"
    r"|give (?:it )?here|go on"
    r"|go on then|happy to(?: help| oblige)?|with pleasure|my pleasure|gladly|bring it on|send (?:it|em|them) over"
    r"|ill (?:ring|call) (?:em|them|him|her)|of course i (?:will|can)|why not|cant say no(?: to that)?"
    r"|(?:es |pa |para )?(?:mia|mio|mi)|a la orden|encantad[oa]|(?:va )?(?:pa|para) mi|va|sale|orale|venga"
    r"|hecho|como no"
    r"|(?:que )?me l[ao]s? (?:den|pasen|echen)|dal[ea] (?:pues|nomas|que si)|con mucho gusto))"
    r"(?: (?:now|right now|please|pls|thanks|no problem|maam|sir|mate|then|ahora|ahora mismo|por favor|porfa"
    r"|gracias"
    r"|sin problema|pues|yo|nomas))*"
)
_DOUBTFUL: Final = re.compile(
    # A condition, a wish, somebody else.
    r"\b(?:if|unless|might|maybe|perhaps|possibly|would|wouldve|could|couldve|wish|should|someone|somebody|anyone"
    r"|anybody|whoever|another|others?|else|elses|who|whose|supposed|used to|almost|nearly|casi|wait|hold on"
    r"|hang on"
    r"|one sec|he|she|they|quizas?|tal vez|talvez|a lo mejor|otr[oa]s?|alguien|quien|podria|tomaria|haria"
    r"|deberia|ojala"
    r"|espera|esperen|esperate|momento|fuera|estuviera|pudiera|tuviera|hubiera|quisiera)\b"
    # "Si" before anything but what is taken is "if": "la tomo si nadie la quiere".
    r"|(?<!^)\bsi (?!(?:la|lo|yo|me|puedo|claro|quiero|por|gracias|ahora|va|dale)\b)"
)
_WILL: Final = (
    r"(?:can|will|am|m|ll|just|gladly|happily|definitely|certainly|be|able|going|gonna|happy|glad|to|then|also"
    r"|still|now"
    r"|think|guess|suppose|i|im|ill)"
)
_NAMES: Final = re.compile(
    rf"\b(?:i|ill|im|let me|happy to|glad to|gonna)(?: {_WILL}){{0,6}} (?:take|do|grab|handle|cover|pick up|taking)"
    rf"(?: up| on)? (?:{_IT}|one|them|her|him)\b(?! easy| slow)"
    r"|\bim in$|\b(?:send|sling) (?:em|them|him|her|it) over\b|\bput me down for (?:it|that|this|k ?\d)\b"
    r"|\bk ?\d+s mine\b|\bglad to speak\b"
    r"|\b(?:yo|ahi) le (?:hablo|llamo|marco|entro|meto)\b|\bpuedo hacerla\b|\batendere a esa\b"
    r"|\bme la (?:aviento|llevo|echo)\b"
    r"|^taking (?:it|this|that)\b(?! easy| slow)|\b(?:put me through|patch me (?:in|through)|connect me"
    r"|count me in)\b"
    r"|\b(?:im|i am) (?:\w+ )?(?:on it|in|ready|free|available|here|up for (?:it|this)|good to go)\b|^on it\b"
    r"|\b(?:give|send|pass) it (?:to me|my way|over)\b|^mine\b$"
    r"|\b(?:la|lo|me la|esa la|esta la) (?:tomo|agarro|hago|atiendo|acepto|cojo|quedo|puedo tomar)\b"
    r"|^(?:(?:si|claro|dale|vale|bueno|yo|ok) )*puedo\b"
    r"|\bpuedo (?:yo|tomarl[ao]|hacerl[ao]|atenderl[ao]|con (?:esa|esta))\b"
    r"|\bme encargo\b|\bcuent[ae]n? conmigo\b|\b(?:pasa|pasen|da|den)mel[ao]\b|^voy yo\b"
    r"|\bestoy (?:lista?|listo|libre|disponible)\b"
    r"|\b(?:its|thats|that ones|this ones|one is|ones|call it|make it) mine\b|\b(?:one|call|it|k ?\d+"
    r"|m ?\d+) (?:is )?(?:for|on) me$|\b(?:me"
    r"|ill go) first\b"
    r"|\b(?:ill|i will|let me|i can|lemme) (?:\w+ )?(?:ring|call|phone|talk to|speak to|chat to|take|have|get"
    r"|be the one)\b"
    r"(?! (?:you|yous|my|the (?:doctor|police|team)|care|a (?:nap|break|bath|shower|rest|walk|minute|look)"
    r"|it (?:easy|slow)))"
    r"|\b(?:ill|i will|let me) (?:skip|leave|drop|stop|pause) (?:\w+ ){1,3}(?:for|and)\b"
    r"|\b(?:hand|give|pass|send|put|throw|sling|chuck|bring) (?:it|them|him|her|that one|this one|us it|me it)"
    r" (?:here|over|to me|my way|on my plate|through|on)\b|\bgive us it\b|\bgive me (?:it|that one|this one"
    r"|them|the call)\b"
    r"|\b(?:ive got|i got|i have|ive|got) (?:it|this|this one|that one|them|em|time (?:for|to))\b(?! from| off)"
    r"|\b(?:la|lo|esa|esta|ese|este) (?:quiero|voy a (?:tomar|hacer|atender)|cubro|cojo|pillo|llamo|cuido"
    r"|puedo (?:hacer"
    r"|tomar|atender|agarrar|coger)|asumo|recibo)\b|\b(?:la|lo|me la) (?:quedo|agarro|jalo|aviento|echo)\b"
    r"|\b(?:pas|d|ech|mand|aviend?t|avient|asign|conect)[ae](?:n)?(?:me)?l[ao]\b(?! a (?!mi))|\bpongame\b"
    r"|\besa es mia\b"
    r"|\byo (?:le |la |lo )?(?:llamo|marco|hablo|atiendo|entro|voy|me la|contesto)\b|\b(?:es|va|pa|para) (?:mia"
    r"|mi)\b"
)
"""How somebody says of themselves that they take what is offered: "i can do that one", "me encargo"."""


def says_so(text: str) -> bool:
    """Whether the text is nothing but a yes to an offer."""
    return _SAYS.fullmatch(_without_code(text)) is not None


def names_it(text: str) -> bool:
    """Whether the writer says of themselves that they take it, among other words: "hi, i can take that one tonight"."""
    return _NAMES.search(_CODE.sub("it", clean(text[:_LONGEST]))) is not None


_DOUBLE_NO: Final = re.compile(
    r"\b(?:cant|cannot|couldnt|wouldnt|never) (?:say no|turn (?:it|that|this|them) down|pass)\b"
    r"|\bnot (?:at all )?busy(?: at all)?\b|\b(?:wont|not|dont want to|not going to|wouldnt|never) "
    r"(?:pass(?: on)?|say no|turn (?:it|that|this) down|refuse)\b|\bno (?:bother|problem|problems|worries|prob"
    r"|probs|need to wait"
    r"|trouble|hay (?:drama|problema|bronca|lio|falla|pedo|rollo)|me (?:cuesta|molesta|importa)(?: nada)?"
    r"|espero mas"
    r"|tengo (?:nada que hacer|problema|drama)|pasa nada)\b|\bcomo (?:voy a decir que )?no\b|\bpor ?que no\b"
    r"|\bwhy not\b"
    r"|\bno (?:me )?(?:la|lo|las|los|se la|se lo)? ?(?:quiten|quites|pasen a (?:otr|nadi)\w*|den a (?:otr"
    r"|nadi)\w*)\b"
    r"|\b(?:dont|do not) (?:give|pass|send|hand|offer) (?:it|this|that)(?: one)? (?:to|on|away"
    r"|over)(?: (?:any ?(?:one|body)"
    r"|some ?(?:one|body)) else| others?)?\b|\bno digo que no\b|\bcant sleep\b|\bno puedo dormir\b"
)
"""Words of no that mean a yes, or go with one: "cant say no to that", "no me la quiten"."""
_REFUSES_NOTHING: Final = re.compile(
    r"\bno (?:ha|han|me ha|me han|nos ha) (?:sonado|llamado|marcado|entrado|llegado)(?: nada)?\b"
    r"|\b(?:hasnt|havent|didnt|not|never) (?:\w+ )?(?:rung|ring|rang|called|heard|gone through"
    r"|come through)(?: (?:yet|me))?\b"
    r"|\bno (?:ring|call) (?:yet|so far|came)\b|\bno (?:entiendo|se (?:a |que|por|como|si|cual))\b"
    r"|\b(?:no ?body|no one|nadie)(?: \w+)? (?:else |mas )?(?:took|taken|takes|has|got|wants|la (?:tomo|tiene"
    r"|quiere))\b"
)
"""Words of no that say nothing of an offer: "nothing has rung yet", "no entiendo"."""


def denies_a_no(text: str) -> bool:
    """Whether they refuse to refuse: "i'll not pass on this one", "no me la quiten"."""
    said = clean(text[:_LONGEST])
    return _DOUBLE_NO.search(said) is not None and not negation.negates(_DOUBLE_NO.sub(" ", said))


def without_such_noes(text: str) -> str:
    """The cleaned text without words of no that refuse no offer."""
    return " ".join(_REFUSES_NOTHING.sub(" ", _DOUBLE_NO.sub(" ", clean(text))).split())


_QUESTION: Final = re.compile(
    r"\b(?:is|are|was|does|do|did|what|whats|which|who|how|why|when|any idea|es|son|de que|que|cual|cuanto"
    r"|quien|alguna"
    r"|sabes|sabe)\b"
)


_OTHER_TAKING: Final = re.compile(
    r"\btake (?:care|it (?:easy|slow|out|off|back|from)|your time|an?\b|my|your|his|her|their|the (?!call|first"
    r"|second|other|last)"
    r"|note|part|place|after|off|over|away|two|five|ten|pills?|meds)\b|\bcaring\b|\btom(?:a|o|e|ar|an|ando"
    r"|are) (?!la\b|lo\b|esa"
    r"|ese|esta|este|yo|una llamada|el caso|k|m|$)\w+|\b(?!i\b|ill\b|we\b|yo\b|and\b|you\b|which\b)\w+ (?:will"
    r"|can|could|should|is going to|wants to|va a|puede"
    r"|quiere) (?:take|do|have|get|tomar|hacer|atender|agarrar)\w*\b"
    r"|\bi get (?:that|it)\b|\b(?:was|were|did) (?:\w+ )?for me\b|\bfor me that was\b|\b(?:took|taken|takes"
    r"|tomo ayer|tomaron"
    r"|tome)\b"
)


def is_other_taking(text: str) -> bool:
    """Whether something else is taken, or by somebody else: "take care", "sam will take it", "toma agua"."""
    return _OTHER_TAKING.search(clean(text[:_LONGEST])) is not None


def asks_about_it(text: str) -> bool:
    """Whether the text asks something of the offer, whatever else it says: "is it grief? i cant do grief just now"."""
    return ("?" in text or "\u00bf" in text) and _QUESTION.search(clean(text[:_LONGEST])) is not None


_ONE: Final = re.compile(
    r"\b[cdefghjkmnprtuvwxy][2-9]{1,3} (?:yes|si|yeah|ok|for me|please|pls|is mine|es mia|para mi|pa mi)\b"
    r"|\b(?:yes|si|take|tomo|la|ill (?:take|do|have)) [cdefghjkmnprtuvwxy][2-9]{1,3}\b"
)


def takes_one(text: str) -> bool:
    """Whether they take an offer by its code, whatever they say of others: "k7 si, m3 no alcanzo"."""
    said = clean(text[:_LONGEST])
    found = _ONE.search(said)
    return found is not None and negation.negates(said) and not negation.negates(said[: found.start()])


_HEARD: Final = re.compile(
    r"(?:(?:ok|okay|k+|kk|oki|yes|yeah|yep|yup|ya|si|sip|vale|bueno|va|alright|fine|cool|great|perfect\w*|sure"
    r"|got it|noted"
    r"|understood|will do|thanks|thank you|thx|ty|gracias|entendido|anotado|claro|genial|roger|received"
    r"|recibido|seen|good"
    r"|nice|de acuerdo|aja|uh huh|mm+|jaja\w*|lol|\d+)(?: |$))+"
)


def is_only_heard(text: str) -> bool:
    """Whether the words may only say that something was read: "ok", "yes thanks", "1"."""
    return _HEARD.fullmatch(clean(text[:_LONGEST])) is not None


_OCCUPIED: Final = re.compile(
    r"\b(?:(?:at|in|on|have|having|got|ive got)(?: (?:a|an|the|my|some))? "
    r"(?:work|job|office|class(?:es)?|school|college|church|gym|meetings?|appointments?|dinner|training|lessons?"
    r"|doctors?|hospital|court|bus|train|road)|(?:work|study|driv|cook|teach|sleep|travel)\w*|busy|tied up|asleep"
    r"|(?:cant|cannot|can not|not (?:free|available|around|home))|unavailable|kids?"
    r"|trabaj\w*|ocupad\w*|manejando|conduciendo|durmiendo|estudiando|cocinando"
    r"|en (?:(?:el|la|una?|mi) )?(?:clases?|escuela|oficina|reunion|junta|cita|turno|camino)"
    r"|no (?:puedo|estoy libre|estoy disponible)|hijos|ninos)\b"
)
_UNTIL: Final = re.compile(r"\b(?:until|till?|hasta)\b")
_FREE_THEN: Final = re.compile(
    r"\b(?:get|getting|come|coming)(?: back)? (?:off|out|home|done)\b|\bfinish\w*\b|\boff work\b"
    r"|\b(?:salgo|termino|me desocupo|llego a (?:la )?casa|acabo)\b"
)
_NOT_OCCUPIED: Final = re.compile(
    r"\b(?:not|isnt|arent|no estoy|no ando) (?:busy|working|at work|tied up|asleep|ocupad|trabajando)"
)
_FREE: Final = re.compile(
    r"\b(?:free|available|around|libres?|disponibles?|desocupad[oa]s?|aqui|puedo|i can|can do|home|en casa)\b"
)


def is_busy(text: str) -> bool:
    """Whether they are busy until some time, or free from it on: "at work til 5", "salgo a las 6". No no, no yes."""
    said = clean(text[:_LONGEST])
    if "?" in text or _NOT_OCCUPIED.search(said) is not None:
        return False
    until = _UNTIL.search(said) is not None and _OCCUPIED.search(said) is not None
    return until or _FREE_THEN.search(said) is not None


def is_free_until(text: str) -> bool:
    """Whether they are there now, until some time: "free until 5", "not busy till 6", "puedo hasta las 5"."""
    said = clean(text[:_LONGEST])
    if "?" in text or _UNTIL.search(said) is None:
        return False
    if _NOT_OCCUPIED.search(said) is not None:
        return True
    return _FREE.search(said) is not None and not negation.negates(said) and _OCCUPIED.search(said) is None


def is_doubtful(text: str) -> bool:
    """Whether the text denies, asks, sets a condition or speaks of somebody else: then nothing is taken, nor rung."""
    said = clean(text[:_LONGEST])
    left = " ".join(KEEPS.sub(" ", _DOUBLE_NO.sub(" ", said)).split())
    if "?" in text or "¿" in text or negation.negates(left):
        return True
    return _DOUBTFUL.search(_DOUBLE_NO.sub(" ", said)) is not None or refusal.read(left) is not None


def _without_code(text: str) -> str:
    return " ".join(_CODE.sub(" ", clean(text[:_LONGEST])).split())
