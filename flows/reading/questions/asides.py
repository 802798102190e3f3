"""An answer beside the open question, which stays open as it was put."""

from flows.effects.base import Effect
from flows.engine import Act, Channel, Phrase, Scene, Session, Turn


def aside(
    scene: Scene,
    session: Session | None,
    *said: Phrase | Act,
    effects: tuple[Effect, ...] = (),
    put_again: bool = False,
) -> Turn:
    """Say something and put the question again, where it has to be answered or is asked by voice.

    `put_again`: put it also where nobody needs to answer it.
    """
    asked = session is not None and (put_again or not session.optional or scene.channel is Channel.VOICE)
    question = (session.question,) if session is not None and asked else ()
    return Turn((*said, *question), effects, session)


def must_be_answered(session: Session | None) -> bool:
    """Whether a question is open that no other one may take the place of."""
    return session is not None and not session.optional
