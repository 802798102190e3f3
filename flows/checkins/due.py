"""What comes by itself to who set it up: how are you; and, where no answer came, one gentle word, or a call."""

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
    """At the time they chose: how are you? From there it is a check-in like any other."""
    return Ask("checkin.mood", "remind.hello", optional=True, to=_moods())


def _gentle(s: Scene) -> Move:
    """No answer came: no guilt, no need to explain; and who would be told when, where they set that up."""
    told = s.answers.get(TOLD_AT)
    then = (Phrase("unanswered.then_tell", {"at": datetime.fromisoformat(told)}),) if told else ()
    return Ask("checkin.mood", "unanswered.gentle", *then, optional=True, to=_moods())


_gentle.__name__ = "mood"  # an answer is filed under the step that asks, and a check-in looks for it there
gentle = unanswered.start(_gentle)


@unanswered.step
def call(s: Scene) -> Move:
    """They set up that a peer may call: is now good? Nobody rings before they say so."""
    mine = s.person.callback
    if mine is None:
        return End("callback.none")
    question = "ready.ask_text" if mine.kind == "text" else "ready.ask"
    to = {"ready": say_ready, "later": later.choose, **({} if mine.kind == "text" else {"text": text_only})}
    return Ask(question, "unanswered.call", optional=True, to=to)
