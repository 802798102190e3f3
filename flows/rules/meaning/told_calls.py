"""Calls that a text tells of, or asks about, and does not ask for: a story, a name, a question, somebody else's call.

The model sees words of calling in them and is sure. So a text of one of these kinds books nothing; it is answered or
asked about as ever.
"""

import re
from typing import Final

from flows.rules.meaning.features import class_of, words_of
from flows.rules.words.replies import clean

_NAME: Final = re.compile(
    r"\b[Cc]all me (?!I\b|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Please|Now|Back|At\b|When|After|Tomorrow|Today|Tonight"
    r"|Later"
    r"|In\b|ASAP)[A-Z][a-z]+\b|\b(?:call|llam\w+) (?:me |us )?[\"\u201c\u00ab]"
)
"""How they are called: "call me Jo", "que me llamen "guerrera""."""
_AS: Final = re.compile(
    r"\b(?:folks|people|everyone|everybody|friends|(?<!can )(?<!could )they|kids|the lads) (?:all )?call me\b"
    r"|\bcall me (?:crazy|dramatic|stupid|selfish|weird|silly|soft|a \w+|ishmael|what(?:ever)? you|names"
    r"|\w+ by the way|\w+ btw)\b"
    r"|\bll?am\w+me (?:loc[oa]|exagerad[oa]|dramatic[oa]|tont[oa]|como quieran|lo que quieran)\b"
)
"""The same, in small letters."""
_KIN: Final = (
    r"(?:friend|coworker|mate|mum|mom|dad|mother|father|son|daughter|sister|brother|neighbou?r|wife|husband"
    r"|niece"
    r"|nephew|gran\w*|kid|amig[oa]|compadre|comadre|companer[oa]|mama|papa|madre|padre|hij[oa]|herman[oa]"
    r"|vecin[oa]"
    r"|espos[oa]|marido|sobrin\w+|abuel[oa]|prim[oa])"
)
_OF_OTHERS: Final = re.compile(
    rf"\b(?:m[iy]|his|her|our|su) (?:\w+ ){{0,2}}?{_KIN}(?: \w+){{0,3}}? (?:needs|wants|would like|could use"
    r"|quiere"
    r"|necesita|quisiera|ocupa)\b(?! me\b| to call you| that i| que me| que yo| que llame)"
    r"|\b(?:needs|ocupa|necesita) (?:this|esto|it) more than me\b"
    r"|\b(?:para|pa|for) (?:otra persona|someone else|somebody else|otra gente)\b|\bes (?:pa|para) mi \w+\b"
    r"|\b(?:call|ring|phone) the \w+ for me\b|\b(?:llamen|marquen|llamar|marcar) a mi \w+ (?:ella|el"
    r"|que anda)\b"
    rf"|\b(?:me )?podrian (?:llamar|marcar) a m[iy] {_KIN}\b|\b(?:can|could) (?:you|someone) (?:call|ring"
    rf"|phone) my {_KIN}\b"
    r"|\bwant to (?:talk|speak) to (?:him|her)\b"
)
"""Somebody else's call."""
_BUSINESS: Final = re.compile(
    r"\b(?:reply call|singles|pre ?approved|creditos|vendo|encuesta|pizz\w+|refill|prescription|choir"
    r"|missed call from (?:this|your)|perdida de este|codeudor|millones|invoice|factura)\b"
    r"|\b(?:hablar|speak|talk) (?:con|to|with) (?:el|la|the|a|your|su) (?:encargad[oa]|manager|supervisor\w*"
    r"|jef[ea])\b"
)
"""An advertisement, a wrong number, or the person in charge."""
_IRONY: Final = re.compile(
    r"\bcomo si (?:una|eso|esto|me fuera)\b|\b(?:next life|otra vida)\b|\bcan ?t say it (?:would|will|does)\b"
    r"|\bdont see (?:why|what)\b(?! not)|\bwhy so i can\b|\bwhat good\b|\bpara que\b(?= no$|$)|\bla pelona\b"
)
"""Said in bitterness, and meant as a no."""
_HOW_IT_IS: Final = re.compile(
    r"\b(?:get it|is it|are they|are calls) free\b|\bfree of charge\b|\b(?:gratis|cobran|charged?|arruinan"
    r"|roaming"
    r"|referral|recorded|grabad[oa]|graban|sale el nombre|caller id|firmar|in court|la corte|call it in"
    r"|health visitor"
    r"|social services|immigration|la migra|minutes or|or an hour|how long|cuanto dura|otro numero"
    r"|another number"
    r"|a machine|una maquina|instead of (?:you|u) calling|por chat|be wiped|if i pick|cambio de idea"
    r"|change my mind)\b"
    r"|\b(?:era|was|is|are) (?:\w+ ){0,2}(?:nurses?|enfermer[oa]s?)\b"
    r"|\b(?:me )?alcanza para\b|\bis that ok on a call\b|\bigual hablar\b|\b(?:meds|dicen|say) on a call\b"
    r"|^(?:y )?quien (?:es|seria|va a ser)\b|^y si (?:el|la|los|yo|cambio)\b|^(?:una )?llamada$"
    r"|^(?:que pasa|what happens) (?:si|if)\b|^(?:si|if) (?:i |yo )?(?:cuento|digo|tell|say)\b"
    r"|\bwhy did (?:some\w+|you|they) (?:call|ring|phone)\b|\b(?:alguien )?de (?:ahi|alli|aca) me llamo\b"
    r"|\bllaman otra vez o\b|^call who\b|\bque me llame(?:n)? (?:es|sera|seria|tiene)\b|\bhypothetic\w+"
)
"""How it is: what it costs, who calls, who hears it, what happens if."""
_IS_A_QUESTION: Final = re.compile(
    r"^(?:and |so |ok |but |y |pero |oye |disculp\w+ |perdon |entonces |vos )*(?:is|are|am|do|does|did|will"
    r"|would|can"
    r"|could|what|who|whos|how|why|when|where|que|quien|como|cuanto|cuando|donde|cual|es|son|se puede|puedo"
    r"|si|al|call"
    r"|hypothetic\w+)\b"
)
_STORY: Final = re.compile(
    r"\b(?:called|rang|phoned|llamaba\w*|llamo(?! por| para| porque| a ver)|llamaron|marcaron|hablaba"
    r"|hablo bonito"
    r"|ringing next|let it ring|not ring|nobody rings|no one rings|(?:que|q) me llama \w+a y|nunca llamo"
    r"|me llaman? de|me llaman para"
    r"|me llame (?:el|la|ese|esa)|me (?:volvio|volvieron) a llamar|me dio cita|gracias por su llamada"
    r"|me llamaran|por llamada y|hacia fila|wants me to call|call time|need to speak|id be calling)\b"
)
"""A call that was, or that others make."""
_IN_WRITING: Final = re.compile(
    r"\b(?:pen pal|by text|through sms|por letras|escribiendo si|tecleando|put it in words|llamadas no hago"
    r"|calladit[oa]|quien me lee|en silencio|the quiet one|conversar asi)\b"
)
"""In writing."""
_FOR_WORK: Final = re.compile(
    r"\b(?:id|like to|quisiera|quiero|i can|yo) (?:phone|call|ring|llamar a"
    r"|acompan\w+ a) (?:lonely )?(?:people|folks|gente"
    r"|alguien|others|otros)\b|\b(?:hacer eso|hacer lo mismo|do the same|do that) (?:por|for)\b"
    r"|\bput me to work\b"
)
"""They would like to be the one who calls."""
_ONE_DAY: Final = re.compile(
    r"\b(?:some ?day|algun dia|un dia de estos|hope to be|might want|me animare|ya (?:os|les|te) dire"
    r"|ya (?:les|te) digo"
    r"|ask me after)\b"
)
"""Perhaps, one day."""
_UNDER_AGE: Final = re.compile(
    r"\b\d{1,2}th grader?\b|\bin p\d\b|\b(?:primero|segundo|tercero|cuarto) de? (?:la )?(?:eso|prepa"
    r"|secundaria|primaria)\b"
    r"|\bmis profes\b|\bpapas tienen que\b|\bparents have to\b"
)
"""Whether they are old enough."""
_THEIR_TEXT: Final = re.compile(
    r"\bthe (?:\d{1,2}|seven|eight|nine) (?:o ?clock )?(?:one|text|message)\b|\bthe \d+ o ?clock one\b"
    r"|\bponganmelo\b"
    r"|\ben vez de a las\b|\btodos los (?:dias|lunes|domingos|viernes)\b|\bevery (?:day|morning|monday"
    r"|sunday)\b"
)
"""The hour of a daily text."""
_NEVER: Final = re.compile(
    r"\bhear a phone not ring\b|\bam i (?:talking|speaking|texting) to\b"
    r"|\bpendiente de (?:una|la|su) llamada\b"
    r"|\bcall (?:the |a )?(?:vet|plumber|doctor|ambulance) (?:tell|and|to|he|she)\b|\b(?:dicom|cobranza\w*"
    r"|telemarketing)\b"
    r"|\b(?:un|una|mi|el|la|hay|ese|esa|los|las) (?:\w+ )?(?:que|q) me llam(?:a|an|o|aron|aba)\b"
    r"|\bque me llaman para (?!hablar)"
    r"|\bmight (?:want|like|need) (?:a|to|the)\b.*\b(?:later|some ?day|another|one day)\b|\bput me to work\b"
    r"|\bdele (?:a ese|a otr[oa]|el lugar)\b|\bgive (?:it|my (?:spot|place|turn)) to (?:some ?(?:one"
    r"|body) (?:else|who)|them)\b"
    r"|\b(?:say (?:it|that)|explain|repeat)(?: \w+)? (?:again|simpl\w+|slow\w*)\b|\bbefore i say (?:ready|yes)\b"
    r"|\bis it an? (?:she|he|woman|man|girl|guy|bot|robot)\b|^(?:only |solo )?(?:if|si) (?:its|it is"
    r"|es) (?:an? |un |una )?(?:man|woman|lady|guy|girl|hombre|mujer|vato|chic[oa]|senora?) "
    r"(?:si|yes|dale|ok|then)\b|\b(?:every|cada|todos los|todas las) (?:day|week|morning|night|dia|semana"
    r"|manana|noche|lunes|martes"
    r"|miercoles|jueves|viernes|sabados?|domingos?|mondays?|fridays?|sundays?)\b.*\b(?:cuando|when|que es"
    r"|temprano|early)\b"
    r"|\b(?:o (?:nomas )?(?:llaman ustedes|ustedes llaman)|puedo llamar yo|yo puedo llamar)\b"
    r"|\bis that ok on a call\b"
    r"|\b(?:groups?|grupos?|en grupo)(?: tho| though| si| no)?$|\b(?:one|1) on (?:one|1) is too\b"
    r"|\b(?:visitation|velorio"
    r"|(?<!after )service) (?:\w+ )?(?:on |at |el |es )?(?:mon|tues|wednes|thurs|fri|satur|sun|lunes|martes"
    r"|miercoles"
    r"|jueves|viernes|sabado|domingo"
    r"|a las|at \d)|\bpero (?:escribiendo|por escrito)\b"
)
"""Said of a call that is not asked for, however it is put: a joke, somebody else's, a condition, a group instead."""
_ENDS_WITH_NO: Final = re.compile(r"[.!,;\u2026]\s*no+\W*$", re.IGNORECASE)
_ASKS_BACK: Final = re.compile(r"\?\W*no+\W*$|,\s*no+\s*\?", re.IGNORECASE)
"""With a question mark it asks for a yes: "me llaman, no?"."""
_ASKING: Final = frozenset(("PLEASE", "VOLUNTEER_PEER", "CALL_ME", "YOU"))
_YES: Final = re.compile(
    r"\b(?:yes|yeah|yep|then ok|(?:entonces|pues|ahora|que) si|si (?:la quiero|por favor|porfa))\b"
)
_LONGEST: Final = 400
_END: Final = 40
"""So much of the end of a text says whether it ends with a no."""
_WHATEVER_IS_ASKED: Final = (_AS, _OF_OTHERS, _BUSINESS, _IRONY, _NEVER)
_UNLESS_ASKED: Final = (_IN_WRITING, _FOR_WORK, _ONE_DAY, _UNDER_AGE)


def are_told(text: str, state: str, *, asked: bool) -> bool:
    """Whether calls are only told of or asked about. `asked`: it asks for one in so many words."""
    said = clean(text[:_LONGEST])
    end = text[-_END:]
    if _ENDS_WITH_NO.search(end) and not _ASKS_BACK.search(end):
        return True
    if _NAME.search(text[:_LONGEST]) or any(kind.search(said) for kind in _WHATEVER_IS_ASKED):
        return True
    classes = set(map(class_of, words_of(text)))
    question = "?" in text or "\u00bf" in text or _IS_A_QUESTION.search(said) is not None
    if question and "PLEASE" not in classes and not _YES.search(said) and _HOW_IT_IS.search(said):
        return True
    if asked:
        return False
    if any(kind.search(said) for kind in _UNLESS_ASKED):
        return True
    if state in ("offer", "ready", "waiting"):
        return False
    return (_STORY.search(said) is not None and not classes & _ASKING) or _THEIR_TEXT.search(said) is not None
