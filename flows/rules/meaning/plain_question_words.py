"""Reads what people ask or say of this line in much the same words, where the whole text is it.

"are you a bot", "will you tell my mom", "how long does it take", "sorry to bother you". What else a text may mean is
read by `flows.reading.questions.plain_questions` and by the model.
"""

import re
from typing import Final

from flows.rules.words.replies import clean

_BEFORE: Final = (
    r"(?:(?:hi+|hey|hello|ok|so|and|but|um|uh|just|wait|also|honestly|quick question|one question|hola+|oye|oiga|oigan"
    r"|che|disculpa|disculpe|pero|y|e|o|entonces|es que|qu?e onda|una pregunta|a ver|neta|posta|en serio|de verdad) )*"
)
_BEHIND: Final = (
    r"(?: (?:please|though|tho|pls|then|again|now|yet|today|lol|or|or what|or not|if|at all|exactly|really|right|here"
    r"|por favor|porfa|todavia|aun|hoy|otra vez|mas o menos|o no|o que|ahi|aqui|aca|verdad|wey|guey|che|we))*"
)


def _of(*patterns: str) -> re.Pattern[str]:
    return re.compile(f"{_BEFORE}(?:{'|'.join(patterns)}){_BEHIND}")


_YOU: Final = r"(?:you|u|ya|yall|this|it|that)"
_ARE: Final = r"(?:are|r|is|am|was)"
_A: Final = r"(?:an? |the |like |just |even |really |actually |talking to |texting |with |to )*"
_MACHINE: Final = (
    r"(?:bot|robot|computer|machine|ai|chat ?bot|chat ?gpt|program|automated(?: message)?|auto ?reply"
    r"|recording)"
)
_HUMAN: Final = (
    r"(?:real|human|(?:real |actual |live |human )(?:person|human|being|people|one)|person|real people"
    r"|legit|for real|someone real|somebody real)"
)
_THEY: Final = r"(?:you|u|ya|yall|they|the volunteers?|he|she|this line|somebody|someone|anyone|anybody)"
_TELL: Final = (
    r"(?:tell(?: on me to)?|call|text|contact|notify|inform|let|report (?:this|me|it) to|talk to|speak to)"
)
_FAMILY: Final = (
    r"(?:my|the|our) (?:mom|mum|mother|mama|dad|father|parents?|folks|family|wife|husband|partner|boyfriend|girlfriend"
    r"|school|teachers?|counsell?or|boss|work|job|employer|doctor|sister|brother|guardian|foster \w+|caseworker)"
    r"(?: (?:or|and) (?:my )?(?:mom|mum|dad|parents|school|family|anyone|anybody))?"
)
_FAMILIA: Final = (
    r"(?:mi|mis|la|el|los|nuestros) (?:mama|madre|papa|padre|papas|padres|viej[oa]s?|jef[oa]s?|familia|esposo|esposa"
    r"|marido|mujer|pareja|novi[oa]|escuela|cole|colegio|insti|prepa|maestr[oa]s?|profe\w*|trabajo|doctor\w*"
    r"|herman[oa]s?|tutor\w*)(?: (?:o|y|ni) (?:a )?(?:mis? )?(?:mama|papa|papas|familia|nadie))?"
)
_LONG: Final = r"(?:how long|how many minutes)"

