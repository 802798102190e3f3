"""Lists the words with which people say times, English and Spanish, as patterns over folded text (see `phrases`).

There are four kinds of piece, and glue between them. Nothing else makes a time: for a date parser alone, "may" and
"sat" are dates whatever they mean in the sentence, and "at 8" is the eighth month.
"""

from __future__ import annotations

import re
from typing import Final

from flows.rules.words.clean_text import vocabulary

_ONES_EN = "zero one two three four five six seven eight nine ten eleven twelve"
_ONES_ES = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce"
NUMBERS: Final[dict[str, int]] = {
    word: value for words in (_ONES_EN, _ONES_ES) for value, word in enumerate(words.split())
} | {
    "una": 1, "un": 1, "a": 1, "an": 1, "fifteen": 15, "quince": 15, "twenty": 20, "veinte": 20,
    "twenty five": 25, "veinticinco": 25, "thirty": 30, "treinta": 30, "forty": 40, "cuarenta": 40,
    "forty five": 45, "cuarenta y cinco": 45, "fifty": 50, "cincuenta": 50, "sixty": 60, "sesenta": 60,
    "ninety": 90, "noventa": 90,
}  # fmt: skip
FRACTIONS: Final = {"half": 30, "media": 30, "quarter": 15, "cuarto": 15}

WEEKDAYS: Final = (
    ("monday", "lunes", "mon", "lun"),
    ("tuesday", "martes", "tues", "tue"),
    ("wednesday", "miercoles", "wed", "weds", "mie"),
    ("thursday", "jueves", "thurs", "thur", "thu", "jue"),
    ("friday", "viernes", "fri", "vie"),
    ("saturday", "sabado", "sat", "sab"),
    ("sunday", "domingo", "sun", "dom"),
)
FULL_WEEKDAY: Final = {word: names[0] for names in WEEKDAYS for word in names}
DAY_NAMES: Final = frozenset(name for names in WEEKDAYS for name in names[:2])
TOMORROW: Final = vocabulary("tomorrow tommorow tommorrow tomorow tomorrw tmrw tmr tmw 2moro 2morrow manana")
MONTHS: Final = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec "
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr "
    "ago dic"
)

ASAP: Final = re.compile(
    r"\b(?:as soon as (?:possible|you can|u can|(?:some|any) ?(?:one|body) (?:can|is (?:free|available|there))"
    r"|they can|he can|she can)|asap|a s a p|right now|right away|straight away|immediately|now|soonest"
    r"|any ?time now|ahora mismo|ahorita(?: mismo)?|ahora|ya mismo|ya|de inmediato|inmediatamente|enseguida"
    r"|lo (?:antes|mas pronto) (?:posible|que puedan?)|lo mas pronto|lo antes"
    r"|cuanto antes|tan pronto (?:como )?(?:puedan?|sea posible|alguien pueda)"
    r"|en cuanto (?:puedan?|alguien pueda|se pueda))\b"
)


