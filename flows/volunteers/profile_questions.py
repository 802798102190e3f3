"""The questions about a volunteer's profile: the flow they belong to, and how one goes on to the next."""

from typing import Final

from flows.engine import Channel, End, Flow, Move, Said, Scene, Session, Step
from flows.volunteers.name import joining

me = Flow("me", keywords=("ME",), volunteers_only=True, everyday_words=True)

ALL: Final = "all"
"""The answer that says: one question after the other, as after JOIN."""


def or_nothing(s: Scene, step: Step) -> dict[str, Step]:
    """Nobody has to answer: SKIP, and on the phone silence, go on to the next."""
    return {"skip": step, "silence": step} if s.channel is Channel.VOICE else {"skip": step}


def is_joining(session: Session) -> bool:
    """Whether this is one of the questions that follow JOIN: they can wait for a day."""
    if session.step == joining.name:
        return True
    return session.step.startswith(f"{me.name}.") and session.answers.get(ALL) == "yes"


def goes_on(s: Scene, learned: dict[str, str] | None = None) -> bool:
    """Whether the next question follows, as after JOIN."""
    return (learned or s.answers).get(ALL) == "yes"


def kept_or_left(s: Scene, *kept: Said) -> Move:
    """The end, where only this part was to be changed."""
    return End(*kept, "me.kept") if kept else End("me.as_it_was")
