"""After a hard call a volunteer is offered a talk with somebody of the team, who hear of it only after a yes."""

from flows.coordinators.escalation import somebody_hears
from flows.effects.volunteers import TalkItOver
from flows.engine import Ask, End, Flow, Move, Scene, act

debrief = Flow("debrief")


@debrief.start
def ask(s: Scene) -> Move:
    """Would they like to talk it over? Nobody needs to say."""
    if not somebody_hears(s):
        return End()  # there is no coordinator who could be told
    return Ask("debrief.ask", yes=wanted, no=not_now, optional=True)


@debrief.step
def wanted(s: Scene) -> Move:
    """The coordinator is told."""
    return End(act(TalkItOver(), told="debrief.told", nobody="debrief.nobody", none="debrief.fine"))


@debrief.step
def not_now(s: Scene) -> Move:
    """They do not want to talk; nobody is told."""
    return End("debrief.fine")
