"""Words that have to stand in a text before a likely meaning may act: the model alone goes by small words as well.

"It hurts" is much like a yes to it, "sorry" like a refusal, and "quiero dejar de tomar" like an opt-out. So what rings,
ends or silences needs a word of its own kind in the text, and nothing that denies or asks.
"""

import re
from typing import Final

from flows.rules.meaning import phone_words
from flows.rules.meaning.features import class_of, words_of
from flows.rules.words import negation
from flows.rules.words.replies import clean

_SHORT: Final = 5
"""In a longer text the model has enough words to go by."""
_VERY_SHORT: Final = 3
_OF_YES: Final = frozenset(
    "YES OK PLEASE GO_AHEAD NOW SOON CALL CALL_ME TALK WANT NEED MAYBE CAN READY xtime CLOCK_TIME LATER TRY GONNA "
    "VOICE PHONE_DEVICE TODAY_TONIGHT TOMORROW TAKE_GRAB WRITE CONNECT_PUT_THROUGH SEND HOME_CAME LET PART_OF_DAY "
    "DAY_NAMES".split()
)
_PAIN: Final = frozenset(
    "PAIN SAD_CRY CRY HURT_CUT BAD_AWFUL DIE_KILL HIT_ABUSE LONELY TIRED ANXIOUS_SCARED HARD_TO_PHONE WHY WHAT".split()
)
"""What somebody says of how they are, or asks: no yes in a few words."""
_FEELING: Final = frozenset(
    "PAIN SAD_CRY CRY HURT_CUT BAD_AWFUL LONELY TIRED ANXIOUS_SCARED ANGRY ASHAMED STRESS_WORRY".split()
)
_ASKS_FOR_MORE: Final = frozenset("HELP ASK OTHER_DIFFERENT".split())
_MOST_OF_A_FEELING, _MOST_OF_AN_APOLOGY = 5, 8
"""In so many words a feeling, or an apology, is all that a text says."""
_OF_NO: Final = frozenset(
    "NOT NO_WORD NEVER NOTHING_NOBODY STOP_QUIT LEAVE_ALONE WANT_NOT_DONT_BOTHER REMEMBER_FORGET PASS_SKIP HOME_CAME "
    "COME_ARRIVE".split()
)
_OF_TEXTS: Final = frozenset(
    "WRITE WRITE_ME SEND LEAVE_ALONE NEXT_LIST DELETE_REMOVE REMIND_CHECK ALERT DATA_NUMBER ASK".split()
)
_LEAVE_ME: Final = re.compile(
    r"\bd(?:a|e|ar|en|ad|eis)\w* de (?:la )?baja\b|\ben paz\b|\bcontact\w*|\b(?:leave|let) me (?:alone"
    r"|be)\b|\btxts?\b"
)
_CONTACT_WITH_OTHERS: Final = re.compile(
    r"(?<!your )(?<!ur )(?<!more )(?<!tus )(?<!sus )\b(?:contacts|contactos)\b"
    r"|\bcontacto? (?:with|con) (?!you\b|me\b|us\b|this\b|uds\b|ustedes\b|vosotros\b|mi$|este\b)\w+"
    r"|\b(?:nadie|nunca|nobody|no ?one|he|she|(?:my|mi|mis) \w+) (?:\w+ )?(?:me )?(?:contacta(?:n|ba|ron)?"
    r"|escriben?|buscan?"
    r"|contacts|contacted|texts|texted|writes|wrote|messages|messaged)\b(?: (?:to )?(?:me|back))?"
    r"|\b(?:human|eye) contact\b|\bcontacto (?:humano|fisico)\b|\bno contact (?:order|since)\b"
)
"""A list in a phone, and people: "i lost contact with my son", "nadie me contacta" speak of no text of ours."""
_AN_END: Final = re.compile(
    r"^(?:no (?:more|mas)|nada mas|leave|out|off|enough|quit|baja|salir|fuera|stop)$|\b(?:uns?u?b?s?cri\w*"
    r"|unsub\w*)\b"
    r"|\b(?:thats |ya )?(?:enough|basta) (?:now|already|ya|off)\b|^basta\b|\benough off\b|\bdiscontinue\b"
    r"|\b(?:take|get) (?:me )?(?:off|out of) (?:this|these|it|here|the|your)?|\b(?:get|sign\w*) (?:off"
    r"|out of|up for) (?:this|it)\b"
    r"|\b(?:no more|nothing else|nothing more|nothing) (?:of (?:these|them|this)|from (?:you|them|this))\b"
    r"|\bturn (?:these|this|it|them) off\b"
    r"|\bblock(?:ing|ed)? (?:this|you|u|these|it)\b|\b(?:rack|piss|fuck|bugger|sod|eff) off\b|\bquit it\b"
    r"|\bnever signed up\b"
    r"|\bdont want (?:this|these|any of this)$|\b(?:sent|need) these\b|\bno quiero (?:estar|seguir) en esto\b"
    r"|^(?:please |just |por favor )*stop(?! me if)\b"
    r"|(?<!make it )(?<!it to )(?<!noise would )(?<!my )\bstop$|\bya no mas\b|\bno mand\w+ mas\b"
    r"|\bno me escri[bv]\w+ mas\b"
)
"""Words that end contact with us, and are said of nothing else: "get me out of this", "enough already"."""
_THIRD_PERSON: Final = re.compile(
    r"\b(?:he|she|my \w+|his \w+|her \w+) (?:should|could|would|will|can|might|must|needs? to|has to) "
    r"(?:call|ring|phone)\b"
    r"|\b(?:call|ring|phone|llamen? a|marquen? a) (?:my|his|her|our|mi|su) \w+"
)
_NOT_TO_THEM: Final = re.compile(
    # a ring of gold, and calls to somebody else
    r"\bg(?:ave|iven) (?:\w+ )?(?:back )?(?:a|the|my|her|his) ring\b(?! me)|\bgive (?:my|his|her|him|the"
    r"|our) (?:\w+ )?a (?:ring|call|bell)\b"
    r"|\b(?:dile|digale|decile|diganle|avis\w+) a (?:la|el|mi|los|las)\b|\bca?ll (?:the|my|your) \w+ (?:im|and|to)\b"
    r"|\b(?:tengo|i have|got) (?:una? |a )(?:amig[oa]|friend|conocid[oa])\b(?=.*\b(?:necesita|needs|quiere|wants)\b)"
    # what somebody else said, or they will not do
    r"|\b(?:said|says|dijo|dice|dijeron|told me|grito) (?:me )?(?:call|ring|phone|llam\w+|marca\w*)(?: me)? (?:if"
    r"|when|si|cuando)\b"
    r"|\bi should (?:really |prob\w* )?(?:call|ring|phone)\b(?=.*\bwont\b)|\bcall (?:them|it|her|him) off\b"
    r"|\b(?:i wish|ojala)\b(?=.*\b(?:him|her|he|she|ella)\b)"
    # how calls work
    r"|\bor do (?:you|i) (?:only )?(?:call|ring|phone|just)\b|\b(?:ustedes llaman|llaman ustedes|me llaman) o\b"
    r"|\b(?:si me llaman|if you call) y? ?(?:no contesto|i dont)\b|\bque pasa si\b|\bvuelven a llamar$|\b(?:y"
    r"|wheres|and) mi llamada$"
    r"|\b(?:is|am|are|was) (?:it|that|i) (?:extra|paying|charged|gonna be|going to be|a problem|recorded)\b"
    # in writing
    r"|\b(?:natter|chat|talk|speak|explain \w+)(?: \w+){0,3} (?:by text|in messages|in writing|por chat"
    r"|por mensajes?|por escrito)\b"
    r"|\b(?:somebody|someone|alguien) to (?:type|text|write)\b|\bde dedo\b|\bmenos (?:una )?llamadas?\b"
    r"|\b(?:nothing|nobody|nada) (?:\w+ )?(?:anyone|anybody|you|nadie)?(?: \w+){0,2} (?:could|can) (?:say|do"
    r"|help)\b|\bde que me (?:va a )?serv\w+\b"
    r"|\bbe lying\b|\bnvm what i said\b|\bif you (?:offer|ask|send|call) (?:\w+ ){1,4}again\b"
)
"""Words about calls that ask for none to the writer."""
_NOT_YET: Final = re.compile(
    r"\b(?:almost|nearly|casi|in a (?:while|bit|minute|min|sec)|ya voy|ahora vengo|quick one|solo si|only if"
    r"|unless|call (?:\w+ )?off)\b"
)
_MUTTERED: Final = re.compile(r"^(?:m+|hm+|mm mm|nuh uh|uh uh|shh+|eh|uh|um)$")
_NOT_SURE: Final = re.compile(
    r"\bnot (?:so |quite |really |too )?(?:sure|ready|yet)\b|\bno (?:se|estoy)\b"
    r"|\b(?:no|not|dont|cant) (?:\w+ ){0,2}(?:que si|yes)\b"
)


