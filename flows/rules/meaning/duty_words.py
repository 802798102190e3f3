"""Words with which a volunteer comes on duty, goes off it or rests: the model's word alone is not enough for that.

Off and a rest keep a phone silent, and ON brings offers back, so a likely meaning and one such word are enough for
them. Coming on duty lets phones ring, so it needs words that say so, and nothing that puts it off or asks.
"""

import re
from typing import Final

from flows.rules.words import negation
from flows.rules.words.replies import clean

_LONGEST: Final = 400
_ME_OFF: Final = (
    r"\b(?:take|get|put) me (?:down|off (?:tonight|today|everything))\b|\bim out for the (?:night|day|evening)\b"
    r"|\b(?:stepping|walking) away from (?:the|my) phone\b|\bim gone$|\bnothing further (?:this|tonight|today)\b"
    r"|\bdrop(?:ping)? off the (?:list|board)\b|\bnot send me (?:any\w*|more|people)(?: \w+){0,2} (?:today"
    r"|tonight)\b"
    r"|\b(?:knock(?:ing)?|sign(?:ing)?|log(?:ging)?|clock(?:ing)?) off\b|\bstand me down\b|\btools down\b"
    r"|^(?:off to )?bed\b"
    r"|\b(?:take|leave|out|keep) me (?:out )?(?:of|from) the (?:rotation|list|queue|board)\b.*\b(?:tonight"
    r"|evening|today|now)\b"
    r"|\b(?:im|i am|ive) (?:\w+ )?(?:finished|done|closed|clocked off|gone to bed)(?: (?:for|up|here|now)"
    r"(?: (?:the|this|tonight|today|now|day|night|evening))*)$|\boff please\b|\bput me off\b"
    r"|\b(?:take|sign|switch|turn|log|clock|mark|count|put|knock|book|set|make) (?:me|us|myself) (?:\w+ )?"
    r"(?:off|out|down as (?:off|out|away)|as (?:off|not available|unavailable|away|out)|unavailable)\b"
    r"|\b(?:remove|take) me from (?:duty|the (?:board|rota|list|line) (?:for )?(?:tonight|today|now))\b"
    r"|\b(?:sign|log|clock|clear|check|tap|switch|turn)(?:ing|ed)? (?:off|out)\b(?! of (?:my|the))"
    r"|\b(?:going|heading|gone|im|i am|go|stepping|coming|and) (?:off|off ?line)(?: ?duty| shift| the clock"
    r"| the air)?"
    r"(?: (?:now|here|for (?:now|tonight|today|the (?:night|day|evening))))*$"
    r"|\boff (?:duty|the clock|the air)\b|\bcall(?:ing)? it (?:a night|a day|quits for)\b"
    r"|\b(?:im |i am |all )?(?:done|finished|over|out|through|that(?:s| is|ll be|ll do)(?: \w+){0,4}|enough|no more"
    r"|last (?:one|call)|nothing (?:else|more)|none)(?: (?:for|from|with) (?:me|us|this|it))? "
    r"(?:for )?(?:tonight|today|(?:the|this) (?:night|day|evening|morning|shift)|the time being)\b"
    r"|\b(?:thats|that is) (?:me|my lot|it for me|us|your lot)(?: \w+)?(?: (?:done|finished|off|out|for (?:now"
    r"|tonight"
    r"|today|the \w+)))\b|\bthats my lot\b|\blast one for me\b"
    r"|\b(?:dont|do not|stop) (?:send|sending|offer|offering|give|giving|ring|call|text)(?:ing)? me (?:any|anything"
    r"|more|no more|offers|calls|people|anyone|anybody)(?: \w+){0,4} (?:tonight|today|now|on)\b"
    r"|\bno more (?:\w+ )?(?:for me )?(?:tonight|today|this evening)\b|\bgoing dark\b|\bunavailable\b"
    r"|\bnot available (?:any ?more|now|tonight|today)\b|\b(?:gone|going) fishing\b"
)
_ME_OFF_ES: Final = (
    r"\bya no (?:me )?(?:manden|pasen) me voy a (?:dormir|la cama)\b|\bno mas llamadas\b|\bquit\w*me (?:de hoy"
    r"|por hoy)\b|^ya no estoy$"
    r"|"
    r"\b(?:sac(?:a|ame|amela|enme|arme|adme)|quit(?:ame|enme|adme|arme)|baj(?:ame|enme|adme|arme)"
    r"|desactiv(?:ame|enme|arme|o|adme)|apag(?:ame|uenme|adme|arme)|ponganme fuera|ponme fuera"
    r"|(?:me )?desconect(?:o|arme"
    r"|ame|enme)|sacame)\b(?! de (?:la|una) duda)"
    r"|\bya no (?:estoy|sigo|quiero|puedo|ando)(?: (?:disponible|de (?:turno|guardia)|en (?:turno|linea|servicio)"
    r"|mas por hoy|mas hoy|seguir|atender|tomar))+|\b(?:salgo|me salgo|me bajo|me retiro|finalizo"
    r"|doy por terminad[ao]|me despido|cierro|termino"
    r"|corto|me apago|me voy)(?: (?:ya|de (?:turno|guardia|servicio|la linea)|del aire|mi turno|(?:el|mi) \w+"
    r"|aca|aqui|por"
    r"|esta))* (?:hoy|noche|ahora|turno|guardia|ya|linea|aire|servicio)\b|^(?:ya )?(?:salgo|me (?:bajo|retiro"
    r"|desconecto))\b"
    r"|\b(?:termine|acabe|se acabo|ya acabe|ya termine)(?: \w+){0,2} (?:turno|guardia|jornada|por hoy|hoy)\b"
    r"|\b(?:es todo|ya esta|ya estuvo|basta|suficiente|hasta aqui|hasta aca|la ultima|ultima|no (?:mas|doy mas"
    r"|puedo mas)"
    r"|nada mas|ya no)(?: \w+){0,4} (?:por hoy|hoy|esta noche)\b|\b(?:por|en) (?:hoy"
    r"|esta noche)(?: \w+){0,3} (?:ya "
    r"(?:no|esta|estuvo|cerre|termine)|no (?:mas|cuenten|me))\b|^me retiro\b|\b(?:hoy|esta noche"
    r"|ahorita) no (?:cuenten|me cuenten"
    r"|me (?:pong|mand|pas|ofrez|den)\w+)\b|\bno me (?:pas|mand|pong|ofrez|asign)\w+ (?:mas |nada |otra "
    r"|llamadas ?)+"
    r"(?:por )?(?:hoy|esta noche|ahora|ya)\b|\bno (?:cuenten conmigo|me cuenten)(?: \w+)? (?:hoy|esta noche"
    r"|ahora|ya)\b"
    r"|\bfuera de (?:servicio|turno|guardia|linea)\b|\bcambio y fuera\b|\bme voy a (?:dormir|la cama|acostar)\b"
    r"|\bya no (?:me )?(?:manden|pasen|pases|ofrezcan|pongan|mandes|den|asignen)\b"
)
_ASKS_OFF: Final = re.compile(f"{_ME_OFF}|{_ME_OFF_ES}")
_GOES: Final = re.compile(
    r"\b(?:off|im out|out (?:for|now|tonight|today)|done|finished|bed|bedtime|sleep|for (?:tonight|today"
    r"|the (?:night|day))|rest"
    r"|tired|knackered|beat|shattered|whipped|wrecked|enough|stop|quit|end|my lot|logging|leaving|unavailable"
    r"|not (?:available"
    r"|free|on)|no more|dont send|battery|busy|that(?:s| is) me|not tonight"
    r"|dormir|cama|acostar\w*|descans\w+|salgo|saliendo|fuera|desconect\w+|turno|guardia|jornada|cierro"
    r"|baj\w+me|retiro"
    r"|por (?:hoy|esta noche)|hoy no|esta noche no|fundid[oa]|muert[oa]|cansad[oa]|acab\w+|termin\w+|basta"
    r"|lo dejo|me voy"
    r"|ya no|quit\w+me|sac\w+me|apag\w+|desactiv\w+|bateria|pila|ocupad[oa])\b"
)
_RESTS: Final = re.compile(
    r"\b(?:break|breather|paus\w+|on hold|hold (?:mine|all|off|my)|holidays?|hols|holibobs|vacations?|vacay"
    r"|vacas?|on leave"
    r"|leave from|leave me out|count me out|rest(?:ing)?|time off|days? off|weeks? off|months? off|off (?:for"
    r"|until|till?|from"
    r"|on|to|work)|away|out (?:of|till?|until|for|from|the)|back (?:on|in|by|when|next|around|sometime|after"
    r"|from|the)"
    r"|hopefully back|return\w*|surgery|hip|knee|operat\w+|in rehab|exams?|finals|travel\w*|trip|on tour|flying"
    r"|abroad"
    r"|harvest|wedding|funeral|honeymoon|ramadan|eid|diwali|lent|easter|christmas|thanksgiving"
    r"|step(?:ping)? (?:back|away|down)"
    r"|sit(?:ting)? (?:this|it|out)|on ice|suspend|unplug|see you (?:in|on|after)|(?:none|nothing|no calls"
    r"|no offers)(?: \w+){0,3}"
    r" (?:for|this|till?|until|next)|covid|flu|radiation|baby|moving|need (?:a|an|some|two|2|3|three|few|\d+)"
    r"|going to my|any good to"
    r"|for myself|some weeks|for a (?:while|bit|spell)|i cant do this|hospital"
    r"|descans\w+|pausa\w*|vacacion\w*|licencia|permiso|estoy de baja|de baja|ausent\w+|ausencia|fuera|vuelvo"
    r"|volvere|regreso"
    r"|regresare|retomo|operan|operacion|examenes|parciales|viaj\w*|mudanza|mudo|luto|duelo|boda|luna de miel"
    r"|reposo"
    r"|me voy|parar|paro|suspend\w*|congel\w+|no (?:estoy|estare)(?: (?:disponible|operativ\w|esta|este|pa|para"
    r"|hasta|del|en))?$"
    r"|no (?:estoy|estare) (?:disponible|operativ\w|esta|este|pa|para|hasta|del)"
    r"|no (?:me pongan|me cuenten|cuenten|me ofrezcan|conteis|me manden|me tomen|me pasen)"
    r"|hasta(?: \w+){1,3} nada|nada hasta"
    r"|nada de nada|unos dias|unas semanas|un tiempo|un mes|me tomo|denme|semana santa|carnaval|gripe|nace"
    r"|fallec\w+|murio"
    r"|days off|necesito (?:un|unos|unas|parar|descansar)|burn(?:ed|t) out|quemad[oa]|no calls for me|laid up"
    r"|soltar esto|sin mi"
    r"|olvidense de mi|leave starts|for a (?:bit|while)|concussion|catarata"
    r"|(?:til|till|until|hasta|in|en|out of) (?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre"
    r"|diciembre|navidad|reyes|christmas|new years?|easter|fall|autumn|spring|summer|monday|lunes|the \d+))\b"
)
_SO_LONG: Final = re.compile(
    r"\b(?:a|an|one|two|three|four|five|six|ten|couple(?: of)?|few|some|\d+|un|una|unas|unos|dos|tres|par de"
    r"|diez|quince) "
    r"(?:weeks?|wks?|days?|months?|fortnight|semanas?|semanitas?|dias?|mes|meses)\b"
)
_COUNTS: Final = re.compile(
    r"\b(?:sober|sobri[oa]|clean|limpi[oa]|since|shelter|ago|hace|old|pregnant|in a row|more (?:week|day)|left"
    r"|straight|meds"
    r"|going strong|without (?:a drink|drinking)|sin (?:tomar|beber))\b"
)
"""What is counted in weeks and is no rest: "2 months sober"."""
_ASKS_ON: Final = re.compile(
    r"\b(?:put|sign|switch|turn|log|clock|mark|count|add|book|set|start|pop|stick|get|have|plug|make)(?: me| us)"
    r"(?: back| right)?(?: on| in| up| live| down (?:as )?(?:available|free|on)| as (?:on|available|free|here)"
    r"| available| active)(?: duty| again| coach| please| for| now| tonight| today| til\w*| until| the| from|$)"
    r"|\b(?:clock|sign|log|check|tapp?)(?:ing)? (?:back )?(?:in|on)\b"
    r"|\b(?:send|give|throw|pass) (?:me|us|em|them) (?:folks|people|someone|somebody|some|one|calls?|whoever"
    r"|whatever"
    r"|anyone|anybody|over|my way|along)\b|\bkeep (?:em|them) coming\b|^use me\b|\buse me$"
    r"|\b(?:back )?on (?:duty|the clock|shift|the board)(?: (?:now|again|from now|please|sir))*$"
    r"|\b(?:im|i am|am|and|me|now|home|up|here) (?:\w+ ){0,2}(?:available|free|ready|good to go|around|on|in|live"
    r"|at your disposal|up for (?:it|calls|some))(?: (?:to (?:take|talk|listen|help|do)|for (?:calls|a call"
    r"|anyone|the"
    r"|an?|\d+|two|three|some)|now|again|tonight|today|this (?:morning|afternoon|evening)|all (?:day|night|evening"
    r"|morning|afternoon)|til\w*|until|from now|if (?:you|any ?one|some ?one) needs?|rest of)\b|$)"
    r"|^(?:ok |hi |hey |back |now )*(?:available|free|ready|around|here)(?: (?:now|again|tonight|til\w*|until"
    r"|all|for"
    r"|this|the|when needed|if needed|to)\b|$)"
    r"|\b(?:i can|can|happy to|able to|ready to|glad to|want to|could) (?:take|do|listen|handle|pick up)"
    r"(?: (?:some|a few|a couple|more|any|of))* ?(?:calls?|now|again|tonight|people|one or two)\b"
    r"|\b(?:no longer|not) (?:paused|off|on (?:a )?(?:break|pause|holiday)) ?(?:any ?more|now)?\b"
    r"|\b(?:unpause|unmute) me\b|\b(?:break|pause|holiday|hols|vacation) (?:is |s )?(?:over|done|finished)\b"
    r"|\b(?:pon(?:me|ganme|edme|erme)?|activ(?:a|o|ame|enme|adme|arme)|conect(?:o|ame|enme|arme)|apunt(?:o|ame|enme"
    r"|arme|adme)|anot(?:o|ame|enme|arme)|enciend\w+me|prend\w+me|dame de alta|denme de alta|sum(?:o|ame|enme|arme)"
    r"|reactiv(?:ame|enme|o))\b|\b(?:entro|empiezo|arranco|comienzo)(?: \w+){0,2} (?:turno|guardia|servicio|ya"
    r"|ahora)\b"
    r"|\b(?:estoy|quedo|ando|ya|me pongo|me tienen|aqui|aca|sigo)(?: \w+)? (?:disponible|libre"
    r"|de (?:guardia"
    r"|turno|servicio)|en (?:linea|servicio|turno|casa)|activ[oa]|a la orden|pa lo que|para lo que|al pie)\b"
    r"|\b(?:me|aqui|aca) (?:conecto|anoto|apunto|activo|sumo|quedo|ando|estoy)\b"
    r"|^(?:sign|clock|log|count|mark|put|switch|turn|start|add) me (?:in|on|up|again)\b|\b(?:contad|cuenten"
    r"|cuenta) conmigo\b"
    r"|\bthrow me in\b|\bim yours(?: |$)|\bsend me (?:whoever|whatever)\b|\byou get me instead\b"
    r"|\bso im (?:yours|up|free|in)\b"
    r"|\bus(?:a|e)nme\b|\botra vez en la lista\b|\bquit\w*me la pausa\b|\bno more pausing\b"
    r"|\bvolver a atender\b|\bme (?:pueden|puedes|podes)"
    r" (?:pasar|mandar|dar) (?:gente|llamadas?|a alguien)\b|\btengo toda la (?:tarde|noche|manana)\b"
    r"|\bmandenme nomas\b"
    r"|\breporting for duty\b|\bpueden (?:volver a )?(?:mandar|dar|pasar|enviar)me? (?:gente|llamadas?|a alguien)\b"
    r"|\b(?:quedo|estoy) a (?:su |tu )?disposicion\b|\bback (?:at it|from (?:\w+ ){0,3}(?:and|ready|able|put"
    r"|count|sign))"
    r"|^ya puedo\b|\bput me down (?:til|till|until|as here)\b|\bya (?:estoy|puedo)(?: (?:aqui|aca|libre"
    r"|de vuelta|otra vez))?$|\bready for calls\b|\bim about (?:this|tonight|tonite|all|today|now|if)\b"
    r"|\bmight as well be useful\b|^(?:ya |hola |buenas |hoy |ok )*(?:disponible|libre (?:hasta|hoy|toda|para"
    r"|ahora)|alta$|activ[oa]$"
    r"|(?:libre|list[oa])$|list[oa] (?:para (?:recibir|tomar|atender|llamadas|ayudar)|hasta)|de (?:guardia"
    r"|turno|servicio))\b"
    r"|\bpuedo (?:atender|tomar|recibir|contestar|escuchar|ayudar)(?: \w+){0,2} ?(?:llamadas?|ahora|hoy|ya"
    r"|un rato|hasta)?"
    r"|\b(?:mandenme|pasenme|manden|echenme|denme|mandame|pasame) (?:lo que|llamadas?|gente|alguien|a quien"
    r"|la que|las"
    r"|a alguien|personas|todo)\b|\bcuenten conmigo\b|\bhoy puedo\b|\btengo (?:la (?:tarde|noche|manana)|el dia"
    r"|un rato"
    r"|tiempo) libres?\b"
)
_NOT_NOW: Final = re.compile(
    r"\b(?:tomorrow|later|next|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?"
    r"|every|not yet|in a (?:while|bit|sec\w*"
    r"|min\w*|moment)|in (?:an?|one|two|three|half|\d+) (?:\w+ )?(?:hours?|h|hrs?|min\w*|days?|weeks?)|soon"
    r"|almost|nearly"
    r"|when(?: i|ever|s|$)|once|after|if i|should i|was|were|wasnt|yesterday|last (?:night|week|time)|used to"
    r"|supposed|hopefully|in (?:the )?(?:spring|summer|autumn|fall|winter)|rehab|hospital"
    r"|might|maybe|perhaps|wish|unless|brb|another call|double shift|all weekend|my (?:husband|wife|sister|son"
    r"|boss|mum"
    r"|mom|phone|heating|internet|power)"
    r"|manana|luego|mas tarde|al rato|despues|lunes|martes|miercoles|jueves|viernes|sabado|domingo|cuando"
    r"|en (?:un|una"
    r"|dos|tres|\d+) (?:rato|ratito|hora|horas|minutos?|min)|ya casi|casi|ayer|anoche|estaba|a lo mejor"
    r"|quiza\w*|tal vez"
    r"|todavia no|aun no)\b"
)
_OF_ELSE: Final = re.compile(
    r"\b(?:my|the|his|her|their|our|your|this|that|mi|mis|el|la|su|un|una) (?:\w+ )?(?:is|are|was|were|went|has"
    r"|goes|came"
    r"|got|gets|se|esta|estaba|anda|fue) (?:\w+ )?(?:off|out|down|away|fuera|de (?:turno|guardia|baja"
    r"|vacaciones))\b"
    r"|\b(?:he|she|they|hes|shes|theyre) (?:\w+ )?(?:is |was |are |has |had |went |needs? |needed |wants? |took )?"
    r"(?:\w+ )?(?:off|out|away|back|break|rest|pause|leave|holiday)\b"
    r"|\b(?:told|said|says|asked|dijo|dice) (?:me|her|him|them|that)?\b|\bshow\w* (?:me )?(?:as )?(?:on|off)\b"
    r"|^(?:hey |hi |and |so |hola |oye )*(?:am i|are we|is it|do i|did i|does|estoy de turno$|sigo de turno$)\b"
    r"|\b(?:how|where|what|which|who|why|when) (?:do|does|did|am|is|are|can|could|would|s|was|will)\b"
    r"|\bwhats\b|\b(?:code|word|keyword|command|clave|palabra|comando)\b|\bby accident\b|\bby mistake\b"
    r"|\bpor error\b"
)
"""Something else that is off, somebody else who rests, how a word works."""
_STAYS: Final = re.compile(
    r"\b(?:not (?:off|done|finished|yet|leaving|going|quitting for)|(?:dont|do not|didnt|never) (?:take|put"
    r"|turn|log|mark"
    r"|sign|have|switch|count|leave|mean|want)(?: to)?(?: \w+){0,2} (?:off|out|away|pause\w*|break|rest)"
    r"|keep (?:em|them) coming|dont give me a (?:break|rest)|still (?:on|here|up|available|free|in)"
    r"|keep me (?:on|in)|stay(?:ing)? on|switch me on"
    r"|put me on(?! (?:ice|hold"
    r"|break|pause|a|holiday|leave))|sign me in"
    r"|no me (?:quit|saqu|apagu|baj|desactiv|desconect|dej)\w+|no me voy(?! del todo)|no (?:salgo"
    r"|termino)(?: todavia| aun)"
    r"|sigo (?:de turno|de guardia|disponible|aqui|aca|un rato)|y sigo|todavia (?:estoy|sigo|puedo|no (?:me|salgo))"
    r"|aun (?:estoy|sigo|puedo|no)|back (?:from|now|on(?! the| \d)|again)(?! (?:in|monday|next))|puedo (?:toda"
    r"|todo|atender|tomar)"
    r"|dejenme (?:en turno|activ\w)|no (?:need|want|necesito) (?:a |un |una )?(?:break|rest|descanso|pausa))\b"
)


