"""Questions about what this line does with words of danger: "will you call the police on me?"

Answered with what is true of every line: a program reads first, it calls nobody, a person on the team may be told. What
the team does then is the organisation's own policy, which nothing here knows.
"""

from flows.engine import Phrase, Scene, Session, Turn
from flows.reading.asides import aside
from flows.rules.crisis import crisis


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer, and the open question again; None for words that ask something else."""
    return told(scene, session) if crisis.asks_policy(scene.given) else None


def told(scene: Scene, session: Session | None) -> Turn:
    """The answer, however it was asked."""
    by_a_person = (Phrase("policy.told"),) if scene.line.has_coordinator else ()
    return aside(scene, session, Phrase("policy.program"), *by_a_person, Phrase("crisis.footer"))
