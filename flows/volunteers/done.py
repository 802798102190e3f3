"""DONE and NOTE: a volunteer's words about a call they had, kept for the coordinator."""

import re

from flows.codes import read_code, was_hard
from flows.effects.volunteers import WriteNote
from flows.engine import Act, End, Flow, Move, Scene, act
from flows.rules.words.replies import clean

_OFF_DUTY = re.compile(
    r"for (?:today|tonight|now|the (?:day|night|evening))\b|por (?:hoy|esta noche|ahora)\b"
)
"""How what ends somebody's duty goes on, and no call: "done for tonight"."""

done = Flow(
    "done",
    keywords=("DONE",),
    argument=True,
    accepts=lambda s: _OFF_DUTY.match(clean(s.given)) is None,
    aside=True,
    volunteers_only=True,
)
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
    return End(kept(code, words, done=done, hard=done and was_hard(words)))


def kept(code: str | None, words: str, *, done: bool, hard: bool = False) -> Act:
    """Keep the words on the call with this code, or on their latest. `hard`: they rest, and may talk it over."""
    return act(
        WriteNote(code, words, done, hard),
        leads={"hard": "debrief.ask"},
        noted="volunteer.noted",
        done="volunteer.done",
        hard="volunteer.rest",
        none="offer.none",
    )
