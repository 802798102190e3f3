"""What the line starts for a check-in plan: the question, and a gentle word or a call where no answer came."""

from datetime import datetime
from typing import Final

from flows.checkins.checkin import offer
from flows.engine import Ask, End, Flow, Move, Phrase, Scene, Step
from flows.requests import later
from flows.requests.ready import say_ready, text_only

TOLD_AT: Final = "told_at"
"""The answer that says when the person they chose is texted (ISO 8601)."""
_MOODS: Final = ("1", "2", "3", "4", "5", "skip")

reminded = Flow("reminded")
unanswered = Flow("unanswered")


def _moods() -> dict[str, Step]:
    return dict.fromkeys(_MOODS, offer)


@reminded.start
def mood(s: Scene) -> Move:
    """Ask how they are at the time they chose. After that it is a check-in like any other."""
    return Ask("checkin.mood", "remind.hello", optional=True, to=_moods())


def _gentle(s: Scene) -> Move:
    """No answer came: write gently, without guilt, and say when the trusted person would be told, if there is one."""
    told = s.answers.get(TOLD_AT)
    then = (Phrase("unanswered.then_tell", {"at": datetime.fromisoformat(told)}),) if told else ()
    return Ask("checkin.mood", "unanswered.gentle", *then, optional=True, to=_moods())


_gentle.__name__ = "mood"  # an answer is filed under the name of its step; check-ins look for it here
gentle = unanswered.start(_gentle)


@unanswered.step
def call(s: Scene) -> Move:
    """They chose that a peer may call after a missed check-in: ask whether now is good, and ring only after a yes."""
    mine = s.person.callback
    if mine is None:
        return End("callback.none")
    question = "ready.ask_text" if mine.kind == "text" else "ready.ask"
    to = {"ready": say_ready, "later": later.choose, **({} if mine.kind == "text" else {"text": text_only})}
    return Ask(question, "unanswered.call", optional=True, to=to)
