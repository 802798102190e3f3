"""POLICY: whether this line ever calls emergency services for somebody, as the organisation chose before it opened.

Told once before somebody says more, and again where the organisation chose otherwise since. Where nothing is chosen
nothing is guessed: people are told who can say.
"""

from flows.coordinators.escalation import somebody_hears
from flows.effects.contacts import TellPolicy
from flows.engine import End, Flow, Move, Phrase, Scene

_SAID = {"never": "policy.never", "if_asked": "policy.if_asked", "life_at_risk": "policy.life_at_risk"}
_SAID_FIRST = {
    "never": "policy.first_never",
    "if_asked": "policy.first_if_asked",
    "life_at_risk": "policy.first_life_at_risk",
}

policy = Flow("policy", keywords=("POLICY",), aside=True)


@policy.start
def show(s: Scene) -> Move:
    """What is done about danger, and the crisis line."""
    return End(*answer(s))


def answer(s: Scene) -> tuple[Phrase, ...]:
    """The policy in force, who is told of danger, and the crisis line."""
    if s.line.policy is None:
        unset = "policy.unset" if somebody_hears(s) else "policy.unset_nobody"
        return Phrase(unset), Phrase("crisis.footer")
    told = (Phrase("policy.told"),) if somebody_hears(s) else ()
    return Phrase(_SAID[s.line.policy]), *told, Phrase("crisis.footer")


def to_tell_first(s: Scene) -> tuple[tuple[Phrase, ...], tuple[TellPolicy, ...]]:
    """What is said before somebody says more, and its effect; nothing to who knows it, or works here."""
    chosen, person = s.line.policy, s.person
    if chosen is None or chosen == person.policy_told or person.volunteer is not None or person.coordinator:
        return (), ()
    wording = _SAID_FIRST[chosen]
    return (Phrase(wording),), (TellPolicy(chosen, wording),)
