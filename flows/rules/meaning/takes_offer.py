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
    r"(?:yes|yess+|yeah|yep|yup|yea|yes please|sure|sure thing|sure why not|of course|absolutely|definitely|certainly"
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
    r"|(?:si |yo )?puedo(?: yo)?|cuenten conmigo|cuenta conmigo|voy yo))"
    r"(?: (?:now|right now|please|thanks|no problem|ahora|ahora mismo|por favor|gracias|sin problema))*"
)
_DOUBTFUL: Final = re.compile(
    # A condition, a wish, somebody else.
    r"\b(?:if|unless|might|maybe|perhaps|possibly|would|wouldve|could|couldve|wish|should|someone|somebody|anyone"
    r"|anybody|whoever|another|others?|else|elses|who|whose|supposed|used to|almost|nearly|casi|wait|hold on|hang on"
    r"|one sec|he|she|they|quizas?|tal vez|talvez|a lo mejor|otr[oa]s?|alguien|quien|podria|tomaria|haria|deberia|ojala"
    r"|espera|esperen|esperate|momento|fuera|estuviera|pudiera|tuviera|hubiera|quisiera)\b"
    # "Si" before anything but what is taken is "if": "la tomo si nadie la quiere".
    r"|(?<!^)\bsi (?!(?:la|lo|yo|me|puedo|claro|quiero|por|gracias|ahora|va|dale)\b)"
)
_WILL: Final = (
    r"(?:can|will|am|m|ll|just|gladly|happily|definitely|certainly|be|able|going|gonna|happy|glad|to|then|also|still|now"
    r"|think|guess|suppose|i|im|ill)"
)
_NAMES: Final = re.compile(
    rf"\b(?:i|ill|im|let me|happy to|glad to|gonna)(?: {_WILL}){{0,6}} (?:take|do|grab|handle|cover|pick up|taking)"
    rf"(?: up| on)? (?:{_IT}|one|them|her|him)\b(?! easy| slow)"
    r"|^taking (?:it|this|that)\b(?! easy| slow)|\b(?:put me through|patch me (?:in|through)|connect me|count me in)\b"
    r"|\b(?:im|i am) (?:\w+ )?(?:on it|in|ready|free|available|here|up for (?:it|this)|good to go)\b|^on it\b"
    r"|\b(?:give|send|pass) it (?:to me|my way|over)\b|^mine\b$"
    r"|\b(?:la|lo|me la|esa la|esta la) (?:tomo|agarro|hago|atiendo|acepto|cojo|quedo|puedo tomar)\b"
    r"|^(?:(?:si|claro|dale|vale|bueno|yo|ok) )*puedo\b"
    r"|\bpuedo (?:yo|tomarl[ao]|hacerl[ao]|atenderl[ao]|con (?:esa|esta))\b"
    r"|\bme encargo\b|\bcuent[ae]n? conmigo\b|\b(?:pasa|pasen|da|den)mel[ao]\b|^voy yo\b"
    r"|\bestoy (?:lista?|listo|libre|disponible)\b"
)
"""How somebody says of themselves that they take what is offered: "i can do that one", "me encargo"."""


def says_so(text: str) -> bool:
    """Whether the text is nothing but a yes to an offer."""
    return _SAYS.fullmatch(_without_code(text)) is not None


def names_it(text: str) -> bool:
    """Whether the writer says of themselves that they take it, among other words: "hi, i can take that one tonight"."""
    return _NAMES.search(_CODE.sub("it", clean(text[:_LONGEST]))) is not None


_RING: Final = re.compile(
    r"\b(?:(?:ring|call|phone|connect|dial) me|(?:put|patch) me (?:in|through)"
    r"|(?:you|u|ya|yall) can (?:ring|call|phone)|ready"
    r"|(?:im|i am) (?:here|free|available|around)|go ahead|ring now|call now|go now"
    r"|(?:ok|okay|yes|sure|free|me|^) ?now$"
    r"|(?:llam|marqu|marc|conect)\w*me|(?:llamen|marquen|llama|marca)(?: ya| ahora)?|lista?|listo|adelante|ahora si"
    r"|(?:pueden|puedes|puede) (?:llamar|marcar)\w*|estoy (?:libre|disponible)|disponible)\b"
)
"""How somebody who has a callback in hand asks to be rung for it."""


def asks_ring(text: str) -> bool:
    """Whether a word of the text can ask for the ring: "ready", "put me through", "llamenme"."""
    return _RING.search(clean(text[:_LONGEST])) is not None


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
    left = " ".join(KEEPS.sub(" ", said).split())
    if "?" in text or "¿" in text or negation.negates(left):
        return True
    return _DOUBTFUL.search(said) is not None or refusal.read(text) is not None


def _without_code(text: str) -> str:
    return " ".join(_CODE.sub(" ", clean(text[:_LONGEST])).split())
