"""After a call that was hard: a talk with somebody of the team is offered. Nobody hears of it unless they say yes."""

from flows.effects.volunteers import TalkItOver
from flows.engine import Ask, End, Flow, Move, Scene, act

debrief = Flow("debrief")


@debrief.start
def ask(s: Scene) -> Move:
    """Would they like to talk it over? Nobody needs to say."""
    if not s.line.has_coordinator:
        return End()  # nobody would hear of it
    return Ask("debrief.ask", yes=wanted, no=not_now, optional=True)


@debrief.step
def wanted(s: Scene) -> Move:
    """The coordinator is told."""
    return End(act(TalkItOver(), told="debrief.told", nobody="debrief.nobody", none="debrief.fine"))


@debrief.step
def not_now(s: Scene) -> Move:
    """That is fine, and nobody is told."""
    return End("debrief.fine")
