"""DONE and NOTE: a volunteer's words about a call they had, kept for the coordinator."""

from flows.codes import read_code, was_hard
from flows.effects.volunteers import WriteNote
from flows.engine import End, Flow, Move, Scene, act

done = Flow("done", keywords=("DONE",), argument=True, aside=True, volunteers_only=True)
note = Flow("note", keywords=("NOTE",), argument=True, aside=True, volunteers_only=True)


@done.start
def finished(s: Scene) -> Move:
    """DONE K7, with or without words."""
    return _noted(s, done=True)


@note.start
def noted(s: Scene) -> Move:
    """NOTE K7 and words."""
    return _noted(s, done=False)


def _noted(s: Scene, *, done: bool) -> Move:
    code, words = read_code(s.given)
    hard = done and was_hard(words)
    return End(
        act(
            WriteNote(code, words, done, hard),
            leads={"hard": "debrief.ask"},
            noted="volunteer.noted",
            done="volunteer.done",
            hard="volunteer.rest",
            none="offer.none",
        )
    )