def _classes(text: str) -> set[str]:
    return {class_of(word) or word for word in words_of(text)}


_SOME_DAY: Final = re.compile(
    r"\bif (?:i )?(?:ever|one day|some ?day)\b|\bsi (?:un|algun) dia\b|\bsi alguna vez\b"
    r"|\bel dia que (?:quiera|pida|necesite)\b"
)
"""A call that somebody may want one day is none to book: they ask how it would be."""


def for_a_call(text: str, state: str, *, known: bool = False, sure: bool = False) -> bool:
    """Whether nothing in a text speaks against a call that it seems to ask for, or say yes to.

    `known`: the model is sure of a yes to what was offered, so that a no in a few words ("why not") is none. `sure`: it
    is as sure of a request, so that "no se poner numero, llamenme" is no doubt, where no call was offered.
    """
    said, classes = clean(text), _classes(text)
    offered = state in ("offer", "ready")
    if (
        _NOT_TO_THEM.search(said)
        or (offered and _MUTTERED.match(said))
        or (state == "ready" and _NOT_YET.search(said))
    ):
        return False
    if _THIRD_PERSON.search(said) or _SOME_DAY.search(said) or phone_words.say_hard(text):
        return False
    if _NOT_SURE.search(said) and offered:
        return False
    if offered and (is_only_a_feeling(text) or is_only_an_apology(text)):
        return False
    if known and (state == "offer" or sure or "?" not in text):
        return True
    if offered:
        if "?" in text or "¿" in text or (state == "ready" and negation.negates(said)):
            return False
        if said and len(said.split()) <= _SHORT:
            denied = len(said.split()) <= _VERY_SHORT and negation.negates(said)
            return not denied and (not classes & _PAIN or bool(classes & {"YES", "OK"}))
    return True


