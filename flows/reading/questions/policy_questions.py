"""Questions about what this line does with words of danger: "will you call the police on me?"

Answered with the policy that the organisation chose, as the word POLICY is (`flows.contacts.policy`). Nobody is told.
"""

from flows.contacts import policy
from flows.engine import Scene, Session, Turn
from flows.reading.questions.asides import aside
from flows.rules.crisis import crisis


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """The answer, and the open question again; None for words that ask something else."""
    return told(scene, session) if crisis.asks_policy(scene.given) else None


def told(scene: Scene, session: Session | None) -> Turn:
    """The answer, however it was asked."""
    return aside(scene, session, *policy.answer(scene))
