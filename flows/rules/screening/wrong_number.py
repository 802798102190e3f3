"""Reads whether a text says that the number has a new owner."""

import re
from enum import StrEnum
from typing import Final

from flows.rules.words.replies import clean


class Reading(StrEnum):
    """How surely a text says that the number has a new owner."""

    SURE = "sure"
    """It says so and nothing else: "wrong number", "numero equivocado"."""
    LIKELY = "likely"
    """ "This isnt Tom's phone anymore", "este chip lo compre ayer": we ask them, and ring nobody meanwhile."""
    PERHAPS = "perhaps"
    """ "Who is this?", "who is Maria??": we ask them."""


_WRONG_EN: Final = r"(?:wrong|worng|wrng|rong|incorrect|rwong|wronge)"
_NUMBER_EN: Final = (
    r"(?:number|numbr|num|nmber|no|phone|person|persn|guy|gal|girl|fella|man|dude|lady|house|line|contact|chat"
    r"|place)"
)
_PHONE_EN: Final = r"(?:number|phone|cell|mobile|line|handset|sim)"
_PHONE_ES: Final = r"(?:numero|num|nro|cel|celular|movil|telefono|linea|chip|fono)"

_CERTAIN: Final = re.compile(
    r"(?:(?:sorry|um|hi|hey|no|lol|oh|i think|you have|you ve|youve|u have|u|you|got|the|a|this is|its"
    r"|its the|pal|mate|love|hun|"
    rf"perdon|disculpe|hola|oiga|creo que|este es|es|tienen|tiene|el|un) )*"
    rf"(?:{_WRONG_EN} (?:number|numbr|num|nmber|person|phone)|(?:numero|num|nro|persona) (?:equivocad[oa]"
    r"|errad[oa])|equivocad[oa]|"
    r"(?:se|te) (?:ha |han )?(?:equivoco|equivocaron|equivocaste|equivocado) de (?:numero|persona"
    r"|telefono)|os habeis equivocado de numero)"
    r"(?: (?:sorry|pal|mate|love|hun|dude|bro|there|lol|here|i think|please|stop|perdon|senor\w*|joven"
    r"|gracias|thanks))*"
)
"""Patterns for the whole message: only a certainty may end what somebody asked for."""
_OPENS_WITH_IT: Final = re.compile(
    r"(?:(?:sorry|um|hi|hey|no|i think|you have|you ve|youve|u have|you|got|the|a|this is|its|perdon|disculpe|hola|oiga"
    r"|creo que|este|es|tienen|tiene|el|un) )*"
    rf"(?:{_WRONG_EN} (?:number|numbr|num|nmber)|(?:numero|num|nro) (?:equivocad[oa]|errad[oa]))\b"
)
_LIKELY: Final = re.compile(
    rf"\b{_WRONG_EN} {_NUMBER_EN}\b|^{_WRONG_EN}$"
    rf"|\bnot (?:the )?(?:right|correct) (?:number|person)\b"
    r"|\b(?:isnt|aint|is not|not|no longer|isn t) (?!my|the right|your)(?:(?!this|his|its)\w+ )?(?!this"
    rf"|his|its)\w+s {_PHONE_EN}(?: any ?more)?\b"
    rf"|\b(?:isnt|aint|is not) (?:his|her|their) {_PHONE_EN}\b"
    rf"|\b(?:doesnt|does not|dont|no longer|didnt) (?:have|has|use|uses|own|owns) this {_PHONE_EN}\b"
    rf"|\b(?:changed|change|got rid of|gave up|lost) (?:his|her|their) {_PHONE_EN}\b(?=.*\b(?:mine|this|now"
    r"|new)\b)"
    rf"|\b(?:just got|got given|only got|have had|ive had|had|got|took over|inherited) this {_PHONE_EN}\b"
    r"(?=.*\b(?:before|last|ago|week|weeks|month|months|year|years|yesterday|today|new|whoever|guy|someone"
    r"|somebody|weeks)\b)"
    rf"|\bthis (?:was|used to be|is now) (?:his|her|their|my|\w+s) {_PHONE_EN}\b"
    r"|\b(?:never|didnt|did not|havent) (?:sign\w* up|ask\w* for this|subscri\w+|register\w*)\b"
    r"|\bnever heard of you\b"
    r"|\b(?:you|u|ye) (?:have |ve )?(?:reached|got|texted|messaged|contacted) (?:a|an|the) (?!peer|person"
    r"|call)\w+(?: (?:shop|store|office|"
    r"business|restaurant|clinic|school|company|garage|church|florist))?$|\bthis is (?:a|an) (?:business"
    r"|office|shop|work|company|landline|"
    r"restaurant|store|kids?|childs|school) ?(?:line|phone|number|cell)?\b|\bits a kids phone\b"
    r"|\bnot the (?:person|one|guy|woman|man|lady) (?:you|u|youre|ur)\b|\b(?:got|have) the wrong\b"
    r"|\bwrong (?:fella|one)\b"
    r"|\b(?:mean|looking for|want|after) (?:some ?one|some ?body) else\b|\bmisdial\w*\b|\bmistaken identity\b"
    r"|\b(?:there is|theres|theyre is) no (?:one|body) (?:called|named|by that name|here)\b|\bno (?:one"
    r"|body) (?:called|named) \w+\b|\bnobody called \w+ here\b"
    r"|\bno \w+ (?:lives )?here\b(?<!no one here)(?<!no body here)(?<!nobody here)(?=.*\b(?:lives|name"
    r"|wrong)\b)|\bdont know (?:any|no|a) \w+$"
    r"|\bi keep (?:getting|receiving) (?:messages|texts|calls|these) (?:for|meant for)\b"
    r"|\bnew phone who dis\b|\bim not who (?:u|you)\b"
    r"|\bhas not lived\b|\bthis was (?:her|his) phone\b"
    r"|\b(?:previous|former|old|last) owner\b|\b(?:recycled|reassigned) (?:one|number)\b|\bnumber (?:is"
    r"|was) (?:probably )?(?:recycled|reassigned)\b"
    r"|\bnever heard of (?:you|ye|her|him|it|them|this)\b|\bnot my name\b|\bmistaken me\b|\b(?:meant"
    r"|supposed to be) for some ?one else\b"
    r"|\b(?:arent|not|isnt) (?:meant )?for me$|\b(?:messages|texts|these) (?:arent|are not) for me\b"
    r"|\bincorrect recipient\b|\bwrong (?:bloke|chap|mate|lad)\b"
    rf"|\b(?:gave up|typed|entered|put in|put down|wrote down) (?:this|my|their|the) {_PHONE_EN}\b"
    rf"|\bleft me this {_PHONE_EN}\b|\bthis (?:is )?(?:was )?(?:my|her|his) "
    r"(?:late )?(?:husbands|wifes|mams|mums|moms|dads|sons|daughters|brothers|sisters|exs|moms old"
    rf"|mams old) {_PHONE_EN}\b|\bits (?:my|the) \w+s old {_PHONE_EN}\b"
    r"|\bbought this (?:sim|phone|number)\b|\bnew phone\b(?=.*\b(?:dunno|dont know|who|idk)\b)"
    r"|\bits the (?:store|shop|work|office|company) phone\b"
    r"|\b(?:dont know|dunno|idk|no idea) who (?:you|that|she|he|they|\w+) (?:is|are|youre)\b(?! any ?more)"
    r"|\baint no \w+ \w+ here\b"
    r"|\bdidnt text you\b|\bmust have registered\b|\bold work mobile\b|\bchanged (?:her|his|their) number\b"
    # Spanish
    r"|\b(?:numero|num|nro|persona) (?:equivocad[oa]|errad[oa]|incorrect[oa]|mal|que no es)\b"
    r"|^(?:equivocad[oa]|ekivocad[oa])$"
    r"|\b(?:se |te |os |ta |esta |estan |estas )?(?:ha |han |habeis |has )?(?:equivoc\w+|ekivoc\w+"
    rf"|confund\w+|err(?:aste|o|aron)) (?:de|el|con el|con la|mi) (?:{_PHONE_ES}|persona)\b"
    r"|\b(?:se equivoc\w+|te equivoc\w+|os habeis equivocado|os equivoc\w+|ta equivoca\w+"
    r"|esta equivocad\w+|estan equivocad\w+)\b"
    r"|\bte confundiste\b|\bse confundi\w+ de\b|\bmarc(?:o|aste|aron) (?:mal|el numero equivocado)\b"
    r"|\b(?:este |esta |ese |esa )?(?:ya )?no (?:es|tiene|usa|tengo|ocupa) (?:el |la |est[ea] |es[ea] "
    rf"|mas este )?{_PHONE_ES}(?: de \w+)?\b(?! para)"
    rf"|\b{_PHONE_ES} (?:de|era de|es de|fue de) (?:mi|su) (?:hij\w+|suegr\w+|mama|madre|papa|padre"
    r"|herman\w+|espos\w+|ti\w+|abuel\w+)\b"
    rf"|\b(?:la |el )?(?:duen[oa]|antigu[oa]|anterior) (?:duen[oa] )?de este {_PHONE_ES}\b"
    r"|\banterior duen[oa]\b|\bahora (?:la|lo|es) (?:tengo|uso|mi[oa])\b"
    r"|\b(?:hace poco|recien|apenas|acabo de|me dieron|compre|saque|saq\w+"
    rf"|estren\w+)(?: \w+){{0,4}} (?:este|esta|el) (?:{_PHONE_ES})\b|\bla linea me la asignaron\b"
    r"|\bes (?:para|de) otra persona\b|\bsera para otr[oa]\b|\bbuscan? a otr[oa]\b|\baqui no (?:es|vive"
    r"|hay)\b|\baqui nadie\b|\baqui ni \w+ ni\b"
    r"|\bno (?:conozco|conosco) a ning\w+ \w+\b|\bno me he apuntado\b|\b(?:yo )?no me (?:anote|apunte"
    r"|inscribi|registre)\b|\besto es una? (?:\w*eria|tienda|oficina|negocio|casa|empresa|escuela"
    r"|consultorio)\b"
    r"|\ba quien buscan?\b|\bduen[oa] anterior\b|\b(?:este|el) chip\b|\bno es mi nombre\b|^no soy (?:yo|el"
    r"|ella|esa|ese)$|\bno soy quien (?:ustedes|usted|crees?|creen)\b"
    r"|\bno (?:es|soy) la persona que buscan?\b|\bmal anotado\b|\banotaron mal\b|\b(?:me confundiste"
    r"|me confunden|me confunde)\b|\bya no es su numero\b"
    r"|\b(?:la linea|esta linea|el numero|este numero) (?:la |lo )?(?:reciclaron|reasignaron|herede"
    r"|heredamos)\b|\bherede (?:el|este) numero\b"
    r"|\b(?:era|es|iba) para otra persona\b|\bdebe haber un error con el numero\b|\bno (?:te|les|le) (?:e"
    r"|he) escrito\b|\bnunca les (?:escribi|pedi)\b"
    r"|\b(?:aca|aqui) no hay ning\w+\b|^le erraste$|^no l[ao] conozco$|\bcambio de (?:telefono"
    r"|numero) hace\b|\bse quien es [a-z]+$(?<!quien es el)"
    r"|\b(?:este|el) (?:numero|telefono|celular|movil) es nuevo\b(?=.*\b(?:antes|era|otr[oa])\b)"
    r"|\bantes era (?:de|el de) otr[oa]\b"
    r"|\bpertenecia a\b|\bnadie aqui (?:pidio|ha pedido)\b|\bme llegan sus mensajes\b|\bmensajes (?:pa"
    r"|para) una? tal\b"
)
_NOT_NAME_EN: Final = re.compile(
    r"^(?:(?:[Ss]orry|[Uu]m|[Hh]i|[Hh]ey|[Nn]o|[Aa]ctually|i think) )*(?:im|i am|this is) not [A-Z][a-z]+[,.;]? "
    r"(?:(?:this|it) ?(?:is|s|'s)|im|i am|you|ur|wrong)\b"
    r"|^(?:(?:[Ss]orry|[Uu]m|[Hh]i|[Hh]ey|[Nn]o|[Aa]ctually|i think) )*(?:im|i am|this is) not "
    r"(?!(?:\w+(?:ic|an|ish|ed|ing|ful|less)|Good|Great|Fair|Fine|Ready|Sure|Okay|Ok|Well|Yet|Able|Alone|Happy|Sad|Safe|"
    r"That|The|A|Your|Gay|Black|White|Crazy|Stupid|Doing|So|Too|Very)\b)(?P<name>[A-Z][\w'’]+)$"
    r"|^(?:i|I) (?:aint|ain't) (?P<other>[A-Z]\w+)$"
)
_NOT_NAME_ES: Final = re.compile(
    r"^(?:(?:no|oye|perdon|perdona|disculpe|hola) )*(?:yo )?no (?:soy|me llamo) (?P<name>[A-ZÁÉÍÓÚÑ]\w+)"
    r"|\bque yo soy [A-Z]\w+"
    r"|\bno soy (?:es[ea]|la|el) (?:tal )?(?P<other>[A-ZÁÉÍÓÚÑ]\w+)"
)
_PERHAPS: Final = re.compile(
    r"^(?:(?:um|hi|hey|hello|sorry|ok|hola|perdon|disculpe|oye|and|y) )*(?:who|whos|who s|who r|who are"
    r"|whose) (?:is |are |the hell is |tf is )*"
    r"(?:this|dis|you|u|that|it|texting|messaging)\b(?: \w+){0,3}$"
    r"|^(?:who is|whos|who s|quien es|kien es) (?!it|my|the|going|calling|gonna|free|on|there|coming"
    r"|la que|el que|mi)\w+(?: (?:and|y) .{0,60})?$"
    r"|^(?:de |con )?quien(?:es)? (?:es|son|eres|habla|me escribe|me habla|escribe"
    r"|soy hablando)(?: \w+){0,2}$|^quien (?:es )?(?:este|esto|esta)$"
)
_ASKS_WHY: Final = re.compile(
    r"\b(?:and|y|but|pero)? ?(?:why|how come|what for) (?:are|r|do|did|is|have|does) (?:you|u|yall|this|it) "
    r"(?:keep )?(?:text|messag|writ|contact|send|bother)\w*(?: (?:to )?(?:me|us|this (?:number|phone)))?(?: \w+){0,2}$"
    r"|\bpor ?que (?:me (?:escrib|mand|llega|contact|text)\w*|estan? (?:escribi|mand)\w+)(?: \w+){0,3}$"
)
_WHO_FIRST: Final = re.compile(
    r"^(?:(?:um|hi|hey|hello|sorry|ok|hola|perdon|disculpe|oye) )*(?:who|whos|quien(?:es)?) "
    r"(?:are |is |r |eres |es |son )?(?:you|u|this|that|tu|usted|ustedes|este|esto)?\b"
)
_NOT_ABOUT_THE_PHONE: Final = re.compile(
    r"\bmy (?:new )?number (?:changed|is)\b|\bsave my new\b|\bits still me\b|\bright number\b(?! for)"
    r"|\bnot myself\b|\bsoy yo\b"
    r"|\bme equivoque\b|\bgave me the wrong\b|\bsign up for this (?:life|shit|pain|marriage|job)\b"
    # Who told them of this line: "got this number off the nurse", "me dieron este numero en el hospital".
    r"|\b(?:got|had|have|found|given) (?:this|your|ur|the) number (?:off|from|through|at|on|in|for when|to call)\b"
    r"|\bme (?:dieron|dio|paso|pasaron) (?:este|su|el|tu) (?:numero|telefono|cel\w*)"
    r" (?:en|por si|para|cuando|una?|mi|unos?)\b"
    r"|\b(?:call|ring|rang|called|dialled|dialed) the wrong\b|\bmi numero (?:cambio|es"
    r"|nuevo)\b"
)
_LONGEST: Final = 160


def opens_with_it(text: str) -> bool:
    """Whether a text begins with it, whatever was asked: "wrong number, i am not Maria" is no city and no hour."""
    return _OPENS_WITH_IT.match(clean(text)) is not None


def asks_why(text: str) -> bool:
    """Whether they ask who we are and why we text them: "who are you and why are you texting me"."""
    said = clean(text)
    return len(text) <= _LONGEST and _WHO_FIRST.match(said) is not None and _ASKS_WHY.search(said) is not None


def read(text: str) -> Reading | None:
    """How surely a text says that the number belongs to somebody else; None if it says nothing of the kind."""
    if len(text) > _LONGEST:
        return None
    said = clean(text)
    if _NOT_ABOUT_THE_PHONE.search(said):
        return None
    written = text.strip().replace("’", "'").replace("I'm", "im").replace("i'm", "im").replace("I am", "i am")
    if _CERTAIN.fullmatch(said):
        return Reading.SURE
    if (
        _LIKELY.search(said)
        or _NOT_NAME_EN.match(written)
        or _NOT_NAME_ES.match(written.replace("Yo", "yo").replace("No ", "no "))
    ):
        return Reading.LIKELY
    return Reading.PERHAPS if _PERHAPS.search(said) or asks_why(text) else None
