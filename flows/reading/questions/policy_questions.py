"""Questions about what this line does with words of danger: "will you call the police on me?"

Answered with the policy that the organisation chose, as the word POLICY is (`flows.contacts.policy`). Nobody is told.
"Please don't call the cops" asks the same: "nobody will call you" would be a promise that is not the line's to make.
"""

import re
from typing import Final

from flows.contacts import policy
from flows.engine import Scene, Session, Turn
from flows.reading.questions.asides import aside
from flows.rules.crisis import crisis
from flows.rules.refusal import refusal
from flows.rules.words.replies import clean


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer, and the open question again; None for words that ask something else."""
    asked = crisis.asks_policy(scene.given) or wants_no_police(scene.given)
    return told(scene, session) if asked else None


def wants_no_police(text: str) -> bool:
    """Whether they ask that no police or ambulance comes: "pls dont call the cops", "no quiero a la policía"."""
    said = clean(text)
    if len(said.split()) > _SHORT or _THEMSELVES.search(said) or _NO_POLICE.search(said) is None:
        return False
    return (
        refusal.read(_NO_POLICE.sub(" ", said)) is None
    )  # "no police, and dont call me": a no to a call comes first


_SHORT: Final = 12
_THEMSELVES: Final = re.compile(
    r"\bi (?:\w+ ){0,3}(?:to|wanna|can|could|will) call\b|\b(?:llamar|avisar) yo\b"
)


_THEM: Final = (
    r"(?:the )?(?:cops?|police|911|999|112|ambulance|paramedics|authorities|feds|fuzz|emergency services)"
)
_THEM_ES: Final = (
    r"(?:a )?(?:la |una |los |al )?(?:policias?|poli|cana|tombos|patrullas?|ambulancias?|autoridades|911"
    r"|112|emergencias)"
)
_NO_POLICE: Final = re.compile(
    rf"\b(?:dont|do not|dnt|don t|never|without|not|no need to|instead of) (?:\w+ ){{0,3}}?"
    rf"(?:call|calling|send|sending|tell|telling|get|getting|involve|involving|bring|bringing|want|ring|contact|report)"
    rf"(?: \w+){{0,3}}? {_THEM}\b|\bno {_THEM}\b"
    rf"|\b(?:no|sin|nunca|tampoco) (?:\w+ ){{0,4}}?(?:llam\w+|mand\w+|envi\w+|avis\w+|quiero|metan|traigan|venga)"
    rf"(?: \w+){{0,3}}? {_THEM_ES}\b|\b(?:sin|ni) {_THEM_ES}\b"
)


def told(scene: Scene, session: Session | None) -> Turn:
    """The answer, however it was asked."""
    return aside(scene, session, *policy.answer(scene))
