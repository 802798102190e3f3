"""A number that leads, with more behind it than courtesy: "1 but after 9", "1 and a woman please", "2, call at 7".

What stands behind it counts as well: an hour is the hour of the call, "but text me" is writing, a woman is whom they
want. Where it may deny the choice, or count something ("1 of my friends died"), the number is none of ours to take.
"""

from dataclasses import replace
from typing import Final

from flows import said_times
from flows.catalogue import STEPS
from flows.effects.requests import Wanted
from flows.engine import Scene, Session, Turn, follow, settle
from flows.reading.sentence import read
from flows.replies import replies
from flows.requests import understood
from flows.rules.crisis import crisis
from flows.rules.meaning import wishes
from flows.rules.refusal import refusal
from flows.rules.times.times import Unread
from flows.rules.words import numbered_answer

_AT_ONCE: Final = frozenset(("call", "write", "ready"))
_ASK: Final = ("yes", "call", "call_at", "now", "write", "woman", "man", "topic", "language", "thanks")
"""What a choice of a call or of writing may be read as, with what else stands in it."""
_ENOUGH: Final = 0.5
_BEFORE_AN_HOUR: Final = frozenset("en in a al el la at about around como por con of".split())
"""In front of anything but an hour these count, or say where."""


def answer(scene: Scene, session: Session | None) -> Turn | None:
    """What follows from the number and from what stands behind it; None where both together say something else."""
    if session is None or "?" in scene.given or crisis.names_danger(scene.given):
        return None
    led = numbered_answer.leading(scene.given, replies(session, scene.person.language))
    if led is None:
        return None
    choice, rest = led[0].partition(":")[2], led[1]
    behind = replace(scene, given=rest)
    if choice == "later":
        at = said_times.find(rest, scene)
        return settle(STEPS["later.in_sentence"], behind) if isinstance(at, Wanted) else None
    if choice not in _AT_ONCE or read(scene, session).share(*_ASK) < _ENOUGH:
        return None
    return _chosen(choice, scene, session, behind)


def _chosen(choice: str, scene: Scene, session: Session, behind: Scene) -> Turn | None:
    at = said_times.find(behind.given, scene)
    timed = at is not Unread.NOT_A_TIME
    if not timed and (refusal.read(behind.given) is not None or refusal.begins_with_no(behind.given)):
        return None  # "1 no wait": a no that is no hour ("1 but not till 8") takes it back
    if choice == "call" and refusal.rather_writes(behind.given):
        choice = "write"
    if not timed and behind.given.partition(" ")[0].lower() in _BEFORE_AN_HOUR:
        return None  # "1 en mil me entiende", "1 in 4 of us"
    if timed and choice == "call":
        return settle(STEPS["callback.in_sentence"], behind)
    if timed:
        return None
    who = wishes.who(behind.given)
    wanted = {understood.WHO: who} if who else {}
    return follow(replace(session, answers={**session.answers, **wanted}), choice, STEPS, scene)
