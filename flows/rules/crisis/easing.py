"""Finds words that say danger has eased: the means put away, somebody with them, help, "it passed".

Whoever has an alert is told of them, and judges for themselves: they lower nothing. So they are read narrowly: with a
doubt, a condition or a question beside them nobody is told that it is better.
"""

import re
from typing import Final

from flows.rules.crisis import crisis
from flows.rules.words import negation
from flows.rules.words.replies import clean

_LONGEST: Final = 400
"""A longer text says more than that it is better."""
_MEANS: Final = (
    r"(?:pills?|meds?|medication|tablets|bottles?|gun|pistol|rifle|shotgun|knife|knives|blades?|razors?|rope|belt|keys"
    r"|gas|lighter|pastillas?|medicinas?|medicamentos?|frascos?|pistola|arma|cuchillos?|navajas?|cuerda|soga|llaves"
    r"|veneno|botella)"
)
_THING: Final = rf"(?:it|them|that|those|all of (?:it|them)|(?:the|my|his|her|those|these) (?:\w+ )?{_MEANS})"
"""A dog or a guitar that is given away is no good sign."""
_HELPS: Final = (
    r"(?:mom|mum|mother|sister|brother|friend|bestie|aunt|cousin|daughter|son|roommate|neighbou?r|sponsor|therapist"
    r"|counselor|doctor|nurse|grandma|grandmother|mama|madre|hermana|hermano|amiga|amigo|tia|prima|primo|hija|hijo"
    r"|vecina|vecino|abuela|psicologa|psicologo|doctora|medica|medico|madrina|padrino)"
)
_PUT_AWAY: Final = (
    rf"\b(?:put|putting) {_THING} (?:\w+ )?(?:away|back|down)\b|\b(?:locked|lock) {_THING} (?:up|away|in)\b"
    rf"|\b(?:threw|thrown|tossed|chucked) {_THING} (?:away|out)\b|\b(?:handed|gave|given) {_THING} (?:over|back|away)\b"
    rf"|\b(?:flushed|poured) {_THING} (?:out|away|down)\b"
)
"""Not "put the rope up"."""
_WITH_ME: Final = (
    rf"\b(?:esta|vino) (?:mi|una?) {_HELPS} (?:aqui )?conmigo\b"
    rf"|\bmi {_HELPS} (?:ya )?esta (?:aqui )?conmigo\b"
)
_EASED: Final = re.compile(
    "|".join(
        (
            # The means are away.
            _PUT_AWAY,
            rf"\b(?:gave|given|handed|giving) {_THING} to (?:my|a|the) ",
            rf"\b(?:flushed|got rid of|getting rid of|(?:threw|thrown|locked|gave|put) away) {_THING}\b",
            r"\b(?:is|are|its|theyre) (?:back in|in the (?:trash|bin|safe|toilet)|locked (?:up|away))\b",
            r"\b(?:las|los|la|lo) (?:guarde|tire|entregue|escondi|solte|regrese|devolvi|bote|di a|deje a)\b",
            rf"\b(?:guarde|tire|entregue|bote|solte|regrese|devolvi|di) (?:todas )?(?:las|los|el|la|mis|mi) {_MEANS}\b",
            r"\bse (?:las|los|la|lo) (?:di|entregue|deje|llevo)\b",
            # They have left the place.
            r"\b(?:came|climbed|got|stepped) (?:back |away |down )+(?:from|off)?",
            r"\bim off the (?:roof|bridge|ledge|edge|tracks|balcony)\b|\bim back (?:inside|home)\b",
            r"\b(?:me baje|ya baje|me aleje|me quite) (?:de|del)\b",
            # How they are.
            r"\bi(?: am|m) (?:(?:ok|okay|fine|better|alright|good) now|safe|calmer|(?:doing|feeling) better)\b",
            r"\bi(?: do)? feel (?:(?:a|bit|little|lot|so|much|tiny|way) )*(?:better|calmer|safer|safe)\b",
            r"\b(?:its|it has|it|the urge|the moment|urge) (?:has )?passed\b|\bi calmed down\b|\bive calmed down\b",
            r"\bestoy a salvo\b|\bya estoy (?:bien|mejor|tranquil\w|a salvo|mas (?:tranquil\w|calmad\w)|calmad\w)\b",
            r"\bme siento (?:un poco |un poquito |mucho |ya |mas )*(?:mejor|tranquil\w|calmad\w)\b",
            r"\b(?:ya )?me calme\b|\bya (?:se me )?paso\b|\bestoy mas (?:tranquil\w|calmad\w)\b",
            # Somebody is with them, or help is called. "My brother is here" may be the danger.
            rf"\b(?:im|i am) (?:here )?with (?:my|a) (?:\w+ )?{_HELPS}\b",
            r"\b(?:im|i am) (?:at|in) (?:the )?(?:hospital|er)\b",
            rf"\bmy {_HELPS} (?:is|came) (?:here )?(?:to be )?with me\b|\bestoy con (?:mi|una?) {_HELPS}\b",
            _WITH_ME,
            rf"\bi (?:called|texted|talked to|spoke (?:to|with)) (?:988|911|my {_HELPS}|the (?:crisis|hot)? ?line)\b",
            rf"\b(?:llame|hable) (?:al|a|con) (?:la linea|911|988|mi {_HELPS})\b",
            r"\bestoy en (?:el hospital|urgencias)\b",
            r"\b(?:ambulance|help|paramedics) (?:is|are|came) ?here\b|\bya llego la ambulancia\b",
        )
    )
)
_EASED_BY_A_NO: Final = re.compile(
    r"\bi (?:wont|will not|am not going to|m not going to|m not gonna|didnt|did not|havent|have not) "
    r"(?:do (?:it|anything)|take(?:n)? (?:it|them|any)|hurt myself|done (?:it|anything))\b"
    r"|\bim not (?:going to|gonna) (?:do (?:it|anything)|hurt myself|take (?:it|them|any))\b"
    r"|\bim not alone\b|\bdont want to do it any ?more\b"
    r"|\b(?:no lo (?:voy a hacer|hice|hare)|ya no (?:lo )?(?:voy a|quiero) hacerlo?|no (?:me )?(?:las|los|la|lo) tome"
    r"|no (?:me )?tome (?:nada|ninguna)|no voy a hacer nada|ya no estoy sol[ao])\b"
)
"""What is denied here is the deed."""
_DOUBT: Final = re.compile(
    r"\b(?:but|though|lied|lying|lie|joke|kidding|if|unless|when|until|later|wish|should|would|might|maybe|almost"
    r"|tried|try|trying|tomorrow|mouth|not (?:safe|ok|okay|fine|better)|yet|still|wants?|threw up|gave up|give up"
    r"|notes?|letters?|goodbye|bye|for good|finally"
    r"|pero|aunque|menti|mentira|miento|si|cuando|hasta|luego|ojala|deberia|quiza|tal vez|casi|manana|boca|todavia"
    r"|aun|por fin|notas?|cartas?|adios)\b"
)


def has_eased(text: str) -> bool:
    """Whether this text says that danger has eased, and nothing that casts doubt on it."""
    if len(text) > _LONGEST or "?" in text:
        return False
    words = clean(text)
    if _DOUBT.search(words):
        return False
    if _EASED_BY_A_NO.search(words) is None and (
        _EASED.search(words) is None or negation.negates(_LEADING.sub("", words))
    ):
        return False
    return crisis.read(text).tier is not crisis.Tier.crisis


_LEADING: Final = re.compile(r"^(?:nope|nah|ok|okay|no (?=(?:i|im|they|ya|las|los|se|estoy) (?!no\b))) *")
"""A "no" that answers a question, and denies nothing of what follows."""
