"""Reactions to a text, and automatic replies: they answer no question and get no answer.

An answer to a machine is answered by the machine, for ever. What a person says beside a reaction was read before this,
and so was danger in all of it.
"""

from flows.effects.relay import TOLD_OTHERWISE, PassOn
from flows.engine import Scene, Session, Turn, act
from flows.relay import writing
from flows.rules.crisis.asides import is_advice
from flows.rules.words.automatic_replies import is_automatic
from flows.rules.words.reactions import reaction


def turn(scene: Scene, session: Session | None) -> Turn | None:
    """Say nothing and leave the question open; None for a text that a person wrote.

    Who writes with a peer may react to their words: the sign goes to the peer, without the quote, which may be of a
    text of ours. A peer's own reactions go nowhere: a laugh was perhaps about us.
    """
    sign, person = reaction(scene.given), scene.person
    if sign is None:
        # To the one they write with, a peer may well say "if it's an emergency, call 911".
        in_writing = writing.is_under_way(person)
        machine = is_automatic(scene.given) or (not in_writing and is_advice(scene.given))
        return Turn((), (), session) if machine else None
    if sign and writing.with_peer(person) is not None and writing.with_them(person) is None:
        passed = act(
            PassOn(sign),
            silent=(*TOLD_OTHERWISE, "offered", "goodbye"),
            masked="writing.masked",
            over="writing.over",
            gone="writing.peer_gone",
            not_now="writing.not_now",
            none="writing.over",
        )
        return Turn((passed,), (), session)
    return Turn((), (), session)
