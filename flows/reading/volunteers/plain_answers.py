"""A yes or a no, in everyday words, to what a volunteer was asked about themselves: "sure why not", "nah im good".

Only for questions from which nothing rings and nobody is handed on: those need their own words.
"""

import re
from typing import Final

from flows.catalogue import STEPS
from flows.engine import Scene, Session, Turn, follow
from flows.rules.words.replies import clean

_QUESTIONS: Final = {
    "debrief.ask": ("yes", "no"),
    "after_call.never_again": ("yes", "no"),
    "unsure.cut_off": ("yes", "no"),
    "name.quietly": ("yes", "no"),
    "shift_ending.ask": ("talk", "fine"),
}
"""What a yes and a no answer in each."""
_BEFORE: Final = r"(?:(?:ok|okay|oh|hm+|um+|well|yeah|yes|yea|please|bueno|pues|si|ay|mmm?) )*"
_AFTER: Final = r"(?: (?:please|pls|thanks|thank you|tho|though|por favor|porfa|gracias|la verdad))*"
_YES: Final = re.compile(
    _BEFORE
    + r"(?:why not|sure(?: why not| thing)?|i (?:guess|suppose|think)(?: so)?|i think (?:id|i would) like that"
    r"|probably|probs?|maybe yes|(?:that|it) (?:would|might|could) (?:help|be (?:good|nice|ok))|that helps"
    r"|(?:id|i would) (?:like|love|appreciate) (?:that|it|to)|i could use (?:that|it|one)|go for it|lets do (?:it|that)"
    r"|absolutely|definitely|of course|sounds good|yeah|yep|yup|ya"
    r"|(?:y )?por que no|supongo(?: que si)?|creo que si|yo creo que si|claro(?: que si)?|va|dale|sale|orale|sip"
    r"|(?:me )?(?:ayudaria|gustaria|vendria bien|caeria bien|serviria)|estaria bien|seria bueno|con gusto)"
    + _AFTER
)
_NO: Final = re.compile(
    r"(?:(?:ok|okay|oh|hm+|um+|well|no|nah|nope|bueno|pues|ay) )*"
    r"(?:nah|nope|not (?:now|today|tonight|right now|this time|necessary)|no need|maybe later|another time"
    r"|ill (?:live|be (?:fine|ok|okay))|(?:im|i am|im all) (?:good|fine|ok|okay|alright)|all good|its (?:fine|ok|okay)"
    r"|dont worry|no (?:hace falta|es necesario)|ahorita no|ahora no|hoy no|mejor no|luego|otro dia|estoy bien"
    r"|todo bien|no te preocupes|nel)" + _AFTER
)


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """What follows from a plain yes or no to such a question; None for everything else."""
    if session is None or session.step not in _QUESTIONS or "?" in scene.given:
        return None
    yes, no = _QUESTIONS[session.step]
    said = clean(scene.given)
    if _YES.fullmatch(said):
        return follow(session, yes, STEPS, scene)
    return follow(session, no, STEPS, scene) if _NO.fullmatch(said) else None