def is_only_a_feeling(text: str) -> bool:
    """Whether a few words say how somebody feels, and nothing else: "muy mal", "awful", "so tired of this".

    The model takes them for a yes, since "no me vendria mal" is one. They choose nothing from a menu.
    """
    return _says_only(text, _FEELING, _MOST_OF_A_FEELING, besides=_OF_YES | _OF_NO | _ASKS_FOR_MORE)


def is_only_an_apology(text: str) -> bool:
    """Whether a few words apologise, and ask for nothing: "perdon por molestar", "sorry to bother you"."""
    return _says_only(text, frozenset(("SORRY",)), _MOST_OF_AN_APOLOGY, besides=_OF_YES | _ASKS_FOR_MORE)


def _says_only(text: str, kind: frozenset[str], most: int, *, besides: frozenset[str]) -> bool:
    classes = _classes(text)
    if any(map(str.isdigit, text)) or len(clean(text).split()) > most:
        return False
    return bool(classes & kind) and not classes & besides


def is_how_they_are(text: str) -> bool:
    """Whether a text says how somebody is, and nothing of a time or of not wanting."""
    classes = _classes(text)
    return bool(classes & _PAIN) and not classes & (_OF_YES | _OF_NO)


def for_silence(text: str) -> bool:
    """Whether a word of a text can take a call back: "sorry" alone cannot."""
    return bool(_classes(text) & _OF_NO)


def for_opting_out(text: str) -> bool:
    """Whether a text speaks of texts, lists or being left alone: quitting drink, or a son who is lost, is none."""
    said = _CONTACT_WITH_OTHERS.sub(" ", clean(text))
    return bool(_classes(said) & _OF_TEXTS) or _LEAVE_ME.search(said) is not None


def is_contact_with_others(text: str) -> bool:
    """Whether the only contact or texts that a text speaks of are those with other people."""
    return _CONTACT_WITH_OTHERS.search(clean(text)) is not None and not for_opting_out(text)


def for_an_end(text: str) -> bool:
    """Whether a text may be asked about as an opt-out: it speaks of texts, or ends this. "One more" does not."""
    return for_opting_out(text) or _AN_END.search(clean(text)) is not None