def stays(text: str) -> bool:
    """Whether they say that they stay on duty, or come on: "dont take me off", "sigo de turno"."""
    return _STAYS.search(_said(text)) is not None


def is_of_else(text: str) -> bool:
    """Whether something or somebody else is off, away or resting, or a word of the line is asked about."""
    return _OF_ELSE.search(_said(text)) is not None or "?" in text or "\u00bf" in text


def asks_off(text: str) -> bool:
    """Whether the words say that they stop for now: "take me off", "done for tonight", "me desconecto"."""
    return _ASKS_OFF.search(_said(text)) is not None


def may_go(text: str) -> bool:
    """Whether a word of a text can speak of going off duty."""
    return _GOES.search(_said(text)) is not None


def may_rest(text: str) -> bool:
    """Whether a word of a text can speak of a rest, or of days away."""
    said = _said(text)
    return _RESTS.search(said) is not None or (_SO_LONG.search(said) is not None and not _COUNTS.search(said))


def asks_on(text: str) -> bool:
    """Whether the words say that they can be asked from now on, and nothing puts it off, denies it or asks."""
    said = _said(text)
    if _ASKS_ON.search(said) is None or is_of_else(text) or puts_off(text):
        return False
    return not negation.negates(_HARMLESS.sub(" ", said)) and "unavailable" not in said


def no_end(text: str) -> bool:
    """Whether a time in the text is none until which they are there."""
    return _FROM_NOW.search(_said(text)) is None


def puts_off(text: str) -> bool:
    """Whether something in the text puts it off: another day, a while, a condition."""
    return _NOT_NOW.search(_FROM_NOW.sub(" ", _said(text))) is not None


_FROM_NOW: Final = re.compile(
    r"\b(?:after (?:work|all)|(?:until|till?|hasta|thru|through) (?:\w+ ){0,3}\w+"
    r"|luego de (?:la|una) pausa|soon as)\b"
)
"""What says until when, or since what: it puts nothing off."""
_HARMLESS: Final = re.compile(
    r"\b(?:cant sleep|no puedo dormir|no tengo (?:sueno|turno(?: hoy)?)|not my shift|no (?:problem|worries|rush"
    r"|plans|shift)"
    r"|no (?:longer|more) (?:paused|off|on)|not (?:paused|off|on (?:break|pause|holiday)) ?(?:any ?more)?"
    r"|nothing (?:on|to do|planned)|no es mi turno|nada que hacer|not too (?:sick|tired)(?: \w+){0,3}|not busy)\b"
)


def _said(text: str) -> str:
    return clean(text[:_LONGEST])
