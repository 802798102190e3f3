"""A participant says goodbye while they write: done for today? It ends by itself, and nobody is asked why."""

from typing import Final

from flows.effects.relay import StayOn
from flows.effects.requests import CancelCallback
from flows.engine import Ask, End, Flow, Move, Scene, act
from flows.states import CallbackState

goodbye = Flow("goodbye")

ASKED: Final = "goodbye.ask"
"""The question that may be answered while they write: exactly, for all else goes to the volunteer."""


@goodbye.start
def ask(s: Scene) -> Move:
    """Done for today, or do they stay?"""
    return Ask("goodbye.ask", done=done, stay=stay, optional=True)


@goodbye.step
def done(s: Scene) -> Move:
    """Done: it ends as with DONE. A later request is left alone by an answer that comes late."""
    if not _still_write(s):
        return End("writing.you_ended")
    return End(
        act(
            CancelCallback(),
            ended="writing.you_ended",
            cancelled="writing.you_ended",
            talking="callback.talking",
            none="writing.you_ended",
        )
    )


@goodbye.step
def stay(s: Scene) -> Move:
    """They stay, and the volunteer is told."""
    if not _still_write(s):
        return End("goodbye.has_ended")
    return End(act(StayOn(), stays="goodbye.stays", over="goodbye.has_ended", none="goodbye.has_ended"))


def _still_write(s: Scene) -> bool:
    mine = s.person.callback
    return mine is not None and mine.kind == "text" and mine.state is CallbackState.CONNECTED
