"""A sentence that a caller speaks: it chooses what the menu offers, or is answered and the menu is put again."""

from typing import Final

from flows.catalogue import STEPS
from flows.engine import Phrase, Scene, Session, Turn, follow, missed, settle
from flows.reading.questions import answers, plain_questions, policy_questions
from flows.reading.sentence import Sentence, read
from flows.replies import ALL_KEYWORDS
from flows.rules.meaning import evidence
from flows.rules.meaning.certainty import GUESSED
from flows.rules.meaning.talk_now_words import asks_for_somebody_now
from flows.rules.words.replies import best, clean

_CHOOSES: Final = {
    "call": ("callback", "talk", "call", "yes"),
    "call_at": ("callback", "call", "yes"),
    "write": ("write",),
    "now": ("talk", "ready"),
    "yes": ("yes", "take", "keep"),
    "take": ("take",),
    "no": ("no", "refusal"),
    "no_call": ("refusal", "cancel", "no"),
    "pass": ("pass", "no"),
    "later": ("later", "time"),
    "skip": ("skip",),
    "greeting": ("checkin",),
    "volunteer": ("volunteers",),
    "remind": ("reminders",),
    **{f"rate:{number}": (str(number),) for number in range(1, 6)},
}
"""Which choices of a menu a meaning may stand for, the nearest first."""
_SAID: Final = {"team": ALL_KEYWORDS["keyword:TEAM"], "policy": ALL_KEYWORDS["keyword:POLICY"]}
"""Words that callers are told of, and that stand in no menu."""
_LEADS_TO_TALK: Final = (
    "caller.menu",
    "caller.other_language",
    "callback.ask",
    "asking.more",
    "talk.at_once",
)
"""Where a caller who asks for somebody at once is offered it, also while a call is booked."""
_TELLING: Final = 3
"""From so many words on somebody may tell of anything."""
_NEEDS_SURENESS: Final = frozenset(("call", "call_at", "now", "write", "yes", "take", "no", "pass", "later"))


def answer(scene: Scene, session: Session) -> Turn | None:
    """The answer to a spoken sentence; None where it is not understood. What rings or ends has to be sure."""
    if (named := best(scene.given, _SAID)) is not None:
        return (
            settle(STEPS["team.what_about"], scene)
            if named == "team"
            else policy_questions.told(scene, session)
        )
    if session.step in _LEADS_TO_TALK and asks_for_somebody_now(scene.given):
        return settle(STEPS["talk.at_once"], scene)
    if (asked := plain_questions.answer(scene, session)) is not None:
        return asked
    said = read(scene, session)
    offered = {name for _, name, _ in session.offered}
    meaning = said.likely.meaning
    if "checkin" in offered and (evidence.is_how_they_are(scene.given) or _surely_tells(said)):
        return settle(STEPS["checkin.told"], scene)  # who has said how they are is not asked from 1 to 5
    if said.likely.share < GUESSED or not said.likely.known or not answers.is_likely(meaning, scene.given):
        return None
    chosen = next((name for name in _CHOOSES.get(meaning, ()) if name in offered), None)
    if chosen is not None:
        if meaning in _NEEDS_SURENESS and not _is_sure(said, meaning):
            return None
        return follow(session, chosen, STEPS, scene)
    if meaning == "tell":
        return _told(scene, session, said)
    answered = answers.answer(meaning, scene, session)
    if answered is None or answered.session is not session:
        return answered
    return (
        answered
        if session.question in answered.said
        else Turn((*answered.said, session.question), answered.effects, session)
    )


def _surely_tells(said: Sentence) -> bool:
    return said.likely.meaning == "tell" and said.likely.known and said.likely.share >= GUESSED


def _told(scene: Scene, session: Session, said: Sentence) -> Turn | None:
    """Who tells how they are has answered that question. Elsewhere it is no answer: nobody hears a menu for ever.

    Two words that tell no feeling, "my shifts", name something this menu does not have: nobody is thanked for them.
    """
    if said.state == "mood":
        return settle(STEPS["checkin.told"], scene)
    if len(clean(scene.given).split()) < _TELLING and not evidence.is_how_they_are(scene.given):
        return None
    return Turn((Phrase("checkin.told"), session.question), (), missed(session))


def _is_sure(said: Sentence, meaning: str) -> bool:
    return said.asks_for_call if meaning in ("call", "call_at") else said.is_sure(meaning)
