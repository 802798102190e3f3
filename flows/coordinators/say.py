"""SAY, with the code that has to come back: words in the team's name cannot be unsaid, and a sender can be forged."""

from typing import Final

from flows.coordinators.commands import said_to
from flows.coordinators.commands import say as sent
from flows.coordinators.proof import proof_first
from flows.engine import Collect, End, Flow, Move, Phrase, Scene
from flows.rules.words.replies import clean

say = Flow("say")

_CODE: Final = "code"
_TO, _WORDS = "to", "words"


@say.start
def by_code(s: Scene) -> Move:
    """Send back the code, and the words go out."""
    named = said_to(s.given)
    if named is None:
        return End("coordinator.not_the_code")
    asked = Phrase("coordinator.say_code", {"digits": s.person.code, "code": named[0]})
    learned = {_CODE: s.person.code, _TO: named[0], _WORDS: named[1]}
    return Collect(asked, then=code_given, optional=True, learned=learned)


@say.step
def prove(s: Scene) -> Move:
    """It can be sent: first the code."""
    return End(proof_first(by_code.name))


@say.step
def code_given(s: Scene) -> Move:
    """The code, or anything else: then nothing is sent. There is one try, so nobody guesses."""
    if clean(s.given) != s.answers[_CODE]:
        return End("coordinator.not_the_code")
    return End(sent(s.answers[_TO], s.answers[_WORDS], proven=True))


@say.step
def at_once(s: Scene) -> Move:
    """A code came back from this phone for this alert a short while ago: the words go out."""
    named = said_to(s.given)
    return End(sent(*named)) if named is not None else End("coordinator.not_the_code")