_KINDS: Final = (
    (
        "bot",
        _of(
            rf"{_ARE} {_YOU} {_A}(?:{_MACHINE}|{_HUMAN})(?: (?:or|and) {_A}(?:{_MACHINE}|{_HUMAN}))*",
            rf"{_YOU} (?:are |r |is )?{_A}{_MACHINE}",
            rf"(?:am i|is this me) {_A}(?:{_MACHINE}|{_HUMAN})",
            rf"(?:whos|who s|who is) this {_A}{_MACHINE}",
            r"(?:(?:eres|sos|es|usted es|esto es|estoy hablando con|hablo con|me responde|contesta|me contesta|escribo"
            r" a|escribo con) (?:un|una|con un|con una)? ?)(?:bot|robot|maquina|computadora|ordenador|programa|ia"
            r"|inteligencia artificial|persona(?: real| de verdad)?|human[oa]|alguien(?: real)?)"
            r"(?: o (?:un|una) (?:bot|robot|maquina|persona(?: real| de verdad)?|human[oa]))?",
            r"(?:eres|es|sos|esto es|son|hay) (?:real(?:es)?|de verdad|verdad|posta|neta|en serio|cierto|personas"
            r"(?: reales| de verdad)?|gente(?: real| de verdad)?|human[oa]s?)",
            r"quien(?: me)? (?:escribe|contesta|responde) (?:conmigo )?(?:una? )?persona real",
        ),
    ),
    (
        "there",
        _of(
            r"(?:is|are) (?:there )?(?:anyone|anybody|someone|somebody|people|a person)(?: really| even| actually)?"
            r" (?:there|here|out there|reading(?: this)?|real)",
            rf"(?:is|are) there {_A}(?:person|people|human)(?: (?:there|here|behind this|reading this))?",
            r"(?:de verdad |en serio |realmente )?hay (?:alguien|alguna persona|una persona"
            r"|gente)(?: real| de verdad)?",
        ),
    ),
    (
        "soon",
        _of(
            rf"{_LONG} (?:will|would|does|is|do|till|until|before|am|must) (?:it|this|that|i|the wait"
            rf"|they|you|someone|somebody"
            r"|a volunteer)(?: (?:take|be|have to wait|need to wait|wait|to wait|usually|gonna"
            r"|going to|call|until|till|before"
            r"|for|someone|somebody|they|you|calls?|answers?|writes?|me|a|reply))*",
            rf"{_LONG}(?: (?:is|s))? (?:the|a) wait",
            r"(?:so )?when (?:do|will|does|are|is|would) (?:they|you|u|someone|somebody|the volunteer|he|she|yall|it)"
            r"(?: (?:gonna|going to))? (?:call|calling|ring|write|text|be|happen|come"
            r"|contact)(?: (?:me|here))?(?: back)?",
            r"(?:will|does|do) (?:it|they|you) (?:take|be) (?:a )?(?:long|much longer)",
            r"(?:you|u) gonna call",
            r"(?:cuanto|cuanto tiempo)(?: (?:se|me|van a|va a|hay que|tengo que|falta))?"
            r" (?:tarda\w*|demora\w*|esperar|espero|falta|queda|hay que esperar)(?: (?:en|para))?"
            r"(?: (?:llamar(?:me)?|escribir(?:me)?|que me (?:llam\w+|escrib\w+)|contestar(?:me)?|responder(?:me)?))?",
            r"cuanto (?:falta|tardan|tarda|demoran|demora)(?: para (?:que me llamen|la llamada))?",
            r"(?:van a|va a|se va a|se) (?:tardar|demorar|tardan|tarda)(?: (?:mucho|bastante))?",
            r"(?:tardan|tarda|demoran|falta) mucho",
            r"(?:a que hora|cuando) (?:me|nos) (?:llaman|llama|llamaran|llamara|van a llamar"
            r"|va a llamar|escriben|escribe"
            r"|van a escribir|marcan|contactan|hablan)",
        ),
    ),
    (
        "long",
        _of(
            rf"{_LONG} (?:does|do|is|are|will|would|can) (?:a|the|it|this|that|we|i|they|each|one"
            rf"|most) ?(?:phone )?(?:calls?|talks?"
            r"|chats?|conversations?)?(?: (?:last|go|go on|talk|chat|be|take|usually|for|have))*",
            rf"{_LONG} (?:are|is) (?:the |a |your )?(?:calls?|chats?|talks?)",
            r"(?:y )?(?:cuanto|cuanto tiempo|cuantos minutos) (?:dura\w*|va a durar|es|son"
            r"|puedo hablar|se puede hablar)"
            r"(?: (?:la|una|cada|las))?(?: (?:llamadas?|charlas?|conversacion))?",
        ),
    ),
    (
        "number",
        _of(
            r"(?:why|how come) (?:do|did|have|has|does|are|r|is) (?:you|u|yall|they|this)"
            r"(?: (?:guys|people|have|got|get|keep|texting|text|calling))* (?:my|this) (?:phone )?number",
            r"(?:how|where) (?:did|do|have|d) (?:you|u|yall|they)(?: (?:guys|people))? (?:get|got|find|have|know) my"
            r" (?:phone )?number(?: from)?",
            r"(?:who|where) (?:gave|did you get) (?:you |u )?my (?:phone )?number(?: from)?",
            r"(?:por ?que|xq|pq|como) (?:es que )?(?:tienen?|tenes|tienes|consiguieron|saben|sacaron|consiguio)"
            r" mi (?:numero|telefono|cel\w*)",
            r"(?:de donde|quien les?|quien te) (?:sacaron|tienen|dio|paso|sacaste) mi (?:numero|telefono|cel\w*)",
        ),
    ),
    (
        "tell",
        _of(
            rf"(?:{_ARE} {_THEY} (?:gonna |going to |gunna )?|(?:do|does|will|would|did|can"
            rf"|could) {_THEY} (?:ever |have to"
            rf" |gonna )?|{_THEY} (?:gonna|going to|gunna|wont"
            rf"|will) )?{_TELL} {_FAMILY}(?: (?:about )?(?:this|what i (?:say|said"
            r"|write|wrote|told you)|know|anything|i (?:wrote|texted|called)))*",
            rf"(?:please |pls |plz )?(?:dont|do not|never) {_TELL} {_FAMILY}(?: .{{0,30}})?",
            rf"(?:will|would|can|could|does|do) {_FAMILY} (?:find out|know|see (?:this|it|these"
            rf"|my texts)|hear(?: about (?:this|it))?)",
            rf"(?:no )?(?:le|les|se lo|se los) (?:van a|vas a|vayan a|va a|vayas a)? ?(?:decir|contar"
            rf"|avisar|dicen|cuentan|avisan"
            rf"|digan|cuenten|avisen|dices|digas)(?: (?:algo|esto|nada))? (?:a )?{_FAMILIA}(?: .{{0,30}})?",
            rf"{_FAMILIA} (?:se entera\w*|se va(?:n)? a enterar|lo sabra\w*|lo va(?:n)? a saber"
            rf"|puede\w* ver (?:esto|los mensajes))",
            rf"(?:no )?(?:llaman|llamen|avisan|avisen) a {_FAMILIA}",
        ),
    ),
    (
        "bill",
        _of(
            rf"(?:will|can|does|do|would|could) (?:{_FAMILY}|it|this|the call|anyone|anybody|they|he|she|these|texts?)"
            r" (?:see |find |show(?: up)? |come up |appear |be )*(?:this |it |these |that )?(?:on"
            r"|in) (?:my |the |our |his |her |a )*"
            r"(?:phone )?(?:bill|statement|records?)",
            r"(?:sale|salen|aparece|aparecen|se ve|se ven|sale esto|va a salir|saldra)(?: (?:algo"
            r"|esto))? en (?:la|el|mi|su) "
            r"(?:factura|recibo|cuenta|boleta|estado de cuenta)(?: .{0,20})?",
        ),
    ),
    (
        "woman",
        _of(
            r"(?:will|would|can|could|is) (?:it|they|the volunteer|the person|that) (?:be |gonna be "
            r"|going to be )?(?:a |an )?"
            r"(?:woman|lady|girl|female|man|guy|male)(?: or (?:a |an )?(?:woman|lady|girl|female|man|guy|male))?",
            r"(?:es|va a ser|sera|me llama|me va a llamar|puede ser) (?:un |una )?(?:mujer|hombre"
            r"|chica|senora|chico|senor)"
            r"(?: o (?:un |una )?(?:mujer|hombre|chica|chico))?",
        ),
    ),
    (
        "come",
        _of(
            r"how (?:do|will|would|can|am)? ?i (?:gonna )?(?:know|see|tell) (?:when|if|that) (?:they"
            r"|somebody|someone|person|the person"
            r"|a person|volunteer|the volunteer|it|you|he|she)(?: \w+){0,4}",
            r"(?:como|de que manera) (?:se|voy a saber|me entero|sabre"
            r"|me doy cuenta)(?: de)? (?:cuando|si|que) (?:llega\w*|viene\w*"
            r"|ya (?:esta\w*|llego|hay)|alguien|estan|me)(?: \w+){0,4}",
            r"como me (?:avisan|entero|avisas)",
        ),
    ),
    (
        "same",
        _of(
            r"(?:can|could|would|will|might) it be (?:a |an |some ?one |some ?body |with )(?!same\b"
            r"|the same\b|today\b|tonight\b"
            r"|tomorrow\b|later\b|at\b)(?:\w+ ?){1,8}",
            r"(?:is there |do you have )?(?:some ?one|some ?body|any ?one|any ?body) (?:who|that|whos"
            r"|who s|thats) (?:\w+ )?(?:lost|losing"
            r"|has lost|been through|went through|gone through|had|deaf|signs|knows|grew up|gets it"
            r"|understands)(?: \w+){0,8}",
            r"(?:hay )?algui?en que (?:haya|hubiera|tambien|tambien haya|sepa|entienda de)(?: \w+){1,8}",
            r"(?:do|does|can) (?:they|he|she|the volunteer|you) (?:know|speak|use|do|sign) ?(?:asl|bsl|sign language)?",
            r"(?:sabe|saben|habla|hablan|conoce|usa) (?:la )?(?:lengua|lenguaje) de (?:senas|signos)",
        ),
    ),
    (
        "bother",
        _of(
            r"(?:i )?(?:dont|do not|didnt|hate to|never) (?:want to |wanna |mean to "
            r"|like to )?(?:be (?:a |such a )?(?:bother|burden|pain"
            r"|nuisance|bothering|trouble)|bother|waste|trouble|burden)(?: (?:you|u|anyone|anybody"
            r"|people|your time|yall|to anyone"
            r"|to you|to anybody|guys|anyones time))*",
            r"(?:im|i am|i feel like|am i|i feel like im) (?:being |just |such |probably )*(?:a "
            r"|an )?(?:bother|pain|nuisance"
            r"|bothering|wasting)(?: (?:you|u|anyone|anybody|everyone|to you|your time|yall|people))*",
            r"(?:i )?(?:feel|im|i am|its|this is|i feel so|im so) (?:so |really |kinda |a bit "
            r"|pretty |very |like )*(?:stupid|dumb|silly"
            r"|embarrassed|ashamed|embarrassing|pathetic|ridiculous|an idiot|foolish|weird)(?: (?:for"
            r"|about|to|of|by) (?:even )?"
            r"(?:asking|texting|writing|calling|this|it|ask|myself|needing help|reaching out|be asking))*",
            r"(?:i )?(?:dont|do not|idk|dunno) ?(?:know|even know)? (?:why|what) (?:im|i am|am i"
            r"|i) (?:even )?(?:texting|writing|here"
            r"|doing this|messaging|calling|wrote|texted)(?: (?:this|you|here))*",
            r"(?:other )?(?:people|others|some people) (?:have it|need (?:it|this|you)) (?:much |way "
            r"|more )*(?:worse|more)(?: than me)?",
            r"no (?:quiero|quisiera|queria|los quiero|las quiero|te quiero|les quiero) (?:molestar\w*"
            r"|ser (?:una )?(?:molestia|carga"
            r"|estorbo)|quitarles? (?:el )?tiempo|dar lata)(?: (?:a nadie|mas))?",
            r"(?:me da|q|que|ay que|tengo|siento|me da mucha) (?:mucha |tanta )?(?:pena|verguenza"
            r"|oso)(?: (?:pedir|preguntar|escribir"
            r"|molestar\w*|esto|ajena|hablar de esto|contarlo|decirlo))*",
            r"(?:me siento|soy|soy una?|que|quede como) (?:muy |tan |re |bien |un |una )*(?:tont[oa]"
            r"|estupid[oa]|idiota|ridicul[oa]"
            r"|pendej[oa]|boba|bobo|tarad[oa]|boludo|boluda|carga|molestia)(?: (?:por|al"
            r"|de) (?:preguntar|escribir|pedir(?: ayuda)?))?",
            r"no se (?:ni|bien)? ?(?:para|por) ?que (?:les |te )?(?:escribo|escribi|estoy escribiendo"
            r"|mando esto|llamo)(?: (?:esto|aca))?",
            r"hay gente (?:que esta )?(?:mucho )?peor(?: que yo)?",
        ),
    ),
    (
        "sorry",
        re.compile(
            r"(?:(?:um|uh|oh|hey|hi|so|i|im|i am|am|very|really|ay|uy|hola|oye|pues|les pido|te pido"
            r"|pido|mil|mis|de nuevo|again) )*"
            r"(?:so+r+y+|srry|sry|apologi[sz]e|apologies|my apologies|forgive me|my bad|perdo+n+"
            r"|perdonen?|perdona|perdoname"
            r"|perdonenme|disculpe?n?|disculpas?|disculpame|lo siento|lo lamento)"
            r"(?: (?:(?:so|very|really|again|everyone|all|guys|mucho|de nuevo|otra vez|eh|che|wey"
            r"|de verdad|neta|la) ?)+)?"
            r"(?: (?:for|to|about|if|that|im|i am|i|por|x|si|de|la|lo|q|que) (?:(?!call|text|write"
            r"|stop|cant|not|no\b|wrong|need|want"
            r"|llam|marq|escrib[ae]m|goodbye|bye|adios|everything|todo|took|gonna|going|did|hice"
            r"|puedo|quiero|necesit|equivoc|numero|number|later|luego|manana|tomorrow)\w+ ?){1,9})?"
        ),
    ),
)
"""Kind → its whole texts. The first that matches has it: how long one waits stands before how long a call is."""
_NEVER: Final = re.compile(
    r"^(?:\w+ )?(?:dont|do not|never) (?:bother|call|text|contact)\b"
    r"|\b(?:again|ring|bell|marc\w+|habra|ignore|different|day|time"
    r"|week|call me|when they call)\b"
)
"""A refusal, a request or another day, and never a wish for somebody or an apology alone."""
_LONGEST: Final = 120


def read(text: str) -> str | None:
    """Which kind of plain question or plain word a text is; None for every other text."""
    if len(text) > _LONGEST:
        return None
    words = clean(text)
    kind = next((kind for kind, pattern in _KINDS if pattern.fullmatch(words)), None)
    return None if kind in ("sorry", "bother", "same", "tell") and _NEVER.search(words) else kind