def _any_of(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_EDGE, _END = r"(?<![\w.:/+\-])", r"(?![\w:/])(?![.,\-]\d)"
_HOUR = rf"(?:\d{{1,2}}|{_any_of(_ONES_EN.split()[1:] + _ONES_ES.split()[1:] + ['una'])})"
_COUNT = rf"(?:\d{{1,4}}(?:[.,]\d{{1,2}})?|{_any_of(NUMBERS)})"
_MINUTE_UNIT = r"minutes?|minutos?|mins?|m"
_HOUR_UNIT = r"hours?|horas?|hrs?|hs|h"
_DAY_UNIT = r"days?|dias?|weeks?|semanas?|months?|meses|mes|years?|anos?"
_AMOUNT = (
    r"(?:(?P<half>(?:a )?half(?: an?| of an)?[ -]?hour|media hora)"
    r"|(?P<quarter>(?:a )?quarter (?:of )?an hour|(?:un )?cuarto de hora)"
    r"|(?P<hour_half>an hour and (?:a )?half|(?:una )?hora y media)"
    rf"|(?P<count>{_COUNT}|a couple(?: of)?|couple(?: of)?|un par de)"
    r"(?P<and_half> and (?:a )?half| y media)?(?:(?<=\d) ?| )"
    rf"(?:(?P<minutes>{_MINUTE_UNIT})|(?P<hours>{_HOUR_UNIT})|(?P<days>{_DAY_UNIT}))(?![a-z])"
    r"(?P<half_after> and (?:a )?half| y media)?"
    rf"(?:(?:,? (?:and |y |con )?| ?)(?P<more>\d\d?|{_any_of(NUMBERS)}) ?(?:{_MINUTE_UNIT})|(?P<glued>\d\d))?)"
)
AMOUNT: Final = re.compile(
    rf"{_EDGE}(?:(?P<within>within(?: the next)?|in the next|en (?:las?|los) proxim[ao]s?|en menos de|in less than"
    r"|in under) |(?P<lead>in|en|dentro de|de aqui a) )?(?:about |around |like |maybe |unos |unas |como |just )?"
    rf"{_AMOUNT}{_END}(?P<tail> from now| later than now|(?: s)? time\b)?"
)

_PARTS: Final = {
    "morning": "morning", "mornin": "morning", "manana": "morning", "afternoon": "afternoon",
    "tarde": "afternoon", "evening": "evening", "eve": "evening", "night": "night", "noche": "night",
    "nite": "night", "madrugada": "dawn",
}  # fmt: skip
_EN_PART, _ES_PART = "morning|mornin|afternoon|evening|eve|night|nite", "manana|tarde|noche|madrugada"
PART: Final = re.compile(
    rf"(?<!\w)(?:(?P<tonight>tonight|tonite|2nite|2night|to ?night|esta noche|esta nochecita)"
    rf"|(?:(?P<this>this|esta)|in the|during the|at|(?:por|de|en|a|durante) la|la|the|early|late) "
    rf"(?P<named>{_EN_PART}|{_ES_PART})"
    rf"|(?P<bare>{_EN_PART}|tarde|noche))s?(?!\w)"
)


def part_of(found: re.Match[str]) -> str:
    """Which part of the day a `PART` names: morning, afternoon, evening, night or dawn."""
    return "night" if found["tonight"] else _PARTS[found["named"] or found["bare"]]


_WEEKDAY = rf"(?:{_any_of(FULL_WEEKDAY)})(?!\w)\.?"
_MONTH = rf"(?P<month{{0}}>{_any_of(MONTHS.split())})\.?"
_DATE_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DAY: Final = re.compile(
    r"(?<![\w/.:\-])(?:(?:on|el|for|para) )?(?:"
    r"(?P<today>today|2day|hoy(?: mismo)?|later today|mas tarde hoy)"
    r"|(?P<after_next>pasado manana|(?:the )?day after tomorrow)"
    rf"|(?P<tomorrow>{_any_of(TOMORROW)})|(?P<yesterday>yesterday|ayer)"
    rf"|(?P<next>next |this |coming |el |este |proximo )?(?P<weekday>{_WEEKDAY})(?P<coming> que viene| proximo| next)?"
    rf"|(?P<date>(?:the )?{_MONTH.format(1)} (?:the )?{_DATE_DAY}(?:,? (?:de |del )?20\d\d)?(?! ?[ap]\.?m)"
    rf"|(?:the )?{_DATE_DAY} (?:of |de )?{_MONTH.format(2)}(?: (?:de |del )?20\d\d)?"
    r"|(?:19|20)\d\d-\d\d-\d\d|(?!24/7)\d{1,2}/\d{1,2}(?:/(?:20)?\d\d)?"
    r"|the \d{1,2}(?:st|nd|rd|th)|dia \d{1,2})"
    r")(?![\w/:])(?!-\d)"
)

_FEW = r"five|ten|twenty|twenty five|cinco|diez|veinte|veinticinco|5|10|15|20|25"
_SPOKEN_MINUTE = "fifteen|thirty|forty five|quince|treinta|cuarenta y cinco"
_HALF_EIGHT = rf"half(?= (?:past|after)|(?! an?\b) {_HOUR}\b(?! (?:of|hours?|years?|days?|things?)\b))"
""" "Half 8" is half past 8, to whoever says so."""
_NO_PLACE: Final = (
    r"this|that|these|next|same|some|any|every|each|all|first|last|the|my|your|our|a|an|what|which|when|good|best|better"
    r"|free|spare|more|less|enough|no|on|in|at|if|is|i|im|you|we|have|has|had|take|works?|local|long|short|other|until"
    r"|dinner|lunch|bed|break|school|work|nap|night|day|part|full|half|one|tea|coffee|call|only|please|pls|and|or|but|it"
    r"|tonight|today|tomorrow|for|from|with|around|about|before|after|would|will|be|to|not|pm|am|oclock|it|its|quiet|family"
)
"""What stands before "time" and is no place: "8 this time", "at 8 i have time"."""
_NO_LUGAR: Final = (
    r"comer|cenar|dormir|salir|salida|entrada|entrar|trabajo|trabajar|almorzar|almuerzo|cena|desayuno|comida|descanso"
    r"|local|mia|tuya|en que|la|el|que"
)
"""What follows "hora de" and is no place."""
ZONE_SAID: Final = (
    r"(?:est|edt|et|cst|cdt|ct|mst|mdt|pst|pdt|pt|akst|akdt|hst)(?: time)?"
    r"|(?:us )?(?:eastern|central|mountain|pacific|alaskan?|hawaii(?:an)?|arizona|atlantic)"
    r"(?: (?:standard|daylight))?(?: time)?"
    r"|(?:gmt|utc)(?: ?[+-] ?\d{1,2}(?::?[0-5]\d)?)?|cet|cest|bst|ast|adt|nst|ndt|ist|wat|eat|sast|jst|hkt|sgt|aest"
    r"|aedt|acst|awst|nzst|nzdt|msk|eet|eest|pkt|npt|brt|clt|pet"
    rf"|(?:(?!(?:{_NO_PLACE})\b)[a-z]{{2,}} ){{1,2}}(?:time zone|time)"
    rf"|(?:en |con )?hora(?:rio)? (?!(?:de |del )?(?:{_NO_LUGAR})\b)(?:del? |de la |de los )?[a-z]{{3,}}"
    r"(?: (?:de )?(?:mexico|york|rico|salvador|vasco|aires|angeles|norte|sur|unidos|lima|rica))?"
)
"""How somebody says in whose time an hour is: "EST", "Pacific", "Mexico time", "GMT-3", "hora de Argentina"."""
_CLOCK: Final = (
    r"(?:(?P<lead>not (?:before|until|till)|(?:no )?antes de|before|until|til|till|hasta|by|after|past|despues de"
    r"|around|about|round|at|@|from|desde|a partir de|al|between|entre|para|for|like|sobre|a eso de|hacia|since|como"
    r"|de|any ?time after|bout|abt|tipo)(?= |(?<=@)) ?(?:about |around |like |eso de |como )*)?"
    r"(?P<las>(?:a |de )?las? )?(?:"
    r"(?P<noon>(?:12 )?(?:noon|midday)|(?:12 del )?medio ?dia|12 (?:of )?del dia)"
    r"|(?P<midnight>(?:12 )?midnight|media ?noche)"
    rf"|(?:a )?(?P<past>{_HALF_EIGHT}|quarter|{_FEW})"
    rf"(?:(?: min(?:ute)?s?)? (?:past|after)|(?<=half)) (?P<past_hour>{_HOUR})"
    rf"|(?:a |un )?(?P<to>quarter|cuarto|five|ten|twenty|diez|cinco|veinte|\d\d? min(?:ute|uto)?s?)"
    rf" (?:to|till|til|of|before|para las?) (?P<to_hour>{_HOUR})"
    rf"|(?P<y_hour>{_HOUR}) (?P<y>y|menos) (?P<y_part>media|cuarto|quince|veinte|veinticinco|cinco|diez|treinta"
    r"|[1-5][05])"
    rf"|(?P<hour>{_HOUR})(?:[:.h ](?P<minute>[0-5]\d)|[ -](?P<spoken>{_SPOKEN_MINUTE}))?"
    r"(?P<military>(?<=\d) ?hs?(?:rs)?(?!\w))?"
    r"|(?P<run>[01]?\d[0-5]\d|2[0-3][0-5]\d)"
    r")(?:(?<=\d)(?: ?(?P<half>[ap])\.? ?m(?!\w)\.?|(?P<short>[ap])(?!\w))|(?<=[a-z]) (?P<half_w>[ap])\.? ?m(?!\w)\.?)?"
    r"(?P<ish>ish| ?o ?clock| en punto| sharp)?"
    rf"(?: \(?(?P<zone>{ZONE_SAID})(?!\w)\)?)?"
    r"(?![\w:/])(?![.,]\d|-\d{3}|-\d+-)"
)
CLOCK: Final = re.compile(rf"(?<![\w.:/+\-$]){_CLOCK}")
ZONE: Final = re.compile(rf",? \(?(?P<zone>{ZONE_SAID})(?![\w:/])\)?")
"""The same behind the day or the part of it."""
CLOCK_NEXT: Final = re.compile(_CLOCK)
"""The second hour of "7-9pm"."""
GLUE: Final = re.compile(
    r"(?:[ ,.@-]|(?<!\w)(?:at|on|in|the|el|la|a|de|por|en|del|al|around|about|como|sobre)(?!\w))*"
)

# Words that may stand around a time in a message that is still only about a time.
FILLER: Final = vocabulary(
    "please pls plz plse kindly hi hey hello ok okay yes yeah yep sure can could would will you u i im ill id we "
    "someone somebody anyone call ring phone text me us my be is am are do it its that thats then free available "
    "ready good great best better works work fine perfect thanks thank thx ty so much very for to and at on in the a "
    "about around maybe perhaps probably say like lets let make try how want wanna need prefer rather any time "
    "anytime after o clock sir maam dear will if possible preferably "
    "por favor porfa porfavor hola si claro vale bueno buena puedo puede pueden puedes podria podrian poder me mi nos "
    "llama llamame llamen llamenme llameme llamarme llamar alguien quiero quisiera prefiero necesito seria mejor bien "
    "perfecto gracias muchas estoy libre disponible lista listo a la las el los al de del en para que le les te "
    "como tipo mas menos quizas quiza tal vez posible es esta gustaria lo"
)
# Before a time in the same clause, these words say that the time is refused, or is over.
REFUSED: Final = vocabulary(
    "not cant cannot dont wont no never couldnt shouldnt isnt except excepto nunca tampoco jamas nor"
)
OVER: Final = vocabulary(
    "since was were been had yesterday ayer last anoche ago hace woke slept took died started happened ended desde "
    "born ate left drank fue estuve estaba era"
)
# "Busy until 8" means from 8 on; "free until 8" means before 8.
BUSY: Final = vocabulary(
    "busy working work asleep driving class school dinner kids ocupada ocupado trabajando trabajo"
)
CLAUSE: Final = re.compile(
    r"[,.;!?\n()]|(?<!\w)(?:but|pero|though|although|aunque|sino|except that|and then)(?!\w)"
)
# A bare number is an hour only if no thing to count follows: "at 8 please", not "at 8 houses".
FOLLOWS: Final = FILLER | vocabulary(
    "but if or and because cause cos when while unless until as with today tomorrow tonight works instead latest "
    "earliest onwards onward sharp local our your either too also just once thats which pero o u y porque cuando "
    "mientras salvo hoy manana cada no not hopefully thx "
)
BEGINS_ASIDE: Final = vocabulary(
    "but if or and because cause cos when while unless since as with after before so pero o u y porque cuando "
    "mientras salvo antes despues ya on at"
)

LATER: Final = re.compile(
    r"\d|\b(?:at|in|after|before|around|when|whenever|once|until|till|later|soon|noon|midday|midnight|tonight"
    rf"|{_any_of(TOMORROW)}|morning|afternoon|evening|weekend|next week|half|quarter|hours?|minutes?|mins?"
    r"|{days}|a las?|en|dentro|luego|despues|cuando|mas tarde|al rato|un rato|pronto|antes|hasta|mediodia|medio dia"
    r"|medianoche|tarde|noche|horas?|minutos?|semana)\b".replace("{days}", _any_of(DAY_NAMES))
)
