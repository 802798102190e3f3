"""A shift is over: its volunteer is thanked, and asked whether they would like to talk with somebody of the team."""

from flows.coordinators.escalation import somebody_hears
from flows.effects.volunteers import TalkAfterShift
from flows.engine import Ask, End, Flow, Move, Scene, act

shift_ending = Flow("shift_ending")


@shift_ending.start
def ask(s: Scene) -> Move:
    """How are they? Nobody needs to say."""
    if not somebody_hears(s):
        return End("shift_ending.thanks")  # there is nobody whom a "2" could reach
    return Ask("shift_ending.ask", fine=fine, talk=talk, optional=True)


@shift_ending.step
def fine(s: Scene) -> Move:
    """1: all is well."""
    return End("shift_ending.fine")


@shift_ending.step
def talk(s: Scene) -> Move:
    """2: the coordinator is asked to call them."""
    return End(
        act(TalkAfterShift(), told="shift_ending.told", nobody="debrief.nobody", none="volunteer.only")
    )
